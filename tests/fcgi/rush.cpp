// Newcomers at a rush, at the doors of pages and API.
#include "core/accounts/rush.h"

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "tests/fcgi/account_pages.h"

using support::between;
using support::contains;
using support::error_at;
using support::Form;
using support::House;
using support::location;
using support::Pages;
using support::Visitor;

namespace {

struct Rush : Pages {
    Rush()
        : Pages([](base::Config& config) {
              config.limits.entry_work_bits = 8;
              config.limits.entries = 1000;
          }) {
        set(store::RushMode::on);
    }
    void set(store::RushMode mode) { store::set_rush_mode(house.connection(), mode); }

    static std::string challenge_of(const fcgi::Response& page) {
        return between(page.body(), "name=\"challenge\" value=\"", "\"");
    }
    static std::string proof_of(const std::string& challenge) {
        for (unsigned proof = 0;; ++proof)
            if (accounts::is_proof(challenge, std::to_string(proof), 8)) return std::to_string(proof);
    }
    std::string answer_to(const std::string& challenge) const {
        const auto question = accounts::EntryChallenges(house.config.access_keys).question(challenge);
        return std::to_string(question.first + question.second);
    }
    static fcgi::Response enter(Visitor& who, const std::string& name, const Form& task) {
        Form form{{"name", name}, {"ageCategory", "18+"}, {"go", "choose"}};
        form.insert(task.begin(), task.end());
        return who.post("/enter", form);
    }
    fcgi::Response enter_by_api(Visitor& who, const nlohmann::json& more = nlohmann::json::object()) {
        nlohmann::json body{{"ageCategory", "18+"}};
        body.update(more);
        return who.post_raw("/api/auth/guest", body.dump(), "application/json",
                            {{"HTTP_X_CSRF_TOKEN", who.cookies["csrfToken"]}});
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(rush_pages, Rush)

BOOST_AUTO_TEST_CASE(without_a_rush_the_entry_asks_nothing) {
    set(store::RushMode::automatic);
    const auto page = ana.get("/");
    BOOST_TEST(challenge_of(page) == "");
    BOOST_TEST(!contains(page.body(), "entry.js"));
    BOOST_TEST(location(enter(ana, "Ana", {})) == "/languages");
    Visitor program(house);
    program.post_raw("/api/auth/csrf", "", "application/json");
    BOOST_TEST(program.get("/api/auth/task").body() == R"({"challenge":null})");
    BOOST_TEST(enter_by_api(program).status() == 200);
}

BOOST_AUTO_TEST_CASE(the_work_of_the_browser_lets_in) {
    const auto challenge = challenge_of(ana.get("/"));
    BOOST_TEST(challenge.size() == 48U);
    BOOST_TEST(location(enter(ana, "Ana", {{"challenge", challenge}, {"proof", proof_of(challenge)}})) ==
               "/languages");
    Visitor bob(house);
    bob.get("/");
    const auto used = enter(bob, "Bob", {{"challenge", challenge}, {"proof", proof_of(challenge)}});
    BOOST_TEST(used.status() == 403);
    BOOST_TEST(challenge_of(used) != challenge, "a new one");
}

BOOST_AUTO_TEST_CASE(an_answer_lets_in_where_scripts_are_off) {
    const auto page = ana.get("/");
    const auto challenge = challenge_of(page);
    BOOST_TEST(contains(between(page.body(), "<noscript>", "</noscript>"), "How much is "));
    const auto wrong = enter(ana, "Ana", {{"challenge", challenge}, {"proof", ""}, {"answer", "99"}});
    BOOST_TEST(wrong.status() == 403);
    BOOST_TEST(error_at(wrong, "answer-error") == "That is not the right number. Please try again.");
    BOOST_TEST(contains(wrong.body(), "value=\"Ana\""), "the rest of the form is kept");
    BOOST_TEST(challenge_of(wrong) == challenge, "the same question");
    BOOST_TEST(!contains(wrong.body(), "data-again"));
    BOOST_TEST(location(enter(ana, "Ana", {{"challenge", challenge}, {"answer", answer_to(challenge)}})) ==
               "/languages");
}

BOOST_AUTO_TEST_CASE(a_form_from_before_the_rush_is_shown_again_with_the_task) {
    const auto page = enter((ana.get("/"), ana), "Ana", {});
    BOOST_TEST(page.status() == 403);
    BOOST_TEST(contains(page.body(), "data-again"));
    BOOST_TEST(contains(page.body(), "data-go=\"choose\""));
    BOOST_TEST(contains(page.body(), "value=\"Ana\""));
    BOOST_TEST(challenge_of(page).size() == 48U);
}

BOOST_AUTO_TEST_CASE(what_was_done_is_not_asked_again_because_a_name_is_taken) {
    Visitor bob(house);
    const auto first = challenge_of(bob.get("/"));
    enter(bob, "Bob", {{"challenge", first}, {"answer", answer_to(first)}});
    const auto challenge = challenge_of(ana.get("/"));
    const Form task{{"challenge", challenge}, {"answer", answer_to(challenge)}};
    const auto taken = enter(ana, "Bob", task);
    BOOST_TEST(taken.status() == 409);
    BOOST_TEST(challenge_of(taken) == challenge);
    BOOST_TEST(contains(taken.body(), "name=\"answer\" value=\"" + answer_to(challenge) + "\""));
    BOOST_TEST(location(enter(ana, "Ana", task)) == "/languages");
}

BOOST_AUTO_TEST_CASE(members_and_whoever_is_in_never_meet_it) {
    set(store::RushMode::off);
    ana.enter("Ana");
    Visitor mia(house);
    become_member(mia);
    set(store::RushMode::on);
    for (auto* who : {&ana, &mia}) {
        const auto page = who->get("/");
        BOOST_TEST(challenge_of(page) == "");
        BOOST_TEST(!contains(page.body(), "entry.js"));
    }
    BOOST_TEST(location(enter(ana, "Anna", {})) == "/languages");
    BOOST_TEST(location(enter(mia, "x", {})) == "/languages");
    Visitor again(house);
    again.get("/signin");
    BOOST_TEST(again.post("/signin", sign_in_form(support::good)).status() == 303);
}

BOOST_AUTO_TEST_CASE(programs_ask_for_the_task_and_bring_it) {
    Visitor program(house);
    program.post_raw("/api/auth/csrf", "", "application/json");
    const auto refused = enter_by_api(program);
    BOOST_TEST(refused.status() == 403);
    BOOST_TEST(contains(refused.body(), "Many people are coming in just now."));
    const auto task = nlohmann::json::parse(program.get("/api/auth/task").body());
    BOOST_TEST(task["bits"] == 8);
    const std::string challenge = task["challenge"];
    BOOST_TEST(enter_by_api(program, {{"challenge", challenge}, {"proof", proof_of(challenge)}}).status() ==
               200);
    BOOST_TEST(
        enter_by_api(program, {{"challenge", challenge}, {"proof", proof_of(challenge)}}).status() == 403,
        "a session is no way to make ever more guests");
    Visitor elsewhere(house, "198.51.100.9");
    elsewhere.post_raw("/api/auth/csrf", "", "application/json");
    const std::string other = nlohmann::json::parse(program.get("/api/auth/task").body())["challenge"];
    BOOST_TEST(enter_by_api(elsewhere, {{"challenge", other}, {"proof", proof_of(other)}}).status() == 403);
}

BOOST_AUTO_TEST_CASE(too_many_who_come_begin_a_rush) {
    House small([](base::Config& config) {
        config.limits.rush_entries = 3;
        config.limits.entries = 1000;
    });
    for (int i = 0; i < 4; ++i) {
        Visitor one(small);
        BOOST_TEST(challenge_of(one.get("/")) == "", i);
        enter(one, "Guest" + std::to_string(i), {});
    }
    Visitor late(small);
    BOOST_TEST(challenge_of(late.get("/")).size() == 48U);
}

BOOST_AUTO_TEST_CASE(the_question_is_asked_in_the_visitors_language) {
    for (const auto& [language, text] : std::map<std::string, std::string>{
             {"de", "Wie viel ist "}, {"ar", "كم يساوي "}, {"zh", "等于多少？"}, {"hi", "कितने होते हैं?"}}) {
        const auto page = ana.get("/", {{"HTTP_ACCEPT_LANGUAGE", language}});
        const auto question = between(page.body(), "<label for=\"answer\">", "</label>");
        BOOST_TEST(contains(question, text), language);
        BOOST_TEST(!contains(question, "{"), language);
    }
}

BOOST_AUTO_TEST_SUITE_END()
