#include "tests/load/scenarios.h"

#include <nlohmann/json.hpp>

namespace load {

using nlohmann::json;

json one_at_a_time(Run& run) {
    run.gather();
    std::size_t turn = 0;
    const auto load = [&](Nanoseconds end) {
        while (now_ns() < end && run.ledger().faults().closed == 0) {
            run.crowd().post(turn++ % run.crowd().size(), now_ns(), run.options().body);
            run.drain();
            if (run.ledger().unfinished() != 0) return;  // it will never finish: the books tell why
        }
    };
    run.warm_up(load);
    return to_json(run.measure(run.options().seconds, load), run);
}

json saturate(Run& run) {
    run.gather();
    Nanoseconds end = 0;
    const auto say = [&](std::size_t reader) { run.crowd().post(reader, now_ns(), run.options().body); };
    run.ledger().on_finished([&](std::uint64_t number) {
        if (now_ns() < end) say(run.ledger().post(number).reader);
    });
    const auto load = [&](Nanoseconds until) {
        end = until;
        for (std::size_t i = 0; i < run.options().window; ++i) say(i % run.options().posters);
        run.loop().run_until(end, [&] { return run.ledger().faults().closed != 0; });
    };
    run.warm_up(load);
    json report = to_json(run.measure(run.options().seconds, load), run);
    run.ledger().on_finished(nullptr);
    return report;
}

void post_on_schedule(Run& run, double rate, Nanoseconds end) {
    const Options& options = run.options();
    const std::size_t each = options.readers / options.lounges.size();
    const Nanoseconds start = now_ns();
    const auto due = [&](std::size_t i) { return start + to_ns(static_cast<double>(i) / rate); };
    for (std::size_t i = 0; due(i) < end && run.ledger().faults().closed == 0;) {
        for (; due(i) <= now_ns() && due(i) < end; ++i) {
            const std::size_t lounge = i % options.lounges.size();
            run.crowd().post(lounge * each + i / options.lounges.size() % each, due(i), options.body);
        }
        run.loop().run_once(due(i));
    }
}

json many_lounges(Run& run) {
    run.gather();
    const auto load = [&run](Nanoseconds end) { post_on_schedule(run, run.options().rate, end); };
    run.warm_up(load);
    return to_json(run.measure(run.options().seconds, load), run);
}

json idle(Run& run) {
    run.wait_until_quiet();
    const std::vector<Memory> before = run.meter().memory();
    run.gather();
    const std::vector<Memory> after = run.meter().memory();
    const auto per_socket = [&](std::uint64_t from, std::uint64_t to) {
        return (static_cast<double>(to) - static_cast<double>(from)) /
               static_cast<double>(run.crowd().size());
    };
    json report{{"sockets", run.crowd().size()}, {"kib_per_socket", json::object()}};
    for (std::size_t i = 0; i < before.size(); ++i) {
        report["kib_per_socket"][run.meter().groups()[i].name] = {
            {"rss", per_socket(before[i].rss_kib, after[i].rss_kib)},
            {"pss", per_socket(before[i].pss_kib, after[i].pss_kib)}};
    }
    return report;
}

json stall(Run& run) {
    run.gather();
    const auto load = [&run](Nanoseconds end) { post_on_schedule(run, run.options().rate, end); };
    run.warm_up(load);
    const Phase before = run.measure(run.options().seconds, load);
    // It comes this late and skips the replay because the kernel gives a sender who was once quick a buffer of
    // megabytes, in which a stop would pass unnoticed.
    const std::size_t stalled = run.crowd().size();
    run.crowd().gather({{.lounge = 0, .size = SocketSize::small, .replay = false}}, now_ns() + 10_s);
    run.ledger().stop_counting(stalled);
    run.crowd().pause(stalled);
    const Phase during = run.measure(run.options().seconds, load);
    // It takes what still lies in the buffers on the way; behind that stands how the server parted from it.
    run.crowd().resume(stalled);
    run.loop().run_until(now_ns() + to_ns(run.options().patience) / 4,
                         [&] { return run.crowd().closing(stalled).has_value(); });
    const auto& closing = run.crowd().closing(stalled);
    return {{"before", to_json(before, run)},
            {"during", to_json(during, run)},
            {"stalled_reader", {{"closed", closing.has_value()}, {"code", closing ? closing->code : 0}}}};
}

}  // namespace load
