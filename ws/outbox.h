// What waits to be sent to one socket: bounded in bytes, so that a reader who falls behind cannot grow the sidecar. Pure; the loop's thread.
#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "ws/frame.h"

namespace ws {

// The bytes of several entries in a row. The sockets of a lounge mostly wait for the same ones: these are joined once for all of them.
class Joined {
public:
    Frames of(std::span<const Frames> entries) {
        if (bytes_ && std::ranges::equal(entries, entries_)) return bytes_;
        auto bytes = std::make_shared<std::string>();
        std::size_t size = 0;
        for (const auto& entry : entries) size += entry->size();
        bytes->reserve(size);
        for (const auto& entry : entries) *bytes += *entry;
        entries_.assign(entries.begin(), entries.end());
        return bytes_ = std::move(bytes);
    }
    // Lets go of what was joined last.
    void clear() {
        entries_.clear();
        bytes_.reset();
    }

private:
    std::vector<Frames> entries_;
    Frames bytes_;
};

class Outbox {
public:
    explicit Outbox(std::size_t most_bytes) : most_bytes_(most_bytes) {}

    // False when the bound would be passed: nothing was added.
    bool add(Frames frames) {
        if (bytes_ + frames->size() > most_bytes_) return false;
        bytes_ += frames->size();
        waiting_.push_back(std::move(frames));
        return true;
    }
    bool empty() const { return waiting_.empty(); }
    std::size_t bytes() const { return bytes_; }
    void clear() {
        // An idle socket holds no memory for what it once had.
        std::vector<Frames>().swap(waiting_);
        bytes_ = 0;
    }

    // Takes the frames that go into one write of about `target` bytes: whole entries, at least one; a lone one uncopied. Null when nothing waits.
    Frames take(std::size_t target, Joined& joined) {
        if (waiting_.empty()) return nullptr;
        std::size_t count = 1;
        std::size_t size = waiting_.front()->size();
        while (count < waiting_.size() && size + waiting_[count]->size() <= target)
            size += waiting_[count++]->size();
        Frames bytes = count == 1 ? waiting_.front() : joined.of({waiting_.data(), count});
        bytes_ -= size;
        waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(count));
        if (waiting_.empty() && waiting_.capacity() > kept) clear();
        return bytes;
    }

private:
    static constexpr std::size_t kept = 2;
    std::size_t most_bytes_;
    std::size_t bytes_ = 0;
    std::vector<Frames> waiting_;
};

}  // namespace ws
