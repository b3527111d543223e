#include "core/store/moderation_cases.h"

#include "core/db/dialect.h"
#include "core/store/nullable.h"
#include "core/store/sql_list.h"

namespace store {
namespace {

constexpr const char* select_case =
    "SELECT c.id, c.message_id, c.participant_id, c.lounge_id, c.language_room_id, COALESCE(p.display_name, ''), "
    "p.id IS NOT NULL AND p.user_id IS NULL, "
    "COALESCE(m.seq, 0), COALESCE(l.slug, ''), COALESCE(l.name, ''), c.top_reason, c.reports, c.hidden," DB_MS(
        "c.opened_at") ", c.taken_by_user_id, COALESCE(tp.display_name, '')," DB_MS("c.taken_until") "," DB_MS(
        "c.decided_at") ", COALESCE(dp.display_name, ''), COALESCE(c.outcome = 'ACTED', FALSE), "
                        "c.removal_requests, c.held, c.item_id, COALESCE(i.title, '') FROM moderation_case c LEFT JOIN participant p ON p.id = c.participant_id "
                        "LEFT JOIN chat_message m ON m.id = c.message_id LEFT JOIN lounge l ON l.id = c.lounge_id "
                        "LEFT JOIN marketplace_item i ON i.id = c.item_id "
                        "LEFT JOIN participant tp ON tp.user_id = c.taken_by_user_id "
                        "LEFT JOIN participant dp ON dp.user_id = c.decided_by_user_id ";

Case read_case(const db::Rows& rows) {
    return {.id = rows.id<base::CaseId>(0),
            .subject = {.message = id_or_none<base::MessageId>(rows, 1),
                        .person = id_or_none<base::ParticipantId>(rows, 2),
                        .lounge = id_or_none<base::LoungeId>(rows, 3),
                        .room = id_or_none<base::LanguageRoomId>(rows, 4),
                        .item = id_or_none<base::ItemId>(rows, 22)},
            .person_name = rows.text(5),
            .person_is_guest = rows.flag(6),
            .message_seq = rows.number(7),
            .lounge_slug = rows.text(8),
            .lounge_name = rows.text(9),
            .item_title = rows.text(23),
            .top_reason = parse_report_reason(rows.text(10)).value(),
            .reports = rows.number(11),
            .removal_requests = rows.number(20),
            .hidden = rows.flag(12),
            .held = rows.number(21),
            .opened_at = rows.time(13),
            .taken_by = id_or_none<base::UserId>(rows, 14),
            .taker_name = rows.text(15),
            .taken_until = time_or_none(rows, 16),
            .decided_at = time_or_none(rows, 17),
            .decider_name = rows.text(18),
            .acted = rows.flag(19)};
}

std::optional<std::string> key_of(const CaseSubject& subject) {
    if (subject.message) return "message:" + std::to_string(subject.message->value);
    if (subject.item) return "item:" + std::to_string(subject.item->value);
    if (subject.person) return "person:" + std::to_string(subject.person->value);
    return std::nullopt;
}

base::CaseId open_case_about_nothing(db::Connection& connection, const CaseSubject& subject,
                                     ReportReason reason, base::Time now) {
    auto rows = connection.query(
        "INSERT INTO moderation_case (language_room_id, lounge_id, top_reason, urgency, opened_at) "
        "VALUES (?, ?, ?, ?," DB_TIME ")" DB_RETURNING_ID,
        subject.room, subject.lounge, name_of(reason), urgency_of(reason), now);
    if (!rows.next()) throw std::logic_error("a case that was opened has no number");
    return rows.id<base::CaseId>(0);
}

std::optional<Case> lock_open(db::Connection& connection, const CaseSubject& subject) {
    std::optional<base::CaseId> id;
    {
        auto rows =
            connection.query("SELECT id FROM moderation_case WHERE open_key = ? FOR UPDATE", key_of(subject));
        if (rows.next()) id = rows.id<base::CaseId>(0);
    }
    return id ? find_case(connection, *id) : std::nullopt;
}

// A condition over c for the rooms of a scope, and its parameters.
std::string in_scope(const CaseScope& scope, std::vector<db::Param>& params) {
    if (scope.everywhere) return "TRUE";
    if (scope.rooms.empty()) return "FALSE";
    const auto rooms = padded(std::span<const base::LanguageRoomId>(scope.rooms));
    for (const auto room : rooms) params.push_back(db::param(room));
    return "c.language_room_id IN (" + repeat("?", rooms.size()) + ")";
}

}  // namespace

base::CaseId open_case(db::Connection& connection, const CaseSubject& subject, ReportReason reason,
                       base::Time now) {
    const auto key = key_of(subject);
    if (!key) return open_case_about_nothing(connection, subject, reason, now);
    connection.execute(
        "INSERT INTO moderation_case (open_key, language_room_id, lounge_id, participant_id, message_id, item_id, top_reason, urgency, opened_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?," DB_TIME ") ON DUPLICATE KEY UPDATE open_key = open_key",
        key, subject.room, subject.lounge, subject.person, subject.message, subject.item, name_of(reason),
        urgency_of(reason), now);
    auto rows = connection.query("SELECT id FROM moderation_case WHERE open_key = ? FOR UPDATE", key);
    if (!rows.next()) throw std::logic_error("a case that was opened is not there");
    return rows.id<base::CaseId>(0);
}

std::optional<Case> find_case(db::Connection& connection, base::CaseId id) {
    static const std::string sql = std::string(select_case) + "WHERE c.id = ?";
    auto rows = connection.query(sql, id);
    return rows.next() ? std::optional(read_case(rows)) : std::nullopt;
}

std::optional<Case> lock_case(db::Connection& connection, base::CaseId id) {
    {
        auto rows = connection.query("SELECT id FROM moderation_case WHERE id = ? FOR UPDATE", id);
        if (!rows.next()) return std::nullopt;
    }
    return find_case(connection, id);
}

std::optional<Case> lock_case_about(db::Connection& connection, base::MessageId message) {
    return lock_open(connection, {.message = message});
}

std::optional<Case> lock_case_about(db::Connection& connection, base::ItemId item) {
    return lock_open(connection, {.item = item});
}

bool has_open_report(db::Connection& connection, base::MessageId message) {
    return connection
        .query("SELECT id FROM moderation_case WHERE open_key = ?",
               "message:" + std::to_string(message.value))
        .next();
}

unsigned urgency_of(ReportReason reason) {
    switch (reason) {
        case ReportReason::underage:
            return 1000;
        case ReportReason::harassment:
            return 300;
        case ReportReason::scam:
            return 200;
        case ReportReason::inappropriate_content:
            return 100;
        case ReportReason::spam:
            return 50;
        case ReportReason::other:
            return 10;
    }
    return 0;
}

std::vector<Case> open_cases(db::Connection& connection, const CaseScope& scope, std::size_t most) {
    std::vector<db::Param> params;
    const std::string sql = std::string(select_case) + "WHERE c.decided_at IS NULL AND " +
                            in_scope(scope, params) + " ORDER BY c.urgency DESC, c.opened_at LIMIT ?";
    params.push_back(db::param(static_cast<std::uint64_t>(most)));
    auto rows = connection.query_params(sql, params);
    std::vector<Case> cases;
    while (rows.next()) cases.push_back(read_case(rows));
    return cases;
}

std::uint64_t count_open_cases(db::Connection& connection, const CaseScope& scope) {
    std::vector<db::Param> params;
    const std::string sql =
        "SELECT COUNT(*) FROM moderation_case c WHERE c.decided_at IS NULL AND " + in_scope(scope, params);
    auto rows = connection.query_params(sql, params);
    return rows.next() ? rows.number(0) : 0;
}

void set_case_hidden(db::Connection& connection, base::CaseId id, bool hidden) {
    connection.execute("UPDATE moderation_case SET hidden = ? WHERE id = ?", hidden, id);
}

void set_case_taker(db::Connection& connection, base::CaseId id, std::optional<base::UserId> taker,
                    std::optional<base::Time> until) {
    connection.execute("UPDATE moderation_case SET taken_by_user_id = ?, taken_until =" DB_TIME
                       "WHERE id = ?",
                       taker, until, id);
}

void decide_case(db::Connection& connection, base::CaseId id, std::optional<base::UserId> by, bool acted,
                 base::Time now) {
    connection.execute("UPDATE moderation_case SET open_key = NULL, decided_at =" DB_TIME
                       ", decided_by_user_id = ?, outcome = ? WHERE id = ?",
                       now, by, acted ? "ACTED" : "NOTHING", id);
    connection.execute("UPDATE user_report SET resolved_at =" DB_TIME "WHERE case_id = ?", now, id);
    connection.execute("UPDATE removal_request SET resolved_at =" DB_TIME "WHERE case_id = ?", now, id);
}

bool add_report(db::Connection& connection, const NewReport& report) {
    const bool added =
        connection.execute(
            "INSERT IGNORE INTO user_report (case_id, reporter_participant_id, reported_participant_id, message_id, item_id, reason, note, "
            "evidence, created_at) VALUES (?, ?, ?, ?, ?, ?, NULLIF(?, ''), NULLIF(?, '')," DB_TIME ")",
            report.report_case, report.reporter, report.subject.person, report.subject.message,
            report.subject.item, name_of(report.reason), report.note, report.evidence, report.at) > 0;
    if (!added) return false;
    // The gravest reason counts, and each further report a little.
    connection.execute(
        "UPDATE moderation_case SET reports = reports + 1, "
        "top_reason = IF(urgency < ?, ?, top_reason), urgency = GREATEST(urgency, ?) + 5 WHERE id = ?",
        urgency_of(report.reason), name_of(report.reason), urgency_of(report.reason), report.report_case);
    return true;
}

std::uint64_t forget_reports(db::Connection& connection, base::Time before, unsigned most) {
    return connection.execute(
        "DELETE FROM user_report WHERE resolved_at <=" DB_TIME "ORDER BY resolved_at LIMIT ?", before, most);
}

std::uint64_t reports_since(db::Connection& connection, base::ParticipantId reporter, base::Time since) {
    auto rows = connection.query(
        "SELECT COUNT(*) FROM user_report WHERE reporter_participant_id = ? AND created_at >" DB_TIME,
        reporter, since);
    return rows.next() ? rows.number(0) : 0;
}

std::vector<Report> reports_of(db::Connection& connection, base::CaseId id, std::size_t most) {
    auto rows = connection.query(
        "SELECT r.id, r.reporter_participant_id, p.display_name, p.stream_id, r.reason, COALESCE(r.note, ''), "
        "COALESCE(r.evidence, '')," DB_MS(
            "r.created_at") ", p.is_house FROM user_report r JOIN participant p ON p.id = r.reporter_participant_id WHERE r.case_id = ? ORDER BY r.id LIMIT ?",
        id, static_cast<std::uint64_t>(most));
    std::vector<Report> reports;
    while (rows.next()) {
        reports.push_back({.id = rows.id<base::ReportId>(0),
                           .reporter = rows.id<base::ParticipantId>(1),
                           .reporter_name = rows.text(2),
                           .by_house = rows.flag(8),
                           .reporter_stream = rows.id<base::StreamId>(3),
                           .reason = parse_report_reason(rows.text(4)).value(),
                           .note = rows.text(5),
                           .evidence = rows.text(6),
                           .at = rows.time(7)});
    }
    return reports;
}

std::vector<OwnReport> own_reports(db::Connection& connection, base::ParticipantId reporter,
                                   std::size_t most) {
    auto rows = connection.query(
        "SELECT r.reason, p.display_name, COALESCE(l.name, '')," DB_MS("r.created_at") "," DB_MS(
            "c.decided_at") ", COALESCE(c.outcome = 'ACTED', FALSE) FROM user_report r "
                            "JOIN moderation_case c ON c.id = r.case_id JOIN participant p ON p.id = c.participant_id "
                            "LEFT JOIN lounge l ON l.id = c.lounge_id "
                            "WHERE r.reporter_participant_id = ? ORDER BY r.id DESC LIMIT ?",
        reporter, static_cast<std::uint64_t>(most));
    std::vector<OwnReport> reports;
    while (rows.next()) {
        OwnReport report{.reason = parse_report_reason(rows.text(0)).value(),
                         .person_name = rows.text(1),
                         .lounge_name = rows.text(2),
                         .at = rows.time(3),
                         .decided_at = time_or_none(rows, 4),
                         .acted = rows.flag(5)};
        reports.push_back(std::move(report));
    }
    return reports;
}

}  // namespace store
