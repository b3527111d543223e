// What makes the rows of audit_log a chain: keyed hashes over one unmistakable encoding. Any thread.
#pragma once

#include <string>
#include <string_view>

#include "core/store/audit_log.h"

namespace audit {

// The key of the chain and of its kept end.
std::string chain_key(std::string_view audit_secret);

// The end of a chain without rows.
store::AuditHead empty_chain();

// 32 bytes over everything in the row but row_hash itself.
std::string hash_of(std::string_view key, const store::AuditRow& row);
// The same as if the row stood at another place.
std::string hash_of(std::string_view key, const store::AuditRow& row, std::uint64_t id);

// 32 bytes that show that the end was written by somebody who has the key.
std::string mac_of(std::string_view key, const store::AuditHead& head);

// Whether the chain came by this end, or has it still.
bool chain_contains(db::Connection& connection, const store::AuditHead& head);

}  // namespace audit
