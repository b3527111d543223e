// Posts that wait for a moderator: PENDING messages without a place in their lounge.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/db/connection.h"
#include "core/store/messages.h"

namespace store {

struct NewHeldPost {
    base::MessageId message;
    base::CaseId held_in;
    base::ParticipantId author;
    std::string kind;  // of the rule, or kept_back_kind
    std::string pattern;
};
// Its author is held, whatever they say.
inline constexpr std::string_view kept_back_kind = "KEPT_BACK";
void add_held_posts(db::Connection& connection, const std::vector<NewHeldPost>& posts, base::Time now);

struct HeldPost {
    base::MessageId id;
    base::CaseId held_in;
    base::LoungeId lounge;
    std::string lounge_slug;
    std::string lounge_name;
    base::StreamId stream;
    base::ParticipantId author;
    base::StreamId author_stream;
    std::string client_id;
    std::string body;
    std::string format;
    bool links = false;
    std::optional<base::MediaId> picture;
    std::string kind;  // of the rule that caught it
    std::string pattern;
    base::Time at{};
};
// In the order in which they were posted.
std::vector<HeldPost> held_in(db::Connection& connection, base::CaseId id, std::size_t most);
std::vector<HeldPost> held_of(db::Connection& connection, base::ParticipantId author, std::size_t most);
// Cases of which some have waited since before `before`, the oldest first.
std::vector<base::CaseId> cases_held_since(db::Connection& connection, base::Time before, unsigned most);

// They wait no longer, and the rows of their authors and cases say so: the messages themselves become what they are by the two below.
void end_holding(db::Connection& connection, const std::vector<HeldPost>& posts);
// It is shown from now on, at this place.
void show_held(db::Connection& connection, base::MessageId id, base::Seq seq, base::Time now);
// It is never shown.
void drop_held(db::Connection& connection, base::MessageId id, base::Time now);

}  // namespace store
