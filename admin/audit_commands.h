// audit-verify: whether the record of privileged acts is whole. audit-export: the record as lines of JSON.
#pragma once

#include <functional>
#include <string>

#include "core/audit/verify.h"
#include "core/base/config.h"
#include "core/store/audit_log.h"

namespace CLI {
class App;
}

namespace admin {

// What is printed: for people, or as a JSON object.
std::string report(const audit::Verdict& verdict, bool json);

// One row as a line of JSON: id, at, actor, action, subject, detail, hash.
std::string to_line(const store::AuditRow& row);

// Adds `audit-export`, and `audit-verify`, which ends with 1 when the chain is broken. `config` is called when it runs.
void add_audit_commands(CLI::App& app, const std::function<base::Config()>& config);

}  // namespace admin
