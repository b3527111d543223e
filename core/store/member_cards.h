// What the operator sees of a member, and how they are found by name.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/db/connection.h"
#include "core/store/participants.h"

namespace store {

struct MemberCard {
    base::UserId id;
    std::optional<base::ParticipantId> person;     // none before the first sign-in
    std::string name;                              // empty before the first sign-in
    AccountStatus status = AccountStatus::active;  // of the person where the account itself is active
    bool has_second_step = false;
    base::Time created_at{};
    std::optional<base::Time> last_seen_at;
};

std::optional<MemberCard> find_member_card(db::Connection& connection, base::UserId id);

// Members, not guests, whose name could be taken for this one.
std::vector<base::UserId> members_named(db::Connection& connection, const ClaimedName& name);

}  // namespace store
