#include "admin/audit_commands.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <nlohmann/json.hpp>

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

void add_audit_commands(CLI::App& app, const std::function<base::Config()>& config) {
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
