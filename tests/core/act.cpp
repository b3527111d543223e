#include "core/chat/act.h"

#include <boost/test/unit_test.hpp>
#include <thread>

#include "core/chat/deed.h"
#include "core/chat/event_json.h"
#include "core/store/message_changes.h"
#include "core/store/reactions.h"
#include "tests/core/talk.h"

using chat::ActKind;
using support::count;
using support::told;

namespace {

struct Said : support::Talk {
    Said() {
        lift_pace();
        BOOST_REQUIRE(chat::post(connection, house, by(ann, "a1", "first")).ok());
        BOOST_REQUIRE(chat::post(connection, house, by(bob, "b1", "second")).ok());
    }

    chat::Act act_of(base::ParticipantId who, ActKind kind, base::Seq message, std::string text = {}) const {
        return {.kind = kind,
                .actor = who,
                .age = store::AgeCategory::over_18,
                .lounge = lounge.id,
                .message = message,
                .text = std::move(text)};
    }
    std::string act(base::ParticipantId who, ActKind kind, base::Seq message, std::string text = {}) {
        return told(chat::act(connection, house, act_of(who, kind, message, std::move(text))));
    }
    std::vector<store::Message> lines() { return store::messages_after(other, lounge.id, 0, 100); }
    std::string line(std::size_t n) { return lines().at(n).removed ? "(removed)" : lines().at(n).body; }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(act, Said)

BOOST_AUTO_TEST_CASE(an_edit_is_the_next_event_and_what_was_said_before_is_kept_for_moderators) {
    clock.forward(base::Millis{60'000});
    BOOST_TEST(act(ann, ActKind::edit, 1, "  first, mended ") == "3");
    BOOST_TEST(line(0) == "first, mended");
    BOOST_TEST((lines().at(0).edited_at == clock.now()));
    BOOST_TEST(!lines().at(1).edited_at.has_value());
    const auto event = events(2).at(0);
    BOOST_TEST(event.kind == "edit");
    BOOST_TEST(event.message->seq == 1U);
    BOOST_TEST(event.message->body == "first, mended");
    BOOST_TEST(count(other, "SELECT COUNT(*) FROM message_edit WHERE body = 'first'") == 1U);
}

BOOST_AUTO_TEST_CASE(what_is_so_already_changes_nothing_however_often_it_is_asked_for) {
    BOOST_TEST(act(ann, ActKind::edit, 1, "new") == "3");
    BOOST_TEST(act(ann, ActKind::edit, 1, "new") == "1 again");
    BOOST_TEST(act(bob, ActKind::react, 1, "👍") == "4");
    BOOST_TEST(act(bob, ActKind::react, 1, "👍") == "1 again");
    BOOST_TEST(act(bob, ActKind::unreact, 1, "👍") == "5");
    BOOST_TEST(act(bob, ActKind::unreact, 1, "👍") == "1 again");
    BOOST_TEST(act(ann, ActKind::remove, 1) == "6");
    BOOST_TEST(act(ann, ActKind::remove, 1) == "1 again");
    BOOST_TEST(told(events(2)) == "3: 4:react 5:react 6:");
}

BOOST_AUTO_TEST_CASE(only_the_author_may_edit_and_remove) {
    BOOST_TEST(act(bob, ActKind::edit, 1, "mine now") == "not_yours");
    BOOST_TEST(act(bob, ActKind::remove, 1) == "not_yours");
    BOOST_TEST(line(0) == "first");
    BOOST_TEST(events(2).empty());
}

BOOST_AUTO_TEST_CASE(an_edit_comes_too_late_after_fifteen_minutes_and_a_removal_never) {
    clock.forward(std::chrono::minutes{15});
    BOOST_TEST(act(ann, ActKind::edit, 1, "in time") == "3");
    clock.forward(base::Millis{1});
    BOOST_TEST(act(bob, ActKind::edit, 2, "too late") == "edit_too_late");
    BOOST_TEST(act(ann, ActKind::edit, 1, "in time") == "1 again", "a retry of what was done in time");
    clock.forward(std::chrono::hours{500});
    BOOST_TEST(act(bob, ActKind::remove, 2) == "4");
}

BOOST_AUTO_TEST_CASE(a_removed_message_is_a_tombstone_everywhere_also_where_it_was_quoted) {
    auto answer = by(bob, "b2", "I agree");
    answer.reply_to = 1;
    BOOST_REQUIRE(chat::post(connection, house, answer).ok());
    BOOST_TEST(lines().at(2).quote->text == "first");
    BOOST_TEST(lines().at(2).quote->author_name == "ann");
    BOOST_TEST(act(ann, ActKind::edit, 1, "secret") == "4");
    BOOST_TEST(act(ann, ActKind::remove, 1) == "5");
    BOOST_TEST(line(0) == "(removed)");
    BOOST_TEST(lines().at(2).quote->removed);
    for (const auto& event : events()) {
        const auto json = chat::event_json("en-all", event);
        BOOST_TEST(json.find("secret") == std::string::npos, json);
        BOOST_TEST(json.find("first") == std::string::npos, json);
    }
    BOOST_TEST(act(ann, ActKind::edit, 1, "back") == "unknown_message");
    BOOST_TEST(act(bob, ActKind::react, 1, "👍") == "unknown_message");
}

BOOST_AUTO_TEST_CASE(an_answer_to_nothing_is_a_message_without_a_quote) {
    auto answer = by(bob, "b2", "hm");
    answer.reply_to = 77;
    BOOST_TEST(told(chat::post(connection, house, answer)) == "3");
    BOOST_TEST(!lines().at(2).quote.has_value());
    act(ann, ActKind::remove, 1);
    answer.client_id = "b3";
    answer.reply_to = 1;
    BOOST_TEST(told(chat::post(connection, house, answer)) == "5");
    BOOST_TEST(!lines().at(3).quote.has_value());
}

BOOST_AUTO_TEST_CASE(the_event_of_a_new_answer_has_its_quote) {
    auto answer = by(bob, "b2", "I agree");
    answer.reply_to = 1;
    const auto posted = chat::post(connection, house, answer);
    BOOST_TEST(chat::event_json("en-all", *posted->event) == chat::event_json("en-all", events(2).at(0)));
    BOOST_TEST(chat::event_json("en-all", *posted->event).find(R"("re":{"seq":1,)") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_reaction_tells_how_many_there_are_and_each_person_counts_once_an_emoji) {
    BOOST_TEST(act(ann, ActKind::react, 2, "👍") == "3");
    BOOST_TEST(act(bob, ActKind::react, 2, "👍") == "4");
    BOOST_TEST(act(ann, ActKind::react, 2, "🔥") == "5");
    const auto payload = [&](std::size_t n) { return chat::event_json("en-all", events(2).at(n)); };
    BOOST_TEST(payload(1).find(R"("count":2)") != std::string::npos, payload(1));
    BOOST_TEST(payload(1).find(R"("of":2)") != std::string::npos, payload(1));
    const auto seen = store::reactions_to(other, lines(), ann);
    BOOST_REQUIRE(seen.size() == 2U);
    BOOST_TEST(seen[0].emoji == "👍");
    BOOST_TEST(seen[0].people == 2U);
    BOOST_TEST(seen[0].mine);
    BOOST_TEST(!store::reactions_to(other, lines(), bob).at(1).mine);
    BOOST_TEST(act(bob, ActKind::unreact, 2, "👍") == "6");
    BOOST_TEST(act(ann, ActKind::unreact, 2, "🔥") == "7");
    BOOST_TEST(store::reactions_to(other, lines(), ann).size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_reaction_is_one_emoji) {
    for (const char* good : {"👍", "👍🏽", "❤️", "❤", "👩‍👩‍👧", "🇲🇽", "1️⃣"})
        BOOST_TEST(act(bob, ActKind::react, 1, good) != "emoji_invalid", good);
    for (const char* bad : {"", "a", "1", "👍👍", "ok 👍", "<b>", "\xF0\x9F", " 👍"})
        BOOST_TEST(act(bob, ActKind::react, 1, bad) == "emoji_invalid", bad);
}

BOOST_AUTO_TEST_CASE(a_message_takes_so_many_different_emoji_and_any_number_of_people) {
    config.limits.emoji_per_message = 2;
    act(ann, ActKind::react, 1, "👍");
    act(ann, ActKind::react, 1, "🔥");
    BOOST_TEST(act(bob, ActKind::react, 1, "😂") == "too_many_emoji");
    BOOST_TEST(act(bob, ActKind::react, 1, "🔥") == "5");
}

BOOST_AUTO_TEST_CASE(whoever_may_not_write_may_only_take_back) {
    set(ann, "muted_until = '2037-01-01'");
    BOOST_TEST(act(ann, ActKind::edit, 1, "x") == "muted");
    BOOST_TEST(act(ann, ActKind::react, 2, "👍") == "muted");
    BOOST_TEST(act(ann, ActKind::remove, 1) == "3");
    set(bob, "status = 'BANNED'");
    BOOST_TEST(act(bob, ActKind::remove, 2) == "banned");
    other.run("UPDATE participant SET status = 'ACTIVE', muted_until = NULL");
    other.run("UPDATE lounge SET closed_at = '2026-01-01'");
    BOOST_TEST(act(bob, ActKind::react, 2, "👍") == "lounge_closed");
}

BOOST_AUTO_TEST_CASE(acts_are_bounded_in_time_by_the_person_and_not_by_the_door) {
    config.limits.acts = 2;
    BOOST_TEST(act(bob, ActKind::react, 1, "👍") == "3");
    BOOST_TEST(told(chat::act(other, house, act_of(bob, ActKind::react, 1, "🔥"))) == "4");
    BOOST_TEST(act(bob, ActKind::react, 1, "😂") == "slow_down");
    BOOST_TEST(act(ann, ActKind::react, 1, "😂") == "5", "somebody else");
    clock.forward(config.limits.acts_per);
    BOOST_TEST(act(bob, ActKind::react, 1, "😂") == "6");
}

BOOST_AUTO_TEST_CASE(a_refusal_in_a_batch_leaves_no_hole) {
    const auto outcomes = chat::carry_out(
        connection, house,
        {act_of(ann, ActKind::edit, 1, "one"), act_of(bob, ActKind::remove, 1), by(bob, "b9", "three"),
         act_of(bob, ActKind::react, 1, "👍"), act_of(ann, ActKind::react, 99, "👍")});
    BOOST_TEST(told(outcomes) == "4, not_yours, 3, 5, unknown_message");
    BOOST_TEST(told(events(2)) == "3:three 4:one 5:react");
}

BOOST_AUTO_TEST_CASE(two_doors_at_once_give_each_act_a_number_and_the_count_is_right) {
    config.limits.acts = 10'000;
    std::vector<base::ParticipantId> people;
    for (int i = 0; i < 40; ++i) people.push_back(add("p" + std::to_string(i)));
    std::vector<std::thread> doors;
    for (int door = 0; door < 2; ++door) {
        doors.emplace_back([&, door] {
            db::Connection own(settings);
            for (std::size_t i = static_cast<std::size_t>(door); i < people.size(); i += 2)
                (void)chat::act(own, house, act_of(people[i], ActKind::react, 1, "👍"));
        });
    }
    for (auto& door : doors) door.join();
    BOOST_TEST(store::reactions_to(other, lines(), ann).at(0).people == 40U);
    const auto all = events();
    for (std::size_t i = 0; i < all.size(); ++i) BOOST_TEST(all[i].seq == i + 1);
    BOOST_TEST(all.size() == 42U);
}

BOOST_AUTO_TEST_CASE(whoever_is_named_hears_of_it_once_in_their_own_stream) {
    const auto stream_of = [&](base::ParticipantId who) {
        return store::find_named(other, {who == ann ? "ann" : "bob"}).at(0).stream;
    };
    const auto heard = [&](base::ParticipantId who) {
        std::string text;
        for (const auto& event : store::events_after(other, stream_of(who), 0, 100))
            text += event.kind + ":" + event.message->body + " ";
        return text;
    };
    // The keys of these fixtures are the names themselves, as they are for names without look-alikes.
    const auto posted = chat::post(connection, house, by(bob, "b2", "@ann and @bob and @nobody, see"));
    BOOST_REQUIRE(posted.ok());
    BOOST_REQUIRE(posted->others.size() == 1U);
    BOOST_TEST((posted->others[0].stream == stream_of(ann)));
    BOOST_TEST(posted->event->message->format.find(R"(["m","@ann",)") != std::string::npos,
               posted->event->message->format);
    BOOST_TEST(heard(ann) == "mention:@ann and @bob and @nobody, see ");
    BOOST_TEST(heard(bob).empty());
    BOOST_TEST(act(bob, ActKind::edit, 3, "@ann, look") == "4");
    BOOST_TEST(heard(ann) == "mention:@ann, look ", "named already: told once");
    BOOST_TEST(act(bob, ActKind::edit, 2, "@ann again") == "5");
    BOOST_TEST(heard(ann) == "mention:@ann, look mention:@ann again ");
}

BOOST_AUTO_TEST_CASE(what_was_removed_is_forgotten_after_a_while_unless_a_report_is_open) {
    act(ann, ActKind::edit, 1, "changed");
    act(ann, ActKind::remove, 1);
    act(bob, ActKind::remove, 2);
    other.run(
        "INSERT INTO user_report (reporter_participant_id, message_id, reason, created_at) SELECT participant_id, id, 'SPAM', NOW(3) "
        "FROM chat_message WHERE seq = 2");
    BOOST_TEST(store::forget_removed(connection, clock.now() - base::Millis{1}, clock.now(), 10) == 0U);
    BOOST_TEST(store::forget_removed(connection, clock.now(), clock.now(), 10) == 1U);
    BOOST_TEST(count(other, "SELECT COUNT(*) FROM chat_message WHERE body = ''") == 1U);
    BOOST_TEST(count(other, "SELECT COUNT(*) FROM message_edit") == 0U);
    BOOST_TEST(line(0) == "(removed)");
}

BOOST_AUTO_TEST_SUITE_END()
