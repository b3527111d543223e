// One reader's place in a stream, and what the stream did wrong on the way.
#pragma once

#include <cstdint>
#include <vector>

namespace load {

// What must all be 0 at the end of a run.
struct Faults {
    std::uint64_t gaps = 0;  // events a reader never got
    std::uint64_t repeats =
        0;  // events a reader got twice, posts that became two events, second acknowledgements
    std::uint64_t disorder = 0;  // events that came after a later one
    std::uint64_t corruption =
        0;  // frames that make no sense, bodies that were changed, readers that were told different things
    std::uint64_t unacknowledged = 0;  // posts without an answer
    std::uint64_t refused = 0;         // posts answered with a refusal
    std::uint64_t closed = 0;          // connections that the server ended

    std::uint64_t total() const {
        return gaps + repeats + disorder + corruption + unacknowledged + refused + closed;
    }
};

enum class Arrival { in_order, ahead, late, repeated, absurd };

class Cursor {
public:
    // The next event is to be `next`.
    void start(std::uint64_t next);

    std::uint64_t next() const { return next_; }

    // Takes note of event `seq` and counts what is wrong with it.
    Arrival arrive(std::uint64_t seq, Faults& faults);

    // The stream ended at `last`: counts what has not come.
    void finish(std::uint64_t last, Faults& faults);

private:
    std::uint64_t next_ = 0;
    std::vector<std::uint64_t> missing_;  // left out so far, counted as gaps until they come
};

}  // namespace load
