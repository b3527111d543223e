// audit-verify: whether the record of privileged acts is whole.
#pragma once

#include <functional>
#include <string>

#include "core/audit/verify.h"
#include "core/base/config.h"

namespace CLI {
class App;
}

namespace admin {

// What is printed: for people, or as a JSON object.
std::string report(const audit::Verdict& verdict, bool json);

// Adds `audit-verify`, which ends with 1 when the chain is broken. `config` is called when it runs.
void add_audit_commands(CLI::App& app, const std::function<base::Config()>& config);

}  // namespace admin
