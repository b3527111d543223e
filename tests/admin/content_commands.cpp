#include "admin/content_commands.h"

#include "admin/held_job.h"
#include "admin/jobs.h"
#include "core/store/content_rules.h"
#include "core/store/jobs.h"
#include "tests/core/moderated.h"

namespace {

struct Operator : support::Moderated {
    Operator() {
        config.root_dir = support::source_root();
        for (const auto* code : {"es", "fr", "de", "pt", "ar", "hi", "zh"})
            store::add_language_room(connection,
                                     {.id = {}, .code = code, .name = code, .right_to_left = false}, 3);
    }
    std::string put(const admin::RuleOrder& order) {
        return admin::put_rule(connection, config, clock, order).text;
    }
    std::string refusal(const admin::RuleOrder& order) {
        try {
            put(order);
        } catch (const std::runtime_error& refused) {
            return refused.what();
        }
        return "taken";
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(content_commands, Operator)

BOOST_AUTO_TEST_CASE(a_house_begins_with_the_rules_of_the_product_and_keeps_what_was_changed) {
    BOOST_TEST(admin::restore_default_rules(connection, config, clock).text.starts_with("Added "));
    const auto rules = store::content_rules(connection);
    BOOST_TEST(rules.size() > 60U);
    BOOST_TEST(admin::restore_default_rules(connection, config, clock).text == "Added 0 rules.\n");
    const auto first = rules.front().id.value;
    admin::switch_rules(connection, config, clock, std::to_string(first), "alert");
    admin::restore_default_rules(connection, config, clock);
    BOOST_TEST((store::find_content_rule(connection, rules.front().id)->action == store::RuleAction::alert));
    admin::remove_rule(connection, config, clock, first);
    BOOST_TEST(!store::find_content_rule(connection, rules.front().id));
}

BOOST_AUTO_TEST_CASE(rules_are_put_listed_switched_and_tried) {
    BOOST_TEST(put({.kind = "words", .pattern = "  Free  Lamps", .language = "en"})
                   .find("hold    words       newcomers  en") != std::string::npos);
    BOOST_TEST(admin::list_rules(connection).text.find("Free Lamps") != std::string::npos);
    says(ann, "a1", "free lamps here");
    const auto tried =
        admin::try_rule(connection, config, clock, {.kind = "words", .pattern = "free lamps"}, 7).text;
    BOOST_TEST(tried.starts_with("0 of 1 messages"), "nobody is new where no policy was set: " << tried);
    const auto of_all = admin::try_rule(connection, config, clock,
                                        {.kind = "words", .pattern = "free lamps", .scope = "everybody"}, 7)
                            .text;
    BOOST_TEST(of_all.starts_with(
                   "1 of 1 messages of the last 7 days, by 1 people; 0 of them have been removed since."),
               of_all);
    BOOST_TEST(of_all.find("free lamps here") != std::string::npos);
    BOOST_TEST(admin::switch_rules(connection, config, clock, "all", "off").text == "1 rule is now: off\n");
    BOOST_CHECK_THROW(admin::switch_rules(connection, config, clock, "999", "off"), std::runtime_error);
    BOOST_TEST(audit_rows("action = 'rule.put'") == 2U);
}

BOOST_AUTO_TEST_CASE(orders_that_make_no_sense_say_what_would) {
    BOOST_TEST(refusal({.kind = "smell"}).starts_with("the kind is words, host"));
    BOOST_TEST(
        refusal({.kind = "words", .pattern = "x"}) ==
        "refused: A rule about words needs at least three letters, one about links a host such as example.org; at most 200 characters.");
    BOOST_TEST(refusal({.kind = "link", .action = "burn"}) == "the action is off, alert, hold or refuse");
    BOOST_TEST(refusal({.kind = "link", .language = "xx"}) == "there is no language room xx");
    BOOST_TEST(store::content_rules(connection).empty());
}

BOOST_AUTO_TEST_CASE(the_policy_says_who_is_new) {
    const auto line = admin::set_policy(connection, config, clock,
                                        {.new_guest = "5m",
                                         .newcomer_guest = "2h",
                                         .newcomer_member = "2d",
                                         .strikes = 4,
                                         .held_for = "10m"})
                          .text;
    BOOST_TEST(
        line ==
        "guests are new guests for 300 s and newcomers for 7200 s, members for 172800 s; 4 strikes within two minutes and "
        "everything they say is held for 600 s\n");
    admin::set_policy(connection, config, clock, {.strikes = 2});
    BOOST_TEST(store::content_policy(connection).strikes == 2U);
    BOOST_TEST((store::content_policy(connection).new_guest == std::chrono::minutes{5}),
               "what is not named stays");
    BOOST_CHECK_THROW(admin::set_policy(connection, config, clock, {.strikes = 0}), std::runtime_error);
}

BOOST_AUTO_TEST_CASE(the_job_ends_what_has_waited_for_a_week) {
    admin::set_policy(connection, config, clock, {.newcomer_guest = "1h", .strikes = 3, .held_for = "10m"});
    put({.kind = "words", .pattern = "free lamps"});
    clock.forward(base::Millis{1000});
    BOOST_TEST(chat::post(connection, house, by(ann, "a1", "free lamps"))->held);
    const chat::HintSender hints(folder.path());
    const auto job = admin::held_job(hints);
    store::ensure_job(connection, job.name, clock.now());
    const auto run = [&] {
        clock.forward(std::chrono::minutes{5});
        admin::run_due_jobs(connection, clock, {job}, "one");
        return support::count(other, "SELECT COUNT(*) FROM held_post");
    };
    BOOST_TEST(run() == 1U);
    clock.forward(config.limits.held_post_lasts);
    BOOST_TEST(run() == 0U);
    BOOST_TEST(heard_by(of_ann) == "not_shown");
}

BOOST_AUTO_TEST_SUITE_END()
