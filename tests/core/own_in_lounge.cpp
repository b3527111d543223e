#include "core/store/own_in_lounge.h"

#include <boost/test/unit_test.hpp>

#include "core/store/blocks.h"
#include "core/store/messages.h"
#include "core/store/reactions.h"
#include "core/store/read_markers.h"
#include "tests/core/talk.h"

namespace {

constexpr std::size_t most_blocked = 2;

struct Own : support::Talk {
    Own() { lift_pace(); }

    std::vector<base::MessageId> say(int count) {
        for (int i = 0; i < count; ++i)
            BOOST_REQUIRE(chat::post(connection, house, by(bob, "m" + std::to_string(i))).ok());
        std::vector<base::MessageId> ids;
        for (const auto& message : store::messages_after(connection, lounge.id, 0, 1000))
            ids.push_back(message.id);
        return ids;
    }
    store::OwnInLounge own(const std::vector<base::MessageId>& messages = {}) {
        return store::own_in_lounge(connection, lounge.id, ann, messages, most_blocked);
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(own_in_lounge, Own)

BOOST_AUTO_TEST_CASE(somebody_new_has_nothing_of_their_own) {
    const auto nothing = own(say(2));
    BOOST_TEST(!nothing.read.has_value());
    BOOST_TEST(nothing.blocked.empty());
    BOOST_TEST(nothing.reactions.empty());
}

BOOST_AUTO_TEST_CASE(how_far_they_have_read_is_of_this_lounge_and_of_them) {
    store::set_read(connection, {{ann, second_lounge.id, 9}, {bob, lounge.id, 8}, {ann, lounge.id, 7}});
    BOOST_TEST((own().read == base::Seq{7}));
}

BOOST_AUTO_TEST_CASE(whom_they_have_blocked_and_no_more_than_were_asked_for) {
    store::add_block(connection, bob, ann, clock.now());
    BOOST_TEST(own().blocked.empty());
    store::add_block(connection, ann, bob, clock.now());
    BOOST_REQUIRE_EQUAL(own().blocked.size(), 1U);
    BOOST_TEST(own().blocked[0].value == bob.value);
    for (const char* name : {"cleo", "dan"}) store::add_block(connection, ann, add(name), clock.now());
    BOOST_TEST(own().blocked.size() == most_blocked);
}

BOOST_AUTO_TEST_CASE(their_reactions_to_these_messages_also_to_many) {
    const auto messages = say(70);
    for (const auto message : {messages[0], messages[1], messages[69]})
        store::add_reaction(connection, message, "👍", ann, clock.now());
    store::add_reaction(connection, messages[69], "😀", ann, clock.now());
    store::add_reaction(connection, messages[2], "👍", bob, clock.now());
    BOOST_TEST(own(messages).reactions.size() == 4U);
    const auto one = own({messages[1], messages[2], messages[3]}).reactions;
    BOOST_REQUIRE_EQUAL(one.size(), 1U);
    BOOST_TEST(one[0].message.value == messages[1].value);
    BOOST_TEST(one[0].emoji == "👍");
    BOOST_TEST(own().reactions.empty());
}

BOOST_AUTO_TEST_SUITE_END()
