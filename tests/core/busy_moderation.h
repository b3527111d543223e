// A bad night in a busy house: reports, decisions, appeals.
#pragma once

#include "core/accounts/origin.h"
#include "core/base/random.h"
#include "core/moderation/case_queue.h"
#include "core/moderation/decision.h"
#include "core/moderation/held.h"
#include "core/moderation/removal.h"
#include "core/moderation/removal_case.h"
#include "core/moderation/report.h"
#include "core/moderation/rule_trial.h"
#include "core/store/content_rules.h"
#include "core/store/message_changes.h"
#include "core/store/people.h"
#include "core/store/removed_pictures.h"
#include "core/store/roles.h"
#include "core/store/text_marks.h"
#include "tests/core/busy_cards.h"
#include "tests/support/members.h"
#include "tests/support/scratch_folder.h"

namespace support {

struct BusyModeration : BusyCards {
    ScratchFolder moderation_folder;
    accounts::Session judge;
    accounts::Session complainer;
    base::ParticipantId culprit = add("culprit");

    BusyModeration() {
        judge.participant.id = add("judge");
        judge.user = make_member(connection, judge.participant.id);
        judge.second_step_taken = true;
        store::add_role(connection, *judge.user, {store::Role::moderator, lounge.room.id}, clock.now());
        complainer.participant.id = add("complainer");
    }

    void moderate() {
        config.audit_secret = std::string(32, 'a');
        config.audit_head_file = moderation_folder.path() + "/audit-head";
        const audit::Log log(config);
        const moderation::Actor actor{.session = &judge, .door = "page"};
        for (int i = 0; i < 3; ++i) {
            clock.forward(config.limits.posts_per + base::Millis{1});
            BOOST_REQUIRE(chat::post(connection, house, by(culprit, "culprit-" + std::to_string(i))).ok());
        }
        const auto at = store::find_lounge(connection, "en-all")->last;
        const moderation::Complaint about{.person = culprit, .reason = store::ReportReason::other};
        BOOST_REQUIRE(moderation::report(connection, house, complainer, about).ok());
        report(at, store::ReportReason::underage);
        report(at - 1, store::ReportReason::spam);
        report(at - 2, store::ReportReason::scam);
        const auto scope = moderation::scope_of(connection, judge).value();
        auto cases = store::open_cases(connection, scope, 50);
        (void)store::open_cases(connection, {.everywhere = true, .rooms = {}}, 50);
        (void)store::count_open_cases(connection, scope);
        (void)store::count_open_cases(connection, {.everywhere = true, .rooms = {}});
        BOOST_REQUIRE(cases.size() == 4U);
        BOOST_REQUIRE(moderation::take(connection, house, log, actor, cases[0].id).ok());
        BOOST_REQUIRE(moderation::give_back(connection, house, log, actor, cases[0].id).ok());
        BOOST_REQUIRE(moderation::dismiss(connection, house, log, actor, cases[0].id, "fine").ok());
        BOOST_REQUIRE(
            moderation::decide(connection, house, log, actor, cases[1].id, order(store::ActionType::kick))
                .ok());
        (void)store::kicks_of(connection, {culprit, ann}, clock.now());
        for (const auto who : {culprit, add("alias"), add("second-alias")}) share_a_browser(who);
        const auto ban = moderation::decide(connection, house, log, actor, cases[2].id,
                                            order(store::ActionType::ban_temp));
        BOOST_REQUIRE(ban.ok());
        (void)store::own_reports(connection, complainer.participant.id, 20);
        (void)store::actions_about(connection, culprit, 20);
        (void)store::ban_of(connection, culprit);
        (void)store::find_ban_mark(
            connection, accounts::marks_of("key", {std::string(32, 'a'), "203.0.113.9"}), clock.now());
        BOOST_REQUIRE(!moderation::appeal(connection, house, ban->action, "No!"));
        (void)store::waiting_appeals(connection, scope, 20);
        (void)store::waiting_appeals(connection, {.everywhere = true, .rooms = {}}, 20);
        const auto appeal = store::appeal_against(connection, ban->action);
        (void)store::find_appeal(connection, appeal->id);
        store::decide_appeal(connection, appeal->id, *judge.user, false, "Yes.", clock.now());
        (void)store::lock_appeal(connection, appeal->id);
        store::set_seen(connection, ban->action);
        clock.forward(base::Millis{std::chrono::hours{2}});
        for (const auto id : store::actions_run_out(connection, clock.now(), 100))
            (void)moderation::end_run_out(connection, clock.now(), id);
        store::remove_ban_marks(connection, ban->action);
        be_in_an_emergency();
        be_asked_from_outside(log, actor, at);
        hold_some_posts();
        (void)store::forget_ban_marks(connection, clock.now(), 100);
        (void)store::forget_reports(connection, clock.now(), 100);
        (void)store::forget_removals(connection, clock.now(), 100);
    }

private:
    void share_a_browser(base::ParticipantId who) {
        const auto session =
            store::add_temp_session(connection, who, base::random_bytes(32), store::AgeCategory::over_18,
                                    clock.now(), clock.now() + config.limits.guest_session);
        store::set_marks(connection, session, {.device = std::string(32, 'm')});
    }
    void be_in_an_emergency() {
        const store::Emergency emergency{.slow = base::Millis{1},
                                         .until = clock.now() + base::Millis{60'000}};
        store::set_emergency(connection, lounge.id, emergency);
        for (const auto who : {judge.participant.id, complainer.participant.id})
            BOOST_REQUIRE(chat::post(connection, house, by(who, "in-an-emergency")).ok());
        store::set_emergency(connection, std::nullopt, emergency);
        store::set_emergency(connection, std::nullopt, std::nullopt);
    }
    // Rules catch some of what newcomers say; one case is dismissed, one decided, one left alone for too long.
    void hold_some_posts() {
        const audit::Log log(config);
        const moderation::Actor actor{.session = &judge, .door = "page"};
        const auto minute = base::Millis{std::chrono::minutes{1}};
        store::set_content_policy(connection, {.version = 0,
                                               .new_guest = minute,
                                               .newcomer_guest = 60 * minute,
                                               .newcomer_member = 60 * minute,
                                               .strikes = 3,
                                               .held_for = minute});
        const auto rule = store::put_content_rule(
            connection, {.kind = store::RuleKind::words, .pattern = "free lamps"}, clock.now());
        store::put_content_rule(connection, {.kind = store::RuleKind::repeated, .most = 1}, clock.now());
        (void)store::find_content_rule(connection, rule);
        clock.forward(base::Millis{2000});
        std::vector<base::ParticipantId> people;
        for (int i = 0; i < 4; ++i) {
            people.push_back(add("lamps" + std::to_string(i)));
            const std::string body = "free lamps for everybody, number " + std::to_string(i);
            BOOST_REQUIRE(chat::post(connection, house, by(people.back(), "lamps", body))->held);
        }
        (void)store::held_of(connection, people.front(), 10);
        for (const auto& one : store::open_cases(connection, {.everywhere = true, .rooms = {}}, 50)) {
            (void)store::held_in(connection, one.id, 10);
            if (one.subject.person == people[0])
                BOOST_REQUIRE(moderation::dismiss(connection, house, log, actor, one.id, "fine").ok());
            if (one.subject.person == people[1])
                BOOST_REQUIRE(
                    moderation::decide(connection, house, log, actor, one.id, order(store::ActionType::mute))
                        .ok());
        }
        clock.forward(config.limits.held_post_lasts);
        for (const auto id :
             store::cases_held_since(connection, clock.now() - config.limits.held_post_lasts, 1))
            (void)moderation::end_waiting(connection, clock.now(), id);
        (void)moderation::try_rule(connection, house, {.kind = store::RuleKind::words, .pattern = "lamps"},
                                   {.since = clock.now() - 60 * 24 * 8 * minute, .most_messages = 100});
        store::remove_content_rule(connection, rule);
        (void)store::look_like_removed(connection, {base::MediaId{1}});
        store::forget_removed_picture(connection, base::MessageId{1});
        (void)store::forget_text_marks(connection, clock.now(), 100);
    }
    void be_asked_from_outside(const audit::Log& log, const moderation::Actor& actor, base::Seq at) {
        config.frontend_url = "https://chat.example";
        config.access_keys.current = std::string(32, 'a');
        config.phone_keys.current = std::string(48, 'b');
        const accounts::Keyring keyring(config);
        const accounts::LimitHouse limits{clock, config.limits, "key"};
        const moderation::RemovalHouse removal_house{house, limits, keyring};
        moderation::RemovalForm form{.link = "/lounges/en-all/" + std::to_string(at - 1),
                                     .ground = store::RemovalGround::likeness,
                                     .text = "That is me.",
                                     .contact = "me@mail.example",
                                     .is_true = true};
        const auto asked = moderation::ask_for_removal(connection, removal_house, "192.0.2.1", form);
        BOOST_REQUIRE(asked.ok());
        for (const std::string link : {"", "/media/1/k3y"}) {
            form.link = link;
            BOOST_REQUIRE(moderation::ask_for_removal(connection, removal_house, "192.0.2.1", form).ok());
        }
        (void)store::place_showing(connection, base::MediaId{1});
        BOOST_REQUIRE(!moderation::add_removal_note(connection, house, asked->id, "And there."));
        const auto id = store::find_removal(connection, asked->id)->report_case;
        (void)store::removals_of(connection, id, 50);
        BOOST_REQUIRE(moderation::take(connection, house, log, actor, id).ok());
        BOOST_REQUIRE(moderation::read_contacts(connection, house, log, actor, id).ok());
        BOOST_REQUIRE(
            moderation::dismiss(connection, house, log, actor, id, "fine", "It is a drawing.").ok());
    }
    void report(base::Seq seq, store::ReportReason reason) {
        const auto done = moderation::report(
            connection, house, complainer,
            {.lounge = lounge, .message = seq, .person = {}, .reason = reason, .note = "look"});
        BOOST_REQUIRE(done.ok());
    }
    moderation::Order order(store::ActionType type) {
        moderation::Order order{.type = type, .lounge = std::nullopt};
        order.ground = store::ReportReason::spam;
        order.lasts = base::Millis{std::chrono::hours{1}};
        return order;
    }
};

}  // namespace support
