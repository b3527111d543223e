// Whoever speaks: guests and members alike.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/db/connection.h"
#include "core/db/dialect.h"

namespace store {

// As declared.
enum class AgeCategory { over_18, over_18_red };

// What is known of somebody's age: what they say, and until when a proof that they are an adult holds.
struct Age {
    AgeCategory declared = AgeCategory::over_18;
    base::Time proven_until{};  // the beginning of time: not proven

    Age() = default;
    Age(AgeCategory declared, base::Time proven_until = {})  // NOLINT: what is said is all that is known
        : declared(declared),
          proven_until(proven_until) {}
    bool proven(base::Time now) const { return proven_until > now; }
};

// Two columns in a row, how they are read from the first of them on: whether 18+RED was declared, and until when it is proven (milliseconds, or NULL).
inline Age read_age(const db::Rows& rows, unsigned first) {
    Age age = rows.flag(first) ? AgeCategory::over_18_red : AgeCategory::over_18;
    if (!rows.is_null(first + 1)) age.proven_until = rows.time(first + 1);
    return age;
}

enum class AccountStatus : std::uint8_t { active, suspended, banned, deleted };
AccountStatus parse_account_status(std::string_view text);

// Each open socket keeps one: small members stand together.
struct Participant {
    base::ParticipantId id;
    std::string name;
    bool guest = true;
    AccountStatus status = AccountStatus::active;
    bool vouched = false;          // a moderator has found nothing wrong with what rules caught
    std::uint32_t held_posts = 0;  // how many of theirs wait for a moderator
    std::optional<base::Time> muted_until;
    std::optional<base::Time>
        kicked_until{};  // until then some lounge is closed to them: store::kicks_of tells which
    std::optional<base::ActionId> unseen_action{};  // a decision about them that they have not looked at
    base::Time since{};                             // when they came
    base::Time held_until{};                        // before it everything they say waits for a moderator
};

// The columns of what moderation says of a participant p, and how they are read from the first of them on.
#define PARTICIPANT_STANDING                                                             \
    DB_MS("p.muted_until")                                                               \
    "," DB_MS("p.kicked_until") ", p.unseen_action_id," DB_MS("p.created_at") "," DB_MS( \
        "p.held_until") ", p.held_posts, p.vouched_at IS NOT NULL"
inline void read_standing(const db::Rows& rows, unsigned first, Participant& person) {
    if (!rows.is_null(first)) person.muted_until = rows.time(first);
    if (!rows.is_null(first + 1)) person.kicked_until = rows.time(first + 1);
    if (!rows.is_null(first + 2)) person.unseen_action = rows.id<base::ActionId>(first + 2);
    person.since = rows.time(first + 3);
    if (!rows.is_null(first + 4)) person.held_until = rows.time(first + 4);
    person.held_posts = static_cast<std::uint32_t>(rows.number(first + 5));
    person.vouched = rows.flag(first + 6);
}

// A name and the two keys under which nobody else may have it.
struct ClaimedName {
    std::string_view text;
    std::string_view key;
    std::string_view capitals_key;
};

// Adds a guest with a stream of their own. Throws db::Duplicate when a key of the name is in use. Inside the caller's transaction.
base::ParticipantId add_guest(db::Connection& connection, const ClaimedName& name, base::Time now);

// Who says what the house says. Made when it is first asked for, with a stream that nobody follows. Inside the caller's transaction.
base::ParticipantId house_voice(db::Connection& connection, base::Time now);

// The people of these ids, locked against change until the transaction ends, so that a ban and a post cannot cross.
std::vector<Participant> lock_participants(db::Connection& connection,
                                           const std::vector<base::ParticipantId>& ids);

// Who answers to a name, by the key under which nobody else may have it.
struct Named {
    std::string key;
    base::ParticipantId id;
    base::StreamId stream;
    Age age;
};
std::vector<Named> find_named(db::Connection& connection, const std::vector<std::string>& keys);

// Whose own stream this is; nothing for a stream that is nobody's.
struct Hearer {
    base::ParticipantId id;
    Age age;
};
std::optional<Hearer> find_hearer(db::Connection& connection, base::StreamId stream);

// Counts an act of a person whose row is locked, within windows of `per`. The acts of the window so far, this one included.
std::uint64_t count_act(db::Connection& connection, base::ParticipantId id, base::Time now, base::Millis per);

// What rules caught of somebody's posts in one batch.
struct Caught {
    base::ParticipantId who;
    std::uint64_t strikes = 0;
    std::uint64_t held = 0;  // of them: that wait for a moderator
};
// Counts strikes since `since`; with `most` of them or more, everything a person says is held until `held_until`. Inside the caller's transaction.
struct StrikeRule {
    base::Time since{};
    std::uint64_t most = 0;
    base::Time held_until{};
};
void add_strikes(db::Connection& connection, const std::vector<Caught>& caught, const StrikeRule& rule,
                 base::Time now);
// A moderator has found nothing wrong: what they say is not held any more.
void vouch_for(db::Connection& connection, base::ParticipantId id, base::Time now);

// "Here, now": last seen and online.
void touch(db::Connection& connection, base::ParticipantId id, base::Time now);
void touch(db::Connection& connection, const std::vector<base::ParticipantId>& ids, base::Time now);
// Whoever was not seen since `away_before` is away, since `offline_before` offline; at most `most` at a time. In a lounge, through whatever sidecar, nobody is
// offline, and nobody away whom it has as awake. Returns how many changed.
std::uint64_t settle_availability(db::Connection& connection, base::Time away_before,
                                  base::Time offline_before, unsigned most);

// Frees the names of guests who have gone; members among them keep theirs.
void release_names(db::Connection& connection, const std::vector<base::ParticipantId>& ids);

}  // namespace store
