#include "core/moderation/emergency.h"

#include "core/chat/access.h"
#include "core/chat/act.h"
#include "core/chat/emergency.h"
#include "tests/core/moderated.h"
#include "tests/support/members.h"

using namespace std::chrono_literals;
using store::EmergencyAccess;

namespace {

struct Night : support::Moderated {
    std::string pressed(const accounts::Session& who, const moderation::EmergencyChange& change) {
        const auto refused =
            moderation::change_emergency(connection, house, log, {.session = &who, .door = "page"}, change);
        return refused ? std::string(base::wire_code(refused->code)) : "done";
    }
    void press(const moderation::EmergencyChange& change) { BOOST_REQUIRE(pressed(admin, change) == "done"); }
    std::string post_text(base::ParticipantId who, const std::string& id, const std::string& text = "hello") {
        clock.forward(config.limits.posts_per + base::Millis{1});
        return support::told(chat::post(connection, house, by(who, id, text)));
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(emergency, Night)

BOOST_AUTO_TEST_CASE(members_alone_write_for_a_time_and_guests_read_on) {
    const auto before = says(ann, "a0");
    press({.lounge = lounge, .access = EmergencyAccess::members, .lasts = 10min});
    BOOST_TEST(post_text(ann, "a1") == "members_write");
    BOOST_TEST(post_text(plain.participant.id, "p1") == "2");
    BOOST_TEST(chat::open_lounge(connection, house, of_ann, "en-all").ok());
    auto elsewhere = by(ann, "a2");
    elsewhere.lounge = second_lounge.id;
    BOOST_TEST(support::told(chat::post(connection, house, elsewhere)) == "1", "another lounge is as usual");
    const auto acted = [&](chat::ActKind kind) {
        return support::told(
            chat::act(connection, house,
                      {.kind = kind, .actor = ann, .lounge = lounge.id, .message = before, .text = "👍"}));
    };
    BOOST_TEST(acted(chat::ActKind::react) == "members_write");
    BOOST_TEST(acted(chat::ActKind::remove) == "3", "what one wrote one may take back");
    clock.forward(10min);
    BOOST_TEST(post_text(ann, "a3") == "4", "it ends by itself");
}

BOOST_AUTO_TEST_CASE(verified_people_and_staff_alone_write) {
    press({.lounge = lounge, .access = EmergencyAccess::verified, .lasts = 10min});
    BOOST_TEST(post_text(ann, "a1") == "verified_write");
    BOOST_TEST(post_text(plain.participant.id, "p1") == "verified_write");
    BOOST_TEST(post_text(moderator.participant.id, "m1") == "1");
    support::prove_age(other, *plain.user, clock.now() + 1h);
    BOOST_TEST(post_text(plain.participant.id, "p2") == "2");
    support::prove_age(other, *plain.user, clock.now() + 2h);
    clock.forward(3h);
    press({.lounge = lounge, .access = EmergencyAccess::verified, .lasts = 10min});
    BOOST_TEST(post_text(plain.participant.id, "p3") == "verified_write");
}

BOOST_AUTO_TEST_CASE(slowly_means_one_post_a_person_in_that_time_also_within_one_batch) {
    config.limits.posts_per = base::Millis{1};
    press({.lounge = lounge, .slow = 60s, .lasts = 10min});
    const auto batch = chat::post_batch(connection, house, {by(ann, "a1"), by(bob, "b1"), by(ann, "a2")});
    BOOST_TEST(support::told(batch) == "1, 2, slow_down");
    BOOST_TEST(batch.at(2).error().retry_after->count() == 60'000);
    clock.forward(59s);
    BOOST_TEST(support::told(chat::post(connection, house, by(ann, "a3"))) == "slow_down");
    clock.forward(1s);
    BOOST_TEST(support::told(chat::post(connection, house, by(ann, "a4"))) == "3");
    BOOST_TEST(support::told(chat::post_batch(
                   connection, house,
                   {by(moderator.participant.id, "m1"), by(moderator.participant.id, "m2")})) == "4, 5");
    BOOST_TEST(support::told(chat::post(connection, house, by(ann, "a4"))) == "3 again",
               "a retry is no post");
}

BOOST_AUTO_TEST_CASE(without_links_also_by_an_edit) {
    const auto seq = says(ann, "a0");
    press({.lounge = std::nullopt, .links_off = true, .lasts = 10min});
    BOOST_TEST(post_text(ann, "a1", "see https://example.org/") == "links_off");
    BOOST_TEST(post_text(ann, "a2", "see you") == "2");
    const auto edited = chat::act(connection, house,
                                  {.kind = chat::ActKind::edit,
                                   .actor = ann,
                                   .lounge = lounge.id,
                                   .message = seq,
                                   .text = "https://example.org/"});
    BOOST_TEST(support::told(edited) == "links_off");
    press({.lounge = std::nullopt, .lasts = 0min});
    BOOST_TEST(post_text(ann, "a3", "see https://example.org/") == "3", "switched off again");
}

BOOST_AUTO_TEST_CASE(who_may_press_it_and_that_it_goes_on_record) {
    const moderation::EmergencyChange here{
        .lounge = lounge, .access = EmergencyAccess::members, .lasts = 10min};
    const moderation::EmergencyChange everywhere{.access = EmergencyAccess::members, .lasts = 10min};
    BOOST_TEST(pressed(plain, here) == "not_allowed");
    BOOST_TEST(pressed(elsewhere, here) == "not_allowed");
    BOOST_TEST(pressed(of_ann, here) == "members_only");
    BOOST_TEST(pressed(moderator, here) == "done");
    BOOST_TEST(pressed(moderator, everywhere) == "not_allowed");
    BOOST_TEST(pressed(admin, everywhere) == "done");
    BOOST_TEST(audit_rows("action = 'lounge.emergency' AND detail NOT LIKE '%refused%'") == 2U);
    BOOST_TEST(audit_rows("action = 'lounge.emergency' AND detail LIKE '%refused%'") == 4U);
    auto wrong = here;
    wrong.lasts = 24h * 8;
    BOOST_TEST(pressed(moderator, wrong) == "length_missing");
    BOOST_TEST(pressed(moderator, {.lounge = lounge, .lasts = 10min}) == "bad_request");
}

BOOST_AUTO_TEST_SUITE_END()
