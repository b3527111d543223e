#include "core/store/schema.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <fmt/format.h>

#include "core/base/crypto.h"
#include "core/db/dialect.h"
#include "core/db/transaction.h"

namespace store {
namespace {

constexpr int seconds_to_wait_for_the_other = 60;

// The server's answers to a statement that took effect before the kill, when its outcome was not yet recorded.
constexpr std::array already_done{1050, 1060, 1061, 1091, 1826, 1051};

bool says_already_done(const db::Error& failure, const std::string& statement) {
    if (std::ranges::find(already_done, failure.code()) != already_done.end()) return true;
    // A foreign key of this name is there: MariaDB has no number of its own for it.
    return failure.code() == 1005 && statement.starts_with("ALTER") &&
           std::string_view(failure.what()).find("errno: 121") != std::string_view::npos;
}

struct Progress {
    std::string checksum;
    unsigned done = 0;     // statements that took effect
    unsigned started = 0;  // the statement under way when it is done + 1
    bool finished = false;
};

// Statements end with a semicolon at the end of a line; whole-line comments are left out.
std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> statements;
    std::istringstream lines(text);
    std::string line;
    std::string statement;
    while (std::getline(lines, line)) {
        if (line.starts_with("--") || (line.empty() && statement.empty())) continue;
        statement += line + "\n";
        const auto last = line.find_last_not_of(" \t\r");
        if (last == std::string::npos || line[last] != ';') continue;
        statement.erase(statement.find_last_of(';'));
        statements.push_back(std::move(statement));
        statement.clear();
    }
    if (statement.find_first_not_of(" \t\r\n") != std::string::npos)
        throw std::runtime_error("a migration ends within a statement");
    return statements;
}

// The connector prepares nearly every kind of statement; these are the ones that change rows and can share a transaction with their record.
bool changes_rows(const std::string& statement) {
    for (const std::string_view verb : {"INSERT", "UPDATE", "DELETE", "REPLACE"}) {
        if (statement.starts_with(verb)) return true;
    }
    return false;
}

void make_record(db::Connection& connection) {
    connection.run(
        "CREATE TABLE IF NOT EXISTS schema_migration (version INT UNSIGNED NOT NULL PRIMARY KEY, name VARCHAR(100) NOT NULL, "
        "checksum CHAR(64) NOT NULL, statements_done INT UNSIGNED NOT NULL DEFAULT 0, statement_started INT UNSIGNED NOT NULL DEFAULT 0, "
        "started_at DATETIME(3) NOT NULL, finished_at DATETIME(3) NULL) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin");
}

Progress progress_of(db::Connection& connection, const Migration& migration, base::Time now) {
    connection.execute(
        "INSERT IGNORE INTO schema_migration (version, name, checksum, started_at) VALUES (?, ?, ?," DB_TIME
        ")",
        migration.version, migration.name, migration.checksum, now);
    auto rows = connection.query(
        "SELECT checksum, statements_done, statement_started, finished_at IS NOT NULL FROM schema_migration WHERE version = ?",
        migration.version);
    rows.next();
    return {rows.text(0), static_cast<unsigned>(rows.number(1)), static_cast<unsigned>(rows.number(2)),
            rows.flag(3)};
}

class Applying {
public:
    Applying(db::Connection& connection, const Migration& migration, StepHook hook, void* context)
        : connection_(connection),
          migration_(migration),
          hook_(hook),
          context_(context) {}

    void apply(unsigned number, bool interrupted) {
        const auto& statement = migration_.statements.at(number - 1);
        if (changes_rows(statement)) {
            db::Transaction transaction(connection_);
            connection_.run(statement);
            record_done(number);
            step(number, "before commit");
            transaction.commit();
            return;
        }
        connection_.execute("UPDATE schema_migration SET statement_started = ? WHERE version = ?", number,
                            migration_.version);
        step(number, "started");
        run_definition(statement, interrupted);
        step(number, "took effect");
        record_done(number);
        step(number, "recorded");
    }

private:
    void run_definition(const std::string& statement, bool interrupted) {
        try {
            connection_.run(statement);
        } catch (const db::ConnectionLost&) {
            throw;
        } catch (const db::Error& failure) {
            if (interrupted && says_already_done(failure, statement)) return;
            // Refused, so it has no effect that the next run could meet: that run must not take what it finds for its own.
            connection_.execute("UPDATE schema_migration SET statement_started = 0 WHERE version = ?",
                                migration_.version);
            throw;
        }
    }
    void record_done(unsigned number) {
        connection_.execute("UPDATE schema_migration SET statements_done = ? WHERE version = ?", number,
                            migration_.version);
    }
    void step(unsigned number, const char* name) const {
        if (hook_ != nullptr) hook_(migration_.version, number, name, context_);
    }

    db::Connection& connection_;
    const Migration& migration_;
    StepHook hook_;
    void* context_;
};

// Held by the connection, so that a killed migrator frees it.
class MigrationLock {
public:
    explicit MigrationLock(db::Connection& connection) : connection_(connection) {
        auto rows = connection.query("SELECT COALESCE(GET_LOCK(CONCAT('migrate:', DATABASE()), ?), 0)",
                                     seconds_to_wait_for_the_other);
        if (!rows.next() || !rows.flag(0))
            throw std::runtime_error("another migration is still running; try again when it has ended");
    }
    ~MigrationLock() {
        try {
            auto rows = connection_.query("SELECT RELEASE_LOCK(CONCAT('migrate:', DATABASE()))");
            rows.next();
        } catch (const std::exception&) {  // NOLINT(bugprone-empty-catch): the lock goes with the connection
        }
    }
    MigrationLock(const MigrationLock&) = delete;
    MigrationLock& operator=(const MigrationLock&) = delete;

private:
    db::Connection& connection_;
};

}  // namespace

std::vector<Migration> read_migrations(const std::string& folder) {
    std::vector<Migration> migrations;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const std::string file = entry.path().filename().string();
        unsigned version = 0;
        const auto end = std::from_chars(file.data(), file.data() + file.size(), version).ptr;
        if (!file.ends_with(".sql") || end == file.data() || *end != '_') continue;
        std::ifstream stream(entry.path());
        const std::string text((std::istreambuf_iterator<char>(stream)), {});
        migrations.push_back(
            {version, entry.path().stem().string(), split(text), base::to_hex(base::sha256(text))});
    }
    std::ranges::sort(migrations, {}, &Migration::version);
    for (unsigned i = 0; i < migrations.size(); ++i) {
        if (migrations[i].version != i + 1)
            throw std::runtime_error(fmt::format("{}: migration {:04} is missing or doubled", folder, i + 1));
    }
    if (migrations.empty())
        throw std::runtime_error(folder +
                                 ": no migrations here; set CHATROOM_ROOT to the folder that holds sql/");
    return migrations;
}

Migrated migrate(db::Connection& connection, const std::vector<Migration>& migrations,
                 const base::Clock& clock, StepHook hook, void* context) {
    const MigrationLock lock(connection);
    make_record(connection);
    Migrated outcome{.from = schema_version(connection)};
    for (const auto& migration : migrations) {
        const Progress progress = progress_of(connection, migration, clock.now());
        if (progress.checksum != migration.checksum) {
            throw std::runtime_error(fmt::format(
                "migration {} was changed after it had been applied: restore the file and add a new one instead",
                migration.name));
        }
        if (progress.finished) continue;
        Applying applying(connection, migration, hook, context);
        for (unsigned number = progress.done + 1; number <= migration.statements.size(); ++number) {
            applying.apply(number, progress.started == number);
        }
        connection.execute("UPDATE schema_migration SET finished_at =" DB_TIME "WHERE version = ?",
                           clock.now(), migration.version);
    }
    outcome.to = schema_version(connection);
    return outcome;
}

unsigned schema_version(db::Connection& connection) {
    {
        auto rows = connection.query(
            "SELECT 1 FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'schema_migration'");
        if (!rows.next()) return 0;
    }
    auto rows = connection.query(
        "SELECT COALESCE(MAX(version), 0) FROM schema_migration WHERE finished_at IS NOT NULL");
    return rows.next() ? static_cast<unsigned>(rows.number(0)) : 0;
}

void require_schema(db::Connection& connection) {
    const unsigned version = schema_version(connection);
    if (version < oldest_schema) {
        throw SchemaError(
            fmt::format("the database has schema {}, this program needs {} to {}: run `make migrate`",
                        version, oldest_schema, own_schema));
    }
    if (version > own_schema) {
        throw SchemaError(fmt::format(
            "the database has schema {}, newer than this program's {}: install the program that made it",
            version, own_schema));
    }
}

}  // namespace store
