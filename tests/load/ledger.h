// The books of a run: which posts were made, what every reader got, and whether both agree. Knows no
// sockets.
//
// All readers of a lounge get the same bytes. So a frame is taken apart and judged once, by the first
// reader that gets it; for the others comparing the bytes proves as much and costs next to nothing.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/load/cursor.h"
#include "tests/load/protocol.h"
#include "tests/load/tally.h"

namespace load {

struct Post {
    Nanoseconds due = 0;
    std::size_t reader = 0;  // who said it
    std::size_t lounge = 0;
    bool acked = false;
    std::uint64_t acked_as = 0;      // seq of the acknowledgement, 0 before and where it names none
    std::uint64_t delivered_as = 0;  // seq of the event, 0 before
    std::size_t receivers = 0;
};

class Ledger {
public:
    // `run`: 8 hexadecimal digits that no other run uses. `lounges`: their slugs.
    Ledger(std::string run, std::vector<std::string> lounges);

    const std::string& run() const { return run_; }
    std::string_view slug(std::size_t lounge) const { return lounges_[lounge].slug; }

    // Adds a reader of `lounge`; returns its number: 0, 1, 2, ...
    std::size_t add_reader(std::size_t lounge);

    // From here on posts are finished, and latencies counted, without this reader. What it gets is still
    // checked.
    void stop_counting(std::size_t reader);
    bool is_counted(std::size_t reader) const { return readers_[reader].counted; }

    // The reader is in at `seq` after `replay` older events.
    void joined(std::size_t reader, std::uint64_t seq, std::uint64_t replay);
    // Whether the reader is in and has all older events.
    bool is_in(std::size_t reader) const;
    // The reader's connection is gone: it is out until it has joined again, from where it stood.
    void left(std::size_t reader) { readers_[reader].joined = false; }
    // The last seq that a reader who was in before has; nothing for one that never was.
    std::optional<std::uint64_t> stands_at(std::size_t reader) const;

    // Notes a post that was due at `due`; returns its number: 1, 2, ...
    std::uint64_t begin_post(std::size_t reader, Nanoseconds due);
    const Post& post(std::uint64_t number) const { return posts_[number - 1]; }
    // The highest seq known of a lounge.
    std::uint64_t last_of(std::size_t lounge) const { return lounges_[lounge].last; }
    std::size_t lounge_of(std::size_t reader) const { return readers_[reader].lounge; }

    // True and noted when `frame` is, byte for byte, the event that this reader must get next.
    bool take_expected(std::size_t reader, std::string_view frame, Nanoseconds at);
    // Notes and judges any other event, message or silent.
    void take_event(std::size_t reader, const Incoming& event, std::string_view frame, Nanoseconds at);
    void take_ack(std::size_t reader, const Incoming& ack, Nanoseconds at);
    // A post was acknowledged by a way that does not say its place.
    void take_receipt(std::uint64_t number, Nanoseconds at);

    std::size_t acknowledged() const { return acknowledged_; }
    // Posts that are not yet acknowledged and delivered to all.
    std::size_t unfinished() const { return unfinished_; }
    // Called with each post's number when it is finished.
    void on_finished(std::function<void(std::uint64_t)> call) { finished_ = std::move(call); }

    // Counts into `tally` from here on; nullptr: nowhere.
    void count_into(Tally* tally) { tally_ = tally; }

    Faults& faults() { return faults_; }
    // Counts what never came; `still_open(reader)` tells whose missing events count. Call once, at the end.
    void close_books(const std::function<bool(std::size_t)>& still_open);

private:
    struct Heard {
        std::string frame;
        std::uint64_t number = 0;  // of its post; 0: nothing heard at this seq yet
    };
    struct Lounge {
        std::string slug;
        std::size_t readers = 0;
        std::uint64_t first = 0;  // seq of heard[0]
        std::uint64_t last = 0;   // highest seq known
        std::vector<Heard> heard;
    };
    struct Reader {
        std::size_t lounge = 0;
        bool counted = true;
        bool joined = false;
        std::uint64_t joined_at = 0;    // events after it are this run's
        std::uint64_t replayed_to = 0;  // once it has this one, it has all that its last join replays
        Cursor cursor;
    };

    Heard* heard(Lounge& lounge, std::uint64_t seq);
    void judge_first(Reader& reader, const Incoming& event, std::string_view frame, Nanoseconds at);
    void deliver(const Reader& reader, Heard& heard, Nanoseconds at);
    void acknowledge(Post& post, std::uint64_t as, std::uint64_t number, Nanoseconds at);
    void rejoin(Reader& reader, std::uint64_t first);
    void finish_if_done(std::uint64_t number);
    Post* post_of(std::uint64_t number);

    std::string run_;
    std::vector<Lounge> lounges_;
    std::vector<Reader> readers_;
    std::vector<Post> posts_;
    std::size_t unfinished_ = 0;
    std::size_t acknowledged_ = 0;
    std::function<void(std::uint64_t)> finished_;
    Tally* tally_ = nullptr;
    Faults faults_;
};

}  // namespace load
