#include "core/store/sms_outbox.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "core/db/dialect.h"

namespace store {
namespace {

constexpr std::size_t longest_error = 500;
constexpr std::array<std::string_view, 5> names{"WAITING", "SENDING", "SENT", "FAILED", "UNKNOWN"};

SmsStatus parse_status(std::string_view name) {
    const auto found = std::ranges::find(names, name);
    if (found == names.end()) throw std::runtime_error("unknown status of an SMS");
    return static_cast<SmsStatus>(found - names.begin());
}

std::string_view fitting(std::string_view error) { return error.substr(0, longest_error); }

Sealed sealed(const db::Rows& rows, unsigned text, unsigned key) {
    return {.text = rows.text(text), .key_id = static_cast<std::uint16_t>(rows.number(key))};
}

std::optional<base::Time> time_or_null(const db::Rows& rows, unsigned column) {
    return rows.is_null(column) ? std::nullopt : std::optional(rows.time(column));
}

OutboxSms read(const db::Rows& rows) {
    return {.id = rows.id<SmsId>(0),
            .status = parse_status(rows.text(1)),
            .user = rows.is_null(2) ? std::nullopt : std::optional(rows.id<base::UserId>(2)),
            .purpose = rows.flag(3) ? SmsPurpose::notice : SmsPurpose::password,
            .country = rows.text(4),
            .attempts = static_cast<unsigned>(rows.number(5)),
            .reference = rows.text(6),
            .last_error = rows.text(7),
            .created_at = rows.time(8),
            .expires_at = time_or_null(rows, 9),
            .next_attempt_at = rows.time(10),
            .sent_at = time_or_null(rows, 11),
            .sender = rows.text(12),
            .inquiry = rows.text(13),
            .phone = sealed(rows, 14, 16),
            .body = sealed(rows, 15, 16)};
}

}  // namespace

std::string_view name_of(SmsStatus status) { return names.at(static_cast<std::size_t>(status)); }

SmsId add_sms(db::Connection& connection, const NewSms& sms) {
    if (sms.phone.key_id != sms.body.key_id)
        throw std::invalid_argument("phone and body of an SMS are sealed with different keys");
    return SmsId{connection.insert(
        "INSERT INTO sms_outbox (user_id, phone_ciphertext, phone_key_id, body_ciphertext, country_code, purpose, "
        "next_attempt_at, expires_at, created_at) VALUES (?, ?, ?, ?, ?, ?," DB_TIME "," DB_TIME "," DB_TIME
        ")",
        sms.user, sms.phone.text, unsigned{sms.phone.key_id}, sms.body.text, sms.country,
        sms.purpose == SmsPurpose::notice ? "NOTICE" : "PASSWORD", sms.now, sms.expires_at, sms.now)};
}

std::optional<ClaimedSms> claim_sms(db::Connection& connection, std::string_view sender, base::Time now) {
    ClaimedSms sms;
    {
        auto rows = connection.query(
            "SELECT id, phone_ciphertext, body_ciphertext, phone_key_id, attempts FROM sms_outbox "
            "WHERE status = 'WAITING' AND next_attempt_at <=" DB_TIME
            "AND (expires_at IS NULL OR expires_at >" DB_TIME
            ") ORDER BY next_attempt_at, id LIMIT 1 FOR UPDATE",
            now, now);
        if (!rows.next()) return std::nullopt;
        sms = {.id = rows.id<SmsId>(0),
               .phone = sealed(rows, 1, 3),
               .body = sealed(rows, 2, 3),
               .attempts = static_cast<unsigned>(rows.number(4)) + 1};
    }
    connection.execute(
        "UPDATE sms_outbox SET status = 'SENDING', attempts = attempts + 1, attempted_at =" DB_TIME
        ", sender = ?, absences = 0, inquiry = NULL WHERE id = ?",
        now, sender, sms.id);
    return sms;
}

void finish_sms_sent(db::Connection& connection, SmsId id, std::string_view reference, base::Time now) {
    connection.execute("UPDATE sms_outbox SET status = 'SENT', provider_reference = ?, sent_at =" DB_TIME
                       ", last_error = NULL, phone_ciphertext = '', body_ciphertext = '' "
                       "WHERE id = ? AND status IN ('SENDING', 'UNKNOWN')",
                       reference, now, id);
}

void finish_sms_waiting(db::Connection& connection, SmsId id, base::Time next_attempt_at,
                        std::string_view error) {
    connection.execute("UPDATE sms_outbox SET status = 'WAITING', next_attempt_at =" DB_TIME
                       ", last_error = ? WHERE id = ? AND status IN ('SENDING', 'UNKNOWN')",
                       next_attempt_at, fitting(error), id);
}

void finish_sms_failed(db::Connection& connection, SmsId id, std::string_view error) {
    connection.execute(
        "UPDATE sms_outbox SET status = 'FAILED', last_error = ? "
        "WHERE id = ? AND status IN ('SENDING', 'UNKNOWN')",
        fitting(error), id);
}

void finish_sms_unknown(db::Connection& connection, SmsId id, std::string_view error, base::Time ask_at) {
    connection.execute("UPDATE sms_outbox SET status = 'UNKNOWN', last_error = ?, next_attempt_at =" DB_TIME
                       "WHERE id = ? AND status = 'SENDING'",
                       fitting(error), ask_at, id);
}

std::uint64_t abandon_sending_sms(db::Connection& connection, base::Time ask_at) {
    return connection.execute(
        "UPDATE sms_outbox SET status = 'UNKNOWN', last_error = "
        "'the job ended while it was being sent', next_attempt_at =" DB_TIME "WHERE status = 'SENDING'",
        ask_at);
}

std::uint64_t expire_sms(db::Connection& connection, base::Time now, unsigned most) {
    return connection.execute(
        "UPDATE sms_outbox SET status = 'FAILED', last_error = IF(last_error IS NULL, 'expired', "
        "LEFT(CONCAT('expired; before: ', last_error), 500)) "
        "WHERE status = 'WAITING' AND expires_at <=" DB_TIME "ORDER BY id LIMIT ?",
        now, most);
}

std::uint64_t empty_expired_sms(db::Connection& connection, base::Time now, unsigned most) {
    return connection.execute(
        "UPDATE sms_outbox SET phone_ciphertext = '', body_ciphertext = '' "
        "WHERE status IN ('FAILED', 'UNKNOWN') AND expires_at <=" DB_TIME
        "AND (phone_ciphertext <> '' OR body_ciphertext <> '') ORDER BY id LIMIT ?",
        now, most);
}

std::uint64_t delete_old_sms(db::Connection& connection, base::Time before, unsigned most) {
    return connection.execute(
        "DELETE FROM sms_outbox WHERE status IN ('SENT', 'FAILED', 'UNKNOWN') "
        "AND created_at <=" DB_TIME "ORDER BY id LIMIT ?",
        before, most);
}

std::vector<OutboxSms> list_sms(db::Connection& connection, bool all, unsigned most) {
    auto rows = connection.query(
        "SELECT id, status, user_id, purpose = 'NOTICE', COALESCE(country_code, ''), attempts, "
        "COALESCE(provider_reference, ''), COALESCE(last_error, '')," DB_MS("created_at") "," DB_MS("expires_at") "," DB_MS("next_attempt_at") "," DB_MS("sent_at") ", COALESCE(sender, ''), COALESCE(inquiry, ''), phone_ciphertext, body_ciphertext, phone_key_id "
        "FROM sms_outbox WHERE ? OR status IN ('WAITING', 'FAILED', 'UNKNOWN') ORDER BY id DESC LIMIT ?",
        all, most);
    std::vector<OutboxSms> list;
    while (rows.next()) list.push_back(read(rows));
    std::ranges::reverse(list);
    return list;
}

bool retry_sms(db::Connection& connection, SmsId id, base::Time now) {
    {
        auto rows = connection.query(
            "SELECT id FROM sms_outbox WHERE id = ? AND status IN ('WAITING', 'FAILED', 'UNKNOWN') "
            "AND phone_ciphertext <> '' AND (expires_at IS NULL OR expires_at >" DB_TIME ") FOR UPDATE",
            id, now);
        if (!rows.next()) return false;
    }
    connection.execute("UPDATE sms_outbox SET status = 'WAITING', attempts = 0, next_attempt_at =" DB_TIME
                       "WHERE id = ?",
                       now, id);
    return true;
}

bool drop_sms(db::Connection& connection, SmsId id) {
    return connection.execute(
               "DELETE FROM sms_outbox WHERE id = ? AND status IN ('WAITING', 'FAILED', 'UNKNOWN')", id) == 1;
}

}  // namespace store
