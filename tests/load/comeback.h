// Lets every reader of a crowd come back when its connection breaks, as PROTOCOL.md asks of clients, and times it.
#pragma once

#include <queue>
#include <random>
#include <vector>

#include "tests/load/histogram.h"
#include "tests/load/run.h"

namespace load {

class Comeback {
public:
    // From here on breaks of the run's crowd are no faults. `run` must outlive it and may not run on after it is gone.
    explicit Comeback(Run& run);
    ~Comeback();
    Comeback(const Comeback&) = delete;
    Comeback& operator=(const Comeback&) = delete;

    // Connects whom it is time for. Call it often.
    void work();
    // When work() has something to do next; `otherwise` when it has not.
    Nanoseconds next(Nanoseconds otherwise) const;

    // Readers who were lost and are not in again, with everything they missed.
    std::size_t out() const { return out_; }
    std::size_t lost() const { return lost_; }
    std::size_t attempts() const { return attempts_; }
    Nanoseconds last_in() const { return last_in_; }
    // From a reader's loss until it is in again.
    const Histogram& away() const { return away_; }

private:
    struct Reader {
        bool out = false;
        Nanoseconds since = 0;
        unsigned failures = 0;
    };
    using Due = std::pair<Nanoseconds, std::size_t>;

    void on_lost(std::size_t reader);
    void on_in(std::size_t reader);

    Run& run_;
    std::vector<Reader> readers_;
    std::priority_queue<Due, std::vector<Due>, std::greater<>> due_;
    std::minstd_rand random_{std::random_device{}()};
    std::size_t out_ = 0;
    std::size_t lost_ = 0;
    std::size_t attempts_ = 0;
    Nanoseconds last_in_ = 0;
    Histogram away_;
};

}  // namespace load
