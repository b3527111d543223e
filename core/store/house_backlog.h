// What waits for the machine, as opposed to the staff (house_figures.h), and how much room the database takes. Counts alone: nothing here names anybody.
#pragma once

#include <cstdint>
#include <optional>

#include "core/db/connection.h"

namespace store {

struct Queue {
    std::uint64_t length = 0;
    std::optional<base::Time> oldest{};
};

struct Backlog {
    Queue sms;       // not sent yet
    Queue payments;  // orders that nobody has paid yet
    Queue doors;     // people at the doors of lounges that are full
    std::uint64_t longest_door = 0;
};
// Of each kind at most so many are counted.
inline constexpr std::uint64_t most_backlog = 10'000;
Backlog backlog_of_house(db::Connection& connection);

// Data and indexes as the server estimates them; what it holds free inside its files is not in it.
std::uint64_t database_bytes(db::Connection& connection);

}  // namespace store
