// The market's pages: who sees which listings, what can be done about one, and that nothing of it is there where there is no market.
#include <boost/test/unit_test.hpp>

#include "core/store/people.h"
#include "tests/fcgi/house.h"
#include "tests/support/market_rows.h"
#include "tests/support/members.h"

using support::between;
using support::contains;
using support::House;
using support::Listing;
using support::Visitor;

namespace {

// Sam sells; Ana is a guest; Rita is one who has asked for RED.
struct Fair {
    House house{[](base::Config& config) {
        config.red_lounges = base::RedLounges::declared;
        config.market.test_provider = true;
    }};
    Visitor ana{house};
    Visitor rita{house};
    Visitor sam{house};
    base::ParticipantId sam_id;
    base::UserId seller;

    Fair() {
        ana.enter("Ana");
        rita.enter("Rita", "18+RED");
        sam.enter("Sam");
        sam_id = id_of("Sam");
        seller = support::make_member(house.connection(), sam_id);
    }
    base::ParticipantId id_of(const std::string& name) {
        auto rows = house.connection().query("SELECT id FROM participant WHERE display_name = ?", name);
        BOOST_REQUIRE(rows.next());
        return rows.id<base::ParticipantId>(0);
    }
    base::ItemId offer(Listing listing) {
        listing.seller = seller;
        house.clock.forward(base::Millis{1000});
        listing.listed_at = house.clock.now();
        return support::add_listing(house.connection(), listing);
    }
    static std::string at(base::ItemId item) { return "/market/items/" + std::to_string(item.value); }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(market_pages, Fair)

BOOST_AUTO_TEST_CASE(whoever_is_in_the_house_browses_and_others_are_led_to_the_door) {
    const auto lamp = offer({.title = "A <b>lamp", .price = 1250, .currency = "EUR"});
    const auto page = ana.get("/market");
    BOOST_TEST(page.status() == 200);
    BOOST_TEST(contains(page.body(), "A &lt;b&gt;lamp"));
    BOOST_TEST(contains(page.body(), "€12.50"));
    BOOST_TEST(contains(page.body(), "href=\"" + at(lamp) + "\""));
    BOOST_TEST(contains(page.body(), "Become a member to buy and sell"));
    BOOST_TEST(!contains(ana.get("/market", {{"HTTP_ACCEPT_LANGUAGE", "ar"}}).body(), "lamp"),
               "in Arabic there is nothing");
    BOOST_TEST(
        contains(ana.get("/market?language=en", {{"HTTP_ACCEPT_LANGUAGE", "de"}}).body(), "12,50\u00a0€"));
    Visitor stranger{house};
    BOOST_TEST(stranger.get("/market").status() != 200);
    BOOST_TEST(stranger.get(at(lamp)).status() != 200);
}

BOOST_AUTO_TEST_CASE(the_form_finds_what_was_asked_for_and_comes_back_filled_in) {
    offer({.title = "Red lamp", .category = "OTHER", .price = 2000});
    offer({.title = "Red picture", .category = "PHOTOS", .price = 3000});
    offer({.title = "Blue picture", .category = "PHOTOS", .price = 1000});
    const auto page = ana.get("/market?q=red&language=all&category=PHOTOS").body();
    BOOST_TEST(contains(page, "Red picture"));
    BOOST_TEST(!contains(page, "Red lamp"));
    BOOST_TEST(!contains(page, "Blue picture"));
    BOOST_TEST(contains(page, "value=\"red\""));
    BOOST_TEST(contains(page, "<option value=\"PHOTOS\" selected>"));
    BOOST_TEST(contains(page, "<option value=\"all\" selected>"));
    const auto cheap = ana.get("/market?order=cheapest&least=10&most=20").body();
    BOOST_TEST(contains(cheap, "<option value=\"USD\" selected>"));
    BOOST_TEST(contains(cheap, "name=\"least\" value=\"10\""));
    BOOST_TEST(cheap.find("Blue picture") < cheap.find("Red lamp"));
    BOOST_TEST(!contains(cheap, "Red picture"));
    BOOST_TEST(contains(ana.get("/market?q=nowhere").body(), "Nothing fits."));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_read_is_said_and_what_is_unknown_counts_as_not_chosen) {
    offer({.title = "Lamp"});
    const auto wrong = ana.get("/market?least=ten&q=lamp");
    BOOST_TEST(wrong.status() == 400);
    BOOST_TEST(contains(wrong.body(), "A price is a whole number here, such as 20."));
    BOOST_TEST(contains(wrong.body(), "value=\"ten\""));
    BOOST_TEST(contains(wrong.body(), "value=\"lamp\""));
    for (const char* least : {"-1", "1.5", "99999999999999999999", "1e9"})
        BOOST_TEST(ana.get("/market?least=" + std::string(least)).status() == 400, least);
    const auto page = ana.get("/market?language=xx&category=CARS&currency=BTC&order=best&content=X");
    BOOST_TEST(page.status() == 200);
    BOOST_TEST(contains(page.body(), "Lamp"));
    for (const char* after : {"x", "1", "1-", "-1-1"})
        BOOST_TEST(ana.get("/market?after=" + std::string(after)).status() == 400, after);
}

BOOST_AUTO_TEST_CASE(pages_follow_each_other_with_all_that_was_asked_for) {
    for (int i = 0; i < 30; ++i) offer({.title = "Lamp " + std::to_string(i)});
    const auto first = ana.get("/market?q=lamp&language=en").body();
    BOOST_TEST(support::count(first, "class=\"item card\"") == 24U);
    const auto link = between(first, "rel=\"next\" href=\"", "\"");
    BOOST_TEST(contains(link, "q=lamp&amp;language=en"));
    std::string target;
    for (std::size_t i = 0; i < link.size(); ++i) {
        target += link[i];
        if (link.compare(i, 5, "&amp;") == 0) i += 4;
    }
    const auto second = ana.get(target).body();
    BOOST_TEST(support::count(second, "class=\"item card\"") == 6U);
    BOOST_TEST(!contains(second, "rel=\"next\""));
    BOOST_TEST(contains(second, "To the first page"));
}

BOOST_AUTO_TEST_CASE(nudity_is_shown_to_who_may_see_it_and_blurred_even_there) {
    const auto bare = offer({.title = "Bare", .content = "NSFW"});
    support::add_item_picture(house.connection(), bare, sam_id, "barekey");
    BOOST_TEST(!contains(ana.get("/market").body(), "Bare"));
    BOOST_TEST(!contains(ana.get("/market").body(), "name=\"content\""));
    BOOST_TEST(ana.get(at(bare)).status() == 403);
    const auto page = rita.get("/market").body();
    BOOST_TEST(contains(page, "Bare"));
    BOOST_TEST(contains(page, "class=\"blurred\" src=\"data:image/webp;base64,Ymx1cmJsdXI=\""));
    BOOST_TEST(!contains(page, "barekey"));
    BOOST_TEST(contains(page, "name=\"content\""));
    BOOST_TEST(!contains(rita.get("/market?content=SFW").body(), "Bare"));
    const auto item = rita.get(at(bare)).body();
    BOOST_TEST(contains(item, "Show the picture"));
    BOOST_TEST(contains(item, "data:image/webp;base64,Ymx1cmJsdXI="));
}

BOOST_AUTO_TEST_CASE(a_listing_tells_everything_and_offers_what_the_visitor_may_do) {
    const auto lamp = offer({.title = "Lamp", .description = "Old\n<i>brass", .stock = 3});
    support::add_item_picture(house.connection(), lamp, sam_id, "lampkey");
    house.connection().run("UPDATE marketplace_item SET rating_count = 2, rating_sum = 9");
    const auto page = ana.get(at(lamp)).body();
    BOOST_TEST(contains(page, "Old\n&lt;i&gt;brass"));
    BOOST_TEST(contains(page, "3 pieces left"));
    BOOST_TEST(contains(page, "★ 4.5 · 2 ratings"));
    BOOST_TEST(contains(page, "lampkey/thumb"));
    BOOST_TEST(contains(page, "href=\"/market/sellers/" + std::to_string(sam_id.value) + "\""));
    BOOST_TEST(contains(page, "action=\"" + at(lamp) + "/report\""));
    BOOST_TEST(contains(page, "Members can buy this."));
    BOOST_TEST(!contains(page, "/buy\""));
    support::make_member(house.connection(), id_of("Ana"));
    BOOST_TEST(ana.get("/market/items/999").status() == 404);
    BOOST_TEST(ana.get("/market/items/x").status() == 404);
}

BOOST_AUTO_TEST_CASE(what_is_not_public_is_not_there_and_what_is_gone_says_so) {
    for (const char* state : {"DRAFT", "PENDING_REVIEW", "REMOVED"})
        BOOST_TEST(ana.get(at(offer({.state = state}))).status() == 404, state);
    BOOST_TEST(contains(ana.get(at(offer({.state = "SOLD_OUT"}))).body(), "Sold out."));
    const auto paused = ana.get(at(offer({.state = "PAUSED"}))).body();
    BOOST_TEST(contains(paused, "Not on offer at the moment."));
    BOOST_TEST(!contains(paused, "/share\""));
    const auto lamp = offer({});
    house.connection().execute("UPDATE user SET account_status = 'BANNED' WHERE id = ?", seller);
    BOOST_TEST(ana.get(at(lamp)).status() == 404);
    BOOST_TEST(!contains(ana.get("/market").body(), "A thing"));
}

BOOST_AUTO_TEST_CASE(a_listing_is_shared_into_a_lounge_once_and_only_where_it_belongs) {
    const auto lamp = offer({.title = "Lamp"});
    const auto page = ana.get(at(lamp)).body();
    const auto client_id = between(page, "name=\"clientId\" value=\"", "\"");
    BOOST_TEST(contains(page, "<option value=\"en-us\">"));
    BOOST_TEST(!contains(page, "<option value=\"en-red\">"), "Ana may not write there");
    BOOST_TEST(!contains(page, "<option value=\"en-closed\">"));
    for (int i = 0; i < 2; ++i) {
        const auto done = ana.post(at(lamp) + "/share", {{"lounge", "en-us"}, {"clientId", client_id}});
        BOOST_TEST(done.status() == 303);
        BOOST_TEST(done.header("Location") == "/lounges/en-us#end");
    }
    const auto lounge = ana.get("/lounges/en-us").body();
    BOOST_TEST(support::count(lounge, house.services().config.frontend_url + at(lamp) + "\"") == 1U);
    for (const char* other : {"en-red", "en-closed", "nowhere", ""}) {
        const auto refused = ana.post(at(lamp) + "/share", {{"lounge", other}, {"clientId", "another-id"}});
        BOOST_TEST(refused.status() == 404, other);
        BOOST_TEST(contains(refused.body(), "value=\"another-id\""), other);
    }
    const auto bare = offer({.title = "Bare", .content = "NSFW"});
    const auto of_rita = rita.get(at(bare)).body();
    BOOST_TEST(contains(of_rita, "<option value=\"en-red\">"));
    BOOST_TEST(!contains(of_rita, "<option value=\"en-us\">"));
    BOOST_TEST(rita.post(at(bare) + "/share", {{"lounge", "en-us"}, {"clientId", "r1"}}).status() == 404);
    BOOST_TEST(rita.post(at(bare) + "/share", {{"lounge", "en-red"}, {"clientId", "r1"}}).status() == 303);
    BOOST_TEST(ana.post(at(bare) + "/share", {{"lounge", "en-us"}, {"clientId", "r1"}}).status() == 403);
}

BOOST_AUTO_TEST_CASE(a_seller_has_a_page_with_what_they_offer) {
    offer({.title = "Lamp"});
    offer({.title = "Bare", .content = "NSFW"});
    house.connection().execute("INSERT INTO seller (user_id, rating_count, rating_sum) VALUES (?, 3, 14)",
                               seller);
    const std::string path = "/market/sellers/" + std::to_string(sam_id.value);
    const auto page = ana.get(path).body();
    BOOST_TEST(contains(page, "Lamp"));
    BOOST_TEST(!contains(page, "Bare"));
    BOOST_TEST(contains(page, "★ 4.7 · 3 ratings"));
    BOOST_TEST(contains(rita.get(path).body(), "Bare"));
    BOOST_TEST(contains(ana.get("/people/" + std::to_string(sam_id.value)).body(), path));
    BOOST_TEST(ana.get("/market/sellers/" + std::to_string(id_of("Ana").value)).status() == 404, "a guest");
    BOOST_TEST(ana.post("/people/" + std::to_string(sam_id.value) + "/block", {}).status() == 303);
    BOOST_TEST(!contains(ana.get(path).body(), "Lamp"));
    BOOST_TEST(!contains(ana.get("/market").body(), "Lamp"));
    house.connection().execute("UPDATE participant SET status = 'BANNED' WHERE id = ?", sam_id);
    BOOST_TEST(ana.get(path).status() == 404);
}

BOOST_AUTO_TEST_CASE(the_panel_has_the_newest_of_its_language_and_no_nudity_in_main_lounges) {
    for (int i = 0; i < 10; ++i) offer({.title = "Lamp " + std::to_string(i)});
    offer({.title = "Bare", .content = "NSFW"});
    offer({.title = "Arabic", .language = "ar"});
    const auto panel = rita.get("/market/panel?lounge=en-us");
    BOOST_TEST(panel.status() == 200);
    BOOST_TEST(support::count(panel.body(), "class=\"panel-item\"") == 6U);
    BOOST_TEST(contains(panel.body(), "Lamp 9"));
    BOOST_TEST(!contains(panel.body(), "Lamp 3"));
    BOOST_TEST(!contains(panel.body(), "Bare"));
    BOOST_TEST(!contains(panel.body(), "<html"));
    BOOST_TEST(support::count(panel.body(), "target=\"_blank\"") == 6U);
    BOOST_TEST(contains(rita.get("/market/panel?lounge=en-red").body(), "Bare"));
    BOOST_TEST(!contains(ana.get("/market/panel?lounge=en-red").body(), "Bare"));
    BOOST_TEST(contains(ana.get("/market/panel?lounge=ar-all").body(), "Arabic"));
    BOOST_TEST(ana.get("/market/panel?lounge=nowhere").status() == 404);
    const auto lounge = ana.get("/lounges/en-us").body();
    BOOST_TEST(contains(lounge, "id=\"market-panel\""));
    BOOST_TEST(contains(lounge, "href=\"/market?language=en\" target=\"_blank\""));
}

BOOST_AUTO_TEST_CASE(where_there_is_no_market_nothing_of_it_is_there) {
    const auto lamp = offer({.title = "Lamp"});
    House closed{[](base::Config& config) { config.market.open = false; }};
    Visitor visitor{closed};
    visitor.enter("Vera");
    for (const std::string path : {"/market", "/market/panel?lounge=en-us", "/market/sellers/1"})
        BOOST_TEST(visitor.get(path).status() == 404, path);
    BOOST_TEST(visitor.get(at(lamp)).status() == 404);
    BOOST_TEST(visitor.post(at(lamp) + "/share", {{"lounge", "en-us"}}).status() == 404);
    for (const char* path : {"/languages", "/lounges/en-us"})
        BOOST_TEST(!contains(visitor.get(path).body(), "/market"), path);
    Visitor stranger{closed};
    BOOST_TEST(stranger.get("/market").status() == 404);
}

BOOST_AUTO_TEST_SUITE_END()
