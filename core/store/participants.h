// Whoever speaks: guests and members alike.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/db/connection.h"

namespace store {

enum class AccountStatus { active, suspended, banned, deleted };
AccountStatus parse_account_status(std::string_view text);

struct Participant {
    base::ParticipantId id;
    std::string name;
    bool guest = true;
    AccountStatus status = AccountStatus::active;
    std::optional<base::Time> muted_until;
};

// Adds a guest with a stream of their own. Throws db::Duplicate when the name key is in use. Inside the caller's transaction.
base::ParticipantId add_guest(db::Connection& connection, std::string_view name, std::string_view name_key,
                              base::Time now);

// The people of these ids, locked against change until the transaction ends, so that a ban and a post cannot cross.
std::vector<Participant> lock_participants(db::Connection& connection,
                                           const std::vector<base::ParticipantId>& ids);

// Frees the name of a guest who has gone.
void release_name(db::Connection& connection, base::ParticipantId id);

}  // namespace store
