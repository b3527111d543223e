#include "core/moderation/removal_case.h"

#include <nlohmann/json.hpp>

#include "core/accounts/text.h"
#include "core/moderation/case_access.h"
#include "core/moderation/on_record.h"
#include "core/moderation/settle_case.h"

namespace moderation {
namespace {

using base::ErrorCode;

bool holds(const store::Case& found, std::optional<base::UserId> user, base::Time now) {
    return user && !found.decided_at && found.taken_by == user && found.taken_until &&
           *found.taken_until > now;
}

}  // namespace

base::Result<store::Case> read_contacts(db::Connection& connection, const chat::House& house,
                                        const audit::Log& log, const Actor& actor, base::CaseId id) {
    return on_record(connection, house.clock, log, actor, "case.contact", subject_of(id),
                     [&](db::Connection& inside) -> base::Result<store::Case> {
                         const base::Time now = house.clock.now();
                         auto found = store::lock_case(inside, id);
                         if (const auto refused = hidden_from(inside, actor, found)) return *refused;
                         if (const auto refused = busy(*found, actor, now)) return *refused;
                         const auto user = user_of(actor);
                         if (!holds(*found, user, now)) return ErrorCode::case_not_held;
                         if (store::set_contact_reader(inside, id, *user))
                             note_act(inside, log, actor, "case.contact", id, nlohmann::json::object(), now);
                         return std::move(*found);
                     });
}

std::optional<std::string> contact_of(const accounts::Keyring& keyring, const store::Case& found,
                                      const store::Removal& removal, base::UserId viewer, base::Time now) {
    if (!removal.contact || removal.contact_reader != viewer || !holds(found, viewer, now))
        return std::nullopt;
    return keyring.open(*removal.contact, accounts::Purpose::contact);
}

base::Result<Done> settle(db::Connection& connection, const chat::House& house, const audit::Log& log,
                          const Actor& actor, base::CaseId id, std::string_view answer) {
    return on_record(connection, house.clock, log, actor, "case.settle", subject_of(id),
                     [&](db::Connection& inside) -> base::Result<Done> {
                         const base::Time now = house.clock.now();
                         const auto found = store::lock_case(inside, id);
                         if (const auto refused = hidden_from(inside, actor, found)) return *refused;
                         if (const auto refused = busy(*found, actor, now)) return *refused;
                         if (found->subject.message || found->subject.person) return ErrorCode::bad_request;
                         if (answer.empty()) return ErrorCode::removal_answer_missing;
                         if (!accounts::fits(answer, house.config.limits.moderation_text))
                             return ErrorCode::moderation_text_long;
                         store::answer_removals(inside, id, answer);
                         chat::OwnEvents events;
                         settle_case(inside, id, user_of(actor), true, now, events);
                         Done done{.action = {}, .hints = events.store(inside, now)};
                         note_act(inside, log, actor, "case.settle", id, nlohmann::json::object(), now);
                         return done;
                     });
}

}  // namespace moderation
