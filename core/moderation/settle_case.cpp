#include "core/moderation/settle_case.h"

#include <nlohmann/json.hpp>

#include "core/chat/notice.h"

namespace moderation {
namespace {

constexpr std::size_t most_reports_told = 200;

}  // namespace

std::optional<base::Error> busy(const store::Case& found, const Actor& actor, base::Time now) {
    if (found.decided_at) return base::Error{base::ErrorCode::case_decided};
    const bool held = found.taken_by && found.taken_until && *found.taken_until > now;
    if (held && found.taken_by != user_of(actor)) return base::Error{base::ErrorCode::case_taken};
    return std::nullopt;
}

void settle_case(db::Connection& connection, base::CaseId id, std::optional<base::UserId> by, bool acted,
                 base::Time now, chat::OwnEvents& events) {
    const std::string payload = nlohmann::json{{"case", id.value}, {"acted", acted}}.dump();
    for (const auto& report : store::reports_of(connection, id, most_reports_told))
        events.add(report.reporter_stream, chat::report_outcome_kind, payload);
    store::decide_case(connection, id, by, acted, now);
}

}  // namespace moderation
