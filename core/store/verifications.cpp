#include "core/store/verifications.h"

#include <array>

#include "core/db/dialect.h"
#include "core/store/named_values.h"
#include "core/store/nullable.h"

namespace store {
namespace {

constexpr std::array types{VerificationType::age_only, VerificationType::id_full};
constexpr std::array statuses{VerificationStatus::pending, VerificationStatus::approved,
                              VerificationStatus::rejected, VerificationStatus::expired};
constexpr std::array ways{ProofWay::document, ProofWay::openid};
constexpr std::array outcomes{ProofOutcome::unreadable,
                              ProofOutcome::no_document,
                              ProofOutcome::other_person,
                              ProofOutcome::under_age,
                              ProofOutcome::document_expired,
                              ProofOutcome::name_differs,
                              ProofOutcome::seen_before,
                              ProofOutcome::other,
                              ProofOutcome::withdrawn,
                              ProofOutcome::undecided,
                              ProofOutcome::lost,
                              ProofOutcome::ran_out,
                              ProofOutcome::revoked};

// clang-format off
constexpr const char* columns =
    "SELECT id, user_id, verification_type, way, status, COALESCE(outcome, ''), COALESCE(reason, '')," DB_MS("begun_at") ","
    DB_MS("submitted_at") "," DB_MS("read_at") "," DB_MS("decided_at") "," DB_MS("expires_at") ", held_by_user_id,"
    DB_MS("held_until") ", first_reviewer_user_id FROM id_verification ";
// clang-format on

std::string select(std::string_view rest) { return columns + std::string(rest); }

Verification read_row(const db::Rows& rows) {
    return {.id = rows.id<base::VerificationId>(0),
            .user = rows.id<base::UserId>(1),
            .type = value_named(types, rows.text(2)).value(),
            .way = value_named(ways, rows.text(3)).value(),
            .status = value_named(statuses, rows.text(4)).value(),
            .outcome = parse_proof_outcome(rows.text(5)),
            .note = rows.text(6),
            .begun_at = rows.time(7),
            .submitted_at = time_or_none(rows, 8),
            .read_at = time_or_none(rows, 9),
            .decided_at = time_or_none(rows, 10),
            .expires_at = time_or_none(rows, 11),
            .held_by = id_or_none<base::UserId>(rows, 12),
            .held_until = time_or_none(rows, 13),
            .first_reviewer = id_or_none<base::UserId>(rows, 14)};
}

std::optional<Verification> read_one(db::Rows rows) {
    return rows.next() ? std::optional(read_row(rows)) : std::nullopt;
}

std::vector<Verification> read_all(db::Rows rows) {
    std::vector<Verification> found;
    while (rows.next()) found.push_back(read_row(rows));
    return found;
}

std::vector<base::VerificationId> read_ids(db::Rows rows) {
    std::vector<base::VerificationId> ids;
    while (rows.next()) ids.push_back(rows.id<base::VerificationId>(0));
    return ids;
}

}  // namespace

std::string_view name_of(VerificationType type) {
    return type == VerificationType::id_full ? "ID_FULL" : "AGE_ONLY";
}

std::string_view name_of(VerificationStatus status) {
    switch (status) {
        case VerificationStatus::pending:
            return "PENDING";
        case VerificationStatus::approved:
            return "APPROVED";
        case VerificationStatus::rejected:
            return "REJECTED";
        case VerificationStatus::expired:
            break;
    }
    return "EXPIRED";
}

std::string_view name_of(ProofWay way) { return way == ProofWay::openid ? "OPENID" : "DOCUMENT"; }

std::string_view name_of(ProofOutcome outcome) {
    constexpr std::array<std::string_view, outcomes.size()> names{
        "UNREADABLE",   "NO_DOCUMENT", "OTHER_PERSON", "UNDER_AGE", "DOCUMENT_EXPIRED",
        "NAME_DIFFERS", "SEEN_BEFORE", "OTHER",        "WITHDRAWN", "UNDECIDED",
        "LOST",         "RAN_OUT",     "REVOKED"};
    return names[static_cast<std::size_t>(outcome)];
}

std::optional<ProofOutcome> parse_proof_outcome(std::string_view text) { return value_named(outcomes, text); }

base::VerificationId add_verification(db::Connection& connection, const NewVerification& verification) {
    return base::VerificationId{connection.insert(
        "INSERT INTO id_verification (user_id, verification_type, way, status, begun_at) VALUES (?, ?, ?, 'PENDING'," DB_TIME
        ")",
        verification.user, name_of(verification.type), name_of(verification.way), verification.at)};
}

std::optional<Verification> find_verification(db::Connection& connection, base::VerificationId id) {
    return read_one(connection.query(select("WHERE id = ?"), id));
}

std::optional<Verification> lock_verification(db::Connection& connection, base::VerificationId id) {
    return read_one(connection.query(select("WHERE id = ? FOR UPDATE"), id));
}

std::vector<Verification> verifications_of(db::Connection& connection, base::UserId user) {
    return read_all(connection.query(
        select("FORCE INDEX (id_verification_user) WHERE user_id = ? ORDER BY id DESC"), user));
}

std::optional<Verification> newest_verification(db::Connection& connection, base::UserId user) {
    return read_one(connection.query(
        select("FORCE INDEX (id_verification_user) WHERE user_id = ? ORDER BY id DESC LIMIT 1"), user));
}

std::uint64_t count_tries(db::Connection& connection, base::UserId user, base::Time since) {
    auto rows = connection.query(
        "SELECT COUNT(*) FROM id_verification FORCE INDEX (id_verification_user) WHERE user_id = ? AND way = 'DOCUMENT' AND "
        "submitted_at >" DB_TIME "AND COALESCE(outcome, '') NOT IN ('UNDECIDED', 'LOST')",
        user, since);
    (void)rows.next();
    return rows.number(0);
}

void set_submitted(db::Connection& connection, base::VerificationId id, base::Time at) {
    connection.execute("UPDATE id_verification SET submitted_at =" DB_TIME "WHERE id = ?", at, id);
}

void set_read(db::Connection& connection, base::VerificationId id, base::Time at) {
    connection.execute("UPDATE id_verification SET read_at =" DB_TIME "WHERE id = ?", at, id);
}

void set_held(db::Connection& connection, base::VerificationId id, const std::optional<Hold>& hold) {
    const auto by = hold ? std::optional(hold->by) : std::nullopt;
    const auto until = hold ? std::optional(hold->until) : std::nullopt;
    connection.execute("UPDATE id_verification SET held_by_user_id = ?, held_until =" DB_TIME "WHERE id = ?",
                       by, until, id);
}

void set_first_approval(db::Connection& connection, base::VerificationId id, base::UserId reviewer) {
    connection.execute(
        "UPDATE id_verification SET first_reviewer_user_id = ?, held_by_user_id = NULL, held_until = NULL WHERE id = ?",
        reviewer, id);
}

void set_decided(db::Connection& connection, base::VerificationId id, const ProofDecision& decision) {
    const auto outcome = decision.outcome ? std::optional(name_of(*decision.outcome)) : std::nullopt;
    const auto note = decision.note.empty() ? std::nullopt : std::optional<std::string_view>(decision.note);
    connection.execute(
        "UPDATE id_verification SET status = ?, outcome = ?, reason = ?, reviewer_user_id = ?, "
        "expires_at =" DB_TIME ", decided_at =" DB_TIME
        ", held_by_user_id = NULL, held_until = NULL WHERE id = ?",
        name_of(decision.status), outcome, note, decision.reviewer, decision.expires_at, decision.at, id);
}

void set_ended(db::Connection& connection, base::VerificationId id, const ProofDecision& decision) {
    const auto note = decision.note.empty() ? std::nullopt : std::optional<std::string_view>(decision.note);
    connection.execute(
        "UPDATE id_verification SET status = 'EXPIRED', outcome = ?, reason = ?, reviewer_user_id = "
        "COALESCE(?, reviewer_user_id), decided_at =" DB_TIME "WHERE id = ?",
        name_of(decision.outcome.value()), note, decision.reviewer, decision.at, id);
}

std::optional<base::Time> settle_proof(db::Connection& connection, base::UserId user) {
    connection.execute(
        "UPDATE user SET age_proven_until = (SELECT MAX(v.expires_at) FROM id_verification v WHERE v.user_id = ? AND "
        "v.status = 'APPROVED') WHERE id = ?",
        user, user);
    auto rows = connection.query("SELECT" DB_MS("age_proven_until") "FROM user WHERE id = ?", user);
    return rows.next() ? time_or_none(rows, 0) : std::nullopt;
}

void set_proof_hash(db::Connection& connection, base::VerificationId id, std::string_view hash) {
    const auto value = hash.empty() ? std::nullopt : std::optional(hash);
    connection.execute("UPDATE id_verification SET document_hash = ? WHERE id = ?", value, id);
}

std::uint64_t count_seen(db::Connection& connection, std::string_view hash, base::UserId but) {
    auto rows = connection.query(
        "SELECT COUNT(DISTINCT user_id) FROM id_verification FORCE INDEX (id_verification_document) WHERE document_hash = ? AND "
        "user_id <> ?",
        hash, but);
    (void)rows.next();
    return rows.number(0);
}

std::optional<base::VerificationId> spent_on(db::Connection& connection, std::string_view hash,
                                             base::UserId but) {
    auto rows = connection.query(
        "SELECT id FROM id_verification FORCE INDEX (id_verification_document) WHERE document_hash = ? AND "
        "((status = 'APPROVED' AND user_id <> ?) OR outcome = 'REVOKED') LIMIT 1 LOCK IN SHARE MODE",
        hash, but);
    return rows.next() ? std::optional(rows.id<base::VerificationId>(0)) : std::nullopt;
}

std::uint64_t forget_proof_hashes(db::Connection& connection, base::Time before, unsigned most) {
    return connection.execute(
        "UPDATE id_verification FORCE INDEX (id_verification_hash_past) SET document_hash = NULL WHERE "
        "hash_past_at <" DB_TIME "ORDER BY hash_past_at LIMIT ?",
        before, most);
}

std::vector<Verification> waiting_verifications(db::Connection& connection, std::size_t most) {
    return read_all(connection.query(
        select("FORCE INDEX (id_verification_queue) WHERE status = 'PENDING' AND submitted_at IS NOT NULL "
               "ORDER BY submitted_at LIMIT ?"),
        most));
}

std::uint64_t count_waiting_verifications(db::Connection& connection) {
    auto rows = connection.query(
        "SELECT COUNT(*) FROM id_verification FORCE INDEX (id_verification_queue) WHERE status = 'PENDING' AND submitted_at "
        "IS NOT NULL");
    (void)rows.next();
    return rows.number(0);
}

std::optional<Verification> unread_verification(db::Connection& connection) {
    return read_one(connection.query(
        select("FORCE INDEX (id_verification_unread) WHERE status = 'PENDING' AND read_at IS NULL AND "
               "submitted_at IS NOT NULL ORDER BY submitted_at LIMIT 1")));
}

std::vector<base::VerificationId> abandoned_verifications(db::Connection& connection, base::Time begun_before,
                                                          std::size_t most) {
    return read_ids(connection.query(
        "SELECT id FROM id_verification FORCE INDEX (id_verification_draft) WHERE status = 'PENDING' AND begun_at <" DB_TIME
        "AND submitted_at IS NULL ORDER BY begun_at LIMIT ?",
        begun_before, most));
}

std::vector<base::VerificationId> undecided_verifications(db::Connection& connection,
                                                          base::Time submitted_before, std::size_t most) {
    return read_ids(connection.query(
        "SELECT id FROM id_verification FORCE INDEX (id_verification_queue) WHERE status = 'PENDING' AND submitted_at <" DB_TIME
        "ORDER BY submitted_at LIMIT ?",
        submitted_before, most));
}

std::vector<base::VerificationId> ended_proofs(db::Connection& connection, base::Time now, std::size_t most) {
    return read_ids(connection.query(
        "SELECT id FROM id_verification FORCE INDEX (id_verification_end) WHERE status = 'APPROVED' AND expires_at <=" DB_TIME
        "ORDER BY expires_at LIMIT ?",
        now, most));
}

std::vector<ProofCount> count_proofs(db::Connection& connection, base::Time since) {
    auto rows = connection.query(
        "SELECT verification_type, way, status, COALESCE(outcome, ''), COUNT(*), "
        "COALESCE(ROUND(AVG(IF(status = 'EXPIRED', NULL, TIMESTAMPDIFF(SECOND, submitted_at, decided_at)))), 0) FROM id_verification FORCE INDEX "
        "(id_verification_decided) WHERE decided_at >" DB_TIME
        "GROUP BY verification_type, way, status, outcome",
        since);
    std::vector<ProofCount> counts;
    while (rows.next())
        counts.push_back({.type = value_named(types, rows.text(0)).value(),
                          .way = value_named(ways, rows.text(1)).value(),
                          .status = value_named(statuses, rows.text(2)).value(),
                          .outcome = parse_proof_outcome(rows.text(3)),
                          .count = rows.number(4),
                          .mean_seconds = rows.number(5)});
    return counts;
}

}  // namespace store
