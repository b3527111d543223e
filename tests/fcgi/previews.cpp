// Cards at the pages' doors: who sees their pictures, and who takes them off.
#include <boost/test/unit_test.hpp>

#include "core/chat/card.h"
#include "core/store/media.h"
#include "tests/fcgi/house.h"

using support::contains;
using support::House;
using support::Visitor;

namespace {

// Ana has posted a link, which is message 1 and has a card.
struct Cards {
    House house;
    Visitor ana{house};
    Visitor bob{house};
    base::Time now = house.clock.now();

    Cards() {
        ana.enter("Ana");
        bob.enter("Bob");
        BOOST_REQUIRE(
            ana.post("/lounges/en-us/messages", {{"body", "https://page.example/"}, {"clientId", "a1"}})
                .status() == 303);
        settle();
        const auto picture = store::add_media(house.connection(), {.owner = std::nullopt,
                                                                   .key = "thekey",
                                                                   .content_type = "image/webp",
                                                                   .thumb_width = 60,
                                                                   .thumb_height = 40,
                                                                   .blur = "",
                                                                   .perceptual_hash = "12345678",
                                                                   .at = now});
        store::media_stored(house.connection(), picture, now);
        store::attach_media(house.connection(), {picture}, now);
        for (const auto& one : store::waiting_previews(house.connection(), 10)) {
            store::finish_preview(house.connection(), one.id,
                                  store::FoundPreview{"A <b>title", "Words", picture},
                                  now + base::Millis{60'000});
            store::end_wait_for_preview(house.connection(), one.id);
        }
        settle();
    }
    // What the job does.
    void settle() {
        for (const auto& one : store::wanted_previews(house.connection(), 10))
            (void)chat::settle_card(house.connection(), one, true, now);
    }
    static std::string to(const std::string& what) { return "/lounges/en-us/messages/1/preview/" + what; }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(previews, Cards)

BOOST_AUTO_TEST_CASE(the_page_shows_the_card_and_gives_out_its_picture) {
    const auto lounge = bob.get("/lounges/en-us").body();
    BOOST_TEST(contains(lounge, "<strong class=\"preview-title\" dir=\"auto\">A &lt;b&gt;title</strong>"));
    BOOST_TEST(contains(lounge, "href=\"https://page.example/\" rel=\"nofollow noopener noreferrer ugc\""));
    BOOST_TEST(contains(lounge, to("thekey")));
    const auto picture = bob.get(to("thekey"));
    BOOST_TEST(picture.status() == 200);
    BOOST_TEST(contains(std::string(picture.header("X-Accel-Redirect")), "thekey-thumb.webp"));
    BOOST_TEST(bob.get("/lounges/en-us/lines?before=9").status() == 200);
}

BOOST_AUTO_TEST_CASE(nobody_else_gets_its_picture_and_no_other_address_leads_to_it) {
    for (const char* wrong :
         {"/lounges/en-us/messages/1/preview/other", "/lounges/en-us/messages/2/preview/thekey",
          "/lounges/en-us/messages/0/preview/thekey", "/lounges/en-gb/messages/1/preview/thekey",
          "/lounges/en-us/messages/1/preview/remove", "/media/1/thekey", "/media/1/thekey/thumb"})
        BOOST_TEST(bob.get(wrong).status() == 404, wrong);
    Visitor stranger{house};
    BOOST_TEST(stranger.get(to("thekey")).status() != 200);
    house.connection().run("UPDATE lounge SET access_level = 'RED_LOUNGE' WHERE slug = 'en-us'");
    BOOST_TEST(bob.get(to("thekey")).status() == 403, "who may not read there");
}

BOOST_AUTO_TEST_CASE(its_author_alone_takes_it_off_by_form) {
    BOOST_TEST(!contains(bob.get("/lounges/en-us/messages/1").body(), "preview/remove"));
    BOOST_TEST(contains(ana.get("/lounges/en-us/messages/1").body(), "preview/remove"));
    BOOST_TEST(bob.post(to("remove"), {}).status() == 403);
    BOOST_TEST(contains(bob.get("/lounges/en-us").body(), "A &lt;b&gt;title"));
    BOOST_TEST(ana.post(to("remove"), {}).status() == 303);
    BOOST_TEST(!contains(bob.get("/lounges/en-us").body(), "A &lt;b&gt;title"));
    BOOST_TEST(bob.get(to("thekey")).status() == 404);
    BOOST_TEST(!contains(ana.get("/lounges/en-us/messages/1").body(), "preview/remove"));
}

BOOST_AUTO_TEST_SUITE_END()
