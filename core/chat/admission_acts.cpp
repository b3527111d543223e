#include "core/chat/admission_acts.h"

#include <fmt/format.h>

#include "core/accounts/roles.h"
#include "core/db/transaction.h"

namespace chat {
namespace {

std::string subject_of(base::LoungeId lounge) { return fmt::format("lounge:{}", lounge.value); }

std::string number_or_null(std::optional<std::uint64_t> number) {
    return number ? std::to_string(*number) : "null";
}

bool makes_sense(const BoundsChange& change) {
    if (!change.people) return !change.guests;
    return *change.people > 0 && change.guests.value_or(0) <= *change.people;
}

void open_or_close(db::Connection& connection, const BoundsChange& change, base::Time now) {
    store::lock_gate(connection, change.lounge, now);
    if (!change.people) return store::clear_admissions(connection, change.lounge);
    store::seat_present(connection, change.lounge, now);
}

}  // namespace

std::optional<base::Error> change_bounds(db::Connection& connection, const House& house,
                                         const audit::Log& log, const BoundsChange& change) {
    if (!makes_sense(change)) return base::Error{base::ErrorCode::bad_request};
    db::transact(connection, [&](db::Connection& inside) {
        const base::Time now = house.clock.now();
        open_or_close(inside, change, now);
        store::set_bounds(inside, change.lounge, change.people, change.guests);
        log.append(inside,
                   {.actor = change.actor,
                    .action = "lounge.capacity",
                    .subject = subject_of(change.lounge),
                    .detail = fmt::format(R"({{"people":{},"guests":{}}})", number_or_null(change.people),
                                          number_or_null(change.guests))},
                   now);
        return true;
    });
    log.keep_head(connection);
    if (change.people) settle(connection, house, change.lounge);
    return std::nullopt;
}

std::optional<base::Error> call_out_of_turn(db::Connection& connection, const House& house,
                                            const audit::Log& log, const store::Lounge& lounge,
                                            const accounts::Session& moderator, base::ParticipantId who) {
    if (const auto refused =
            accounts::refusal(connection, moderator, accounts::Act::moderate, lounge.room.id))
        return refused;
    const bool called = db::transact(connection, [&](db::Connection& inside) {
        const base::Time now = house.clock.now();
        store::lock_gate(inside, lounge.id, now);
        const auto row = store::find_admission(inside, lounge.id, who);
        if (!row || row->state != store::PlaceState::waiting) return false;
        store::call(inside, row->id, now);
        log.append(inside,
                   {.actor = audit::by_user(*moderator.user),
                    .action = "lounge.admit",
                    .subject = subject_of(lounge.id),
                    .detail = fmt::format(R"({{"participant":{}}})", who.value)},
                   now);
        return true;
    });
    if (!called) return base::Error{base::ErrorCode::not_waiting};
    log.keep_head(connection);
    return std::nullopt;
}

}  // namespace chat
