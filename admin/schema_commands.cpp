#include "admin/schema_commands.h"

#include <fmt/core.h>

#include <vector>

#include "admin/default_rules.h"
#include "admin/table_file.h"
#include "core/db/transaction.h"
#include "core/store/content_rules.h"
#include "core/store/lounges.h"
#include "core/store/schema.h"

namespace admin {
namespace {

using Row = std::vector<std::string>;

// A lounge and its RED twin beside it.
void add_pair(db::Connection& connection, const Row& row, unsigned position, base::Time now) {
    store::NewLounge lounge{.language_code = row[0],
                            .slug = row[1],
                            .name = row[3],
                            .country = row[2] == "-" ? "" : row[2],
                            .position = position};
    store::add_lounge(connection, lounge, now);
    lounge.slug += "-red";
    lounge.access = store::AccessLevel::red_lounge;
    lounge.position = position + 1;
    store::add_lounge(connection, lounge, now);
}

}  // namespace

void migrate(const base::Config& config, const base::Clock& clock) {
    db::Connection connection(config.database);
    const auto outcome = store::migrate(connection, store::read_migrations(config.root_dir + "/sql"), clock);
    fmt::print("schema {} -> {}\n", outcome.from, outcome.to);
}

void seed(const base::Config& config, const base::Clock& clock) {
    db::Connection connection(config.database);
    store::require_schema(connection);
    const auto rooms = read_table(config.root_dir + "/sql/rooms.tsv", 3);
    const auto lounges = read_table(config.root_dir + "/sql/lounges.tsv", 4);
    db::transact(connection, [&](db::Connection& inside) {
        unsigned position = 0;
        for (const auto& room : rooms)
            store::add_language_room(
                inside, {.id = {}, .code = room[0], .name = room[1], .right_to_left = room[2] == "rtl"},
                ++position);
        for (const auto& lounge : lounges) add_pair(inside, lounge, position += 2, clock.now());
        // Once: what moderators have removed does not come back. Tests begin without rules.
        const bool begins = store::content_version(inside) == 0;
        if (begins && config.environment != base::Environment::test)
            add_default_rules(inside, config, clock.now());
        return true;
    });
    fmt::print("{} language rooms, {} lounges\n", store::language_rooms(connection).size(),
               store::all_lounges(connection).size());
}

void print_schema(const base::Config& config) {
    db::Connection connection(config.database);
    fmt::print("{}\n", store::schema_version(connection));
}

}  // namespace admin
