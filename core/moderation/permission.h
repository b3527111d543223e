// Who may moderate here, and how a refusal goes on record.
#pragma once

#include <optional>
#include <string>

#include "core/accounts/roles.h"
#include "core/moderation/action.h"

namespace moderation {

std::string name_of(const Actor& actor);
std::optional<base::UserId> user_of(const Actor& actor);

// Nothing when the actor may moderate in this room (nothing: the whole house). Errors: those of accounts::refusal.
std::optional<base::Error> refusal(db::Connection& connection, const Actor& actor,
                                   std::optional<base::LanguageRoomId> room);
// The same about a person: staff are for admins alone, and nobody acts on themselves. Errors: also staff_protected, not_yourself.
std::optional<base::Error> refusal(db::Connection& connection, const Actor& actor,
                                   std::optional<base::LanguageRoomId> room, base::ParticipantId person);

// Notes that somebody tried: `action` ("moderation.mute") on `subject` ("participant:7"; may be empty) was refused with `error`. In a transaction of its own.
void note_refusal(db::Connection& connection, const base::Clock& clock, const audit::Log& log,
                  const Actor& actor, std::string_view action, std::string_view subject,
                  const base::Error& error);

}  // namespace moderation
