#include "core/chat/block.h"

#include <boost/test/unit_test.hpp>

#include "core/accounts/profile.h"
#include "core/chat/event_json.h"
#include "core/chat/post.h"
#include "core/store/blocks.h"
#include "core/store/people.h"
#include "tests/core/member_house.h"

namespace {

using support::told;

constexpr const char* number = "+1 202-456-1111";
constexpr const char* good = "a long and lovely phrase";

struct Ground : support::MemberGround {
    chat::House talk{clock, config};
    accounts::Session ann = guest("ann");
    accounts::Session bob = guest("bob");

    std::string block(const accounts::Session& who, base::ParticipantId whom) {
        const auto done = chat::block(connection, talk, who.participant.id, whom);
        return done && done->repeated ? "nothing new" : told(done);
    }
    std::string unblock(const accounts::Session& who, base::ParticipantId whom) {
        const auto done = chat::unblock(connection, talk, who.participant.id, whom);
        return done && done->repeated ? "nothing new" : told(done);
    }
    // The events of a person's own stream as their client sees them, without the time.
    std::string own_events(const accounts::Session& who) {
        std::string all;
        for (const auto& event : store::events_after(connection, who.stream, 0, 100)) {
            const auto json = chat::event_json("@me", event);
            all += event.kind + json.substr(json.find(R"(,"at":)") + 19) + " ";
        }
        return all;
    }
    bool apart(const accounts::Session& one, const accounts::Session& other) {
        return chat::blocked_between(connection, one.participant.id, other.participant.id);
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(block, Ground)

BOOST_AUTO_TEST_CASE(a_block_stands_until_it_is_lifted_and_each_change_is_told_once_to_the_blocker_alone) {
    BOOST_TEST(!apart(ann, bob));
    BOOST_TEST(block(ann, bob.participant.id) == "ok");
    BOOST_TEST(block(ann, bob.participant.id) == "nothing new");
    BOOST_TEST(apart(ann, bob));
    BOOST_TEST(apart(bob, ann), "it holds either way");
    BOOST_TEST(chat::blocked_by(connection, talk, ann.participant.id).contains(bob.participant.id));
    BOOST_TEST(chat::blocked_by(connection, talk, bob.participant.id).empty());
    BOOST_TEST(unblock(bob, ann.participant.id) == "nothing new", "one's own blocks alone");
    BOOST_TEST(apart(ann, bob));
    BOOST_TEST(unblock(ann, bob.participant.id) == "ok");
    BOOST_TEST(unblock(ann, bob.participant.id) == "nothing new");
    BOOST_TEST(!apart(ann, bob));
    const std::string who = R"(,"who":)" + std::to_string(bob.participant.id.value) + "} ";
    BOOST_TEST(own_events(ann) == "block" + who + "unblock" + who);
    BOOST_TEST(own_events(bob) == "", "the blocked one is told nothing");
}

BOOST_AUTO_TEST_CASE(the_hint_names_the_blockers_stream_and_the_new_number) {
    const auto done = chat::block(connection, talk, ann.participant.id, bob.participant.id).value();
    BOOST_REQUIRE(done.others.size() == 1U);
    BOOST_TEST(done.others[0].stream.value == ann.stream.value);
    BOOST_TEST(done.others[0].seq == 1U);
    const auto state = store::own_state(connection, ann.participant.id);
    BOOST_TEST(state.last == 1U);
    BOOST_REQUIRE(state.blocked.size() == 1U);
    BOOST_TEST(state.blocked.front().value == bob.participant.id.value);
    BOOST_TEST(store::own_state(connection, bob.participant.id).blocked.empty());
}

BOOST_AUTO_TEST_CASE(nobody_blocks_themselves_or_nobody_or_everybody) {
    config.limits.blocks = 2;
    BOOST_TEST(block(ann, ann.participant.id) == "not_yourself");
    BOOST_TEST(block(ann, base::ParticipantId{999'999}) == "unknown_person");
    BOOST_TEST(unblock(ann, base::ParticipantId{999'999}) == "unknown_person");
    for (const char* name : {"one", "two"}) BOOST_TEST(block(ann, guest(name).participant.id) == "ok");
    BOOST_TEST(block(ann, bob.participant.id) == "too_many_blocks");
    BOOST_TEST(!apart(ann, bob));
    BOOST_TEST(store::own_state(connection, ann.participant.id).blocked.size() == 2U);
    BOOST_TEST(store::own_state(connection, ann.participant.id).last == 2U);
}

BOOST_AUTO_TEST_CASE(the_list_has_names_and_pairs_are_found_among_many) {
    const auto carl = guest("carl");
    BOOST_TEST(block(ann, carl.participant.id) == "ok");
    BOOST_TEST(block(ann, bob.participant.id) == "ok");
    BOOST_TEST(block(bob, carl.participant.id) == "ok");
    const auto people = store::blocked_people(connection, ann.participant.id);
    BOOST_REQUIRE(people.size() == 2U);
    BOOST_TEST(people[0].name == "bob");
    BOOST_TEST(people[1].name == "carl");
    BOOST_TEST((people[0].since == clock.now()));
    std::vector<std::pair<base::ParticipantId, base::ParticipantId>> pairs(
        70, {base::ParticipantId{1'000}, base::ParticipantId{2'000}});
    pairs.emplace_back(carl.participant.id, ann.participant.id);
    const auto found = store::blocks_between(connection, pairs);
    BOOST_REQUIRE(found.size() == 1U);
    BOOST_TEST(found.front().blocker.value == ann.participant.id.value);
    BOOST_TEST(found.front().blocked.value == carl.participant.id.value);
}

BOOST_AUTO_TEST_CASE(whoever_has_blocked_the_author_does_not_hear_that_they_are_named) {
    const auto lounge = store::find_lounge(connection, "en-all");
    const auto says = [&](const std::string& id, const std::string& body) {
        return chat::post(connection, talk,
                          {.author = bob.participant.id,
                           .age = bob.age,
                           .lounge = lounge->id,
                           .client_id = id,
                           .body = body,
                           .reply_to = std::nullopt});
    };
    BOOST_TEST(block(ann, bob.participant.id) == "ok");
    const auto carl = guest("carl");
    BOOST_TEST(says("1", "@ann and @carl, listen").value().others.size() == 1U);
    BOOST_TEST(store::own_state(connection, ann.participant.id).last == 1U, "her own block alone");
    BOOST_TEST(store::own_state(connection, carl.participant.id).last == 1U);
    BOOST_TEST(support::count(connection, "SELECT COUNT(*) FROM mention") == 1U);
    BOOST_TEST(unblock(ann, bob.participant.id) == "ok");
    BOOST_TEST(says("2", "@ann?").value().others.size() == 1U);
    BOOST_TEST(store::own_state(connection, ann.participant.id).last == 3U);
}

BOOST_AUTO_TEST_CASE(the_blocks_of_a_guest_survive_the_step_to_a_member_and_go_with_the_account) {
    BOOST_TEST(block(ann, bob.participant.id) == "ok");
    BOOST_TEST(block(bob, ann.participant.id) == "ok");
    (void)sign_up(number).value();
    const auto first = sign_in(number, sms_password(), ann);
    const auto member = session_of(*first.value().keys);
    BOOST_REQUIRE(!accounts::choose_password(connection, house, member, good));
    BOOST_TEST(member.participant.id.value == ann.participant.id.value);
    BOOST_TEST(apart(member, bob));
    const auto data = accounts::download_data(connection, house, member, good);
    BOOST_TEST(data.value().find(R"("personId": )" + std::to_string(bob.participant.id.value)) !=
               std::string::npos);
    BOOST_REQUIRE(!accounts::delete_account(connection, house, member, good));
    BOOST_TEST(!apart(member, bob));
    BOOST_TEST(block(bob, ann.participant.id) == "unknown_person", "who is gone cannot be blocked");
}

BOOST_AUTO_TEST_CASE(a_payload_that_names_nobody_is_none) {
    BOOST_TEST(chat::blocked_person(R"({"who":17})")->value == 17U);
    for (const char* payload : {"", "{}", "[17]", R"({"who":"17"})", R"({"who":-1})"})
        BOOST_TEST(!chat::blocked_person(payload), payload);
}

BOOST_AUTO_TEST_SUITE_END()
