// Migrations: sql/NNNN_name.sql, forward only, applied in order and recorded statement by statement, so that a migration killed anywhere goes on where it
// stopped.
#pragma once

#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/db/connection.h"

namespace store {

// The oldest schema these programs can work with, and their own.
inline constexpr unsigned oldest_schema = 27;
inline constexpr unsigned own_schema = 27;

struct Migration {
    unsigned version = 0;
    std::string name;
    std::vector<std::string> statements;
    std::string checksum;  // hex SHA-256 of the file
};

// The files of a folder in the order of their numbers. Throws std::runtime_error when numbers are missing or doubled.
std::vector<Migration> read_migrations(const std::string& folder);

// Called between the steps of a statement; tests throw from it to play a kill at that point.
using StepHook = void (*)(unsigned version, unsigned statement, const char* step, void* context);

struct Migrated {
    unsigned from = 0;
    unsigned to = 0;
};
// Applies what is missing. One program at a time: others wait for it. Throws std::runtime_error when an applied file was changed since.
Migrated migrate(db::Connection& connection, const std::vector<Migration>& migrations,
                 const base::Clock& clock, StepHook hook = nullptr, void* context = nullptr);

// The version whose last statement was applied; 0 for an empty database.
unsigned schema_version(db::Connection& connection);

class SchemaError : public std::runtime_error {
    using std::runtime_error::runtime_error;
};
// Throws SchemaError, which says the command that mends it, unless the schema is within [oldest_schema, own_schema].
void require_schema(db::Connection& connection);

}  // namespace store
