#include "core/chat/reading.h"

#include <boost/test/unit_test.hpp>

#include "tests/core/talk.h"

namespace {

struct Readers : support::Talk {
    unsigned said = 0;
    chat::Blocked blocked;
    Readers() { lift_pace(); }

    base::Seq say(int count, const std::optional<store::Lounge>& where = std::nullopt) {
        base::Seq last = 0;
        for (int i = 0; i < count; ++i) {
            auto post = by(bob, "r" + std::to_string(++said));
            if (where) post.lounge = where->id;
            last = chat::post(connection, house, post)->seq;
        }
        return last;
    }
    // "3 from 4", "99+ from 1", or "-".
    std::string catch_up(base::Seq reached) {
        const auto read = store::read_upto(connection, ann, lounge.id);
        const auto missed = chat::catch_up(connection, ann, lounge.id, read, reached, blocked, 99);
        if (!missed) return "-";
        return told(missed->count) + " from " + std::to_string(missed->first) +
               (missed->mentions > 0 ? ", named " + std::to_string(missed->mentions) : "");
    }
    static std::string told(chat::Counted count) {
        return std::to_string(count.messages) + (count.or_more ? "+" : "");
    }
    // Of both lounges: "en-all 3, en-us 99+".
    std::string unread() {
        std::string out;
        const auto counts = chat::unread(connection, ann, blocked, 99);
        for (const auto& one : {lounge, second_lounge}) {
            const auto found = counts.find(one.id);
            if (found != counts.end())
                out += (out.empty() ? "" : ", ") + one.slug + " " + told(found->second);
        }
        return out;
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(reading, Readers)

BOOST_AUTO_TEST_CASE(who_was_never_there_has_missed_nothing) {
    say(3);
    BOOST_TEST(unread() == "");
    BOOST_TEST(catch_up(3) == "-");
    BOOST_TEST((store::read_upto(connection, ann, lounge.id) == base::Seq{3}));
}

BOOST_AUTO_TEST_CASE(who_comes_back_is_told_what_was_said_meanwhile_once) {
    say(3);
    catch_up(3);
    BOOST_TEST(catch_up(3) == "-");
    say(2);
    say(1, second_lounge);
    BOOST_TEST(unread() == "en-all 2");
    BOOST_TEST(catch_up(5) == "2 from 4");
    BOOST_TEST(unread() == "");
    BOOST_TEST(catch_up(5) == "-");
}

BOOST_AUTO_TEST_CASE(counts_end_at_a_bound_and_several_lounges_are_counted_together) {
    store::set_read(connection, {{ann, lounge.id, 0}, {ann, second_lounge.id, 0}});
    say(99);
    say(150, second_lounge);
    BOOST_TEST(unread() == "en-all 99, en-us 99+");
    const auto counts = chat::unread(connection, ann, blocked, 99);
    BOOST_TEST(told(counts.at(lounge.id) + counts.at(second_lounge.id)) == "198+");
}

BOOST_AUTO_TEST_CASE(removed_messages_are_not_missed) {
    catch_up(0);
    say(2);
    other.run("UPDATE chat_message SET moderation_status = 'REMOVED' WHERE seq = 1");
    BOOST_TEST(unread() == "en-all 1");
    BOOST_TEST(catch_up(2) == "1 from 2");
}

BOOST_AUTO_TEST_CASE(nobody_has_missed_what_they_said_themselves_or_what_blocked_people_said) {
    catch_up(say(1));
    BOOST_REQUIRE(chat::post(connection, house, by(ann, "own", "from elsewhere")).ok());
    BOOST_TEST(unread() == "");
    BOOST_TEST(catch_up(2) == "-");
    say(2);
    const auto cid = add("cid");
    BOOST_REQUIRE(chat::post(connection, house, by(cid, "c1", "hello")).ok());
    BOOST_TEST(unread() == "en-all 3");
    blocked.insert(bob);
    BOOST_TEST(unread() == "en-all 1");
    BOOST_TEST(catch_up(5) == "1 from 5");
}

BOOST_AUTO_TEST_CASE(who_is_named_is_told_how_often_since_they_were_there) {
    auto named = [&](const std::string& id, const std::string& body, const store::Lounge& where) {
        auto post = by(bob, id, body);
        post.lounge = where.id;
        return chat::post(connection, house, post)->seq;
    };
    catch_up(named("n1", "@ann before", lounge));
    named("n2", "@ann one", lounge);
    named("n3", "not you", lounge);
    named("n4", "@bob", lounge);
    named("n5", "@ann elsewhere", second_lounge);
    BOOST_TEST(catch_up(named("n6", "and @ann", lounge)) == "4 from 2, named 2");
}

BOOST_AUTO_TEST_CASE(a_marker_never_goes_back) {
    store::set_read(connection, {{ann, lounge.id, 5}, {bob, lounge.id, 1}, {ann, lounge.id, 3}});
    store::set_read(connection, {{ann, lounge.id, 4}});
    BOOST_TEST((store::read_upto(connection, ann, lounge.id) == base::Seq{5}));
    BOOST_TEST((store::read_upto(connection, bob, lounge.id) == base::Seq{1}));
    BOOST_TEST(!store::read_upto(connection, ann, second_lounge.id));
}

BOOST_AUTO_TEST_CASE(guests_who_have_gone_leave_no_marker_and_members_keep_theirs) {
    store::set_read(connection, {{ann, lounge.id, 5}, {bob, lounge.id, 1}});
    other.run("INSERT INTO user (created_at, updated_at) VALUES (NOW(), NOW())");
    set(bob, "user_id = LAST_INSERT_ID()");
    store::forget_guests_markers(connection, {ann, bob});
    BOOST_TEST(!store::read_upto(connection, ann, lounge.id));
    BOOST_TEST(store::read_upto(connection, bob, lounge.id).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
