// Rules about content, at the one way in: what is held, refused, pointed out, and what becomes of what is held.
#include "core/moderation/content_rules.h"

#include "core/chat/act.h"
#include "core/db/transaction.h"
#include "core/moderation/held.h"
#include "core/moderation/rule_trial.h"
#include "core/store/message_changes.h"
#include "core/store/removed_pictures.h"
#include "core/store/text_marks.h"
#include "tests/core/moderated.h"

using namespace std::chrono_literals;
using store::RuleAction;
using store::RuleKind;
using store::RuleScope;

namespace {

struct Ruled : support::Moderated {
    Ruled() {
        store::set_content_policy(connection, {.version = 0,
                                               .new_guest = 10min,
                                               .newcomer_guest = 60min,
                                               .newcomer_member = 24h,
                                               .strikes = 3,
                                               .held_for = 15min});
    }

    store::ContentRule rule(RuleKind kind, RuleAction action, const std::string& pattern = {},
                            std::uint64_t most = 0) {
        store::ContentRule one{.kind = kind, .pattern = pattern, .action = action, .most = most};
        one.scope = RuleScope::newcomers;
        return one;
    }
    base::RuleId put(const store::ContentRule& one) {
        const auto put =
            moderation::put_rule(connection, house, log, {.session = &admin, .door = "page"}, one);
        BOOST_REQUIRE(put.ok());
        clock.forward(1s);
        return put->id;
    }

    // "shown", "held", or the wire code of the refusal.
    std::string fate(base::ParticipantId who, const std::string& body) {
        clock.forward(config.limits.posts_per + base::Millis{1});
        return fate_now(who, body);
    }
    std::string fate_now(base::ParticipantId who, const std::string& body) {
        const auto posted = chat::post(connection, house, by(who, "c" + std::to_string(++posts), body));
        if (!posted) return std::string(base::wire_code(posted.error().code));
        return posted->held ? "held" : "shown";
    }
    std::string bodies() {
        std::string all;
        for (const auto& event : events())
            all += (all.empty() ? "" : "|") + (event.message ? event.message->body : event.kind);
        return all;
    }
    std::vector<store::Case> cases() {
        return store::open_cases(connection, moderation::scope_of(connection, moderator).value(), 100);
    }
    base::CaseId only_case() {
        const auto open = cases();
        BOOST_REQUIRE(open.size() == 1U);
        return open.front().id;
    }
    moderation::Actor judge() { return {.session = &moderator, .door = "page"}; }

    int posts = 0;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(content_rules, Ruled)

BOOST_AUTO_TEST_CASE(without_rules_everything_is_said) {
    BOOST_TEST(fate(ann, "free lamps at https://lamps.example") == "shown");
}

BOOST_AUTO_TEST_CASE(a_held_post_is_seen_by_nobody_and_waits_in_the_case_about_its_author) {
    put(rule(RuleKind::words, RuleAction::hold, "free lamps"));
    BOOST_TEST(fate(ann, "good evening") == "shown");
    BOOST_TEST(fate(ann, "Free LAMPS for all") == "held");
    BOOST_TEST(bodies() == "good evening");
    const auto open = cases();
    BOOST_REQUIRE(open.size() == 1U);
    BOOST_TEST((open.front().subject.person == ann));
    BOOST_TEST(open.front().held == 1U);
    const auto held = store::held_in(connection, open.front().id, 10);
    BOOST_REQUIRE(held.size() == 1U);
    BOOST_TEST(held.front().body == "Free LAMPS for all");
    BOOST_TEST(held.front().kind == "WORDS");
    BOOST_TEST(held.front().pattern == "free lamps");
    BOOST_TEST(store::messages_before(connection, lounge.id, 1000, 100).size() == 1U, "no history shows it");
}

BOOST_AUTO_TEST_CASE(a_retry_of_a_held_post_hears_that_it_is_held) {
    put(rule(RuleKind::words, RuleAction::hold, "free lamps"));
    const auto post = by(ann, "once", "free lamps");
    BOOST_TEST(chat::post(connection, house, post)->held);
    const auto again = chat::post(connection, house, post);
    BOOST_TEST(again->held);
    BOOST_TEST(again->repeated);
    BOOST_TEST(support::count(other, "SELECT COUNT(*) FROM chat_message") == 1U);
}

BOOST_AUTO_TEST_CASE(where_nothing_is_wrong_it_is_shown_now_and_its_author_is_no_newcomer_any_more) {
    put(rule(RuleKind::words, RuleAction::hold, "free lamps"));
    fate(ann, "free lamps, @bob");
    fate(bob, "what did you say?");
    const auto done = moderation::dismiss(connection, house, log, judge(), only_case(), "");
    BOOST_REQUIRE(done.ok());
    BOOST_TEST(bodies() == "what did you say?|free lamps, @bob");
    BOOST_TEST(events().back().seq == 2U);
    BOOST_TEST(heard_by(of_bob) == "mention", "whoever it names is told now");
    BOOST_TEST(fate(ann, "free lamps again") == "shown");
    BOOST_TEST(support::count(other, "SELECT COUNT(*) FROM held_post") == 0U);
    BOOST_TEST(chat::post(connection, house, by(ann, "c1", "free lamps, @bob"))->seq == 2U,
               "a retry finds its place");
}

BOOST_AUTO_TEST_CASE(after_a_decision_it_is_never_shown_and_its_author_hears_so) {
    put(rule(RuleKind::words, RuleAction::hold, "free lamps"));
    fate(ann, "free lamps");
    auto decision = order(store::ActionType::mute, 0);
    BOOST_REQUIRE(moderation::decide(connection, house, log, judge(), only_case(), decision).ok());
    BOOST_TEST(bodies() == "");
    BOOST_TEST(heard_by(of_ann) == "not_shown sanction");
    BOOST_TEST(support::told(chat::post(connection, house, by(ann, "c1", "free lamps"))) == "not_shown");
    BOOST_TEST(audit_rows("action = 'moderation.mute'") == 1U);
    BOOST_TEST(support::count(other, "SELECT held_posts FROM participant WHERE display_name = 'ann'") == 0U);
}

BOOST_AUTO_TEST_CASE(what_is_refused_leaves_nothing_and_says_why) {
    put(rule(RuleKind::link, RuleAction::refuse));
    auto guests = rule(RuleKind::link, RuleAction::refuse);
    guests.scope = RuleScope::new_guests;
    put(guests);
    const auto posted = chat::post(connection, house, by(ann, "x", "see https://lamps.example"));
    BOOST_TEST(base::wire_code(posted.error().code) == "links_later");
    BOOST_TEST((posted.error().retry_after > base::Millis{9min}));
    BOOST_TEST((posted.error().retry_after <= base::Millis{10min}));
    BOOST_TEST(messages() == 0U);
    clock.forward(10min);
    BOOST_TEST(fate(ann, "see https://lamps.example") == "shown", "a few minutes later");
}

BOOST_AUTO_TEST_CASE(what_is_pointed_out_is_shown_and_a_case) {
    put(rule(RuleKind::words, RuleAction::alert, "cheap lamps"));
    BOOST_TEST(fate(ann, "cheap lamps here") == "shown");
    const auto open = cases();
    BOOST_REQUIRE(open.size() == 1U);
    BOOST_TEST(open.front().message_seq == 1U);
    const auto reports = store::reports_of(connection, open.front().id, 10);
    BOOST_REQUIRE(reports.size() == 1U);
    BOOST_TEST(reports.front().by_house);
    BOOST_TEST(reports.front().note == "WORDS: cheap lamps");
    BOOST_REQUIRE(moderation::kept_lines(reports.front().evidence).size() == 1U);
    BOOST_TEST(moderation::kept_lines(reports.front().evidence).front().body == "cheap lamps here");
}

BOOST_AUTO_TEST_CASE(rules_know_newcomers_from_others_and_staff_from_both) {
    put(rule(RuleKind::words, RuleAction::hold, "free lamps"));
    auto all = rule(RuleKind::words, RuleAction::hold, "stolen lamps");
    all.scope = RuleScope::everybody;
    put(all);
    const auto mia = plain.participant.id;
    BOOST_TEST(fate(mia, "free lamps") == "held", "a member of today");
    BOOST_TEST(fate(moderator.participant.id, "stolen lamps") == "shown", "staff");
    clock.forward(1h);
    BOOST_TEST(fate(ann, "free lamps") == "shown", "a guest after an hour");
    BOOST_TEST(fate(ann, "stolen lamps") == "held");
    clock.forward(24h);
    BOOST_TEST(fate(bob, "free lamps") == "shown");
    BOOST_TEST(fate(plain.participant.id, "stolen lamps") == "held");
}

BOOST_AUTO_TEST_CASE(a_rule_of_a_room_holds_there_alone) {
    auto french = rule(RuleKind::words, RuleAction::hold, "free lamps");
    french.room = other_room();
    put(french);
    BOOST_TEST(fate(ann, "free lamps") == "shown");
    french.room = lounge.room.id;
    put(french);
    BOOST_TEST(fate(ann, "free lamps") == "held");
}

BOOST_AUTO_TEST_CASE(what_others_have_just_said_is_held) {
    put(rule(RuleKind::repeated, RuleAction::hold, "", 2));
    const auto says = [&](const std::string& name, const std::string& body) { return fate(add(name), body); };
    BOOST_TEST(says("p1", "Come to my shop of lamps, everything at half the price") == "shown");
    BOOST_TEST(says("p2", "come to my shop of lamps, everything at half the price!!") == "shown");
    BOOST_TEST(says("p3", "Come to my shop of lamps, everything at half the price 123") == "shown");
    BOOST_TEST(says("p4", "Cοme to my shop of lamps,  everything at half the price 🔥") == "held");
    BOOST_TEST(says("p5", "I have never been to a shop that sells nothing but lamps") == "shown");
    clock.forward(config.limits.repeats_within);
    BOOST_TEST(says("p6", "Come to my shop of lamps, everything at half the price") == "shown", "long ago");
}

BOOST_AUTO_TEST_CASE(one_batch_counts_what_is_in_it) {
    put(rule(RuleKind::repeated, RuleAction::hold, "", 2));
    std::vector<chat::Post> batch;
    for (int i = 0; i < 6; ++i)
        batch.push_back(
            by(add("b" + std::to_string(i)), "x", "Come to my shop of lamps, everything at half the price"));
    std::string fates;
    for (const auto& posted : chat::post_batch(connection, house, batch)) fates += posted->held ? 'h' : 's';
    BOOST_TEST(fates == "ssshhh");
    BOOST_TEST(
        support::told(events()) == "1:" + batch[0].body + " 2:" + batch[0].body + " 3:" + batch[0].body,
        "no hole in the numbers");
}

BOOST_AUTO_TEST_CASE(who_says_the_same_again_and_again_hears_so) {
    put(rule(RuleKind::said_before, RuleAction::refuse, "", 1));
    const std::string text = "Does anybody know a good doctor for horses?";
    BOOST_TEST(fate(ann, text) == "shown");
    BOOST_TEST(fate(ann, text) == "shown", "once may be a mistake");
    BOOST_TEST(fate(ann, text + "!") == "said_already");
    BOOST_TEST(fate(ann, "hello") == "shown");
    BOOST_TEST(fate(ann, "hello") == "shown");
    BOOST_TEST(fate(ann, "hello") == "shown", "short things are said often");
}

BOOST_AUTO_TEST_CASE(newcomers_who_write_without_pause_are_slowed_down_and_then_held) {
    put(rule(RuleKind::pace, RuleAction::refuse, "", 3));
    std::string fates;
    for (int i = 0; i < 9; ++i) fates += fate_now(ann, "line " + std::to_string(i)) + " ";
    BOOST_TEST(fates == "shown shown shown slow_down slow_down slow_down slow_down slow_down slow_down ");
    BOOST_TEST(fate(ann, "and another") == "held", "three strikes within two minutes");
    clock.forward(15min);
    BOOST_TEST(fate(ann, "and another") == "shown", "for a while");
    clock.forward(1h);
    std::string of_known;
    for (int i = 0; i < 5; ++i) of_known += fate_now(ann, "line " + std::to_string(i)) + " ";
    BOOST_TEST(of_known == "shown shown shown shown shown ", "others write as fast as everybody");
}

BOOST_AUTO_TEST_CASE(a_few_posts_of_one_person_wait_and_more_are_refused) {
    put(rule(RuleKind::words, RuleAction::hold, "free lamps"));
    std::string fates;
    for (std::uint32_t i = 0; i <= config.limits.held_posts; ++i)
        fates += fate(ann, "free lamps " + std::to_string(i)) + " ";
    BOOST_TEST(fates == "held held held held held held_enough ");
    BOOST_TEST(cases().size() == 1U, "one case, one glance");
    BOOST_TEST(cases().front().held == 5U);
}

BOOST_AUTO_TEST_CASE(an_edit_is_held_to_the_same_rules) {
    put(rule(RuleKind::words, RuleAction::hold, "free lamps"));
    fate(ann, "good evening");
    const auto edited = chat::act(
        connection, house,
        {.kind = chat::ActKind::edit, .actor = ann, .lounge = lounge.id, .message = 1, .text = "free lamps"});
    BOOST_TEST(base::wire_code(edited.error().code) == "content_refused");
    BOOST_TEST(bodies() == "good evening");
}

BOOST_AUTO_TEST_CASE(what_nobody_looks_at_for_a_week_is_not_shown) {
    put(rule(RuleKind::words, RuleAction::hold, "free lamps"));
    fate(ann, "free lamps");
    const auto id = only_case();
    BOOST_TEST(store::cases_held_since(connection, clock.now() - config.limits.held_post_lasts, 10).empty());
    clock.forward(config.limits.held_post_lasts);
    const auto due = store::cases_held_since(connection, clock.now() - config.limits.held_post_lasts, 10);
    BOOST_REQUIRE(due.size() == 1U);
    db::transact(connection, [&](db::Connection& inside) {
        return moderation::end_waiting(inside, clock.now(), due.front());
    });
    BOOST_TEST(heard_by(of_ann) == "not_shown");
    BOOST_TEST((due.front() == id));
    BOOST_TEST(cases().empty(), "a rule alone had minded");
}

BOOST_AUTO_TEST_CASE(rules_are_changed_by_those_who_may_and_on_record) {
    const auto refused = [&](const accounts::Session& who, std::optional<base::LanguageRoomId> room) {
        auto one = rule(RuleKind::words, RuleAction::hold, "free lamps");
        one.room = room;
        const auto put = moderation::put_rule(connection, house, log, {.session = &who, .door = "page"}, one);
        return put ? std::string("done") : std::string(base::wire_code(put.error().code));
    };
    BOOST_TEST(refused(of_ann, lounge.room.id) == "members_only");
    BOOST_TEST(refused(plain, lounge.room.id) == "not_allowed");
    BOOST_TEST(refused(elsewhere, lounge.room.id) == "not_allowed");
    BOOST_TEST(refused(moderator, std::nullopt) == "not_allowed",
               "the house's are for moderators of the house");
    BOOST_TEST(audit_rows("action = 'rule.put'") == 4U);
    BOOST_TEST(refused(moderator, lounge.room.id) == "done");
    BOOST_TEST(refused(admin, std::nullopt) == "done");
    BOOST_TEST(audit_rows("action = 'rule.put'") == 6U);
    const auto rules = store::content_rules(connection);
    BOOST_REQUIRE(rules.size() == 2U);
    const auto removed = [&](const accounts::Session& who, base::RuleId id) {
        const auto error =
            moderation::remove_rule(connection, house, log, {.session = &who, .door = "page"}, id);
        return error ? std::string(base::wire_code(error->code)) : std::string("done");
    };
    BOOST_TEST(removed(elsewhere, rules[1].id) == removed(elsewhere, base::RuleId{999}),
               "whether it is there is not told");
    BOOST_TEST(removed(admin, base::RuleId{999}) == "rule_unknown");
    BOOST_TEST(removed(admin, rules[0].id) == "done");
    BOOST_TEST(audit_rows("action = 'rule.remove'") == 4U);
    BOOST_TEST(store::content_rules(connection).size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_rule_is_tried_on_what_was_said_and_changes_nothing) {
    fate(ann, "free lamps for all");
    fate(bob, "good evening");
    fate(bob, "who has lamps that are free?");
    store::remove_message(connection, events().front().message->id, clock.now());
    const auto tried = [&](store::ContentRule one) {
        return moderation::try_rule(connection, house, std::move(one),
                                    {.since = clock.now() - 7 * 24h, .most_messages = 100});
    };
    const auto trial = tried(rule(RuleKind::words, RuleAction::hold, "free lamps"));
    BOOST_TEST(trial.looked_at == 3U);
    BOOST_TEST(trial.caught == 1U);
    BOOST_TEST(trial.removed == 1U);
    BOOST_TEST(trial.people == 1U);
    BOOST_REQUIRE(trial.newest.size() == 1U);
    BOOST_TEST(trial.newest.front().body == "free lamps for all");
    BOOST_TEST(tried(rule(RuleKind::words, RuleAction::off, "free lamps")).caught == 1U,
               "also one that is off");
    BOOST_TEST(tried(rule(RuleKind::pace, RuleAction::refuse, "", 1)).caught == 0U);
    BOOST_TEST(messages() == 3U);
    BOOST_TEST(store::content_rules(connection).empty());
    BOOST_TEST(cases().empty());
}

BOOST_AUTO_TEST_CASE(a_trial_sees_repeated_texts_and_hurry_as_they_happened) {
    const auto trial = [&](const store::ContentRule& one) {
        return moderation::try_rule(connection, house, one,
                                    {.since = clock.now() - 7 * 24h, .most_messages = 100})
            .caught;
    };
    for (int i = 0; i < 5; ++i)
        fate(add("q" + std::to_string(i)), "Come to my shop of lamps, everything at half the price");
    BOOST_TEST(trial(rule(RuleKind::repeated, RuleAction::hold, "", 2)) == 2U);
    for (int i = 0; i < 5; ++i) fate_now(bob, "line " + std::to_string(i));
    BOOST_TEST(trial(rule(RuleKind::pace, RuleAction::refuse, "", 3)) == 2U);
}

BOOST_AUTO_TEST_CASE(marks_are_forgotten_and_tell_no_text) {
    put(rule(RuleKind::repeated, RuleAction::hold, "", 2));
    fate(ann, "Come to my shop of lamps, everything at half the price");
    BOOST_TEST(support::count(other, "SELECT COUNT(*) FROM text_mark") == 2U);
    BOOST_TEST(store::forget_text_marks(connection, clock.now() - 1min, 100) == 0U);
    BOOST_TEST(store::forget_text_marks(connection, clock.now(), 100) == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
