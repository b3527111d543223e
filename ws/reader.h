// The database thread for everything but posts: sessions, joins, gaps, polls, presence. Tasks run one after the other on one connection.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "core/base/config.h"
#include "core/db/connection.h"
#include "ws/mailbox.h"

namespace ws {

class Reader {
public:
    // Runs on the reader's thread; what it returns runs on the loop's. Runs again on a new connection when the connection was lost: it must bear that.
    using Task = std::function<Done(db::Connection&)>;
    // Runs on the reader's thread with each new connection, before any task.
    using Greet = std::function<void(db::Connection&)>;

    Reader(const base::DatabaseSettings& settings, Mailbox& mailbox, Greet greet);
    ~Reader();
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    // Any thread. `failed` runs on the loop's thread when the task threw anything but a lost connection.
    void submit(Task task, Done failed = {});
    std::size_t waiting() const;

private:
    struct Entry {
        Task task;
        Done failed;
        std::string id;  // of the connection that asked, for the log and the database
    };
    void run();
    bool wait_for_task();
    void connect();
    void work_off(Entry& entry);

    const base::DatabaseSettings& settings_;
    Mailbox& mailbox_;
    Greet greet_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Entry> tasks_;
    bool ending_ = false;
    std::unique_ptr<db::Connection> connection_;
    std::thread thread_;
};

}  // namespace ws
