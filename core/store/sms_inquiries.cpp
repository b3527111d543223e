#include "core/store/sms_inquiries.h"

#include "core/db/dialect.h"

namespace store {
namespace {

constexpr std::size_t longest_word = 500;

Sealed sealed(const db::Rows& rows, unsigned text, unsigned key) {
    return {.text = rows.text(text), .key_id = static_cast<std::uint16_t>(rows.number(key))};
}

}  // namespace

std::optional<DoubtfulSms> next_doubtful_sms(db::Connection& connection, std::string_view sender,
                                             base::Time now) {
    auto rows = connection.query(
        "SELECT id, phone_ciphertext, body_ciphertext, phone_key_id, attempts," DB_MS("attempted_at") ", absences, "
        "COALESCE(last_error, '') FROM sms_outbox "
        "WHERE status = 'UNKNOWN' AND next_attempt_at <=" DB_TIME
        "AND sender = ? AND (expires_at IS NULL OR expires_at >" DB_TIME
        ") AND phone_ciphertext <> '' ORDER BY next_attempt_at, id LIMIT 1",
        now, sender, now);
    if (!rows.next()) return std::nullopt;
    return DoubtfulSms{.id = rows.id<SmsId>(0),
                       .phone = sealed(rows, 1, 3),
                       .body = sealed(rows, 2, 3),
                       .attempts = static_cast<unsigned>(rows.number(4)),
                       .attempted_at = rows.time(5),
                       .absences = static_cast<unsigned>(rows.number(6)),
                       .last_error = rows.text(7)};
}

void note_sms_inquiry(db::Connection& connection, SmsId id, const SmsInquiry& inquiry) {
    connection.execute("UPDATE sms_outbox SET inquiry = ?, absences = ?, next_attempt_at =" DB_TIME
                       "WHERE id = ? AND status = 'UNKNOWN'",
                       inquiry.word.substr(0, longest_word), inquiry.absences, inquiry.ask_at, id);
}

}  // namespace store
