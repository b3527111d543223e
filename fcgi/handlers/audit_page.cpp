// The record of privileged acts, for admins.
#include "core/accounts/roles.h"
#include "core/store/audit_log.h"
#include "core/view/locale_text.h"
#include "core/view/staff_pages.h"
#include "fcgi/handlers/handlers.h"
#include "fcgi/handlers/lounge_page.h"

namespace fcgi::handlers {
namespace {

constexpr unsigned rows_a_page = 50;
constexpr std::size_t longest_term = 60;  // as the columns are

std::string term(const Fields& query, std::string_view name) {
    return std::string(query.get(name).substr(0, longest_term));
}

}  // namespace

base::Result<Response> show_audit_log(Context& context) {
    const auto& session = context.session().value();
    if (const auto refused = accounts::refusal(context.connection(), session, accounts::Act::see_audit_log))
        return *refused;
    const Fields& query = context.request().query;
    const store::AuditFilter filter{
        .actor = term(query, "actor"), .action = term(query, "action"), .subject = term(query, "subject")};
    const auto before = parse_seq(query.get("before")).value_or(std::uint64_t{1} << 62);
    view::AuditPage page{.actor = filter.actor,
                         .action = filter.action,
                         .subject = filter.subject,
                         .rows = {},
                         .before = std::nullopt};
    for (auto& row : store::find_audit_rows(context.connection(), filter, before, rows_a_page + 1)) {
        if (page.rows.size() == rows_a_page) {
            page.before = page.rows.back().id;
            break;
        }
        page.rows.push_back({.id = row.id,
                             .at = row.at,
                             .at_text = view::moment_text(row.at, context.language()),
                             .actor = std::move(row.actor),
                             .action = std::move(row.action),
                             .subject = row.subject.value_or(""),
                             .detail = row.detail.value_or("")});
    }
    return context.page(200, context.language().text("Record of privileged acts"), page);
}

}  // namespace fcgi::handlers
