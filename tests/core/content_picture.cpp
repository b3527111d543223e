// A picture that a moderator has removed is recognised when it comes back.
#include <boost/test/unit_test.hpp>

#include "core/store/content_rules.h"
#include "core/store/removed_pictures.h"
#include "tests/core/uploads.h"

namespace {

struct Gallery : support::Uploads {
    chat::House house_of_talk{clock, config};
    store::Lounge lounge = *store::find_lounge(connection, "en-all");
    int said = 0;

    Gallery() {
        store::set_content_policy(connection, {.version = 0,
                                               .new_guest = base::Millis{0},
                                               .newcomer_guest = base::Millis{0},
                                               .newcomer_member = base::Millis{0},
                                               .strikes = 3,
                                               .held_for = std::chrono::minutes{1}});
        store::put_content_rule(connection,
                                {.kind = store::RuleKind::picture, .scope = store::RuleScope::everybody},
                                clock.now());
    }
    // Posts a picture that looks like this, in hexadecimal.
    chat::Posted shown(const std::string& looks) {
        clock.forward(config.limits.posts_per + base::Millis{1});
        const auto picture = uploaded();
        connection.execute("UPDATE media SET perceptual_hash = UNHEX(?) WHERE id = ?", looks, picture.id);
        return chat::post(connection, house_of_talk,
                          {.author = ann.participant.id,
                           .age = ann.age,
                           .lounge = lounge.id,
                           .client_id = "p" + std::to_string(++said),
                           .body = "",
                           .reply_to = std::nullopt,
                           .picture = picture.id})
            .value();
    }
    void removed(const chat::Posted& posted) {
        store::remember_removed_picture(connection, posted.event->message->id,
                                        store::ReportReason::inappropriate_content, clock.now());
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(content_picture, Gallery)

BOOST_AUTO_TEST_CASE(what_looks_like_a_removed_picture_is_held) {
    const auto first = shown("0123456789ABCDEF");
    BOOST_TEST(!shown("0123456789ABCDEF").held, "as long as nobody minds");
    removed(first);
    BOOST_TEST(shown("0123456789ABCDEF").held);
    BOOST_TEST(shown("0123456789ABCDE0").held, "a few bits differ in another size");
    BOOST_TEST(!shown("FEDCBA9876543210").held);
    store::forget_removed_picture(connection, first.event->message->id);
    BOOST_TEST(!shown("0123456789ABCDEF").held, "the removal was taken back");
}

BOOST_AUTO_TEST_CASE(a_picture_of_one_colour_is_like_every_other_such) {
    removed(shown("0000000000000000"));
    removed(shown("FFFFFFFFFFFFFFFF"));
    BOOST_TEST(support::count(connection, "SELECT COUNT(*) FROM removed_picture") == 0U);
    BOOST_TEST(!shown("0000000000000000").held);
}

BOOST_AUTO_TEST_SUITE_END()
