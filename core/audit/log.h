// The record of privileged acts: an append-only chain. Each row carries a keyed hash over itself and the row before, and its end is kept outside the database
// as well, so that rows altered, removed, inserted, reordered or cut off are found.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/clock.h"
#include "core/base/config.h"
#include "core/base/ids.h"
#include "core/db/connection.h"

namespace audit {

// Who did it: "user:7", "job:forget-users" or "operator".
std::string by_user(base::UserId user);
std::string by_job(std::string_view job);
inline constexpr std::string_view by_operator = "operator";

struct Entry {
    std::string actor;
    std::string action;   // "role.grant"
    std::string subject;  // "user:7"; may be empty
    std::string detail;   // a JSON object; names people by id alone; may be empty
};

class Log {
public:
    // `config.audit_secret` keys the chain; `config.audit_head_file` keeps its end.
    explicit Log(const base::Config& config);

    // Inside the caller's transaction, late: it locks the chain's end until that is over.
    void append(db::Connection& connection, const Entry& entry, base::Time now) const;
    // After the commit: brings the file up to the chain. Never throws: a file that cannot be written is logged.
    void keep_head(db::Connection& connection) const noexcept;

private:
    std::string key_;
    std::string head_file_;
};

}  // namespace audit
