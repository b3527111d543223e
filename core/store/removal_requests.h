// What people without an account ask to be removed. Each request belongs to a case of the moderators; several may ask for the same.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/db/connection.h"
#include "core/store/moderation_cases.h"
#include "core/store/users.h"

namespace store {

enum class RemovalGround { abuse, likeness, minor, law, other };
// "LIKENESS". Static storage.
std::string_view name_of(RemovalGround ground);
std::optional<RemovalGround> parse_removal_ground(std::string_view text);

struct NewRemoval {
    base::CaseId report_case{};
    RemovalGround ground = RemovalGround::other;
    std::string_view link{};  // a path of this house; may be empty
    std::string_view text{};
    std::optional<Sealed> contact{};
    std::string_view evidence{};  // JSON; may be empty
    base::Time at{};
    ReportReason reason = ReportReason::other;  // what it counts as among the case's reports
    unsigned urgency = 0;
};
// Raises the case's urgency as a report does. The case is locked by open_case().
base::RemovalId add_removal(db::Connection& connection, const NewRemoval& removal);

struct Removal {
    base::RemovalId id{};
    base::CaseId report_case{};
    RemovalGround ground = RemovalGround::other;
    std::string link{};  // may be empty
    std::string text{};
    std::optional<Sealed> contact{};
    std::optional<base::UserId> contact_reader{};  // who has looked at it last
    std::string evidence{};
    std::string note{};  // may be empty
    std::string answer{};
    base::Time at{};
    std::optional<base::Time> decided_at{};
    bool acted = false;  // of a decided one
};
std::optional<Removal> find_removal(db::Connection& connection, base::RemovalId id);
// The same, locked until the transaction ends: its case first, as those who decide lock it.
std::optional<Removal> lock_removal(db::Connection& connection, base::RemovalId id);
// Of one case, the oldest first.
std::vector<Removal> removals_of(db::Connection& connection, base::CaseId id, std::size_t most);

void set_removal_note(db::Connection& connection, base::RemovalId id, std::string_view note, base::Time now);
// This moderator has looked at the contacts of the case. False when it was they who did so last.
bool set_contact_reader(db::Connection& connection, base::CaseId id, base::UserId reader);
// What all who asked in this case are told.
void answer_removals(db::Connection& connection, base::CaseId id, std::string_view answer);

// Deletes at most `most` requests of cases that were decided before `before`: what was written, the contact and the evidence. Returns how many.
std::uint64_t forget_removals(db::Connection& connection, base::Time before, unsigned most);

}  // namespace store
