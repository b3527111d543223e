// Reports, gathered into cases: one open case about one thing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/db/connection.h"
#include "core/store/moderation_actions.h"

namespace store {

// What a case is about, and where.
struct CaseSubject {
    std::optional<base::MessageId> message{};     // nothing: the person
    std::optional<base::ParticipantId> person{};  // nothing: asked for from outside, and not said where it is
    std::optional<base::LoungeId> lounge{};
    std::optional<base::LanguageRoomId> room{};  // nothing: for moderators of the whole house
    std::optional<base::ItemId> item{};          // a listing
};

struct Case {
    base::CaseId id{};
    CaseSubject subject{};
    std::string person_name{};  // may be empty
    bool person_is_guest = false;
    base::Seq message_seq = 0;  // 0: about no message
    std::string lounge_slug{};  // may be empty
    std::string lounge_name{};
    std::string item_title{};  // of a listing, as it is now
    ReportReason top_reason = ReportReason::other;
    std::uint64_t reports = 0;
    std::uint64_t removal_requests = 0;
    bool hidden = false;
    std::uint64_t held = 0;  // posts that wait for its end: store::held_in
    base::Time opened_at{};
    std::optional<base::UserId> taken_by{};
    std::string taker_name{};
    std::optional<base::Time> taken_until{};
    std::optional<base::Time> decided_at{};
    std::string decider_name{};
    bool acted = false;  // of a decided one
};

// The open case about this, made when there is none, locked until the transaction ends. About nothing that can be named: always a new one.
base::CaseId open_case(db::Connection& connection, const CaseSubject& subject, ReportReason reason,
                       base::Time now);
std::optional<Case> find_case(db::Connection& connection, base::CaseId id);
std::optional<Case> lock_case(db::Connection& connection, base::CaseId id);

// The open case about a message or a listing, locked until the transaction ends; nothing when there is none.
std::optional<Case> lock_case_about(db::Connection& connection, base::MessageId message);
std::optional<Case> lock_case_about(db::Connection& connection, base::ItemId item);

// Whether somebody has reported this message, and nobody has decided yet.
bool has_open_report(db::Connection& connection, base::MessageId message);

// How much sooner a case of this reason is looked at than others.
unsigned urgency_of(ReportReason reason);

// Open ones, the most urgent first; of these rooms, or with `everywhere` of all.
struct CaseScope {
    bool everywhere = false;
    std::vector<base::LanguageRoomId> rooms{};
};
std::vector<Case> open_cases(db::Connection& connection, const CaseScope& scope, std::size_t most);
std::uint64_t count_open_cases(db::Connection& connection, const CaseScope& scope);

void set_case_hidden(db::Connection& connection, base::CaseId id, bool hidden);
// Until then it is this moderator's; nothing: anybody's.
void set_case_taker(db::Connection& connection, base::CaseId id, std::optional<base::UserId> taker,
                    std::optional<base::Time> until);
// Decided: the next report of the same thing opens another case. Its reports and the requests for removal are resolved.
void decide_case(db::Connection& connection, base::CaseId id, std::optional<base::UserId> by, bool acted,
                 base::Time now);

struct NewReport {
    base::CaseId report_case{};
    base::ParticipantId reporter{};
    CaseSubject subject{};
    ReportReason reason = ReportReason::other;
    std::string_view note{};
    std::string_view evidence{};  // JSON; may be empty
    base::Time at{};
};
// False when this person has reported the same in this case already. Raises the case's urgency.
bool add_report(db::Connection& connection, const NewReport& report);
std::uint64_t reports_since(db::Connection& connection, base::ParticipantId reporter, base::Time since);

// Deletes at most `most` reports of cases that were decided before `before`, with the evidence they kept. Returns how many.
std::uint64_t forget_reports(db::Connection& connection, base::Time before, unsigned most);

struct Report {
    base::ReportId id{};
    base::ParticipantId reporter{};
    std::string reporter_name{};
    bool by_house = false;  // by a rule; the note is its name
    base::StreamId reporter_stream{};
    ReportReason reason = ReportReason::other;
    std::string note{};
    std::string evidence{};
    base::Time at{};
};
std::vector<Report> reports_of(db::Connection& connection, base::CaseId id, std::size_t most);

// What somebody has reported, the newest first, and what came of it.
struct OwnReport {
    ReportReason reason = ReportReason::other;
    std::string person_name{};
    std::string lounge_name{};
    base::Time at{};
    std::optional<base::Time> decided_at{};
    bool acted = false;
};
std::vector<OwnReport> own_reports(db::Connection& connection, base::ParticipantId reporter,
                                   std::size_t most);

}  // namespace store
