// Hints between hosts: what this host's programs tell each other goes out over a channel of Redis, and what other hosts say there goes to the sidecars
// here. While Redis is away nothing is lost but time: the sidecars' poll finds what they were not told of.
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/base/clock.h"
#include "core/base/config.h"
#include "core/chat/hints.h"

namespace chat {

// One on each host. `folder` is the one of the host's HintSenders.
class HintRelay {
public:
    HintRelay(const std::string& folder, const base::RedisSettings& settings, const base::Clock& clock);
    ~HintRelay();
    HintRelay(const HintRelay&) = delete;
    HintRelay& operator=(const HintRelay&) = delete;

    // Carries both ways, on threads of its own and the caller's, until stop() is called.
    void run();
    // Any thread; run() returns within a second or two.
    void stop();

private:
    void collect();
    void publish();
    void listen();
    std::vector<Hint> take_waiting();
    void deliver(std::string_view message);

    base::RedisSettings settings_;
    const base::Clock& clock_;
    std::string origin_;  // tells this relay's own messages from others'
    HintReceiver receiver_;
    HintSender sender_;
    std::atomic<bool> stopped_ = false;
    std::mutex mutex_;
    std::condition_variable more_;
    // The highest of each stream is all that anybody needs to hear: however slow Redis is, no more than this waits.
    std::unordered_map<base::StreamId, base::Seq> waiting_;
};

// "origin stream:seq stream:seq ...", as it stands on the channel.
std::string spell_hints(std::string_view origin, const std::vector<Hint>& hints);
struct HintMessage {
    std::string origin;
    std::vector<Hint> hints;
};
// What cannot be read is left out.
HintMessage parse_hints(std::string_view message);

}  // namespace chat
