// SMS on their way out. A message moves WAITING -> SENDING -> SENT, back to WAITING, FAILED or UNKNOWN; SENDING is committed before the provider is asked, so
// that whatever a crash leaves there may have been sent. Such a one is UNKNOWN and not sent again before the provider was asked about it
// (sms_inquiries.h): then it is SENT, WAITING or FAILED as well.
//
// Phones and bodies are ciphertext here; they are emptied as soon as nobody needs them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/db/connection.h"
#include "core/store/users.h"

namespace store {

using SmsId = base::Id<struct SmsTag>;

enum class SmsStatus { waiting, sending, sent, failed, unknown };
// As it stands in the table: "WAITING".
std::string_view name_of(SmsStatus status);

enum class SmsPurpose { password, notice };

struct NewSms {
    std::optional<base::UserId> user;
    Sealed phone;
    Sealed body;  // under the same key as the phone
    std::string country;
    SmsPurpose purpose = SmsPurpose::password;
    base::Time now{};
    base::Time expires_at{};
};

// Inside the caller's transaction. Throws std::invalid_argument when the two are sealed with different keys.
SmsId add_sms(db::Connection& connection, const NewSms& sms);

struct ClaimedSms {
    SmsId id;
    Sealed phone;
    Sealed body;
    unsigned attempts = 0;  // this one included
};

// Takes the message that has waited longest and is due: it is SENDING now, by `sender` (64 hexadecimal digits that name who can be asked about it). Inside a
// transaction that is committed before anything is sent.
std::optional<ClaimedSms> claim_sms(db::Connection& connection, std::string_view sender, base::Time now);

// What became of a message that is SENDING or UNKNOWN; each does nothing to any other. SENT empties phone and body.
void finish_sms_sent(db::Connection& connection, SmsId id, std::string_view reference, base::Time now);
void finish_sms_waiting(db::Connection& connection, SmsId id, base::Time next_attempt_at,
                        std::string_view error);
void finish_sms_failed(db::Connection& connection, SmsId id, std::string_view error);
// One that is SENDING only; to be asked about from `ask_at` on.
void finish_sms_unknown(db::Connection& connection, SmsId id, std::string_view error, base::Time ask_at);

// What an earlier run left SENDING becomes UNKNOWN. Only for whoever alone may send. Returns how many.
std::uint64_t abandon_sending_sms(db::Connection& connection, base::Time ask_at);

// WAITING messages that are of no use any more become FAILED, "expired".
std::uint64_t expire_sms(db::Connection& connection, base::Time now, unsigned most);
// Empties phone and body of FAILED and UNKNOWN messages that are of no use any more.
std::uint64_t empty_expired_sms(db::Connection& connection, base::Time now, unsigned most);
// Deletes messages that are neither WAITING nor SENDING and older than `before`.
std::uint64_t delete_old_sms(db::Connection& connection, base::Time before, unsigned most);

struct OutboxSms {
    SmsId id;
    SmsStatus status = SmsStatus::waiting;
    std::optional<base::UserId> user;
    SmsPurpose purpose = SmsPurpose::password;
    std::string country;
    unsigned attempts = 0;
    std::string reference;   // the provider's, of a SENT one
    std::string last_error;  // may be empty
    base::Time created_at{};
    std::optional<base::Time> expires_at;
    base::Time next_attempt_at{};  // of an UNKNOWN one: when it is asked about next
    std::optional<base::Time> sent_at;
    std::string sender;   // of the last attempt; may be empty
    std::string inquiry;  // what the provider said when it was asked about that attempt; may be empty
    Sealed phone;         // empty text: no longer kept
    Sealed body;
};

// WAITING, FAILED and UNKNOWN ones, or all; the newest `most`, the oldest of them first.
std::vector<OutboxSms> list_sms(db::Connection& connection, bool all, unsigned most);

// A WAITING, FAILED or UNKNOWN message that can still be of use is due at once, as if it were new. Inside a transaction. False when there is
// none with this id.
bool retry_sms(db::Connection& connection, SmsId id, base::Time now);
// Deletes a WAITING, FAILED or UNKNOWN message. False when there is none with this id.
bool drop_sms(db::Connection& connection, SmsId id);

}  // namespace store
