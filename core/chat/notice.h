// Events of a person's own stream. What clients see of them is written in event_json.
#pragma once

#include <string>

#include "core/db/connection.h"

namespace chat {

// What frames call a person's own stream. No slug can be that.
inline constexpr std::string_view own_stream_name = "@me";

// Kinds. A new one whose payload clients are to see has a row in event_json.cpp too.
inline constexpr std::string_view session_end_kind = "session_end";      // for the house alone
inline constexpr std::string_view block_kind = "block";                  // {"who": id}
inline constexpr std::string_view unblock_kind = "unblock";              // {"who": id}
inline constexpr std::string_view direct_kind = "direct";                // a direct message, of both people
inline constexpr std::string_view direct_remove_kind = "direct_remove";  // it was taken back
inline constexpr std::string_view direct_read_kind =
    "direct_read";  // {"with": id, "n": place, "unread": how many}

// {"type", "action", "until"?, "in"?: a lounge's slug}: a moderator has decided something about this person; with "lifted" it holds no longer
inline constexpr std::string_view sanction_kind = "sanction";
inline constexpr std::string_view report_outcome_kind =
    "report_outcome";  // {"case": id, "acted": bool}, of whoever reported
inline constexpr std::string_view not_shown_kind =
    "not_shown";  // {"in": a lounge's slug, "cid"}: a post of this person that was held is never shown
inline constexpr std::string_view appeal_decided_kind = "appeal_decided";  // {"action": id, "lifted": bool}

inline constexpr std::string_view order_kind =
    "order";  // {"order": id, "what": "paid"}: something has become of an order of theirs, as buyer or seller

inline constexpr std::string_view proof_kind =
    "proof";  // {"status": "APPROVED", "until"?: ms}: how their proof of age stands now

// The next event of a person's own stream; `payload`: a JSON object that names people by id. Inside the caller's transaction, last; returns the event's
// number. After the commit the caller sends a hint.
base::Seq add_own_event(db::Connection& connection, base::StreamId stream, std::string_view kind,
                        std::string_view payload, base::Time now);

// What such an event of the end of a session says, for whoever numbers it together with others.
std::string session_end_payload(base::SessionKey session);

// "This session has ended": sidecars that hear it close the session's sockets. Inside the caller's transaction; returns the event's number.
base::Seq add_session_end(db::Connection& connection, base::StreamId stream, base::SessionKey session,
                          base::Time now);

// What a decision about a person means for who they are connected as.
struct Sanction {
    bool banned = false;
    std::string kicked_from = {};  // the lounge's slug; empty: from none
    base::Time until{};
};
// Nothing for a payload that is none, and for one that takes something back.
std::optional<Sanction> sanction_in(std::string_view payload);

// Until when an age is proven, by the payload of a proof event; nothing when it is not.
std::optional<base::Time> proven_until(std::string_view payload);

// The session named by the payload of such an event; nothing when it is not one.
std::optional<base::SessionKey> ended_session(std::string_view payload);

}  // namespace chat
