// What the house knows about one person, to be handed over or erased.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/db/connection.h"

namespace store {

struct SaidMessage {
    std::string lounge;  // slug
    base::Seq seq = 0;
    base::Time at{};
    std::string status;
    std::string body;
};
struct EarlierVersion {
    std::string lounge;
    base::Seq seq = 0;
    base::Time replaced_at{};
    std::string body;
};
struct GivenReaction {
    std::string lounge;
    base::Seq seq = 0;
    base::Time at{};
    std::string emoji;
};
struct SufferedAction {
    std::string type;
    std::string reason;
    base::Time at{};
    std::optional<base::Time> expires_at;
};
struct MadeAppeal {
    std::string against;  // the action's type
    base::Time at{};
    std::string text;
    std::string answer;  // empty while nobody has decided, or said nothing
};
struct MadeReport {
    std::string reason;
    std::string note;
    base::Time at{};
};
struct MadeBlock {
    base::ParticipantId who;
    base::Time at{};
};
struct WrittenDirect {
    base::ParticipantId to;
    base::Time at{};
    std::string body;  // empty when taken back
};
struct SentSms {
    base::Time at{};
    std::string status;
};

// By their number, ascending, after `after`: a long talk is read in parts.
std::vector<SaidMessage> said_by(db::Connection& connection, base::ParticipantId who, base::MessageId& after,
                                 unsigned most);
// What their messages said before they were changed.
std::vector<EarlierVersion> earlier_versions_by(db::Connection& connection, base::ParticipantId who);
std::vector<GivenReaction> reactions_by(db::Connection& connection, base::ParticipantId who);
std::vector<SufferedAction> actions_on(db::Connection& connection, base::ParticipantId who);
std::vector<MadeAppeal> appeals_by(db::Connection& connection, base::ParticipantId who);
std::vector<MadeReport> reports_by(db::Connection& connection, base::ParticipantId who);
std::vector<MadeBlock> blocks_by(db::Connection& connection, base::ParticipantId who);
// Direct messages, as said_by.
std::vector<WrittenDirect> written_by(db::Connection& connection, base::ParticipantId who,
                                      base::DirectId& after, unsigned most);
std::vector<SentSms> sms_to(db::Connection& connection, base::UserId user);

// Inside the caller's transaction. The account and the person are nobody's any more: no phone, no names, no profile, no password, no roles, no sessions, no SMS, no blocks, no read markers, no notifications, no direct messages,
// no pictures; what they wrote in appeals is gone, and those that wait are taken back. Ids stay. Phone hashes stay, without an account, until `ban_until`; go when there is none.
void erase_user(db::Connection& connection, base::UserId user, base::ParticipantId who,
                std::optional<base::Time> ban_until, base::Time now);
// When the bans of this person end; nothing when none runs.
std::optional<base::Time> banned_until(db::Connection& connection, base::ParticipantId who, base::Time now);
// Phone hashes of deleted accounts whose ban has ended.
std::uint64_t forget_phone_hashes(db::Connection& connection, base::Time now, unsigned most);

}  // namespace store
