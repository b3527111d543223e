#include "core/accounts/guests.h"

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <set>

#include "core/base/crypto.h"
#include "core/chat/notice.h"
#include "core/store/events.h"
#include "tests/support/database.h"
#include "tests/support/server_view.h"
#include "tests/support/stepped_clock.h"

using base::ErrorCode;

namespace {

const base::KeyPair secrets{.current = "a secret of the house, long enough", .previous = ""};

struct Porch {
    base::DatabaseSettings settings = support::fresh_database();
    db::Connection connection{settings};
    support::SteppedClock clock;
    base::Limits limits;
    accounts::GuestTokens tokens{secrets};
    accounts::MemberTokens member_tokens{secrets, secrets};
    chat::HintSender hints{"no-such-folder"};

    auto enter(const std::string& name, const std::string& age = "18+") {
        return accounts::enter(connection, tokens, clock, limits, {.name = name, .age_category = age});
    }
    // "name", or the wire code of the refusal.
    std::string outcome(const std::string& name, const std::string& age = "18+") {
        const auto entered = enter(name, age);
        return entered ? entered->name : std::string(base::wire_code(entered.error().code));
    }
    base::Result<accounts::Session> authenticate(std::string_view token) {
        return accounts::authenticate(connection, {tokens, member_tokens}, clock,
                                      {.guest = std::string(token)});
    }
    std::string who(std::string_view token) {
        const auto session = authenticate(token);
        return session ? session->participant.name : std::string(base::wire_code(session.error().code));
    }
    auto session(std::string_view token) { return authenticate(token).value(); }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(guests, Porch)

BOOST_AUTO_TEST_CASE(who_enters_has_a_session_that_every_door_recognises) {
    const auto entered = enter(" Ana ", "18+RED");
    BOOST_REQUIRE(entered.ok());
    BOOST_TEST(entered->name == "Ana");
    BOOST_TEST((entered->expires_at == clock.now() + limits.guest_session));
    const auto found = session(entered->token);
    BOOST_TEST(found.participant.name == "Ana");
    BOOST_TEST(found.participant.id.value == entered->participant.value);
    BOOST_TEST(found.participant.guest);
    BOOST_TEST((found.age.declared == store::AgeCategory::over_18_red));
    BOOST_TEST((found.expires_at == entered->expires_at));
    BOOST_TEST((session(enter("Bob")->token).age.declared == store::AgeCategory::over_18));
}

BOOST_AUTO_TEST_CASE(the_database_knows_a_token_by_its_hash_alone) {
    const auto token = enter("Ana")->token;
    auto rows = connection.query("SELECT token_hash FROM temp_session");
    BOOST_REQUIRE(rows.next());
    BOOST_TEST(rows.text(0) == base::sha256(token));
}

BOOST_AUTO_TEST_CASE(entering_needs_an_age_category_and_a_good_name) {
    const struct {
        const char* name;
        const char* age;
        const char* outcome;
    } cases[] = {
        {"Ana", "", "age_required"},       {"Ana", "17", "age_required"},
        {"Ana", "18+red", "age_required"}, {"A", "18+", "name_too_short"},
        {"admin", "18+", "name_reserved"}, {"guest_x", "18+", "name_reserved"},
        {"a b", "18+", "name_characters"}, {"Ana", "18+", "Ana"},
    };
    for (const auto& c : cases) BOOST_TEST(outcome(c.name, c.age) == c.outcome, c.name << " " << c.age);
    BOOST_TEST(support::count(connection, "SELECT COUNT(*) FROM participant") == 1U,
               "a refused entry leaves nothing");
    BOOST_TEST(support::count(connection, "SELECT COUNT(*) FROM stream") == 1U);
}

BOOST_AUTO_TEST_CASE(a_name_in_use_is_taken_with_all_that_look_like_it) {
    BOOST_TEST(outcome("Paypal") == "Paypal");
    for (const char* name :
         {"Paypal", "paypal", "PAYPAL", "Раураl" /* Cyrillic */, "ｐａｙｐａｌ", "Paypa1"}) {
        BOOST_TEST(outcome(name) == "name_taken", name);
    }
    BOOST_TEST(outcome("Paypol") == "Paypol");
}

BOOST_AUTO_TEST_CASE(the_longest_names_of_any_script_can_enter) {
    std::string hindi;
    for (int i = 0; i < 20; ++i) hindi += "हि";
    std::string chinese;
    for (int i = 0; i < 20; ++i) chinese += "\U00020000";
    BOOST_TEST(outcome(hindi) == hindi);
    BOOST_TEST(outcome(chinese) == chinese);
}

BOOST_AUTO_TEST_CASE(who_gives_no_name_gets_one) {
    std::set<std::string> names;
    for (int i = 0; i < 20; ++i) names.insert(outcome(""));
    BOOST_TEST(names.size() == 20U);
    for (const auto& name : names) BOOST_TEST(name.starts_with("guest_"));
}

BOOST_AUTO_TEST_CASE(forged_tokens_are_no_session) {
    const auto token = enter("Ana")->token;
    BOOST_TEST(who(token) == "Ana");
    BOOST_TEST(who("") == "no_session");
    for (std::size_t i = 0; i < token.size(); ++i) {
        auto forged = token;
        forged[i] = forged[i] == 'A' ? 'B' : 'A';
        BOOST_TEST(who(forged) == "session_ended", "character " << i);
    }
    for (const std::string& forged : {token + "A", token.substr(1), std::string("x"), std::string(86, 'A'),
                                      std::string(10'000, 'A'), token + "="}) {
        BOOST_TEST(who(forged) == "session_ended", forged);
    }
    const auto later = clock.now() + limits.guest_session;
    BOOST_TEST(who(accounts::GuestTokens({.current = "another secret of some house.....", .previous = ""})
                       .make(later)) == "session_ended");
    BOOST_TEST(who(tokens.make(later)) == "session_ended", "genuine, but nobody's");
}

BOOST_AUTO_TEST_CASE(a_token_says_its_expiry_without_the_database) {
    const auto token = tokens.make(base::from_epoch_ms(1'767'268'800'123));
    BOOST_TEST(base::to_epoch_ms(tokens.verify(token).value()) == 1'767'268'800'123);
    BOOST_TEST(tokens.make(clock.now()) != tokens.make(clock.now()), "no two are equal");
}

BOOST_AUTO_TEST_CASE(a_session_ends_to_the_millisecond) {
    const auto token = enter("Ana")->token;
    clock.forward(limits.guest_session - base::Millis{1});
    BOOST_TEST(who(token) == "Ana");
    clock.forward(base::Millis{1});
    BOOST_TEST(who(token) == "session_ended");
    BOOST_TEST(outcome("Ana") == "name_taken", "the name is free when the job has ended the session");
    BOOST_TEST(store::end_expired_temp_sessions(connection, clock.now(), 10) == 1U);
    BOOST_TEST(outcome("ana") == "ana");
}

BOOST_AUTO_TEST_CASE(who_leaves_is_gone_at_once_and_the_name_is_free) {
    const auto token = enter("Ana")->token;
    const auto leaving = session(token);
    accounts::leave(connection, clock, hints, leaving);
    BOOST_TEST(who(token) == "session_ended");
    const auto told = store::events_after(connection, leaving.stream, 0, 10);
    BOOST_REQUIRE(told.size() == 1U);
    BOOST_TEST(told[0].seq == 1U);
    BOOST_TEST(told[0].kind == chat::session_end_kind);
    BOOST_TEST((chat::ended_session(told[0].payload) == leaving.key));
    const auto next = enter("ana");
    BOOST_REQUIRE(next.ok());
    accounts::leave(connection, clock, hints, leaving);  // once more, from a page that was still open
    BOOST_TEST(store::events_after(connection, leaving.stream, 0, 10).size() == 1U);
    BOOST_TEST(outcome("Ana") == "name_taken", "the second leaving does not free the next one's name");
    BOOST_TEST(who(next->token) == "ana");
}

BOOST_AUTO_TEST_CASE(sockets_hear_of_a_leaving_through_a_hint) {
    std::string pattern = (std::filesystem::temp_directory_path() / "guests-XXXXXX").string();
    const std::string folder = ::mkdtemp(pattern.data());
    {
        const chat::HintReceiver sidecar(folder, "ws1");
        const auto leaving = session(enter("Ana")->token);
        accounts::leave(connection, clock, chat::HintSender(folder), leaving);
        const auto hint = sidecar.wait().value();
        BOOST_TEST(hint.stream.value == leaving.stream.value);
        BOOST_TEST(hint.seq == 1U);
    }
    std::filesystem::remove_all(folder);
}

BOOST_AUTO_TEST_CASE(a_banned_person_has_no_session) {
    const auto token = enter("Ana")->token;
    for (const char* status : {"SUSPENDED", "BANNED", "DELETED"}) {
        connection.run("UPDATE participant SET status = '" + std::string(status) + "'");
        BOOST_TEST(who(token) == (std::string(status) == "DELETED" ? "session_ended" : "banned"), status);
    }
    connection.run("UPDATE participant SET status = 'ACTIVE'");
    BOOST_TEST(who(token) == "Ana");
}

BOOST_AUTO_TEST_SUITE_END()
