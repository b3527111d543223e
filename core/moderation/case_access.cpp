#include "core/moderation/case_access.h"

#include <nlohmann/json.hpp>

#include "core/moderation/permission.h"

namespace moderation {

std::string subject_of(base::CaseId id) { return "case:" + std::to_string(id.value); }

std::optional<base::Error> hidden_from(db::Connection& connection, const Actor& actor,
                                       const std::optional<store::Case>& found) {
    if (const auto refused = refusal(connection, actor, found ? found->subject.room : std::nullopt))
        return refused;
    if (!found) return base::Error{base::ErrorCode::not_found};
    return std::nullopt;
}

void note_act(db::Connection& connection, const audit::Log& log, const Actor& actor, std::string_view action,
              base::CaseId id, nlohmann::json detail, base::Time now) {
    detail["door"] = actor.door;
    log.append(connection,
               {.actor = name_of(actor),
                .action = std::string(action),
                .subject = subject_of(id),
                .detail = detail.dump()},
               now);
}

}  // namespace moderation
