#include "admin/audit_commands.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "core/base/crypto.h"
#include "core/store/schema.h"

namespace admin {

std::string report(const audit::Verdict& verdict, bool json) {
    const auto& broken = verdict.broken;
    if (!json)
        return broken ? fmt::format("BROKEN ({}): {}. Rows found good: {}\n", audit::name_of(broken->fault),
                                    broken->what, verdict.rows)
                      : fmt::format("The audit log is whole: {} rows\n", verdict.rows);
    nlohmann::json object{{"whole", !broken}, {"rows", verdict.rows}, {"broken", nullptr}};
    if (broken)
        object["broken"] = {
            {"fault", audit::name_of(broken->fault)}, {"row", broken->row}, {"what", broken->what}};
    return object.dump(2) + "\n";
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

// Oldest first, in batches: a long record is never in memory as a whole.
void print_rows(db::Connection& connection, std::uint64_t from) {
    for (auto rows = store::audit_rows(connection, from, rows_at_once); !rows.empty();
         rows = store::audit_rows(connection, rows.back().id + 1, rows_at_once)) {
        for (const auto& row : rows) fmt::print("{}", to_line(row));
    }
}

void add_export(CLI::App& app, const std::function<base::Config()>& config) {
    auto* command = app.add_subcommand("audit-export", "the record of privileged acts as lines of JSON");
    const auto* from = command->add_option("--from", "the first row's number")->check(CLI::PositiveNumber);
    command->callback([=] {
        db::Connection connection(config().database);
        store::require_schema(connection);
        print_rows(connection, from->count() > 0 ? from->as<std::uint64_t>() : 1);
    });
}

}  // namespace

void add_audit_commands(CLI::App& app, const std::function<base::Config()>& config) {
    add_export(app, config);
    auto* command = app.add_subcommand("audit-verify", "whether the record of privileged acts is whole");
    const auto* json = command->add_flag("--json")->description("as a JSON object");
    command->callback([=] {
        const base::Config settings = config();
        db::Connection connection(settings.database);
        store::require_schema(connection);
        const auto verdict = audit::verify(connection, settings);
        fmt::print("{}", report(verdict, json->count() > 0));
        if (verdict.broken) throw CLI::RuntimeError(1);
    });
}

}  // namespace admin
