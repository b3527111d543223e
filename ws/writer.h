// The database thread for posts. Whatever waits when the last COMMIT returns goes into the next transaction together, so that one commit serves many.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

#include "core/chat/deed.h"
#include "core/chat/hints.h"
#include "ws/commit_figures.h"
#include "ws/mailbox.h"

namespace ws {

// A post, or what is done to one, and whom to answer.
struct Letter {
    std::uint64_t sender = 0;  // a connection's number
    std::string lounge;        // empty: it is between two people
    std::string id;            // chosen by the client, for the answer
    chat::Deed deed;
    base::Time handed_in{};
    std::string connection{};  // that connection's id, as logs call it
};

class Writer {
public:
    using Outcomes = std::vector<base::Result<chat::Posted>>;
    // Runs on the loop's thread with each batch that was committed or given up.
    using Answer = std::function<void(const std::vector<Letter>&, Outcomes&)>;

    Writer(const chat::House& house, const chat::HintSender& hints, Mailbox& mailbox, Answer answer);
    ~Writer();
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    // The loop's thread. False when the queue is full.
    bool hand_in(Letter letter);
    std::size_t waiting() const;
    const CommitFigures& figures() const { return figures_; }

private:
    void run();
    std::vector<Letter> next_batch();
    void commit(std::vector<Letter> batch);
    bool give_up_old(std::vector<Letter>& batch);
    void pause();
    void report(std::vector<Letter> batch, Outcomes outcomes);
    void hint(const Outcomes& outcomes) const;

    const chat::House& house_;
    const chat::HintSender& hints_;
    Mailbox& mailbox_;
    Answer answer_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Letter> queue_;
    std::atomic<bool> ending_ = false;
    std::unique_ptr<db::Connection> connection_;
    CommitFigures figures_;
    std::thread thread_;
};

}  // namespace ws
