// What the database threads have done, waiting for the loop. Any thread posts; the loop's thread takes.
#pragma once

#include <functional>
#include <mutex>
#include <utility>
#include <vector>

namespace ws {

using Done = std::function<void()>;  // runs on the loop's thread

class Mailbox {
public:
    // `wake` must make the loop call take() soon; any thread.
    explicit Mailbox(std::function<void()> wake) : wake_(std::move(wake)) {}
    void post(Done done) {
        {
            const std::scoped_lock guard(mutex_);
            waiting_.push_back(std::move(done));
        }
        wake_();
    }
    std::vector<Done> take() {
        const std::scoped_lock guard(mutex_);
        return std::exchange(waiting_, {});
    }

private:
    std::function<void()> wake_;
    std::mutex mutex_;
    std::vector<Done> waiting_;
};

}  // namespace ws
