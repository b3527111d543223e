// The end of the audit chain, kept in a file outside the database: whoever rewrites the database alone is found out. One line: id, hash and MAC.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "core/store/audit_log.h"

namespace audit {

// What the file holds: an end, nothing because there is no file, or something that was not written with this key.
struct KeptHead {
    enum class State { absent, genuine, forged } state = State::absent;
    store::AuditHead head;  // of a genuine one
};

// Any thread. Throws std::system_error when the file can neither be read nor be found absent.
KeptHead read_head_file(const std::string& path, std::string_view key);

// The next end, given what is kept; nothing leaves the file as it is.
using NextHead = std::function<std::optional<store::AuditHead>(const KeptHead&)>;

// Replaces the file in one step (mode 0600, on disk when this returns) by what `next` says. One program at a time: others wait on PATH.lock.
// Throws std::system_error.
void update_head_file(const std::string& path, std::string_view key, const NextHead& next);

}  // namespace audit
