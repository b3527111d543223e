#include "admin/audit_commands.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "core/base/crypto.h"
#include "core/store/schema.h"

namespace admin {

Answer report(const audit::Verdict& verdict) {
    const auto& broken = verdict.broken;
    Answer answer{.document = {{"whole", !broken}, {"rows", verdict.rows}, {"broken", nullptr}},
                  .text = fmt::format("The audit log is whole: {} rows\n", verdict.rows)};
    if (!broken) return answer;
    answer.document["broken"] = {
        {"fault", audit::name_of(broken->fault)}, {"row", broken->row}, {"what", broken->what}};
    answer.text = fmt::format("BROKEN ({}): {}. Rows found good: {}\n", audit::name_of(broken->fault),
                              broken->what, verdict.rows);
    answer.status = 1;
    return answer;
}

std::string to_line(const store::AuditRow& row) {
    nlohmann::ordered_json line{{"id", row.id},
                                {"at", base::to_iso8601(row.at)},
                                {"actor", row.actor},
                                {"action", row.action},
                                {"subject", nullptr},
                                {"detail", nullptr},
                                {"hash", base::to_hex(row.row_hash)}};
    if (row.subject) line["subject"] = *row.subject;
    if (row.detail) line["detail"] = nlohmann::json::parse(*row.detail, nullptr, false);
    return line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

namespace {

constexpr unsigned rows_at_once = 1000;

// Oldest first, in batches: a long record is never in memory as a whole, also where it is one document.
void print_rows(db::Connection& connection, std::uint64_t from, bool as_document) {
    std::string_view between = as_document ? "[" : "";
    for (auto rows = store::audit_rows(connection, from, rows_at_once); !rows.empty();
         rows = store::audit_rows(connection, rows.back().id + 1, rows_at_once)) {
        for (const auto& row : rows) {
            fmt::print("{}{}", between, to_line(row));
            if (as_document) between = ",";
        }
    }
    if (as_document) fmt::print("{}]\n", between == "[" ? "[" : "");
}

}  // namespace

void add_audit_commands(CLI::App& app, const Console& console) {
    auto* all = app.add_subcommand("audit-export", "the record of privileged acts as lines of JSON");
    const auto* from = all->add_option("--from", "the first row's number")->check(CLI::PositiveNumber);
    console.offer_json(all);
    all->callback([=, &console] {
        db::Connection connection(console.settings().database);
        store::require_schema(connection);
        print_rows(connection, from->count() > 0 ? from->as<std::uint64_t>() : 1, console.json());
    });
    auto* verify = app.add_subcommand("audit-verify", "whether the record of privileged acts is whole");
    console.on(verify, [](const Workplace& at) { return report(audit::verify(at.connection, at.config)); });
}

}  // namespace admin
