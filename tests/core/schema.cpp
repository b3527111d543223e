#include "core/store/schema.h"

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <future>
#include <set>

#include "tests/support/database.h"
#include "tests/support/server_view.h"
#include "tests/support/stepped_clock.h"

namespace {

const support::SteppedClock time_source;

struct Killed : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Kills the migrator once at every place it comes by.
struct Killer {
    std::set<std::string> visited;

    static void strike(unsigned version, unsigned statement, const char* step, void* context) {
        const std::string place = std::to_string(version) + "/" + std::to_string(statement) + " " + step;
        if (static_cast<Killer*>(context)->visited.insert(place).second) throw Killed(place);
    }
};

void migrate(const base::DatabaseSettings& settings, const std::vector<store::Migration>& migrations) {
    db::Connection connection(settings);
    store::migrate(connection, migrations, time_source);
}

// Each kill also ends the connection, as that of a process would. Returns how many kills there were.
unsigned migrate_under_fire(const base::DatabaseSettings& settings,
                            const std::vector<store::Migration>& migrations) {
    Killer killer;
    for (unsigned kills = 0;; ++kills) {
        db::Connection connection(settings);
        try {
            store::migrate(connection, migrations, time_source, &Killer::strike, &killer);
            return kills;
        } catch (const Killed&) {
            BOOST_TEST(store::schema_version(connection) < migrations.size());
        }
    }
}

// The definitions of all tables and the rows of the record, as text.
std::string picture(const base::DatabaseSettings& settings) {
    db::Connection connection(settings);
    std::vector<std::string> tables;
    {
        auto rows = connection.query(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY table_name");
        while (rows.next()) tables.push_back(rows.text(0));
    }
    std::string text;
    for (const auto& table : tables) {
        auto rows = connection.query("SHOW CREATE TABLE " + table);
        rows.next();
        text += rows.text(1) + "\n";
    }
    auto rows = connection.query(
        "SELECT version, checksum, statements_done, finished_at IS NOT NULL FROM schema_migration ORDER BY version");
    while (rows.next())
        text += rows.text(0) + " " + rows.text(1) + " " + rows.text(2) + " " + rows.text(3) + "\n";
    return text;
}

// Every kind of statement a migration may hold.
const std::vector<store::Migration> mixed{
    {1,
     "0001_a",
     {"CREATE TABLE fruit (id INT PRIMARY KEY, name VARCHAR(20)) ENGINE = InnoDB",
      "INSERT INTO fruit VALUES (1, 'fig')"},
     std::string(64, 'a')},
    {2,
     "0002_b",
     {"ALTER TABLE fruit ADD COLUMN weight INT NOT NULL DEFAULT 5", "UPDATE fruit SET weight = weight + 1",
      "CREATE INDEX fruit_weight ON fruit (weight)",
      "ALTER TABLE fruit ADD CONSTRAINT fruit_fk FOREIGN KEY (id) REFERENCES fruit (id)",
      "ALTER TABLE fruit DROP COLUMN name", "CREATE TABLE gone (id INT) ENGINE = InnoDB", "DROP TABLE gone",
      "DELETE FROM fruit WHERE weight > 6"},
     std::string(64, 'b')},
};

class Folder {
public:
    explicit Folder(const std::vector<std::pair<std::string, std::string>>& files) {
        std::string pattern = (std::filesystem::temp_directory_path() / "sql-XXXXXX").string();
        path_ = ::mkdtemp(pattern.data());
        for (const auto& [name, text] : files) std::ofstream(path_ + "/" + name) << text;
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    const std::string& path() const { return path_; }

private:
    std::string path_;
};

auto says(std::string_view part) {
    return [part](const std::exception& error) {
        return std::string_view(error.what()).find(part) != std::string_view::npos;
    };
}

}  // namespace

BOOST_AUTO_TEST_SUITE(schema)

BOOST_AUTO_TEST_CASE(the_house_s_migrations_killed_after_every_step_end_with_the_same_schema) {
    const auto migrations = store::read_migrations(support::migrations_folder());
    const auto settings = support::empty_database();
    migrate(settings, migrations);
    const std::string whole = picture(settings);
    support::empty_database();
    const unsigned kills = migrate_under_fire(settings, migrations);
    BOOST_TEST(picture(settings) == whole);
    unsigned statements = 0;
    for (const auto& migration : migrations) statements += static_cast<unsigned>(migration.statements.size());
    BOOST_TEST(kills >= statements);
}

BOOST_AUTO_TEST_CASE(statements_of_every_kind_take_effect_once_however_often_the_migrator_is_killed) {
    const auto settings = support::empty_database();
    migrate(settings, mixed);
    const std::string whole = picture(settings);
    support::empty_database();
    BOOST_TEST(migrate_under_fire(settings, mixed) == 7U * 3 + 3U * 1);
    BOOST_TEST(picture(settings) == whole);
    db::Connection connection(settings);
    BOOST_TEST(support::count(connection, "SELECT COUNT(*) FROM fruit WHERE weight = 6") == 1U);
}

BOOST_AUTO_TEST_CASE(a_table_that_was_there_before_is_not_taken_for_the_migration_s_own) {
    const auto settings = support::empty_database();
    db::Connection(settings).run("CREATE TABLE fruit (id INT) ENGINE = InnoDB");
    for (int run = 0; run < 2; ++run) BOOST_CHECK_THROW(migrate(settings, mixed), db::Error);
}

BOOST_AUTO_TEST_CASE(a_second_run_does_nothing_and_a_new_file_goes_on_from_there) {
    db::Connection connection(support::empty_database());
    BOOST_TEST(store::schema_version(connection) == 0U);
    const auto first = store::migrate(connection, {mixed[0]}, time_source);
    BOOST_TEST(first.from == 0U);
    BOOST_TEST(first.to == 1U);
    const auto again = store::migrate(connection, {mixed[0]}, time_source);
    BOOST_TEST(again.from == 1U);
    BOOST_TEST(again.to == 1U);
    BOOST_TEST(store::migrate(connection, mixed, time_source).to == 2U);
    BOOST_TEST(store::schema_version(connection) == 2U);
}

BOOST_AUTO_TEST_CASE(two_migrators_at_once_apply_each_statement_once) {
    const auto settings = support::empty_database();
    auto one = std::async(std::launch::async, [&] { migrate(settings, mixed); });
    migrate(settings, mixed);
    BOOST_CHECK_NO_THROW(one.get());
    db::Connection connection(settings);
    BOOST_TEST(store::schema_version(connection) == 2U);
    BOOST_TEST(support::count(connection, "SELECT COUNT(*) FROM fruit WHERE weight = 6") == 1U);
}

BOOST_AUTO_TEST_CASE(an_applied_file_that_was_changed_is_refused) {
    const auto settings = support::empty_database();
    migrate(settings, mixed);
    auto changed = mixed;
    changed[0].checksum[0] = 'f';
    BOOST_CHECK_EXCEPTION(migrate(settings, changed), std::runtime_error, says("0001_a was changed"));
}

BOOST_AUTO_TEST_CASE(programs_refuse_a_schema_they_cannot_work_with_and_say_what_to_do) {
    db::Connection connection(support::empty_database());
    BOOST_CHECK_EXCEPTION(store::require_schema(connection), store::SchemaError, says("run `make migrate`"));
    auto migrations = store::read_migrations(support::migrations_folder());
    BOOST_TEST(migrations.size() == store::own_schema);
    store::migrate(connection, {migrations.front()}, time_source);
    BOOST_CHECK_EXCEPTION(store::require_schema(connection), store::SchemaError,
                          says("has schema 1, this program needs " + std::to_string(store::oldest_schema) +
                               " to " + std::to_string(store::own_schema) + ": run `make migrate`"));
    store::migrate(connection, migrations, time_source);
    BOOST_CHECK_NO_THROW(store::require_schema(connection));
    migrations.push_back({store::own_schema + 1,
                          "future",
                          {"CREATE TABLE future (id INT) ENGINE = InnoDB"},
                          std::string(64, 'c')});
    store::migrate(connection, migrations, time_source);
    BOOST_CHECK_EXCEPTION(store::require_schema(connection), store::SchemaError,
                          says("install the program that made it"));
}

BOOST_AUTO_TEST_CASE(files_are_cut_at_semicolons_that_end_a_line) {
    const Folder folder(
        {{"0001_one.sql",
          "-- a comment;\n\nCREATE TABLE a (x VARCHAR(9) DEFAULT ';,'\n);  \r\nINSERT INTO a\n-- between\nVALUES (';');\n"},
         {"0002_two.sql", "DROP TABLE a;"},
         {"lounges.tsv", "en"},
         {"notes.sql", "nonsense"}});
    const auto migrations = store::read_migrations(folder.path());
    BOOST_REQUIRE(migrations.size() == 2U);
    BOOST_TEST(migrations[0].name == "0001_one");
    BOOST_REQUIRE(migrations[0].statements.size() == 2U);
    BOOST_TEST(migrations[0].statements[0] == "CREATE TABLE a (x VARCHAR(9) DEFAULT ';,'\n)");
    BOOST_TEST(migrations[0].statements[1] == "INSERT INTO a\nVALUES (';')");
    BOOST_TEST(migrations[0].checksum.size() == 64U);
    BOOST_TEST(migrations[0].checksum != migrations[1].checksum);
}

BOOST_AUTO_TEST_CASE(a_folder_with_missing_doubled_unfinished_or_no_migrations_is_refused) {
    const struct {
        std::vector<std::pair<std::string, std::string>> files;
        const char* says;
    } cases[] = {
        {{}, "no migrations here"},
        {{{"0002_b.sql", "DROP TABLE a;\n"}}, "0001 is missing or doubled"},
        {{{"0001_a.sql", "DROP TABLE a;\n"}, {"0003_c.sql", "DROP TABLE a;\n"}},
         "0002 is missing or doubled"},
        {{{"0001_a.sql", "DROP TABLE a;\n"}, {"0001_b.sql", "DROP TABLE a;\n"}},
         "0002 is missing or doubled"},
        {{{"0001_a.sql", "DROP TABLE a;\nDROP TABLE b\n"}}, "ends within a statement"},
    };
    for (const auto& c : cases)
        BOOST_CHECK_EXCEPTION(store::read_migrations(Folder(c.files).path()), std::runtime_error,
                              says(c.says));
}

BOOST_AUTO_TEST_SUITE_END()
