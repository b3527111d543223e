// What the operator changes about lounges besides their bound (core/chat/admission_acts): which there are, what they are called, whether they are open. Each act
// stands in the audit log, in the same transaction.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/audit/log.h"
#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/chat/hints.h"
#include "core/db/connection.h"
#include "core/store/lounges.h"

namespace chat {

// Events of the lounge's own stream; event_json.cpp tells them to clients.
inline constexpr std::string_view rename_kind = "rename";  // {"name"}
inline constexpr std::string_view close_kind = "close";    // sidecars that hear it put everybody out

struct LoungeOrder {
    std::string language;
    std::string slug;     // begins with the language and a hyphen: en-jazz
    std::string name;     // in the language of the room, shown to everybody as it is
    std::string country;  // ISO 3166, for the flag; may be empty
    store::AccessLevel access = store::AccessLevel::main_lounge;
    std::string actor;  // audit::by_operator, audit::by_user(...)
};
// Last in its room, and open. Errors: unknown_language, bad_request for a slug or country that is none, name_characters for such a name, name_taken for a slug
// that there is.
base::Result<base::LoungeId> add_lounge(db::Connection& connection, const base::Clock& clock,
                                        const audit::Log& log, const LoungeOrder& order);

// What came of it, and what is to be hinted at now.
struct LoungeChanged {
    bool changed = false;  // false: it was so already, and nothing went on record
    std::vector<Hint> hints{};
};

// Open pages show it at once. Error: name_characters.
base::Result<LoungeChanged> rename_lounge(db::Connection& connection, const base::Clock& clock,
                                          const audit::Log& log, const store::Lounge& lounge,
                                          std::string_view name, std::string_view actor);
// Nobody comes in, reads or writes any more but those who moderate there, who read (core/chat/access); whoever is inside is put out and told why.
LoungeChanged close_lounge(db::Connection& connection, const base::Clock& clock, const audit::Log& log,
                           const store::Lounge& lounge, std::string_view actor);
// Everything that was said is there again.
LoungeChanged reopen_lounge(db::Connection& connection, const base::Clock& clock, const audit::Log& log,
                            const store::Lounge& lounge, std::string_view actor);

struct BlurChange {
    base::LoungeId lounge;
    std::optional<bool> blurs;  // nothing: as its access level has it, RED ones do
    std::string actor;
};
// Pages show it from their next load on.
void change_blur(db::Connection& connection, const base::Clock& clock, const audit::Log& log,
                 const BlurChange& change);

}  // namespace chat
