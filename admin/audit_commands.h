// audit-verify: whether the record of privileged acts is whole. audit-export: the record as lines of JSON.
#pragma once

#include <string>

#include "admin/console.h"
#include "core/audit/verify.h"
#include "core/store/audit_log.h"

namespace CLI {
class App;
}

namespace admin {

Answer report(const audit::Verdict& verdict);

// One row as JSON, on one line: id, at, actor, action, subject, detail, hash.
std::string to_line(const store::AuditRow& row);

// Adds `audit-export`, and `audit-verify`, which ends with 1 when the chain is broken.
void add_audit_commands(CLI::App& app, const Console& console);

}  // namespace admin
