#include "tests/load/ledger.h"

#include <algorithm>
#include <utility>

#include "tests/load/body.h"

namespace load {

Ledger::Ledger(std::string run, std::vector<std::string> lounges) : run_(std::move(run)) {
    for (std::string& slug : lounges) lounges_.emplace_back().slug = std::move(slug);
}

std::size_t Ledger::add_reader(std::size_t lounge) {
    readers_.emplace_back().lounge = lounge;
    ++lounges_[lounge].readers;
    return readers_.size() - 1;
}

void Ledger::stop_counting(std::size_t reader) {
    if (std::exchange(readers_[reader].counted, false)) --lounges_[readers_[reader].lounge].readers;
}

void Ledger::joined(std::size_t number, std::uint64_t seq, std::uint64_t replay) {
    Reader& reader = readers_[number];
    if (reader.joined || replay > seq) {
        ++faults_.corruption;
        return;
    }
    reader.joined = true;
    reader.replayed_to = seq;
    const std::uint64_t first = seq - replay + 1;
    if (reader.cursor.next() != 0) return rejoin(reader, first);
    reader.joined_at = seq;
    reader.cursor.start(first);
    Lounge& lounge = lounges_[reader.lounge];
    if (lounge.first == 0) lounge.first = seq + 1;
    lounge.last = std::max(lounge.last, seq);
}

// What was left out between the reader's place and the first event replayed is lost; what lies before its place will show as repeated.
void Ledger::rejoin(Reader& reader, std::uint64_t first) {
    if (first <= reader.cursor.next()) return;
    faults_.gaps += first - reader.cursor.next();
    reader.cursor.start(first);
}

bool Ledger::is_in(std::size_t reader) const {
    return readers_[reader].joined && readers_[reader].cursor.next() > readers_[reader].replayed_to;
}

std::optional<std::uint64_t> Ledger::stands_at(std::size_t reader) const {
    const std::uint64_t next = readers_[reader].cursor.next();
    if (next == 0) return std::nullopt;
    return next - 1;
}

std::uint64_t Ledger::begin_post(std::size_t reader, Nanoseconds due) {
    posts_.push_back({.due = due, .reader = reader, .lounge = readers_[reader].lounge});
    ++unfinished_;
    if (tally_ != nullptr) ++tally_->posts;
    return posts_.size();
}

Ledger::Heard* Ledger::heard(Lounge& lounge, std::uint64_t seq) {
    if (seq < lounge.first || seq - lounge.first >= lounge.heard.size()) return nullptr;
    Heard& place = lounge.heard[seq - lounge.first];
    return place.number == 0 ? nullptr : &place;
}

bool Ledger::take_expected(std::size_t number, std::string_view frame, Nanoseconds at) {
    Reader& reader = readers_[number];
    if (!is_in(number)) return false;
    Heard* known = heard(lounges_[reader.lounge], reader.cursor.next());
    if (known == nullptr || known->frame != frame) return false;
    reader.cursor.arrive(reader.cursor.next(), faults_);
    deliver(reader, *known, at);
    return true;
}

void Ledger::take_event(std::size_t number, const Incoming& event, std::string_view frame, Nanoseconds at) {
    Reader& reader = readers_[number];
    const bool message = event.kind == Incoming::Kind::event;
    Lounge& lounge = lounges_[reader.lounge];
    if (!reader.joined || (message && event.lounge != lounge.slug)) {
        ++faults_.corruption;
        return;
    }
    const Arrival arrival = reader.cursor.arrive(event.seq, faults_);
    if (arrival == Arrival::repeated || arrival == Arrival::absurd) return;
    lounge.last = std::max(lounge.last, event.seq);
    if (!message || event.seq <= reader.joined_at) return;
    Heard* known = heard(lounge, event.seq);
    if (known == nullptr) return judge_first(reader, event, frame, at);
    if (known->frame != frame) ++faults_.corruption;
    deliver(reader, *known, at);
}

void Ledger::judge_first(Reader& reader, const Incoming& event, std::string_view frame, Nanoseconds at) {
    const auto body = check_body(event.text);
    Post* post = post_of(event.number);
    if (!body || post == nullptr || body->run != run_ || event.run != run_ || body->number != event.number ||
        post->lounge != reader.lounge) {
        ++faults_.corruption;
        return;
    }
    if (post->delivered_as != 0) {
        ++faults_.repeats;
        return;
    }
    if (post->acked_as != 0 && post->acked_as != event.seq) ++faults_.corruption;
    post->delivered_as = event.seq;
    Lounge& lounge = lounges_[reader.lounge];
    const std::size_t place = event.seq - lounge.first;
    if (lounge.heard.size() <= place) lounge.heard.resize(place + 1);
    lounge.heard[place] = {std::string(frame), event.number};
    deliver(reader, lounge.heard[place], at);
}

void Ledger::deliver(const Reader& reader, Heard& heard, Nanoseconds at) {
    if (!reader.counted) return;
    Post& post = posts_[heard.number - 1];
    ++post.receivers;
    const bool last = post.receivers == lounges_[reader.lounge].readers;
    if (tally_ != nullptr) {
        ++tally_->deliveries;
        tally_->delivery.record(at - post.due);
        if (last) tally_->last.record(at - post.due);
    }
    if (!last) return;
    finish_if_done(heard.number);
}

void Ledger::take_ack(std::size_t reader, const Incoming& ack, Nanoseconds at) {
    Post* post = post_of(ack.number);
    const bool ours = post != nullptr && post->reader == reader && (ack.run.empty() || ack.run == run_);
    if (!ours || (post->delivered_as != 0 && post->delivered_as != ack.seq)) {
        ++faults_.corruption;
        return;
    }
    acknowledge(*post, ack.seq, ack.number, at);
}

void Ledger::take_receipt(std::uint64_t number, Nanoseconds at) {
    acknowledge(posts_[number - 1], 0, number, at);
}

void Ledger::acknowledge(Post& post, std::uint64_t as, std::uint64_t number, Nanoseconds at) {
    if (post.acked) {
        ++faults_.repeats;
        return;
    }
    post.acked = true;
    post.acked_as = as;
    ++acknowledged_;
    lounges_[post.lounge].last = std::max(lounges_[post.lounge].last, as);
    if (tally_ != nullptr) tally_->ack.record(at - post.due);
    finish_if_done(number);
}

void Ledger::finish_if_done(std::uint64_t number) {
    const Post& post = posts_[number - 1];
    if (!post.acked || post.receivers != lounges_[post.lounge].readers) return;
    --unfinished_;
    if (finished_) finished_(number);
}

Post* Ledger::post_of(std::uint64_t number) {
    return number == 0 || number > posts_.size() ? nullptr : &posts_[number - 1];
}

void Ledger::close_books(const std::function<bool(std::size_t)>& still_open) {
    for (std::size_t i = 0; i < readers_.size(); ++i) {
        if (still_open(i) && readers_[i].counted)
            readers_[i].cursor.finish(lounges_[readers_[i].lounge].last, faults_);
    }
    faults_.unacknowledged += posts_.size() - acknowledged_;
}

}  // namespace load
