#include "tests/load/run.h"

#include <algorithm>
#include <numeric>
#include <random>

#include "tests/load/json_scan.h"

namespace load {
namespace {

constexpr Nanoseconds kGatherPatience = 120_s;

// Client ids must be new for each run, or the server would answer with what it stored in an earlier one.
std::string new_run() {
    std::string digits(8, '0');
    std::random_device random;
    for (char& digit : digits) digit = "0123456789abcdef"[random() % 16];
    return digits;
}

std::vector<Seat> seats_of(const Options& options) {
    std::vector<Seat> seats(options.readers);
    for (std::size_t i = 0; i < seats.size(); ++i)
        seats[i].lounge = i / (options.readers / options.lounges.size());
    return seats;
}

}  // namespace

Nanoseconds to_ns(double seconds) { return static_cast<Nanoseconds>(seconds * 1e9); }

Run::Run(const Options& options)
    : options_(options),
      meter_(options.watch),
      protocol_(make_protocol(options.protocol)),
      ledger_(new_run(), options.lounges),
      crowd_(loop_, *protocol_, ledger_, options.endpoint, options.tokens) {}

void Run::gather() {
    crowd_.gather(seats_of(options_), now_ns() + kGatherPatience);
    wait_until_quiet();
}

void Run::wait_until_quiet() {
    constexpr Nanoseconds kStep = 100_ms;
    constexpr Nanoseconds kQuiet = kStep / 25;  // 4 % of one processor
    constexpr int kSteps = 12;  // longer than the second for which presence changes are gathered
    if (meter_.groups().empty() || !options_.settle) return;
    const auto used = [this] {
        const auto cpu = meter_.cpu();
        return std::accumulate(cpu.begin(), cpu.end(), Nanoseconds{0});
    };
    const Nanoseconds give_up = now_ns() + to_ns(options_.patience) / 2;
    Nanoseconds before = used();
    for (int quiet = 0; quiet < kSteps && now_ns() < give_up;) {
        loop_.run_until(now_ns() + kStep, [] { return false; });
        const Nanoseconds after = used();
        quiet = after - before < kQuiet ? quiet + 1 : 0;
        before = after;
    }
}

void Run::drain() {
    loop_.run_until(now_ns() + to_ns(options_.patience),
                    [this] { return ledger_.unfinished() == 0 || ledger_.faults().closed != 0; });
}

void Run::warm_up(const std::function<void(Nanoseconds)>& load) {
    if (options_.warmup <= 0) return;
    load(now_ns() + to_ns(options_.warmup));
    drain();
}

Phase Run::measure(double seconds, const std::function<void(Nanoseconds)>& load) {
    Phase phase;
    ledger_.count_into(&phase.tally);
    const std::vector<Nanoseconds> before = meter_.cpu();
    const Nanoseconds own_before = own_cpu();
    const Nanoseconds start = now_ns();
    load(start + to_ns(seconds));
    drain();
    phase.seconds = static_cast<double>(now_ns() - start) / 1e9;
    phase.client_cpu = own_cpu() - own_before;
    phase.cpu = meter_.cpu();
    for (std::size_t i = 0; i < before.size(); ++i) phase.cpu[i] -= before[i];
    ledger_.count_into(nullptr);
    return phase;
}

void Run::complain(const std::string& complaint) {
    if (complaint_.empty()) complaint_ = complaint;
}

Faults Run::finish() {
    ledger_.close_books([this](std::size_t reader) { return crowd_.is_open(reader); });
    return ledger_.faults();
}

}  // namespace load
