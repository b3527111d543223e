#include "core/accounts/guests.h"

#include "core/accounts/name.h"
#include "core/chat/notice.h"
#include "core/db/transaction.h"
#include "core/store/admissions.h"
#include "core/store/read_markers.h"

namespace accounts {
namespace {

constexpr int tries_for_a_free_name = 5;

Entered add(db::Connection& connection, const GuestTokens& tokens, base::Time now, base::Time expires_at,
            const Name& name, store::AgeCategory age, const store::Marks& marks) {
    Entered entered{
        .token = tokens.make(expires_at), .participant = {}, .name = name.text, .expires_at = expires_at};
    entered.participant = db::transact(connection, [&](db::Connection& inside) {
        const auto participant = store::add_guest(inside, name.claim(), now);
        const auto session =
            store::add_temp_session(inside, participant, token_hash(entered.token), age, now, expires_at);
        store::set_marks(inside, session, marks);
        return participant;
    });
    return entered;
}

}  // namespace

std::optional<store::AgeCategory> parse_age_category(std::string_view text) {
    if (text == "18+") return store::AgeCategory::over_18;
    if (text == "18+RED") return store::AgeCategory::over_18_red;
    return std::nullopt;
}

base::Result<Entered> enter(db::Connection& connection, const GuestTokens& tokens, const base::Clock& clock,
                            const base::Limits& limits, const Entry& entry) {
    const bool generated = entry.name.empty();
    const auto chosen =
        generated ? base::Result<Name>(generated_name(limits)) : parse_name(entry.name, limits);
    if (!chosen) return chosen.error();
    const auto age = parse_age_category(entry.age_category);
    if (!age) return base::ErrorCode::age_required;
    const base::Time now = clock.now();
    if (store::find_ban_mark(connection, entry.marks, now)) return base::ErrorCode::kept_out;
    Name name = *chosen;
    for (int attempt = 1;; ++attempt) {
        try {
            return add(connection, tokens, now, now + limits.guest_session, name, *age, entry.marks);
        } catch (const db::Duplicate&) {
            if (!generated || attempt == tries_for_a_free_name) return base::ErrorCode::name_taken;
            name = generated_name(limits);
        }
    }
}

bool close_guest(db::Connection& connection, base::Time now, base::TempSessionId session,
                 base::ParticipantId person) {
    if (!store::end_temp_session(connection, session, now)) return false;
    store::release_names(connection, {person});
    store::remove_admissions(connection, person);
    store::forget_guests_markers(connection, {person});
    return true;
}

std::optional<base::Seq> end_guest_inside(db::Connection& connection, base::Time now,
                                          const Session& session) {
    if (!close_guest(connection, now, base::TempSessionId{session.key.number}, session.participant.id))
        return std::nullopt;
    return chat::add_session_end(connection, session.stream, session.key, now);
}

void leave(db::Connection& connection, const base::Clock& clock, const chat::HintSender& hints,
           const Session& session) {
    if (!session.guest()) return;
    const auto reached = db::transact(
        connection, [&](db::Connection& inside) { return end_guest_inside(inside, clock.now(), session); });
    if (reached) hints.send({session.stream, *reached});
}

}  // namespace accounts
