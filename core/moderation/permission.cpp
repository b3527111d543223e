#include "core/moderation/permission.h"

#include <nlohmann/json.hpp>

#include "core/db/transaction.h"
#include "core/store/people.h"

namespace moderation {

std::string name_of(const Actor& actor) {
    if (actor.session == nullptr) return std::string(audit::by_operator);
    if (actor.session->user) return audit::by_user(*actor.session->user);
    return "participant:" + std::to_string(actor.session->participant.id.value);
}

std::optional<base::UserId> user_of(const Actor& actor) {
    return actor.session == nullptr ? std::nullopt : actor.session->user;
}

std::optional<base::Error> refusal(db::Connection& connection, const Actor& actor,
                                   std::optional<base::LanguageRoomId> room) {
    if (actor.session == nullptr) return std::nullopt;
    return accounts::refusal(connection, *actor.session, accounts::Act::moderate, room);
}

std::optional<base::Error> refusal(db::Connection& connection, const Actor& actor,
                                   std::optional<base::LanguageRoomId> room, base::ParticipantId person) {
    if (auto refused = refusal(connection, actor, room)) return refused;
    if (actor.session == nullptr) return std::nullopt;
    if (actor.session->participant.id == person) return base::Error{base::ErrorCode::not_yourself};
    const auto user = store::user_of(connection, person);
    if (!user || !accounts::is_staff(connection, *user)) return std::nullopt;
    if (!accounts::refusal(connection, *actor.session, accounts::Act::grant_role)) return std::nullopt;
    return base::Error{base::ErrorCode::staff_protected};
}

void note_refusal(db::Connection& connection, const base::Clock& clock, const audit::Log& log,
                  const Actor& actor, std::string_view action, std::string_view subject,
                  const base::Error& error) {
    const nlohmann::json detail{{"refused", base::wire_code(error.code)}, {"door", actor.door}};
    db::transact(connection, [&](db::Connection& inside) {
        log.append(inside,
                   {.actor = name_of(actor),
                    .action = std::string(action),
                    .subject = std::string(subject),
                    .detail = detail.dump()},
                   clock.now());
        return true;
    });
    log.keep_head(connection);
}

}  // namespace moderation
