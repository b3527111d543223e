#include <csignal>
#include <nlohmann/json.hpp>
#include <system_error>

#include "tests/load/comeback.h"
#include "tests/load/page_poster.h"
#include "tests/load/scenarios.h"

namespace load {
namespace {

using nlohmann::json;

constexpr Nanoseconds kStillPosting = 1_s;  // after the last reader is back

void kill_now(pid_t pid) {
    if (kill(pid, SIGKILL) != 0) throw std::system_error(errno, std::generic_category(), "kill");
}

// Posts by the clock through the page while readers come and go.
class Traffic {
public:
    Traffic(Run& run, PagePoster& poster, Comeback& comeback)
        : run_(run),
          poster_(poster),
          comeback_(comeback),
          start_(now_ns()) {}

    // Until `done()` or `end`; true when done.
    template <class Done>
    bool go_on(Nanoseconds end, Done done) {
        while (!done()) {
            if (now_ns() >= end) return false;
            for (; due() <= now_ns(); ++posted_) poster_.post(posted_ * kStride % run_.crowd().size(), due());
            comeback_.work();
            run_.loop().run_once(std::min(comeback_.next(end), due()));
        }
        return true;
    }

private:
    static constexpr std::size_t kStride = 7919;  // a prime: goes round all lounges

    Nanoseconds due() const { return start_ + to_ns(static_cast<double>(posted_) / run_.options().rate); }

    Run& run_;
    PagePoster& poster_;
    Comeback& comeback_;
    Nanoseconds start_;
    std::size_t posted_ = 0;
};

json report_of(const Phase& phase, Run& run, const Comeback& comeback, Nanoseconds killed) {
    return {{"sockets", run.crowd().size()},
            {"lost", comeback.lost()},
            {"still_out", comeback.out()},
            {"attempts", comeback.attempts()},
            {"all_back_seconds", static_cast<double>(comeback.last_in() - killed) / 1e9},
            {"away_us", latencies_json(comeback.away())},
            {"posts", phase.tally.posts},
            {"ack_us", latencies_json(phase.tally.ack)},
            {"cpu_us_per_socket", costs_json(phase, run, comeback.lost())}};
}

}  // namespace

json restart(Run& run) {
    run.gather();
    const Options& options = run.options();
    Comeback comeback(run);
    PagePoster poster(run);
    Traffic traffic(run, poster, comeback);
    const auto never = [] { return false; };
    traffic.go_on(now_ns() + to_ns(options.warmup), never);
    const Nanoseconds killed = now_ns();
    kill_now(options.kill);
    // Until every break is noticed. Measuring begins without the process that is gone.
    traffic.go_on(now_ns() + to_ns(options.patience), [&] { return comeback.lost() == run.crowd().size(); });
    const Phase phase = run.measure(options.patience, [&](Nanoseconds end) {
        traffic.go_on(end, [&] { return comeback.out() == 0; });
        traffic.go_on(now_ns() + kStillPosting, never);
    });
    if (!poster.complaint().empty()) run.complain(poster.complaint());
    return report_of(phase, run, comeback, killed);
}

}  // namespace load
