// How the house stands, and what came to pass in it of late, counted from the tables of those who know. Nothing here names anybody.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/db/connection.h"
#include "core/store/house_samples.h"

namespace store {

// What waits for somebody of the staff, or for the operator.
enum class Need : std::uint8_t {
    cases,
    appeals,
    listings,
    disputes,
    proofs,
    refunds,  // that could not be sent, or may have been
    unclear,  // sums that a provider took and no order asked for, a currency each
    sms       // of the last day: given up, or not known
};
inline constexpr std::size_t need_count = 8;

struct Waiting {
    std::uint64_t count = 0;
    std::optional<base::Time> oldest{};
};
struct Needs {
    std::array<Waiting, need_count> of{};
    Waiting& operator[](Need need) { return of[static_cast<std::size_t>(need)]; }
    const Waiting& operator[](Need need) const { return of[static_cast<std::size_t>(need)]; }
};
// Of each kind at most so many are counted.
inline constexpr std::uint64_t most_needs = 1000;
Needs needs_of_house(db::Connection& connection, base::Time now);

struct Online {
    std::uint64_t members = 0;
    std::uint64_t guests = 0;
};
// Who is here, awake or away.
Online count_online(db::Connection& connection);

// The highest numbers of their tables: messages, sessions of guests, accounts. They only grow, but for accounts that were never used and are gone again.
struct Readings {
    std::uint64_t message = 0;
    std::uint64_t guest = 0;
    std::uint64_t user = 0;
};
Readings read_counters(db::Connection& connection);

// One thing that came to pass: a case decided, a payment (of that amount; its figure is paid_...), an SMS that was sent.
struct Happened {
    Figure figure = Figure::cases_decided;
    base::Time at{};
    std::uint64_t amount = 1;
};
std::vector<Happened> happened_since(db::Connection& connection, base::Time since);

struct SidecarBeat {
    std::string name{};
    base::Time seen_at{};
};
std::vector<SidecarBeat> sidecar_beats(db::Connection& connection, std::size_t most);

struct DatabaseState {
    std::string version{};
    std::uint64_t connections = 0;
    std::uint64_t uptime_seconds = 0;
};
DatabaseState database_state(db::Connection& connection);

}  // namespace store
