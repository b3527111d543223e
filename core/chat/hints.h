// "Stream S has reached seq N": a datagram from whoever committed to every sidecar of this host. Hints are never the truth: a full queue drops them, and
// the sidecars' poll finds what they missed.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/ids.h"

namespace chat {

struct Hint {
    base::StreamId stream;
    base::Seq seq = 0;
};

// Sends to each socket in a folder. Never blocks, never throws on a dead or full receiver. One thread at a time.
class HintSender {
public:
    // `own_name`: a sidecar does not hint itself; empty for other programs.
    explicit HintSender(std::string folder, std::string own_name = {});
    ~HintSender();
    HintSender(const HintSender&) = delete;
    HintSender& operator=(const HintSender&) = delete;
    void send(Hint hint) const;
    // Hints that a full queue did not take, so far; begins anew after four thousand million. Any thread.
    std::uint32_t lost() const { return lost_.load(std::memory_order_relaxed); }

private:
    std::string folder_;
    std::string own_socket_;
    int descriptor_ = -1;
    mutable std::atomic<std::uint32_t> lost_ = 0;
};

// A sidecar's ear: owns the socket file folder/name.
class HintReceiver {
public:
    HintReceiver(const std::string& folder, const std::string& name);
    ~HintReceiver();
    HintReceiver(const HintReceiver&) = delete;
    HintReceiver& operator=(const HintReceiver&) = delete;
    // Waits for the next hint; nothing once stop() was called. A thread of its own.
    std::optional<Hint> wait() const;
    // Any thread.
    void stop() const;

private:
    std::string path_;
    int descriptor_ = -1;
    int stop_descriptor_ = -1;
};

}  // namespace chat
