// What waits to be sent to one socket: bounded in bytes, so that a reader who falls behind cannot grow the sidecar. Pure; the loop's thread.
#pragma once

#include <deque>
#include <string>

#include "ws/frame.h"

namespace ws {

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
        waiting_.clear();
        bytes_ = 0;
    }

    // Takes the frames that go into one write of about `target` bytes: whole entries, at least one. A lone entry is passed on uncopied. Valid until the
    // next call; empty when nothing waits.
    const std::string& take(std::size_t target) {
        joined_.clear();
        single_.reset();
        if (waiting_.empty()) return joined_;
        if (waiting_.size() == 1) {
            single_ = std::move(waiting_.front());
            clear();
            return *single_;
        }
        do {
            joined_ += *waiting_.front();
            bytes_ -= waiting_.front()->size();
            waiting_.pop_front();
        } while (!waiting_.empty() && joined_.size() + waiting_.front()->size() <= target);
        return joined_;
    }
    // Gives back the copy's memory, so that an idle socket holds none.
    void rest() {
        single_.reset();
        if (joined_.capacity() > 0) std::string().swap(joined_);
    }

private:
    std::size_t most_bytes_;
    std::size_t bytes_ = 0;
    std::deque<Frames> waiting_;
    Frames single_;
    std::string joined_;
};

}  // namespace ws
