#include "tests/support/database.h"

#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <stdexcept>

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

// Forked children end by _exit, so the schema goes once, with the program that made it.
struct LeaveNothingBehind {
    static inline bool used = false;
    ~LeaveNothingBehind() {
        if (used) drop(settings_of_process());
    }
};
BOOST_TEST_GLOBAL_FIXTURE(LeaveNothingBehind);

}  // namespace

std::string source_root() {
    const char* root = std::getenv("CHATROOM_ROOT");
    return root == nullptr ? "." : root;
}

std::string migrations_folder() { return source_root() + "/sql"; }

base::DatabaseSettings empty_database() {
    const auto settings = settings_of_process();
    drop(settings);
    LeaveNothingBehind::used = true;
    db::Connection(settings, false)
        .run("CREATE DATABASE " + settings.schema + " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
    return settings;
}

base::DatabaseSettings fresh_database() {
    const auto settings = empty_database();
    db::Connection connection(settings);
    store::migrate(connection, store::read_migrations(migrations_folder()), base::SystemClock());
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
