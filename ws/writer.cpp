#include "ws/writer.h"

#include <algorithm>

#include "core/base/log.h"

namespace ws {
namespace {

constexpr std::chrono::milliseconds before_connecting_again{200};
constexpr base::Millis try_again_in{2000};
// A batch is of many; a line and a comment have room for some.
constexpr std::size_t most_ids = 4;

// Whose letters these are, for the log and the database: "a,b,c,d,+2".
std::string ids_of(const std::vector<Letter>& batch) {
    std::vector<std::string_view> ids;
    for (const auto& letter : batch) {
        if (std::ranges::find(ids, letter.connection) == ids.end()) ids.push_back(letter.connection);
    }
    std::string text;
    for (std::size_t i = 0; i < std::min(ids.size(), most_ids); ++i)
        text.append(i == 0 ? "" : ",").append(ids[i]);
    if (ids.size() > most_ids) text += ",+" + std::to_string(ids.size() - most_ids);
    return text;
}

double seconds_since(std::chrono::steady_clock::time_point began) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

}  // namespace

Writer::Writer(const chat::House& house, const chat::HintSender& hints, Mailbox& mailbox, Answer answer)
    : house_(house),
      hints_(hints),
      mailbox_(mailbox),
      answer_(std::move(answer)),
      thread_([this] { run(); }) {}

Writer::~Writer() {
    {
        const std::scoped_lock guard(mutex_);
        ending_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

bool Writer::hand_in(Letter letter) {
    {
        const std::scoped_lock guard(mutex_);
        if (queue_.size() >= house_.config.limits.queued_posts) return false;
        queue_.push_back(std::move(letter));
    }
    changed_.notify_one();
    return true;
}

std::size_t Writer::waiting() const {
    const std::scoped_lock guard(mutex_);
    return queue_.size();
}

std::vector<Letter> Writer::next_batch() {
    const std::size_t most = house_.config.limits.batch_posts;
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return ending_ || !queue_.empty(); });
    const auto count = static_cast<std::ptrdiff_t>(std::min(queue_.size(), most));
    std::vector<Letter> batch(std::make_move_iterator(queue_.begin()),
                              std::make_move_iterator(queue_.begin() + count));
    queue_.erase(queue_.begin(), queue_.begin() + count);
    return batch;
}

void Writer::run() {
    for (auto batch = next_batch(); !batch.empty(); batch = next_batch()) commit(std::move(batch));
}

// Until it is known to be stored, or too old. A lost connection leaves it open whether the batch was stored; posting the same batch again settles that,
// because each post is looked up by its client id first.
void Writer::commit(std::vector<Letter> batch) {
    std::vector<chat::Deed> deeds;
    while (!batch.empty()) {
        const base::log::Scope scope(ids_of(batch));
        try {
            if (!connection_ || connection_->lost()) {
                connection_.reset();
                connection_ = std::make_unique<db::Connection>(house_.config.database);
            }
            deeds.clear();
            for (const auto& letter : batch) deeds.push_back(letter.deed);
            const auto began = std::chrono::steady_clock::now();
            auto outcomes = chat::carry_out(*connection_, house_, deeds);
            figures_.seconds.Observe(seconds_since(began));
            figures_.posts.Observe(static_cast<double>(batch.size()));
            hint(outcomes);
            report(std::move(batch), std::move(outcomes));
            return;
        } catch (const db::Error& failure) {
            figures_.failed.Increment();
            base::log::warning("{} posts wait: {}", batch.size(), failure.what());
            if (give_up_old(batch)) return;
            pause();
        }
    }
}

// What has waited longer than its sender should is refused; it is unknown whether it was stored, and a retry will tell. True when none is left.
bool Writer::give_up_old(std::vector<Letter>& batch) {
    const base::Time oldest = house_.clock.now() - house_.config.limits.post_patience;
    const auto fresh = std::stable_partition(batch.begin(), batch.end(), [&](const Letter& letter) {
        return letter.handed_in < oldest || ending_.load();
    });
    std::vector<Letter> old(std::make_move_iterator(batch.begin()), std::make_move_iterator(fresh));
    batch.erase(batch.begin(), fresh);
    if (!old.empty()) {
        Outcomes outcomes(old.size(), base::Error{base::ErrorCode::unavailable, try_again_in});
        report(std::move(old), std::move(outcomes));
    }
    return batch.empty();
}

void Writer::pause() {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, before_connecting_again, [&] { return ending_.load(); });
}

void Writer::report(std::vector<Letter> batch, Outcomes outcomes) {
    mailbox_.post([answer = &answer_, batch = std::move(batch), outcomes = std::move(outcomes)]() mutable {
        (*answer)(batch, outcomes);
    });
}

// The other sidecars hear the last number of each stream.
void Writer::hint(const Outcomes& outcomes) const {
    std::unordered_map<base::StreamId, base::Seq> reached;
    for (const auto& outcome : outcomes) {
        if (!outcome) continue;
        if (outcome->event)
            reached[outcome->event->stream] = std::max(reached[outcome->event->stream], outcome->seq);
        for (const auto& other : outcome->others)
            reached[other.stream] = std::max(reached[other.stream], other.seq);
    }
    for (const auto& [stream, seq] : reached) hints_.send({stream, seq});
}

}  // namespace ws
