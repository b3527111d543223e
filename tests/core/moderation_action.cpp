#include "core/moderation/action.h"

#include "core/accounts/guests.h"
#include "core/accounts/origin.h"
#include "core/chat/access.h"
#include "core/chat/act.h"
#include "core/store/link_previews.h"
#include "core/store/message_changes.h"
#include "core/store/temp_sessions.h"
#include "tests/core/moderated.h"
#include "tests/support/members.h"

using enum store::ActionType;
using namespace std::chrono_literals;

BOOST_FIXTURE_TEST_SUITE(moderation_action, support::Moderated)

BOOST_AUTO_TEST_CASE(a_mute_holds_until_it_ends_and_then_ends_by_itself) {
    const auto seq = says(ann, "a1");
    const auto done = act(mute, seq);
    BOOST_REQUIRE(done.ok());
    BOOST_TEST(post_of(ann, "a2") == "muted");
    BOOST_TEST(post_of(bob, "b1") == "2");
    clock.forward(11min);
    BOOST_TEST(post_of(ann, "a3") == "3", "its end needs nobody's help");
    const auto due = store::actions_run_out(connection, clock.now(), 10);
    BOOST_REQUIRE(due.size() == 1U);
    BOOST_TEST(!moderation::end_run_out(connection, clock.now(), due.front()).empty());
    BOOST_TEST(moderation::end_run_out(connection, clock.now(), due.front()).empty());
    BOOST_TEST(store::actions_run_out(connection, clock.now(), 10).empty());
    BOOST_TEST(heard_by(of_ann) == "sanction sanction");
}

BOOST_AUTO_TEST_CASE(of_two_mutes_the_longer_holds_and_lifting_it_leaves_the_shorter) {
    const auto seq = says(ann, "a1");
    BOOST_REQUIRE(act(mute, seq).ok());
    auto longer = order(mute, seq);
    longer.lasts = 24h;
    const auto second = act(moderator, longer);
    BOOST_REQUIRE(second.ok());
    clock.forward(11min);
    BOOST_TEST(post_of(ann, "a2") == "muted");
    BOOST_REQUIRE(
        moderation::lift(connection, house, log, {.session = &moderator, .door = "page"}, second->action, "")
            .ok());
    BOOST_TEST(post_of(ann, "a3") == "2");
}

BOOST_AUTO_TEST_CASE(whoever_is_put_out_of_a_lounge_may_neither_read_nor_write_there_and_elsewhere_both) {
    const auto seq = says(ann, "a1");
    BOOST_REQUIRE(act(kick, seq).ok());
    BOOST_TEST(post_of(ann, "a2") == "kicked");
    auto there = by(ann, "a3");
    there.lounge = second_lounge.id;
    BOOST_TEST(support::told(chat::post(connection, house, there)) == "1");
    auto session = of_ann;
    session.participant.kicked_until = store::lock_participants(connection, {ann}).at(0).kicked_until;
    const auto code = [&](const char* slug) {
        const auto open = chat::open_lounge(connection, house, session, slug);
        return open ? "open" : std::string(base::wire_code(open.error().code));
    };
    BOOST_TEST(code("en-all") == "kicked");
    BOOST_TEST(code("en-us") == "open");
    BOOST_TEST(!chat::enter_lounge(connection, house, session, "en-all").ok());
    // Whoever may not write may still take back what they wrote.
    const auto acted = [&](chat::ActKind kind) {
        return support::told(
            chat::act(connection, house,
                      {.kind = kind, .actor = ann, .lounge = lounge.id, .message = seq, .text = "👍"}));
    };
    BOOST_TEST(acted(chat::ActKind::react) == "kicked");
    BOOST_TEST(acted(chat::ActKind::remove) == "2");
    clock.forward(11min);
    BOOST_TEST(code("en-all") == "open");
}

BOOST_AUTO_TEST_CASE(a_ban_holds_for_posts_acts_and_sessions_until_it_is_lifted) {
    const auto seq = says(ann, "a1");
    const auto done = act(ban_permanent, seq);
    BOOST_REQUIRE(done.ok());
    BOOST_TEST(post_of(ann, "a2") == "banned");
    BOOST_TEST((store::lock_participants(connection, {ann}).at(0).status == store::AccountStatus::banned));
    BOOST_TEST(store::ban_of(connection, ann)->id.value == done->action.value);
    BOOST_REQUIRE(moderation::lift(connection, house, log, {.session = &admin, .door = "page"}, done->action,
                                   "a mistake")
                      .ok());
    BOOST_TEST(post_of(ann, "a3") == "2");
    BOOST_TEST(!store::ban_of(connection, ann));
    BOOST_TEST(outcome(moderation::lift(connection, house, log, {.session = &admin, .door = "page"},
                                        done->action, "")) == "not_in_force");
}

BOOST_AUTO_TEST_CASE(a_ban_for_a_time_ends_by_itself) {
    BOOST_REQUIRE(act(ban_temp, says(ann, "a1")).ok());
    BOOST_TEST(post_of(ann, "a2") == "banned");
    clock.forward(11min);
    for (const auto id : store::actions_run_out(connection, clock.now(), 10))
        (void)moderation::end_run_out(connection, clock.now(), id);
    BOOST_TEST(post_of(ann, "a3") == "2");
}

BOOST_AUTO_TEST_CASE(a_removed_message_is_gone_for_readers_and_comes_back_when_that_is_lifted) {
    const auto seq = says(ann, "a1", "rude");
    const auto done = act(message_delete, seq);
    BOOST_REQUIRE(done.ok());
    BOOST_TEST(store::messages_after(connection, lounge.id, seq - 1, 1).front().removed);
    BOOST_TEST(support::told(events(1)).ends_with("2:"), support::told(events(1)));
    BOOST_REQUIRE(
        moderation::lift(connection, house, log, {.session = &moderator, .door = "page"}, done->action, "")
            .ok());
    BOOST_TEST(store::messages_after(connection, lounge.id, seq - 1, 1).front().body == "rude");
    BOOST_TEST(events(2).front().kind == "restore");
}

BOOST_AUTO_TEST_CASE(a_message_comes_back_with_its_card_which_goes_only_with_what_is_kept_of_it) {
    const auto seq = says(ann, "a1", "see https://page.example/x");
    const auto card = [&] {
        const auto preview = store::messages_after(connection, lounge.id, seq - 1, 1).front().preview;
        return preview ? preview->title : "none";
    };
    const auto preview = store::add_preview(connection, {.url_hash = std::string(32, 'h'),
                                                         .url = "https://page.example/x",
                                                         .host = "page.example",
                                                         .at = clock.now()});
    store::finish_preview(connection, preview, store::FoundPreview{"A title", "", std::nullopt}, clock.now());
    const auto message = store::messages_after(connection, lounge.id, seq - 1, 1).front().id;
    store::show_preview(connection, message, preview);
    store::want_no_preview(connection, message);
    const auto done = act(message_delete, seq);
    BOOST_REQUIRE(done.ok());
    BOOST_TEST(card() == "none");
    BOOST_REQUIRE(
        moderation::lift(connection, house, log, {.session = &moderator, .door = "page"}, done->action, "")
            .ok());
    BOOST_TEST(card() == "A title");
    BOOST_TEST(events(2).front().message->preview->title == "A title");
    BOOST_REQUIRE(act(message_delete, seq).ok());
    BOOST_TEST(store::forget_removed(connection, clock.now(), clock.now(), 10) == 1U);
    BOOST_TEST(!store::is_preview_shown(connection, preview));
}

BOOST_AUTO_TEST_CASE(what_the_author_took_back_themselves_cannot_be_deleted_once_more_and_so_not_come_back) {
    const auto seq = says(ann, "a1", "rude");
    const auto removed = chat::act(
        connection, house,
        {.kind = chat::ActKind::remove, .actor = ann, .lounge = lounge.id, .message = seq, .text = {}});
    BOOST_REQUIRE(removed.ok());
    BOOST_TEST(outcome(act(message_delete, seq)) == "unknown_message");
    BOOST_TEST(outcome(act(warning, seq)) == "done", "they may be warned for it all the same");
}

BOOST_AUTO_TEST_CASE(who_may_do_it) {
    const auto seq = says(ann, "a1");
    const auto tried = [&](const accounts::Session& who) { return outcome(act(who, order(warning, seq))); };
    BOOST_TEST(tried(of_bob) == "members_only");
    BOOST_TEST(tried(plain) == "not_allowed");
    BOOST_TEST(tried(elsewhere) == "not_allowed");
    auto first_step_only = moderator;
    first_step_only.second_step_taken = false;
    BOOST_TEST(tried(first_step_only) == "second_step_missing");
    BOOST_TEST(tried(moderator) == "done");
    BOOST_TEST(tried(admin) == "done");
    // Who has no business there does not learn whether there is such a message.
    BOOST_TEST(outcome(act(plain, order(warning, 99))) == "not_allowed");
    BOOST_TEST(outcome(act(moderator, order(warning, 99))) == "unknown_message");
}

BOOST_AUTO_TEST_CASE(staff_are_for_admins_alone_and_nobody_acts_on_themselves) {
    const auto of_mod = says(moderator.participant.id, "m1");
    BOOST_TEST(outcome(act(second_moderator, order(mute, of_mod))) == "staff_protected");
    BOOST_TEST(outcome(act(moderator, order(mute, of_mod))) == "not_yourself");
    BOOST_TEST(outcome(act(admin, order(mute, of_mod))) == "done");
    BOOST_TEST(post_of(moderator.participant.id, "m2") == "muted");
}

BOOST_AUTO_TEST_CASE(orders_that_make_no_sense_are_refused_with_a_reason) {
    const auto seq = says(ann, "a1");
    auto one = order(mute, seq);
    one.ground.reset();
    BOOST_TEST(outcome(act(moderator, one)) == "ground_missing");
    one = order(mute, seq);
    one.lasts.reset();
    BOOST_TEST(outcome(act(moderator, one)) == "length_missing");
    one.lasts = 24h * 400;
    BOOST_TEST(outcome(act(moderator, one)) == "length_missing");
    one = order(mute, seq);
    one.text = std::string(1001, 'x');
    BOOST_TEST(outcome(act(moderator, one)) == "moderation_text_long");
    one = order(message_delete, 0);
    one.person = ann;
    BOOST_TEST(outcome(act(moderator, one)) == "bad_request");
    one = order(kick, 0);
    one.person = ann;
    one.lounge.reset();
    BOOST_TEST(outcome(act(admin, one)) == "bad_request");
    BOOST_TEST(post_of(ann, "a2") == "2", "nothing of it took effect");
}

BOOST_AUTO_TEST_CASE(every_act_leaves_one_row_of_the_audit_log_and_so_does_every_refusal) {
    const auto seq = says(ann, "a1");
    const auto by_mod = "actor = '" + audit::by_user(*moderator.user) + "'";
    for (const auto type : {warning, mute, kick, ban_temp, message_delete}) {
        const auto before = audit_rows();
        BOOST_REQUIRE(act(type, seq).ok());
        BOOST_TEST(audit_rows() == before + 1);
        BOOST_TEST(audit_rows(by_mod + " AND action = '" + moderation::audit_name(type) +
                              "' AND subject = 'participant:" + std::to_string(ann.value) +
                              "' AND detail LIKE '%\"door\":\"page\"%'") == 1U);
    }
    const auto before = audit_rows();
    BOOST_REQUIRE(!act(plain, order(mute, seq)).ok());
    BOOST_REQUIRE(!act(of_bob, order(mute, seq)).ok());
    BOOST_TEST(audit_rows() == before + 2);
    BOOST_TEST(audit_rows("detail LIKE '%\"refused\":\"not_allowed\"%' AND actor = '" +
                          audit::by_user(*plain.user) + "'") == 1U);
    BOOST_TEST(audit_rows("actor = 'participant:" + std::to_string(bob.value) + "'") == 1U);
    BOOST_TEST(!audit::verify(connection, config).broken);
}

BOOST_AUTO_TEST_CASE(the_operator_acts_by_a_script_without_a_session) {
    const auto seq = says(ann, "a1");
    BOOST_TEST(outcome(moderation::act(connection, house, log, {.door = "script"}, order(mute, seq))) ==
               "done");
    BOOST_TEST(audit_rows("actor = 'operator' AND action = 'moderation.mute'") == 1U);
    BOOST_TEST(post_of(ann, "a2") == "muted");
}

BOOST_AUTO_TEST_CASE(a_ban_closes_browser_and_connection_to_newcomers_and_lets_the_neighbour_in) {
    const base::KeyPair secrets{.current = "a secret of the house, long enough", .previous = ""};
    const accounts::GuestTokens tokens{secrets};
    const auto marks = [](const std::string& device, const std::string& address) {
        return accounts::marks_of("key", {.device = device, .address = address});
    };
    const auto enters = [&](const std::string& name, const store::Marks& from) {
        const auto entered = accounts::enter(connection, tokens, clock, config.limits,
                                             {.name = name, .age_category = "18+", .marks = from});
        return entered ? "in" : std::string(base::wire_code(entered.error().code));
    };
    const std::string browser(32, 'a');
    const auto eve =
        accounts::enter(connection, tokens, clock, config.limits,
                        {.name = "Eve", .age_category = "18+", .marks = marks(browser, "203.0.113.7")});
    BOOST_REQUIRE(eve.ok());
    BOOST_TEST(enters("Sue", marks(std::string(32, 'b'), "203.0.113.7")) == "in", "before the ban");
    const auto done = act(ban_permanent, says(eve->participant, "e1"));
    BOOST_REQUIRE(done.ok());
    BOOST_TEST(enters("Eva", marks(browser, "203.0.113.7")) == "kept_out", "a new name");
    BOOST_TEST(enters("Evi", marks(browser, "198.51.100.1")) == "kept_out", "the same browser elsewhere");
    BOOST_TEST(enters("Evo", marks(std::string(32, 'c'), "203.0.113.7")) == "kept_out", "another browser");
    BOOST_TEST(enters("Evu", marks("", "203.0.113.7")) == "kept_out", "a program without cookies");
    BOOST_TEST(enters("Ned", marks(std::string(32, 'd'), "203.0.113.8")) == "in",
               "a neighbour in the same /24");
    clock.forward(config.limits.address_ban + base::Millis{1});
    BOOST_TEST(enters("Liz", marks(std::string(32, 'e'), "203.0.113.7")) == "in", "addresses change hands");
    BOOST_TEST(enters("Evy", marks(browser, "198.51.100.1")) == "kept_out", "browsers do not");
    BOOST_REQUIRE(
        moderation::lift(connection, house, log, {.session = &moderator, .door = "page"}, done->action, "")
            .ok());
    BOOST_TEST(enters("Eve2", marks(browser, "203.0.113.7")) == "in");
}

BOOST_AUTO_TEST_CASE(a_ban_ends_the_guests_of_the_same_browser_and_nobody_elses_session) {
    const base::KeyPair secrets{.current = "a secret of the house, long enough", .previous = ""};
    const accounts::GuestTokens tokens{secrets};
    const auto enters = [&](const std::string& name, const std::string& browser,
                            const std::string& address = "203.0.113.7") {
        const accounts::Origin origin{.device = browser, .address = address};
        return accounts::enter(
                   connection, tokens, clock, config.limits,
                   {.name = name, .age_category = "18+", .marks = accounts::marks_of("key", origin)})
            .value();
    };
    const auto alive = [&](const accounts::Entered& entered) {
        return store::find_temp_session(connection, accounts::token_hash(entered.token), clock.now())
            .has_value();
    };
    const auto eve = enters("Eve", std::string(32, 'a'));
    const auto eva = enters("Eva", std::string(32, 'a'));
    const auto evi = enters("Evi", std::string(32, 'a'));
    const auto ned = enters("Ned", std::string(32, 'b'));
    // A guest who has become a member meanwhile, in the same browser.
    const auto mae = enters("Mae", std::string(32, 'a'));
    support::make_member(connection, mae.participant);
    // Of a program, which has no browser.
    const auto bot = enters("Roy", "");
    BOOST_REQUIRE(act(kick, says(eve.participant, "e1")).ok());
    BOOST_TEST(alive(eva), "nothing less than a ban does that");
    clock.forward(11min);
    BOOST_REQUIRE(act(ban_temp, says(eve.participant, "e2")).ok());
    BOOST_TEST(!alive(eva));
    BOOST_TEST(!alive(evi));
    BOOST_TEST(alive(ned), "another browser at the same address");
    BOOST_TEST(alive(bot));
    BOOST_TEST(alive(mae), "an account is banned by itself");
    BOOST_TEST(heard_by(guest(eva.participant)) == "session_end");
    BOOST_TEST(heard_by(guest(eve.participant)) == "sanction sanction");
    BOOST_TEST(heard_by(guest(ned.participant)).empty());
    BOOST_TEST(audit_rows("action = 'moderation.ban_temp' AND detail LIKE '%\"endedGuests\":[" +
                          std::to_string(eva.participant.value) + "," +
                          std::to_string(evi.participant.value) + "]%'") == 1U);
    // Their names are free again.
    BOOST_TEST(alive(enters("Eva", std::string(32, 'c'), "198.51.100.1")));
}

BOOST_AUTO_TEST_SUITE_END()
