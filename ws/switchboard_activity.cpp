// Who is at the keyboard. Anything that somebody has to be there for is an act, and so is to open a page; a person is away when none of their connections has
// brought one for a while.
#include "core/store/participants.h"
#include "ws/switchboard.h"

namespace ws {
namespace {

// In one second: whoever came together, as after a restart, may fall away together.
constexpr std::size_t most_to_fall_away = 1000;

// A live stream begins again by itself, at the same address: what counts is when its page was made.
std::optional<base::Time> acted_at(const Connection& connection) {
    return connection.page ? connection.page->made : std::nullopt;
}

}  // namespace

void Switchboard::wake(base::ParticipantId who) {
    for (auto* presence : {&here_, &everywhere_}) presence->wake(who);
}

void Switchboard::doze(base::ParticipantId who) {
    for (auto* presence : {&here_, &everywhere_}) presence->doze(who);
}

void Switchboard::begin_activity(Connection& connection) {
    const auto now = services_.clock.now();
    const auto who = connection.session->participant.id;
    connection.counts_for_activity = true;
    if (activity_.come(who, acted_at(connection).value_or(now), now)) wake(who);
}

void Switchboard::end_activity(Connection& connection) {
    if (!std::exchange(connection.counts_for_activity, false)) return;
    const auto who = connection.session->participant.id;
    if (activity_.go(who)) doze(who);
}

void Switchboard::notice_away() {
    for (const auto who : activity_.fall_away(services_.clock.now(), most_to_fall_away)) doze(who);
}

void Switchboard::store_seen() {
    auto people = activity_.take_seen();
    if (people.empty()) return;
    reader_.submit(
        [people, now = services_.clock.now()](db::Connection& database) -> Done {
            store::touch(database, people, now);
            return {};
        },
        [this, people] { activity_.take_back_seen(people); });
}

}  // namespace ws
