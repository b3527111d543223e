// Places in lounges that have a bound: a row is one person at one lounge's door. Whoever gives places away holds the lounge's gate.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/db/connection.h"

namespace store {

enum class PlaceState { waiting, called, in };

struct Admission {
    std::uint64_t id = 0;
    base::ParticipantId participant;
    PlaceState state = PlaceState::waiting;
    bool guest = true;
    std::uint64_t ahead = 0;  // how many stood before them when they came
    base::Time waiting_since{};
    std::optional<base::Time> called_at;
    base::Time seen_at{};
};

struct Gate {
    base::Time settled_at{};
    base::Time patient_until{};
};
// Locks the lounge's gate until the transaction ends; take it first, before anything is read. Makes one where none is.
Gate lock_gate(db::Connection& connection, base::LoungeId lounge, base::Time now);
void set_gate(db::Connection& connection, base::LoungeId lounge, const Gate& gate);

struct Bounds {
    std::uint64_t people = 0;
    std::uint64_t guests = 0;  // among them
};
// Nothing: as many as come.
std::optional<Bounds> find_bounds(db::Connection& connection, base::LoungeId lounge);
void set_bounds(db::Connection& connection, base::LoungeId lounge, std::optional<std::uint64_t> capacity,
                std::optional<std::uint64_t> guest_share);
std::vector<base::LoungeId> bounded_lounges(db::Connection& connection);
// Whoever the sidecars say is in the lounge has a place in it.
void seat_present(db::Connection& connection, base::LoungeId lounge, base::Time now);
// Forgets all places, the queue and the gate.
void clear_admissions(db::Connection& connection, base::LoungeId lounge);

std::optional<Admission> find_admission(db::Connection& connection, base::LoungeId lounge,
                                        base::ParticipantId who);
void add_admission(db::Connection& connection, base::LoungeId lounge, const Admission& row);
void set_guest(db::Connection& connection, std::uint64_t id, bool guest);
void take_place(db::Connection& connection, std::uint64_t id, base::Time now);
void call(db::Connection& connection, std::uint64_t id, base::Time now);

// Places that are taken or held.
struct Taken {
    std::uint64_t people = 0;
    std::uint64_t guests = 0;
};
Taken taken(db::Connection& connection, base::LoungeId lounge);
// In the order in which they are called: members first, then by the time waited.
std::vector<Admission> first_waiting(db::Connection& connection, base::LoungeId lounge, std::uint64_t most);
std::uint64_t count_before(db::Connection& connection, base::LoungeId lounge, const Admission& row);
// When the one came who has waited longest; nothing when nobody waits.
std::optional<base::Time> waiting_since(db::Connection& connection, base::LoungeId lounge);

// The called ones, then the waiting ones in their order.
std::vector<Admission> door_of(db::Connection& connection, base::LoungeId lounge);
struct QueueEntry {
    Admission row;
    std::string name;
};
// The same with names, at most `most`.
std::vector<QueueEntry> named_door_of(db::Connection& connection, base::LoungeId lounge, std::uint64_t most);

using Seat = std::pair<base::LoungeId, base::ParticipantId>;
// Those of the seats that are taken by their people.
std::vector<Seat> seated(db::Connection& connection, const std::vector<Seat>& seats);
std::vector<base::ParticipantId> people_in(db::Connection& connection, base::LoungeId lounge);

// A sign of life of these people, written where the last one is older than `stale`. Returns how many were written.
std::uint64_t see(db::Connection& connection, base::LoungeId lounge,
                  const std::vector<base::ParticipantId>& people, base::Time now, base::Time stale);
bool remove_admission(db::Connection& connection, base::LoungeId lounge, base::ParticipantId who);
// Everywhere.
void remove_admissions(db::Connection& connection, base::ParticipantId who);
// Whoever is in or waits and was not seen since; whoever was called before and did not come.
std::uint64_t remove_unseen(db::Connection& connection, base::LoungeId lounge, base::Time seen_before);
std::uint64_t remove_uncollected(db::Connection& connection, base::LoungeId lounge, base::Time called_before);

struct Wait {
    base::Time called_at{};
    base::Millis waited{0};
    std::uint64_t ahead = 0;
};
void add_wait(db::Connection& connection, base::LoungeId lounge, const Wait& wait);
// Newest first.
std::vector<Wait> recent_waits(db::Connection& connection, base::LoungeId lounge, base::Time since,
                               std::uint64_t most);
std::uint64_t forget_waits(db::Connection& connection, base::Time before, unsigned most);

}  // namespace store
