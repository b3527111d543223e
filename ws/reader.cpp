#include "ws/reader.h"

#include "core/base/log.h"

namespace ws {
namespace {

constexpr std::chrono::milliseconds before_connecting_again{200};

}  // namespace

Reader::Reader(const base::DatabaseSettings& settings, Mailbox& mailbox, Greet greet)
    : settings_(settings),
      mailbox_(mailbox),
      greet_(std::move(greet)),
      thread_([this] { run(); }) {}

Reader::~Reader() {
    {
        const std::scoped_lock guard(mutex_);
        ending_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void Reader::submit(Task task, Done failed) {
    {
        const std::scoped_lock guard(mutex_);
        tasks_.push_back({std::move(task), std::move(failed), std::string(base::log::current_id())});
    }
    changed_.notify_one();
}

std::size_t Reader::waiting() const {
    const std::scoped_lock guard(mutex_);
    return tasks_.size();
}

bool Reader::wait_for_task() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return ending_ || !tasks_.empty(); });
    return !ending_;
}

void Reader::connect() {
    if (connection_ && !connection_->lost()) return;
    connection_.reset();
    auto fresh = std::make_unique<db::Connection>(settings_);
    greet_(*fresh);
    connection_ = std::move(fresh);
}

void Reader::work_off(Entry& entry) {
    const base::log::Scope scope(entry.id);
    try {
        if (Done done = entry.task(*connection_)) mailbox_.post(std::move(done));
    } catch (const db::ConnectionLost&) {
        throw;
    } catch (const std::exception& failure) {
        base::log::error("a read failed: {}", failure.what());
        if (entry.failed) mailbox_.post(entry.failed);
    }
}

void Reader::run() {
    while (wait_for_task()) {
        try {
            connect();
            std::unique_lock lock(mutex_);
            Entry entry = tasks_.front();
            lock.unlock();
            work_off(entry);
            lock.lock();
            tasks_.pop_front();
        } catch (const std::exception& failure) {
            // Also a schema that another version of the programs is changing: it may fit again.
            base::log::warning("{}", failure.what());
            std::unique_lock lock(mutex_);
            changed_.wait_for(lock, before_connecting_again, [&] { return ending_; });
        }
    }
}

}  // namespace ws
