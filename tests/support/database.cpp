#include "tests/support/database.h"

#include <unistd.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <stdexcept>
#include <vector>

#include "core/base/clock.h"
#include "core/db/connection.h"
#include "core/store/lounges.h"
#include "core/store/schema.h"

namespace support {
namespace {

base::DatabaseSettings settings_of_process() {
    const char* url = std::getenv("CHATROOM_TEST_DATABASE_URL");
    if (url == nullptr)
        throw std::runtime_error("CHATROOM_TEST_DATABASE_URL is not set: start the tests by `make test`");
    auto settings = base::parse_database_url(url);
    settings.schema += "_" + std::to_string(getpid());
    return settings;
}

void drop(const base::DatabaseSettings& settings) {
    db::Connection(settings, false).run("DROP DATABASE IF EXISTS " + settings.schema);
}

base::DatabaseSettings beside(base::DatabaseSettings settings) {
    settings.schema += "_first";
    return settings;
}

// Forked children end by _exit, so the schemas go once, with the program that made them.
struct LeaveNothingBehind {
    static inline bool used = false;
    ~LeaveNothingBehind() {
        if (!used) return;
        drop(settings_of_process());
        drop(beside(settings_of_process()));
    }
};
BOOST_TEST_GLOBAL_FIXTURE(LeaveNothingBehind);

std::vector<std::string> names(db::Rows rows) {
    std::vector<std::string> list;
    while (rows.next()) list.push_back(rows.text(0));
    return list;
}

// Migrating takes ten times as long as a usual test, so it is done once: later tests find its tables as it has left them.
class Migrated {
public:
    void make(const base::DatabaseSettings& settings) {
        db::Connection connection(settings);
        store::migrate(connection, store::read_migrations(migrations_folder()), base::SystemClock());
        tables_ = tables_of(connection, settings);
        keep_rows(connection, settings);
        ready_ = true;
    }
    void empty(const base::DatabaseSettings& settings) {
        db::Connection connection(settings);
        connection.run("SET foreign_key_checks = 0");
        for (const auto& table : touched(connection, settings)) connection.run("TRUNCATE TABLE " + table);
        for (const auto& table : filled_)
            connection.run("INSERT INTO " + table + " SELECT * FROM " + beside(settings).schema + "." +
                           table);
    }
    // Not after a test that has renamed some, put a trigger there, or begun without any.
    bool there(const base::DatabaseSettings& settings) const {
        if (!ready_) return false;
        db::Connection connection(settings);
        return tables_of(connection, settings) == tables_ && !has_triggers(connection, settings);
    }
    void forget() { ready_ = false; }

private:
    static std::vector<std::string> tables_of(db::Connection& connection,
                                              const base::DatabaseSettings& settings) {
        return names(connection.query(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = ? ORDER BY table_name",
            settings.schema));
    }
    static bool has_triggers(db::Connection& connection, const base::DatabaseSettings& settings) {
        return connection
            .query("SELECT 1 FROM information_schema.triggers WHERE trigger_schema = ? LIMIT 1",
                   settings.schema)
            .next();
    }
    // What the migrations themselves have put in.
    void keep_rows(db::Connection& connection, const base::DatabaseSettings& settings) {
        const auto first = beside(settings);
        drop(first);
        connection.run("CREATE DATABASE " + first.schema);
        filled_ = with_rows(connection);
        for (const auto& table : filled_)
            connection.run("CREATE TABLE " + first.schema + "." + table + " AS SELECT * FROM " + table);
    }
    std::vector<std::string> with_rows(db::Connection& connection) const {
        std::string sql;
        for (const auto& table : tables_)
            sql +=
                (sql.empty() ? "" : " UNION ALL ") + ("(SELECT '" + table + "' FROM " + table + " LIMIT 1)");
        return names(connection.query(sql));
    }
    // Rows there, or numbers given out that rows no longer show.
    std::vector<std::string> touched(db::Connection& connection,
                                     const base::DatabaseSettings& settings) const {
        auto list = with_rows(connection);
        for (
            auto& table : names(connection.query(
                "SELECT table_name FROM information_schema.tables WHERE table_schema = ? AND auto_increment > 1",
                settings.schema))) {
            if (std::ranges::find(list, table) == list.end()) list.push_back(std::move(table));
        }
        return list;
    }

    bool ready_ = false;
    std::vector<std::string> tables_{};
    std::vector<std::string> filled_{};
};

Migrated migrated;

}  // namespace

std::string source_root() {
    const char* root = std::getenv("CHATROOM_ROOT");
    return root == nullptr ? "." : root;
}

std::string migrations_folder() { return source_root() + "/sql"; }

base::DatabaseSettings empty_database() {
    const auto settings = settings_of_process();
    drop(settings);
    migrated.forget();
    LeaveNothingBehind::used = true;
    db::Connection(settings, false)
        .run("CREATE DATABASE " + settings.schema + " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
    return settings;
}

base::DatabaseSettings fresh_database() {
    const auto settings = settings_of_process();
    if (migrated.there(settings)) {
        migrated.empty(settings);
    } else {
        empty_database();
        migrated.make(settings);
    }
    return settings;
}

base::DatabaseSettings seeded_database() {
    const auto settings = fresh_database();
    db::Connection connection(settings);
    const auto now = base::SystemClock().now();
    store::add_language_room(connection, {.id = {}, .code = "en", .name = "English", .right_to_left = false},
                             1);
    store::add_lounge(connection,
                      {.language_code = "en", .slug = "en-all", .name = "All", .country = "", .position = 1},
                      now);
    store::add_lounge(connection,
                      {.language_code = "en", .slug = "en-us", .name = "USA", .country = "US", .position = 2},
                      now);
    return settings;
}

}  // namespace support
