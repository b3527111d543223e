// What browsers are yet to be told. Written in the transaction of the message that it is about, so that none is told of what was not stored, and none is
// forgotten; read by the jobs process alone.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/db/connection.h"
#include "core/store/participants.h"

namespace store {

enum class PushPlace { lounge, conversation };
enum class PushReason { mention, reply, direct };

// Something that concerns somebody: one of the two messages, by its place.
struct PushOccasion {
    base::ParticipantId who;
    PushReason reason = PushReason::mention;
    std::uint64_t place = 0;  // the id of a lounge, or for `direct` of a conversation
    std::optional<base::MessageId> message = std::nullopt;
    std::optional<base::DirectId> direct = std::nullopt;
};
// For each browser that these people have switched on: due at `due`, or with what waits for the same place already. Asks no more than that when nobody has.
// Whoever calls holds the lock of the place's stream or conversation.
void add_push_occasions(db::Connection& connection, const std::vector<PushOccasion>& occasions,
                        base::Time now, base::Time due);

struct PushDelivery {
    base::PushDeliveryId id;
    base::PushSubscriptionId subscription;
    PushPlace place = PushPlace::lounge;
    std::uint64_t place_id = 0;
    PushReason reason = PushReason::mention;
    std::optional<base::MessageId> message;
    std::optional<base::DirectId> direct;
    std::uint32_t version = 0;
    std::uint32_t attempts = 0;  // before this one
    base::Time created_at{};
};
// The one that is due longest, locked until the transaction ends; nothing when none is.
std::optional<PushDelivery> next_push(db::Connection& connection, base::Time now);
// It is being tried; whatever becomes of that, it is not due before `again`.
void push_tried(db::Connection& connection, base::PushDeliveryId id, base::Time again);
// The same without counting an attempt.
void put_off_push(db::Connection& connection, base::PushDeliveryId id, base::Time until);
// Done with, told or not. When something new has come meanwhile, that is due at `due`.
void finish_push(db::Connection& connection, const PushDelivery& delivery, base::Time due);

// Whose browser it is.
struct PushRecipient {
    base::ParticipantId who;
    std::string sealed;
    std::string locale;  // the member's own choice before that of the page
    Age age;
    bool alive = false;  // the session, at `now`, and whoever has it
};
std::optional<PushRecipient> push_recipient(db::Connection& connection, base::PushSubscriptionId id,
                                            base::Time now);
// Whether this person has a lounge before them, through a sidecar heard of after `since`: a guest's connection says so, a member must not be away either.
bool is_in_sight(db::Connection& connection, base::ParticipantId who, base::Time since);

// The message of a lounge as a notification tells of it; nothing when it cannot be read any more.
struct PushedMessage {
    base::LoungeId lounge;
    std::string slug;
    std::string lounge_name;
    std::string room_name;
    base::Seq seq = 0;
    base::ParticipantId author;
    std::string author_name;
};
std::optional<PushedMessage> pushed_message(db::Connection& connection, base::MessageId id);

}  // namespace store
