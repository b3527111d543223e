// Databases of earlier releases, with people and their talk in them, become databases of this one and lose nothing.
#include <boost/test/unit_test.hpp>
#include <map>
#include <set>

#include "core/accounts/keyring.h"
#include "core/base/crypto.h"
#include "core/store/member_sessions.h"
#include "core/store/schema.h"
#include "core/store/users.h"
#include "tests/support/database.h"
#include "tests/support/server_view.h"
#include "tests/support/stepped_clock.h"

namespace {

const support::SteppedClock time_source;
const std::string phone = "+12024561111";

accounts::Keyring keyring() {
    base::Config config;
    config.access_keys.current = std::string(32, 'a');
    config.phone_keys.current = "0a61c0f2b7d84e35a1c6f09e7b52d8430f6c1e9ab47d5823";
    return accounts::Keyring(config);
}

std::string hex(const std::string& bytes) { return "0x" + base::to_hex(bytes); }

// Two members (one with a phone, one whose was erased), a guest, sessions, a conversation, an act on record.
std::vector<std::string> rows_of_old() {
    const auto keys = keyring();
    const auto sealed = keys.seal(phone, accounts::Purpose::phone);
    const std::string then = "'2026-11-01 12:34:56.789'";
    return {
        "INSERT INTO stream (id, kind, last_seq) VALUES (1, 'LOUNGE', 2), (2, 'PERSON', 0), (3, 'PERSON', 7), "
        "(4, 'PERSON', 0)",
        "INSERT INTO user (id, account_status, phone_ciphertext, phone_key_id, phone_hash, password_hash, "
        "password_must_change, password_expires_at, first_name, last_name, birth_year, locale, bio, last_seen_at, "
        "created_at, updated_at) VALUES (7, 'ACTIVE', '" +
            sealed.text + "', " + std::to_string(sealed.key_id) + ", " +
            hex(keys.phone_hashes(phone)[0].hash) + ", '$2b$12$x', TRUE, " + then +
            ", 'Ana', 'Peña', 1990, 'es', 'हिन्दी 😀', " + then + ", " + then + ", " + then +
            "), (8, 'DELETED', NULL, NULL, NULL, NULL, FALSE, NULL, NULL, NULL, NULL, NULL, NULL, NULL, " +
            then + ", " + then + ")",
        "INSERT INTO participant (id, user_id, stream_id, display_name, name_key, status, muted_until, created_at, "
        "last_seen_at) VALUES (11, 7, 2, 'Ana', 'ana', 'ACTIVE', " +
            then + ", " + then + ", " + then + "), (12, NULL, 3, '王伟', '王伟', 'ACTIVE', NULL, " + then +
            ", " + then + "), (13, 8, 4, 'gone', NULL, 'DELETED', NULL, " + then + ", " + then + ")",
        "INSERT INTO session (id, user_id, family, refresh_token_hash, previous_token_hash, rotated_at, stay_signed_in, "
        "user_agent, ip_address, created_at, last_used_at, expires_at, ended_at) VALUES "
        "(21, 7, REPEAT('f', 16), REPEAT('a', 32), NULL, NULL, TRUE, 'Mozilla', NULL, " +
            then + ", " + then +
            ", '2036-01-01', NULL), (22, 7, REPEAT('f', 16), REPEAT('b', 32), REPEAT('c', 32), "
            "'2026-11-02', FALSE, NULL, '1234', " +
            then + ", " + then + ", '2036-01-01', '2026-11-03')",
        "INSERT INTO temp_session (id, participant_id, token_hash, age_category, created_at, expires_at, ended_at) "
        "VALUES (31, 12, REPEAT('t', 32), '_18PLUS_RED', " +
            then + ", '2036-01-01', NULL)",
        "INSERT INTO language_room (id, code, name, position) VALUES (1, 'en', 'English', 1)",
        "INSERT INTO lounge (id, language_room_id, stream_id, slug, name, position, created_at) VALUES "
        "(1, 1, 1, 'en-all', 'All', 1, " +
            then + ")",
        "INSERT INTO chat_message (id, lounge_id, seq, participant_id, client_id, body, created_at) VALUES "
        "(41, 1, 1, 11, 'c1', 'Hello', " +
            then + "), (42, 1, 2, 12, 'c1', '你好 😀', " + then + ")",
        "INSERT INTO event (stream_id, seq, kind, message_id, payload, created_at) VALUES (1, 1, 'message', 41, NULL, " +
            then + "), (1, 2, 'message', 42, NULL, " + then +
            "), (3, 7, 'session_ended', NULL, '{\"session\": 31}', " + then + ")",
        "INSERT INTO sms_outbox (id, user_id, phone_ciphertext, phone_key_id, body_ciphertext, next_attempt_at, "
        "created_at) VALUES (51, 7, 'sealed', 1, 'sealed', " +
            then + ", " + then + ")",
        "INSERT INTO audit_log (id, at, actor, action, subject, detail, previous_hash, row_hash) VALUES "
        "(1, " +
            then +
            ", 'operator', 'role.grant', 'user:7', '{\"b\": 1,  \"a\":2}', REPEAT(CHAR(0), 32), REPEAT('h', 32))"};
}

using Columns = std::set<std::string>;

// "table.column" of everything but the record of migrations.
Columns columns(db::Connection& connection) {
    auto rows = connection.query(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = DATABASE() "
        "AND table_name <> 'schema_migration'");
    Columns found;
    while (rows.next()) found.insert(rows.text(0) + "." + rows.text(1));
    return found;
}

Columns without(Columns from, const Columns& other) {
    for (const auto& column : other) from.erase(column);
    return from;
}

// Each column's values, one text.
std::map<std::string, std::string> contents(db::Connection& connection, const Columns& of) {
    std::map<std::string, std::string> values;
    for (const auto& name : of) {
        const auto dot = name.find('.');
        auto rows = connection.query("SELECT QUOTE(" + name.substr(dot + 1) + ") FROM " +
                                     name.substr(0, dot) + " ORDER BY 1");
        auto& text = values[name];
        while (rows.next()) text += rows.text(0) + "\n";
    }
    return values;
}

struct OldHouse {
    db::Connection connection{support::empty_database()};
    std::vector<store::Migration> migrations = store::read_migrations(support::migrations_folder());

    void fill(unsigned version) {
        const auto old = std::vector(migrations.begin(), migrations.begin() + version);
        BOOST_REQUIRE(store::migrate(connection, old, time_source).to == version);
        for (const auto& statement : rows_of_old()) connection.run(statement);
    }
    void upgrade() {
        BOOST_REQUIRE(store::migrate(connection, migrations, time_source).to == store::own_schema);
    }
};

void check_phone(db::Connection& connection) {
    const auto keys = keyring();
    const auto owner = store::find_phone(connection, keys.phone_hashes(phone));
    BOOST_REQUIRE(owner.has_value());
    BOOST_TEST(owner->user.value().value == 7U);
    const auto user = store::find_user(connection, *owner->user).value();
    BOOST_TEST(keys.open(user.phone, accounts::Purpose::phone).value() == phone);
    BOOST_TEST(support::count(connection, "SELECT COUNT(*) FROM phone_index") == 1U);
    BOOST_TEST(support::count(connection, "SELECT COUNT(*) FROM phone_index WHERE expires_at IS NULL") == 1U);
    BOOST_TEST(user.first_name == "Ana");
    BOOST_TEST(user.bio == "हिन्दी 😀");
    BOOST_TEST(user.must_change_password);
    BOOST_TEST(user.participant.value().value == 11U);
}

void check_sessions(db::Connection& connection) {
    const auto open = store::find_member_session(connection, base::SessionId{21}, time_source.now());
    BOOST_REQUIRE(open.has_value());
    BOOST_TEST(open->refresh_hash == std::string(32, 'a'));
    BOOST_TEST(open->stay);
    BOOST_TEST(open->participant.name == "Ana");
    BOOST_TEST(support::count(connection,
                              "SELECT COUNT(*) FROM session WHERE rotated_at = created_at AND id = 21") ==
               1U);
    BOOST_TEST(support::count(connection,
                              "SELECT COUNT(*) FROM session WHERE rotated_at = '2026-11-02' AND id = 22") ==
               1U);
    BOOST_TEST(store::find_temp_session(connection, std::string(32, 't'), time_source.now()).has_value());
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(upgrade, OldHouse)

BOOST_AUTO_TEST_CASE(databases_of_every_earlier_release_keep_every_row_and_every_value) {
    for (const unsigned version : {2U, 3U}) {
        support::empty_database();
        fill(version);
        const Columns old = columns(connection);
        const auto before = contents(connection, old);
        upgrade();
        const Columns gone = without(old, columns(connection));
        const Columns meant{"user.phone_hash", "user.password_expires_at", "session.family",
                            "session.previous_token_hash", "session.ip_address"};
        BOOST_TEST((gone == meant),
                   "from schema " << version << ": other columns are gone than are meant to be");
        Columns kept = without(old, gone);
        kept.erase("session.rotated_at");  // gets a value where it had none
        for (const auto& [column, values] : contents(connection, kept))
            BOOST_TEST(values == before.at(column),
                       "from schema " << version << ", " << column << ": " << values);
        check_phone(connection);
        check_sessions(connection);
        BOOST_CHECK_NO_THROW(store::require_schema(connection));
    }
}

BOOST_AUTO_TEST_SUITE_END()
