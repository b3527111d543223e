// What happens by itself: polls, expiry.
#include "core/base/log.h"
#include "core/store/events.h"
#include "core/store/presence.h"
#include "ws/switchboard.h"

namespace ws {
namespace {

constexpr std::uint64_t ticks_between_all_streams = 10;
constexpr std::uint64_t ticks_between_signs_of_life = 25;
constexpr std::uint64_t ticks_between_refreshes = 10;

std::uint64_t ticks_between(base::Millis time) {
    return static_cast<std::uint64_t>(std::max<std::int64_t>(1, time.count() / 1000));
}

}  // namespace

void Switchboard::tick() {
    ++ticks_;
    measure_flood();
    beat();
    notice_away();
    store_seen();
    store_presence();
    look_elsewhere();
    tell_presence();
    store_reads();
    poll();
    watch_doors();
    if (ticks_ % ticks_between(chat::sign_of_life_every(limits_)) == 0) keep_places();
    end_expired();
    if (ticks_ % ticks_between_refreshes == 0) refresh_stale_live_streams();
    if (ticks_ % ticks_between_signs_of_life == 0) keep_live_streams_alive();
}

void Switchboard::measure_flood() {
    const std::uint64_t delivered = hub_.deliveries();
    const std::uint64_t fresh = delivered - std::exchange(delivered_before_, delivered);
    if (flood_.second(fresh, {limits_.flood_typing, limits_.flood_lists, limits_.flood_gather}))
        base::log::warning("flood: {}", name_of(flood_.step()));
}

// Finds what lost hints would have told. Only one poll is under way at a time, so that a slow database is not asked ever more; it waits its turn behind
// other reads, so that no crowd of them puts it off for good.
void Switchboard::poll() {
    if (polling_) return;
    auto streams = ticks_ % ticks_between_all_streams == 0 ? hub_.streams() : hub_.busy_streams();
    if (streams.empty()) return;
    polling_ = true;
    reader_.submit(
        [this, streams = std::move(streams)](db::Connection& database) -> Done {
            return [this, reached = store::last_seqs(database, streams)] {
                polling_ = false;
                for (const auto& [stream, seq] : reached) hub_.hear(stream, seq);
            };
        },
        [this] { polling_ = false; });
}

void Switchboard::end_expired() {
    const base::Time now = services_.clock.now();
    for (const auto& [number, connection] : connections_) {
        if (!connection->session) continue;
        if (connection->session->expires_at <= now)
            doomed_.emplace_back(number, base::ErrorCode::session_ended);
        // It ends at its moment, whether or not the jobs have come to say so.
        const base::Time proven = connection->session->age.proven_until;
        if (proven != base::Time{} && proven <= now) prove(*connection, {});
    }
}

// A page without scripts shows reactions when it begins afresh; not at each one, so that a popular line leaves it in peace.
void Switchboard::refresh_stale_live_streams() {
    for (const auto& [number, connection] : connections_) {
        if (connection->page && connection->page->stale)
            doomed_.emplace_back(number, base::ErrorCode::going_away);
    }
}

// White space, so that no proxy in between takes a quiet page for a dead one.
void Switchboard::keep_live_streams_alive() {
    const auto line_feed = std::make_shared<const std::string>("\n");
    for (const auto& [number, connection] : connections_) {
        if (connection->kind == DoorKind::live) (void)connection->send(line_feed);
    }
}

}  // namespace ws
