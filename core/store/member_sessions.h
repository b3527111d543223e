// Members' sessions: one row a sign-in. Its refresh token changes with each rotation; the database knows it by its SHA-256 alone.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/db/connection.h"
#include "core/store/participants.h"
#include "core/store/temp_sessions.h"

namespace store {

struct NewMemberSession {
    base::UserId user;
    bool stay = false;
    std::string device;  // the browser's own words, cut to fit
    std::string place;
    bool second_step_taken = false;
    base::Time now{};
    base::Time expires_at{};
};

struct MemberSession {
    base::SessionId id;
    base::UserId user;
    std::uint32_t generation = 0;
    base::Time rotated_at{};
    base::Time expires_at{};
    bool stay = false;
    std::string refresh_hash;
    bool must_change_password = false;
    bool second_step_taken = false;
    Age age;
    std::string locale;       // empty: as the browser says
    base::StreamId stream;    // the person's own
    Participant participant;  // its status: the worse of the account's and the person's
};

struct ListedSession {
    base::SessionId id;
    std::string device;
    std::string place;
    base::Time created_at{};
    base::Time last_used_at{};
};

// The refresh token is made of the row's id: set_refresh_hash follows in the same transaction.
base::SessionId add_member_session(db::Connection& connection, const NewMemberSession& session);
void set_refresh_hash(db::Connection& connection, base::SessionId id, std::string_view hash);

// The session if it is neither ended nor run out at `now`, of whatever status its member is.
std::optional<MemberSession> find_member_session(db::Connection& connection, base::SessionId id,
                                                 base::Time now);
// The same, locked until the transaction ends.
std::optional<MemberSession> lock_member_session(db::Connection& connection, base::SessionId id,
                                                 base::Time now);

struct Rotation {
    base::SessionId id;
    std::uint32_t generation = 0;
    std::string refresh_hash;
    base::Time now{};
    base::Time expires_at{};
    std::string place;
};
void rotate_member_session(db::Connection& connection, const Rotation& rotation);

// Those that were open and have ended now: one, or all of a member but `except`.
bool end_member_session(db::Connection& connection, base::SessionId id, base::Time now);
std::vector<base::SessionId> end_member_sessions(db::Connection& connection, base::UserId user,
                                                 std::optional<base::SessionId> except, base::Time now);

// Open ones, the last used first.
std::vector<ListedSession> member_sessions(db::Connection& connection, base::UserId user, base::Time now);

// Deletes at most `most` that ended or ran out before `before`.
std::uint64_t forget_member_sessions(db::Connection& connection, base::Time before, unsigned most);

}  // namespace store
