#include "core/accounts/rush.h"

#include <boost/test/unit_test.hpp>
#include <set>

#include "tests/support/database.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/server_view.h"
#include "tests/support/stepped_clock.h"

namespace {

using accounts::EntryChallenges;
using accounts::RushDoor;
using accounts::TaskDone;

struct HouseDoor {
    support::ScratchFolder folder;
    base::DatabaseSettings settings = support::seeded_database();
    db::Connection connection{settings};
    support::SteppedClock clock;
    base::Config config;
    audit::Log log = make_log();
    const accounts::LimitHouse limits{clock, config.limits, "key"};

    audit::Log make_log() {
        config.audit_secret = "9a61c0f2b7d84e35a1c6f09e7b52d8430f6c1e9ab47d5823";
        config.audit_head_file = folder.path() + "/audit.head";
        config.access_keys = {.current = "0123456789abcdef0123456789abcdef", .previous = ""};
        config.limits.entry_work_bits = 8;
        config.limits.rush_entries = 3;
        return audit::Log(config);
    }
    RushDoor door(const char* address = "192.0.2.1") {
        return {connection, limits, config.access_keys, address};
    }
    std::string check(const TaskDone& done, const char* address = "192.0.2.1") {
        const auto refused = door(address).check(done);
        return refused ? std::string(base::wire_code(refused->code)) : "in";
    }
    void set(store::RushMode mode) { accounts::set_rush(connection, clock, log, mode, audit::by_operator); }
    std::string work(const std::string& challenge) const {
        for (unsigned proof = 0;; ++proof)
            if (accounts::is_proof(challenge, std::to_string(proof), config.limits.entry_work_bits))
                return std::to_string(proof);
    }
    std::string answer(const std::string& challenge) const {
        const auto question = EntryChallenges(config.access_keys).question(challenge);
        return std::to_string(question.first + question.second);
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(rush, HouseDoor)

BOOST_AUTO_TEST_CASE(without_a_rush_nothing_is_asked) {
    BOOST_TEST(!door().on());
    BOOST_TEST(check({}) == "in");
}

BOOST_AUTO_TEST_CASE(too_many_entries_within_a_minute_begin_a_rush_that_ends_by_itself) {
    for (int i = 0; i < 3; ++i) door().count_entry();
    BOOST_TEST(!door().on());
    door().count_entry();
    BOOST_TEST(door().on());
    clock.forward(config.limits.rush_lasts - base::Millis{1});
    BOOST_TEST(door().on());
    clock.forward(base::Millis{1});
    BOOST_TEST(!door().on());
    for (int minute = 0; minute < 5; ++minute) {
        for (int i = 0; i < 3; ++i) door().count_entry();
        clock.forward(config.limits.rush_entries_per);
        BOOST_TEST(!door().on(), "as many, minute after minute, are no rush");
    }
}

BOOST_AUTO_TEST_CASE(a_rush_lasts_as_long_as_they_come) {
    for (int i = 0; i < 20; ++i) {
        for (int n = 0; n < 4; ++n) door().count_entry();
        clock.forward(std::chrono::minutes{1});
        BOOST_TEST(door().on(), i);
    }
}

BOOST_AUTO_TEST_CASE(the_operators_word_goes_before_and_is_on_record) {
    set(store::RushMode::on);
    BOOST_TEST(door().on());
    clock.forward(std::chrono::hours{24});
    BOOST_TEST(door().on());
    set(store::RushMode::off);
    for (int i = 0; i < 20; ++i) door().count_entry();
    BOOST_TEST(!door().on());
    set(store::RushMode::automatic);
    BOOST_TEST(!door().on());
    BOOST_TEST(!accounts::set_rush(connection, clock, log, store::RushMode::automatic, audit::by_operator));
    auto rows =
        connection.query("SELECT GROUP_CONCAT(detail ORDER BY id), MIN(actor), MIN(action) FROM audit_log");
    rows.next();
    BOOST_TEST(rows.text(0) == R"({"mode":"on"},{"mode":"off"},{"mode":"auto"})");
    BOOST_TEST(rows.text(1) == "operator");
    BOOST_TEST(rows.text(2) == "rush.set");
}

BOOST_AUTO_TEST_CASE(work_or_an_answer_opens_the_door_once) {
    set(store::RushMode::on);
    for (const bool by_work : {true, false}) {
        const auto task = door().set_task();
        const auto proof = work(task.challenge);
        const auto number = answer(task.challenge);
        const TaskDone done{.challenge = task.challenge,
                            .proof = by_work ? std::string_view(proof) : std::string_view(),
                            .answer = by_work ? std::string_view() : std::string_view(number)};
        BOOST_TEST(check(done) == "in");
        BOOST_TEST(check(done) == "task_missing", "once");
        BOOST_TEST(!door().same_task(task.challenge).has_value());
    }
}

BOOST_AUTO_TEST_CASE(what_was_done_stays_good_when_they_could_not_come_in_for_another_reason) {
    set(store::RushMode::on);
    const auto task = door().set_task();
    const auto proof = work(task.challenge);
    const TaskDone done{.challenge = task.challenge, .proof = proof, .answer = {}};
    BOOST_TEST(check(done) == "in");
    door().give_back(done);
    BOOST_TEST(door().same_task(task.challenge).value().challenge == task.challenge);
    BOOST_TEST(check(done) == "in");
    BOOST_TEST(check(done) == "task_missing");
}

BOOST_AUTO_TEST_CASE(nothing_else_opens_it) {
    set(store::RushMode::on);
    const auto task = door().set_task();
    const auto proof = work(task.challenge);
    const auto number = answer(task.challenge);
    std::string bent = task.challenge;
    bent[3] = bent[3] == 'A' ? 'B' : 'A';
    const auto foreign = EntryChallenges({.current = std::string(32, 'x'), .previous = ""})
                             .make("192.0.2.1", clock.now() + std::chrono::hours{1});
    const auto foreign_proof = work(foreign);
    const auto bent_proof = work(bent);
    const auto wrong_proof = "x" + proof;
    const struct {
        const char* what;
        TaskDone done;
        const char* outcome;
    } cases[] = {
        {"nothing", {}, "task_missing"},
        {"a challenge alone", {task.challenge, "", ""}, "task_missing"},
        {"a proof alone", {"", proof, ""}, "task_missing"},
        {"a proof of something else", {task.challenge, wrong_proof, ""}, "task_missing"},
        {"a wrong answer", {task.challenge, "", "1"}, "answer_wrong"},
        {"an answer in words", {task.challenge, "", "twelve"}, "answer_wrong"},
        {"a challenge bent", {bent, bent_proof, ""}, "task_missing"},
        {"a challenge of another house", {foreign, foreign_proof, ""}, "task_missing"},
        {"no base64", {"***", "1", "1"}, "task_missing"},
    };
    for (const auto& c : cases) BOOST_TEST(check(c.done) == c.outcome, c.what);
    BOOST_TEST(check({task.challenge, proof, ""}, "198.51.100.7") == "task_missing",
               "made for another address");
    BOOST_TEST(check({task.challenge, "", " " + number + " "}) == "in");
    const auto late = door().set_task();
    const auto late_proof = work(late.challenge);
    clock.forward(config.limits.entry_task);
    BOOST_TEST(check({late.challenge, late_proof, ""}) == "task_missing", "it has run out");
}

BOOST_AUTO_TEST_CASE(neighbours_of_an_ipv6_prefix_are_one_address) {
    const EntryChallenges challenges(config.access_keys);
    const auto made = challenges.make("2001:db8:1:2::7", clock.now() + std::chrono::minutes{1});
    BOOST_TEST(challenges.verify(made, "2001:db8:1:2:ffff::9", clock.now()).has_value());
    BOOST_TEST(!challenges.verify(made, "2001:db8:1:3::7", clock.now()).has_value());
    BOOST_TEST(made.size() == 48U, "the worker's hash takes one block");
}

BOOST_AUTO_TEST_CASE(a_challenge_made_before_the_keys_changed_is_good_still) {
    const auto made =
        EntryChallenges(config.access_keys).make("192.0.2.1", clock.now() + std::chrono::minutes{1});
    const EntryChallenges changed({.current = std::string(32, 'n'), .previous = config.access_keys.current});
    BOOST_TEST(changed.verify(made, "192.0.2.1", clock.now()).has_value());
}

BOOST_AUTO_TEST_CASE(answers_are_numbers_in_the_digits_of_any_script) {
    const accounts::EntryQuestion question{.first = 7, .second = 5};
    for (const char* good : {"12", " 12 ", "012", "١٢", "१२", "１２"})
        BOOST_TEST(accounts::is_answer(question, good), good);
    for (const char* bad : {"", " ", "11", "-12", "12.0", "twelve", "1 2", "00012", "12x"})
        BOOST_TEST(!accounts::is_answer(question, bad), bad);
}

BOOST_AUTO_TEST_CASE(the_work_is_as_hard_as_its_bits) {
    // SHA-256("challenge:<n>"), by another program: printf 'challenge:1891' | sha256sum
    unsigned long first = 0;
    while (!accounts::is_proof("challenge", std::to_string(first), 10)) ++first;
    BOOST_TEST(first == 1891U);
    BOOST_TEST(accounts::is_proof("challenge", std::to_string(first), 0));
    BOOST_TEST(!accounts::is_proof("challenge", std::to_string(first), 200));
    for (const char* no_number : {"", "-1", "1e3", "123456789012345678901"})
        BOOST_TEST(!accounts::is_proof("challenge", no_number, 0), no_number);
}

BOOST_AUTO_TEST_CASE(the_questions_are_easy_and_differ) {
    const EntryChallenges challenges(config.access_keys);
    std::set<std::pair<unsigned, unsigned>> seen;
    for (int i = 0; i < 100; ++i) {
        const auto question = challenges.question(challenges.make("192.0.2.1", clock.now()));
        BOOST_TEST(
            (question.first >= 1 && question.first <= 10 && question.second >= 1 && question.second <= 10));
        seen.emplace(question.first, question.second);
    }
    BOOST_TEST(seen.size() > 20U);
}

BOOST_AUTO_TEST_SUITE_END()
