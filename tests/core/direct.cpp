#include "core/chat/direct.h"
#include "core/chat/correspondence.h"

#include <boost/test/unit_test.hpp>
#include <thread>

#include "core/chat/block.h"
#include "core/chat/direct_acts.h"
#include "core/chat/event_json.h"
#include "core/db/transaction.h"
#include "core/store/people.h"
#include "core/store/unseen.h"
#include "tests/core/talk.h"
#include "tests/support/members.h"

using support::told;

namespace {

struct Letters : support::Talk {
    base::ParticipantId carl = add("carl");
    base::ParticipantId guest = add("guest");
    base::UserId of_bob;

    Letters() {
        lift_pace();
        support::make_member(connection, ann);
        of_bob = support::make_member(connection, bob);
        support::make_member(connection, carl);
    }

    static chat::Direct to(base::ParticipantId author, base::ParticipantId whom, std::string id,
                           std::string body = "hello") {
        return {.author = author, .to = whom, .client_id = std::move(id), .body = std::move(body)};
    }
    std::string send(base::ParticipantId author, base::ParticipantId whom, const std::string& id,
                     const std::string& body = "hello") {
        return told(chat::direct(connection, house, to(author, whom, id, body)));
    }
    std::vector<store::Event> own_events(base::ParticipantId who) {
        return store::events_after(other, store::find_person(other, who)->stream, 0, 1000);
    }
    // "1:direct hello 2:direct_remove", by the numbers of the person's own stream.
    std::string seen_by(base::ParticipantId who) {
        std::string text;
        for (const auto& event : own_events(who)) {
            text += (text.empty() ? "" : " ") + std::to_string(event.seq) + ":" + event.kind;
            if (event.direct) text += " " + (event.direct->removed ? "-" : event.direct->body);
        }
        return text;
    }
    std::uint64_t stored() { return support::count(other, "SELECT COUNT(*) FROM direct_message"); }
    std::string unread(base::ParticipantId who) {
        std::string text;
        for (const auto& talk : store::talks_of(other, who, std::nullopt, 100))
            text += (text.empty() ? "" : " ") + talk.peer_name + ":" + std::to_string(talk.unread);
        return text;
    }
    void run(const std::string& sql, base::ParticipantId who) {
        other.run(sql + " WHERE id = " + std::to_string(who.value));
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(direct, Letters)

BOOST_AUTO_TEST_CASE(a_message_is_committed_and_is_one_event_of_each_of_the_two) {
    const auto posted = chat::direct(connection, house, to(ann, bob, "a1", "good morning"));
    BOOST_TEST(told(posted) == "1");
    BOOST_REQUIRE(posted->others.size() == 2U);
    BOOST_TEST(seen_by(ann) == "1:direct good morning");
    BOOST_TEST(seen_by(bob) == "1:direct good morning");
    BOOST_TEST(seen_by(carl) == "");
    const auto event = own_events(bob).at(0);
    BOOST_TEST(event.direct->author.value == ann.value);
    BOOST_TEST(event.direct->to.value == bob.value);
    BOOST_TEST((event.direct->at == clock.now()));
    BOOST_TEST(send(bob, ann, "b1", "and to you") == "2");
    BOOST_TEST(send(ann, carl, "a2") == "1", "each conversation counts for itself");
    BOOST_TEST(seen_by(ann) == "1:direct good morning 2:direct and to you 3:direct hello");
}

BOOST_AUTO_TEST_CASE(a_retry_gets_the_first_result_whatever_now_forbids_a_new_message) {
    BOOST_TEST(send(ann, bob, "first") == "1");
    const auto again = [&](const char* what) {
        BOOST_TEST(told(chat::direct(other, house, to(ann, carl, "first", "something else"))) == "1 again",
                   what);
    };
    again("on another connection");
    BOOST_REQUIRE(chat::block(connection, house, bob, ann).ok());
    again("blocked");
    set(ann, "muted_until = '2037-01-01'");
    again("muted");
    set(ann, "status = 'BANNED'");
    again("banned");
    BOOST_TEST(send(ann, bob, "new") == "session_ended");
    BOOST_TEST(stored() == 1U);
    BOOST_TEST(seen_by(bob) == "1:direct hello 2:block");
    BOOST_TEST(seen_by(carl) == "");
}

BOOST_AUTO_TEST_CASE(members_write_to_members_and_everybody_else_is_told_why_not) {
    const auto deleted = add("deleted");
    const auto suspended = add("suspended");
    const auto quiet = add("quiet");
    for (const auto who : {deleted, suspended, quiet}) support::make_member(connection, who);
    set(deleted, "status = 'DELETED'");
    set(suspended, "status = 'SUSPENDED'");
    other.run("UPDATE user SET takes_direct = FALSE WHERE id = (SELECT user_id FROM participant WHERE id = " +
              std::to_string(quiet.value) + ")");
    const struct {
        base::ParticipantId author;
        base::ParticipantId whom;
        const char* body;
        const char* outcome;
    } cases[] = {
        {guest, bob, "x", "direct_members_only"}, {ann, guest, "x", "direct_to_guest"},
        {ann, ann, "x", "not_yourself"},          {ann, base::ParticipantId{999'999}, "x", "unknown_person"},
        {ann, deleted, "x", "unknown_person"},    {ann, suspended, "x", "takes_no_direct"},
        {ann, quiet, "x", "takes_no_direct"},     {ann, bob, " ", "body_empty"},
        {ann, bob, "\x01", "body_invalid"},       {base::ParticipantId{999'999}, bob, "x", "session_ended"},
        {deleted, bob, "x", "session_ended"},
    };
    for (const auto& c : cases) {
        const auto refused = chat::direct_refusal(connection, house, c.author, c.whom);
        BOOST_TEST(send(c.author, c.whom, "c", c.body) == c.outcome);
        if (std::string(c.outcome).find("body") == std::string::npos)
            BOOST_TEST(std::string(base::wire_code(refused.value().code)) == c.outcome,
                       "the page says the same");
    }
    BOOST_TEST(send(ann, bob, "no good id!") == "bad_id");
    set(ann, "muted_until = '2037-01-01'");
    BOOST_TEST(send(ann, bob, "c") == "muted");
    BOOST_TEST(stored() == 0U);
    BOOST_TEST(support::count(other, "SELECT COUNT(*) FROM conversation") == 0U, "and none was opened");
}

BOOST_AUTO_TEST_CASE(a_block_holds_either_way_and_the_blocked_one_cannot_tell_it_from_a_setting) {
    BOOST_TEST(send(ann, bob, "1") == "1");
    BOOST_REQUIRE(chat::block(connection, house, bob, ann).ok());
    BOOST_TEST(send(ann, bob, "2") == "takes_no_direct");
    BOOST_TEST(send(bob, ann, "3") == "you_blocked");
    store::set_takes_direct(connection, of_bob, false);
    BOOST_REQUIRE(chat::unblock(connection, house, bob, ann).ok());
    BOOST_TEST(send(ann, bob, "2") == "takes_no_direct", "the same, for another reason");
    store::set_takes_direct(connection, of_bob, true);
    BOOST_TEST(send(ann, bob, "2") == "2");
}

BOOST_AUTO_TEST_CASE(the_pace_is_bounded_and_so_is_the_number_of_new_conversations) {
    config.limits.posts = 2;
    config.limits.new_conversations = 1;
    BOOST_TEST(send(ann, bob, "1") == "1");
    clock.forward(base::Millis{1000});
    const auto refused = chat::direct(connection, house, to(ann, carl, "2"));
    BOOST_REQUIRE(!refused.ok());
    BOOST_TEST((refused.error().code == base::ErrorCode::too_many_conversations));
    BOOST_TEST((*refused.error().retry_after == config.limits.new_conversations_per - base::Millis{1000}));
    BOOST_TEST(send(ann, bob, "3") == "2", "one that there is may go on");
    const auto slow = chat::direct(connection, house, to(ann, bob, "4"));
    BOOST_REQUIRE(!slow.ok());
    BOOST_TEST((slow.error().code == base::ErrorCode::slow_down));
    BOOST_TEST((*slow.error().retry_after == config.limits.posts_per - base::Millis{1000}));
    BOOST_TEST(send(carl, ann, "1") == "1", "whoever is written to has opened nothing");
    clock.forward(config.limits.new_conversations_per);
    BOOST_TEST(send(ann, carl, "5") == "2");
}

BOOST_AUTO_TEST_CASE(in_a_batch_a_refusal_concerns_its_own_message_and_twins_hear_the_same) {
    other.run(
        "CREATE TRIGGER refusing BEFORE INSERT ON direct_message FOR EACH ROW "
        "IF NEW.body = 'unbearable' THEN SIGNAL SQLSTATE '45000'; END IF");
    const auto results =
        chat::direct_batch(connection, house,
                           {to(ann, bob, "1", "one"), to(ann, bob, "2", "unbearable"),
                            to(bob, ann, "1", "two"), to(ann, bob, "1", "one"), to(ann, guest, "3"),
                            to(carl, ann, "1", "three"), to(ann, bob, "4", "four")});
    BOOST_TEST(told(results) == "1, body_invalid, 2, 1 again, direct_to_guest, 1, 3");
    BOOST_TEST(seen_by(ann) == "1:direct one 2:direct two 3:direct three 4:direct four");
    BOOST_TEST(seen_by(bob) == "1:direct one 2:direct two 3:direct four");
    BOOST_TEST(chat::direct_batch(connection, house, {}).empty());
}

BOOST_AUTO_TEST_CASE(two_programs_that_open_a_conversation_at_once_open_one) {
    const auto observer = std::make_unique<db::Connection>(settings);
    std::string outcome;
    std::thread program;
    {
        db::Transaction transaction(connection);
        (void)store::open_conversation(connection, ann, bob, clock.now());
        program = std::thread([&] { outcome = told(chat::direct(other, house, to(bob, ann, "b1"))); });
        support::wait_until_one_is_blocked(*observer);
        transaction.commit();
    }
    program.join();
    BOOST_TEST(outcome == "1");
    BOOST_TEST(send(ann, bob, "a1") == "2");
    BOOST_TEST(support::count(other, "SELECT COUNT(*) FROM conversation") == 1U);
    BOOST_TEST(support::count(other, "SELECT COUNT(*) FROM conversation_side") == 2U);
}

BOOST_AUTO_TEST_CASE(places_are_dense_while_two_programs_write_both_ways) {
    config.limits.replay_events = 1000;
    BOOST_TEST(send(ann, bob, "first") == "1");
    const auto writes = [&](db::Connection& with, base::ParticipantId author, base::ParticipantId whom) {
        for (int i = 0; i < 40; ++i)
            (void)chat::direct(with, house, to(author, whom, std::to_string(i))).value();
    };
    std::thread program([&] { writes(other, bob, ann); });
    writes(connection, ann, bob);
    program.join();
    const auto conversation = store::find_conversation(connection, {ann, bob}).value();
    const auto all = store::directs_after(connection, conversation.id, 0, 1000);
    BOOST_REQUIRE(all.size() == 81U);
    for (std::size_t i = 0; i < all.size(); ++i) BOOST_TEST(all[i].seq == i + 1);
    for (const auto who : {ann, bob}) {
        const auto events = own_events(who);
        BOOST_REQUIRE(events.size() == 81U);
        for (std::size_t i = 0; i < events.size(); ++i) {
            BOOST_TEST(events[i].seq == i + 1);
            BOOST_TEST(events[i].direct->seq == i + 1, "and in the order of the conversation");
        }
    }
}

BOOST_AUTO_TEST_CASE(what_waits_to_be_read_is_counted_and_reading_is_told_to_ones_other_windows) {
    BOOST_TEST(send(ann, bob, "1") == "1");
    BOOST_TEST(send(ann, bob, "2") == "2");
    clock.forward(base::Millis{5000});
    BOOST_TEST(send(carl, bob, "1") == "1");
    BOOST_TEST(unread(bob) == "carl:1 ann:2", "newest first");
    BOOST_TEST(unread(ann) == "bob:0");
    BOOST_TEST(store::unseen(other, bob, {}, 100).talks == 2U);
    BOOST_TEST(store::unseen(other, bob, {}, 1).talks == 1U);
    BOOST_TEST(store::own_state(other, bob).unread.size() == 2U);
    BOOST_TEST(told(chat::read_direct(connection, house, bob, ann, 1)) == "1");
    BOOST_TEST(told(chat::read_direct(connection, house, bob, ann, 1)) == "1 again");
    BOOST_TEST(unread(bob) == "carl:1 ann:1");
    BOOST_TEST(chat::event_json("@me", own_events(bob).back())
                   .ends_with(R"("n":1,"unread":1,"with":)" + std::to_string(ann.value) + "}"));
    BOOST_TEST(seen_by(ann) == "1:direct hello 2:direct hello", "the other is not told");
    BOOST_TEST(told(chat::read_direct(connection, house, bob, ann, 999)) == "2", "no further than there is");
    BOOST_TEST(told(chat::read_direct(connection, house, bob, guest, 1)) == "unknown_person");
    BOOST_TEST(send(bob, carl, "answer") == "2");
    BOOST_TEST(unread(bob) == "carl:0 ann:0", "whoever answers has read");
    BOOST_TEST(unread(carl) == "bob:1");
}

BOOST_AUTO_TEST_CASE(the_list_goes_on_where_its_page_ended) {
    config.limits.new_conversations = 1000;
    for (int i = 0; i < 5; ++i) {
        const auto who = add("peer" + std::to_string(i));
        support::make_member(connection, who);
        if (i != 3) clock.forward(base::Millis{10});
        BOOST_TEST(send(ann, who, "p" + std::to_string(i)) == "1");
    }
    std::string names;
    std::optional<store::TalkPlace> place;
    for (;;) {
        const auto part = store::talks_of(connection, ann, place, 2);
        for (const auto& talk : part) names += talk.peer_name + " ";
        if (part.size() < 2) break;
        place = store::TalkPlace{part.back().last_at, part.back().conversation};
    }
    BOOST_TEST(names == "peer4 peer3 peer2 peer1 peer0 ");
}

BOOST_AUTO_TEST_CASE(a_message_taken_back_is_gone_for_both_and_from_replays) {
    BOOST_TEST(send(ann, bob, "1", "a secret") == "1");
    BOOST_TEST(send(bob, ann, "1") == "2");
    BOOST_TEST(told(chat::remove_direct(connection, house, bob, ann, 1)) == "not_yours");
    BOOST_TEST(told(chat::remove_direct(connection, house, ann, bob, 0)) == "unknown_message");
    BOOST_TEST(told(chat::remove_direct(connection, house, ann, bob, 3)) == "unknown_message");
    BOOST_TEST(told(chat::remove_direct(connection, house, ann, carl, 1)) == "unknown_message");
    BOOST_TEST(told(chat::remove_direct(connection, house, ann, bob, 1)) == "1");
    BOOST_TEST(told(chat::remove_direct(connection, house, ann, bob, 1)) == "1 again");
    for (const auto who : {ann, bob})
        BOOST_TEST(seen_by(who) == "1:direct - 2:direct hello 3:direct_remove -");
    BOOST_TEST(support::count(other, "SELECT COUNT(*) FROM direct_message WHERE body LIKE '%secret%'") == 0U);
    BOOST_TEST(send(ann, bob, "1", "a secret") == "1 again", "and a retry does not bring it back");
    const auto json = chat::event_json("@me", own_events(bob).at(0));
    BOOST_TEST(json.find("body") == std::string::npos);
    BOOST_TEST(json.ends_with(R"("removed":true})"));
}

BOOST_AUTO_TEST_CASE(the_event_is_written_as_the_protocol_says) {
    BOOST_TEST(send(ann, bob, "c-1", "**Hi**") == "1");
    const auto event = own_events(bob).at(0);
    const auto id = [](auto value) { return std::to_string(value.value); };
    const std::string rest = R"(,"id":)" + id(event.direct->id) + R"(,"n":1,"from":{"id":)" + id(ann) +
                             R"(,"name":"ann"},"to":)" + id(bob) +
                             R"(,"cid":"c-1","body":"**Hi**","format":[["p",["b","Hi"]]]})";
    const std::string at = R"("at":)" + std::to_string(base::to_epoch_ms(event.at));
    BOOST_TEST(chat::event_json("@me", event) ==
               R"({"t":"event","lounge":"@me","seq":1,"kind":"direct",)" + at + rest);
    BOOST_TEST(chat::direct_json(*event.direct) == "{" + at + rest);
}

BOOST_AUTO_TEST_SUITE_END()
