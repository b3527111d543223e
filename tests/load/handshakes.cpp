#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <vector>

#include "tests/load/connection.h"
#include "tests/load/protocol.h"
#include "tests/load/scenarios.h"

namespace load {
namespace {

using nlohmann::json;

// Sockets that are opened, wait for the word that their session stands, and are closed again.
class Callers final : private ConnectionEvents {
public:
    Callers(Run& run, const Protocol& protocol) : run_(run), protocol_(protocol), wire_{run.loop(), *this} {}

    // Keeps options().connections callers under way until `end`, then waits for the last of them.
    void call_until(Nanoseconds end) {
        run_.loop().run_until(end + to_ns(run_.options().patience), [&] {
            std::erase_if(callers_, [](const auto& caller) { return caller.over; });
            while (now_ns() < end && callers_.size() < run_.options().connections) call();
            return callers_.empty();
        });
        run_.ledger().faults().closed += callers_.size();  // never answered
        for (auto& caller : callers_) caller.connection->close();
        callers_.clear();
    }

    void count_from_here() { latency_ = {}; }
    const Histogram& latency() const { return latency_; }
    const std::string& complaint() const { return complaint_; }

private:
    struct Caller {
        std::unique_ptr<Connection> connection;
        Nanoseconds begun = 0;
        bool over = false;
    };

    void call() {
        const Options& options = run_.options();
        const std::size_t number = calls_++;
        const Upgrade upgrade{
            .authority = options.endpoint.authority(),
            .path = std::string(protocol_.path()),
            .subprotocol = std::string(protocol_.subprotocol()),
            .token = options.tokens.empty() ? std::string{} : options.tokens[number % options.tokens.size()]};
        const Nanoseconds begun = now_ns();
        auto connection =
            std::make_unique<Connection>(wire_, number, options.endpoint, upgrade, SocketSize::usual);
        callers_.push_back({std::move(connection), begun});
    }

    // Few are under way at a time.
    Caller& of(const Connection& connection) {
        return *std::find_if(callers_.begin(), callers_.end(), [&](const Caller& caller) {
            return caller.connection->index() == connection.index();
        });
    }

    void on_open(Connection&) override {}

    void on_text(Connection& connection, std::string_view text, Nanoseconds at) override {
        const Incoming incoming = protocol_.read(text);
        if (incoming.kind == Incoming::Kind::answer) return connection.send_text(incoming.reply);
        if (incoming.kind != Incoming::Kind::ready) return;
        Caller& caller = of(connection);
        latency_.record(at - caller.begun);
        caller.over = true;
        connection.close();
    }

    void on_closed(Connection& connection, const Closing& closing) override {
        of(connection).over = true;
        ++run_.ledger().faults().closed;
        if (complaint_.empty())
            complaint_ = "closed with " + std::to_string(closing.code) + ": " + closing.reason;
    }

    Run& run_;
    const Protocol& protocol_;
    Wire wire_;
    std::vector<Caller> callers_;
    std::size_t calls_ = 0;
    Histogram latency_;
    std::string complaint_;
};

}  // namespace

json handshakes(Run& run) {
    const auto protocol = make_protocol(run.options().protocol);
    Callers callers(run, *protocol);
    const auto load = [&](Nanoseconds end) { callers.call_until(end); };
    run.warm_up(load);
    callers.count_from_here();
    const Phase phase = run.measure(run.options().seconds, load);
    const std::uint64_t count = callers.latency().count();
    json report{{"seconds", phase.seconds},
                {"handshakes", count},
                {"handshakes_per_second", static_cast<double>(count) / phase.seconds},
                {"cpu_us_per_handshake", costs_json(phase, run, count)},
                {"handshake_us", latencies_json(callers.latency())}};
    if (!callers.complaint().empty()) run.complain(callers.complaint());
    return report;
}

}  // namespace load
