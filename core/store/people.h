// One person, as others may see them, and what concerns them alone.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/db/connection.h"
#include "core/store/participants.h"

namespace store {

struct Person {
    base::ParticipantId id;
    std::string name;
    bool guest = true;
    AccountStatus status = AccountStatus::active;
    base::StreamId stream;
    std::string bio;            // a member's
    std::string availability;   // ONLINE, AWAY or OFFLINE
    base::Time member_since{};  // a guest's: since they came
};
std::optional<Person> find_person(db::Connection& connection, base::ParticipantId id);
// The same, as `viewer` may know it: to whom they have blocked, a person is offline.
std::optional<Person> find_person(db::Connection& connection, base::ParticipantId id,
                                  base::ParticipantId viewer);

// What counts in an emergency. Those who are guests are neither.
struct Trust {
    base::ParticipantId id;
    bool staff = false;
    bool verified = false;
};
std::vector<Trust> trust_in(db::Connection& connection, const std::vector<base::ParticipantId>& people,
                            base::Time now);

// The account of a person; nothing for a guest.
std::optional<base::UserId> user_of(db::Connection& connection, base::ParticipantId id);
// The lounge and language room in which somebody wrote last; nothing when they never did.
std::optional<std::pair<base::LoungeId, base::LanguageRoomId>> last_spoke_in(db::Connection& connection,
                                                                             base::ParticipantId id);

inline constexpr std::size_t most_unread = 200;
// What a person's client begins with: the last number of their own stream, and what stood at that moment.
struct OwnState {
    base::Seq last = 0;
    std::vector<base::ParticipantId> blocked;
    std::vector<base::ParticipantId>
        unread;                           // with whom there is something to read: at most most_unread of them
    std::vector<base::OrderId> orders{};  // of which there is news, as buyer or seller: likewise
    std::string era =
        {};  // another one since a backup was put back: numbers of streams mean something else then
};
OwnState own_state(db::Connection& connection, base::ParticipantId id);

}  // namespace store
