// Browsing and searching listings: who sees which, in what order, page by page.
#include "core/market/finding.h"

#include <boost/test/unit_test.hpp>
#include <map>

#include "core/market/item_link.h"
#include "core/view/money_text.h"
#include "tests/core/talk.h"
#include "tests/support/market_rows.h"
#include "tests/support/members.h"

namespace {

using store::ItemOrder;

struct Market : support::Talk {
    base::UserId seller = support::make_member(connection, ann);
    market::ItemFilter filter;
    market::Viewer viewer;

    Market() { store::add_language_room(connection, {.id = {}, .code = "es", .name = "Español"}, 2); }

    // The later, the newer.
    base::ItemId offer(const std::string& title, support::Listing listing = {}) {
        listing.title = title;
        if (listing.seller.value == 0) listing.seller = seller;
        clock.forward(base::Millis{1000});
        listing.listed_at = clock.now();
        return support::add_listing(connection, listing);
    }
    base::LanguageRoomId room(const std::string& code) {
        return base::LanguageRoomId{
            support::count(connection, "SELECT id FROM language_room WHERE code = '" + code + "'")};
    }
    market::ItemPage page(const std::optional<market::ItemPlace>& after = std::nullopt) {
        return market::find(connection, config.limits, filter, viewer, after);
    }
    static std::string told(const std::vector<store::ItemCard>& cards) {
        std::string text;
        for (const auto& card : cards) text += (text.empty() ? "" : ",") + card.title;
        return text;
    }
    std::string titles() { return told(page().items); }
    // All pages, one after the other: "a,b|c,d".
    std::string pages() {
        std::string text;
        std::optional<market::ItemPlace> after;
        for (int i = 0; i < 100; ++i) {
            const auto one = page(after);
            text += (i == 0 ? "" : "|") + told(one.items);
            if (!one.after) return text;
            BOOST_REQUIRE((one.after != after));
            after = market::parse_place(market::text_of(*one.after));
            BOOST_REQUIRE(after.has_value());
        }
        return text + "...";
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(market_finding, Market)

BOOST_AUTO_TEST_CASE(the_newest_come_first_and_what_is_not_on_offer_never) {
    offer("first");
    offer("second");
    for (const char* state : {"DRAFT", "PENDING_REVIEW", "PAUSED", "SOLD_OUT", "REMOVED"})
        offer(state, {.state = state});
    BOOST_TEST(titles() == "second,first");
    filter.words = "thing good second first draft paused";
    BOOST_TEST(titles() == "");
    filter.words = "new";
    BOOST_TEST(titles() == "second,first");
}

BOOST_AUTO_TEST_CASE(a_card_tells_what_there_is_to_know) {
    const auto id = offer("lamp", {.category = "OTHER", .price = 1234, .currency = "GBP"});
    support::add_item_picture(connection, id, ann, "key1");
    support::add_item_picture(connection, id, ann, "key2", 1);
    connection.run("UPDATE marketplace_item SET rating_count = 2, rating_sum = 9");
    const auto card = page().items.at(0);
    BOOST_TEST((card.id == id));
    BOOST_TEST(card.title == "lamp");
    BOOST_TEST((card.price == store::Money{.minor = 1234, .currency = store::Currency::gbp}));
    BOOST_TEST((card.category == store::ItemCategory::other));
    BOOST_TEST((card.seller == ann));
    BOOST_TEST(card.seller_name == "ann");
    BOOST_TEST(card.rating_sum == 9U);
    BOOST_TEST(card.picture.value().key == "key1");
    BOOST_TEST(card.picture->blur == "blurblur");
    connection.run("UPDATE media SET removed_at = '2026-01-01' WHERE store_key = 'key1'");
    BOOST_TEST(!page().items.at(0).picture.has_value());
    BOOST_TEST(store::pictures_of(connection, id).size() == 1U);
}

BOOST_AUTO_TEST_CASE(room_category_and_currency_narrow_it_down_together_and_alone) {
    offer("a", {.language = "en", .category = "PHOTOS", .currency = "USD"});
    offer("b", {.language = "es", .category = "PHOTOS", .currency = "EUR"});
    offer("c", {.language = "en", .category = "VIDEOS", .currency = "EUR"});
    offer("d", {.language = "es", .category = "VIDEOS", .currency = "USD"});
    BOOST_TEST(titles() == "d,c,b,a");
    filter.room = room("es");
    BOOST_TEST(titles() == "d,b");
    filter.category = store::ItemCategory::photos;
    BOOST_TEST(titles() == "b");
    filter.room.reset();
    BOOST_TEST(titles() == "b,a");
    filter.currency = store::Currency::usd;
    BOOST_TEST(titles() == "a");
    filter.words = "new";
    BOOST_TEST(titles() == "a", "a search is narrowed down likewise");
    filter.currency.reset();
    BOOST_TEST(titles() == "b,a");
    filter.room = room("en");
    BOOST_TEST(titles() == "a");
}

BOOST_AUTO_TEST_CASE(prices_bound_and_order_what_is_of_one_currency) {
    for (const auto price : {500U, 1500U, 1000U, 2000U}) offer(std::to_string(price), {.price = price});
    offer("euros", {.price = 1000, .currency = "EUR"});
    filter.currency = store::Currency::usd;
    filter.order = ItemOrder::cheapest;
    BOOST_TEST(titles() == "500,1000,1500,2000");
    filter.order = ItemOrder::dearest;
    BOOST_TEST(titles() == "2000,1500,1000,500");
    filter.least = 1000;
    filter.most = 1500;
    BOOST_TEST(titles() == "1500,1000");
    filter.order = ItemOrder::cheapest;
    BOOST_TEST(titles() == "1000,1500");
    filter.order = ItemOrder::newest;
    BOOST_TEST(titles() == "1000,1500");
    filter.most = 999;
    BOOST_TEST(titles() == "");
    filter.words = "new";
    filter.most = 1000;
    BOOST_TEST(titles() == "1000");
}

BOOST_AUTO_TEST_CASE(pages_lose_and_repeat_nothing_in_any_order_however_many_are_alike) {
    config.limits.market_page = 4;
    viewer.sees_nsfw = true;
    for (int i = 0; i < 23; ++i) {
        support::Listing listing{.seller = seller,
                                 .title = std::to_string(i),
                                 .content = i % 3 == 0 ? "NSFW" : "SFW",
                                 .price = 1000U + 100U * static_cast<unsigned>(i / 10),
                                 // All of ten were offered at once.
                                 .listed_at = clock.now() + base::Millis{i / 10}};
        support::add_listing(connection, listing);
    }
    const std::string downward = "22,21,20,19|18,17,16,15|14,13,12,11|10,9,8,7|6,5,4,3|2,1,0";
    BOOST_TEST(pages() == downward);
    filter.currency = store::Currency::usd;
    filter.order = ItemOrder::dearest;
    BOOST_TEST(pages() == downward);
    filter.order = ItemOrder::cheapest;
    BOOST_TEST(pages() == "0,1,2,3|4,5,6,7|8,9,10,11|12,13,14,15|16,17,18,19|20,21,22");
    filter.words = "new";
    BOOST_TEST(pages() == downward);
    filter = {.room = room("en"), .category = store::ItemCategory::photos};
    BOOST_TEST(pages() == downward);
    viewer.sees_nsfw = false;
    BOOST_TEST(pages() == "22,20,19,17|16,14,13,11|10,8,7,5|4,2,1");
}

BOOST_AUTO_TEST_CASE(nudity_is_seen_by_who_may_and_by_nobody_who_does_not_want_it) {
    offer("mild");
    offer("bare", {.content = "NSFW"});
    BOOST_TEST(titles() == "mild");
    filter.content = store::ContentType::nsfw;
    BOOST_TEST(titles() == "");
    filter.words = "new";
    BOOST_TEST(titles() == "", "asking for it does not help");
    filter.content.reset();
    BOOST_TEST(titles() == "mild");
    viewer.sees_nsfw = true;
    BOOST_TEST(titles() == "bare,mild");
    filter.words.clear();
    BOOST_TEST(titles() == "bare,mild");
    filter.content = store::ContentType::nsfw;
    BOOST_TEST(titles() == "bare");
    filter.content = store::ContentType::sfw;
    BOOST_TEST(titles() == "mild");
}

BOOST_AUTO_TEST_CASE(who_is_banned_or_blocked_sells_nothing_and_the_page_is_full_all_the_same) {
    config.limits.market_page = 3;
    const auto of_bob = support::make_member(connection, bob);
    for (int i = 0; i < 6; ++i) offer("ann" + std::to_string(i));
    for (int i = 0; i < 20; ++i) offer("bob", {.seller = of_bob});
    viewer.blocked.insert(bob);
    BOOST_TEST(pages() == "ann5,ann4,ann3|ann2,ann1,ann0");
    viewer.blocked.clear();
    for (const char* status : {"SUSPENDED", "BANNED", "DELETED"}) {
        set(bob, "status = '" + std::string(status) + "'");
        BOOST_TEST(pages() == "ann5,ann4,ann3|ann2,ann1,ann0", status);
        filter.words = "new";
        BOOST_TEST(pages() == "ann5,ann4,ann3|ann2,ann1,ann0", status);
        filter.words.clear();
    }
    set(bob, "status = 'ACTIVE'");
    BOOST_TEST(titles() == "bob,bob,bob");
    connection.execute("UPDATE user SET account_status = 'BANNED' WHERE id = ?", of_bob);
    BOOST_TEST(titles() == "ann5,ann4,ann3");
}

BOOST_AUTO_TEST_CASE(what_hardly_anything_fits_is_broken_off_where_it_can_go_on) {
    config.limits.market_postings = 40;
    offer("rare", {.price = 99'999});
    for (int i = 0; i < 150; ++i) offer("usual");
    filter.currency = store::Currency::usd;
    filter.least = 90'000;
    BOOST_TEST(page().broken_off);
    BOOST_TEST(page().items.empty());
    BOOST_TEST(pages() == "|||rare");
    filter.words = "new";
    BOOST_TEST(page().broken_off);
    BOOST_TEST(pages().ends_with("|rare"));
}

BOOST_AUTO_TEST_CASE(a_word_of_a_listing_is_found_in_each_of_the_eight_languages) {
    const std::map<std::string, std::pair<std::string, std::string>> languages{
        {"en", {"A photograph of the Sea", "sea"}}, {"es", {"Fotos de mañana", "manana"}},
        {"fr", {"Une journée d'été", "ete"}},       {"de", {"Bilder der Straße", "STRASSE"}},
        {"pt", {"Vídeo do coração", "coracao"}},    {"ar", {"صورٌ من المدرسةِ", "مدرسة"}},
        {"hi", {"हिन्दी में पसंद के चित्र", "पसंद"}},      {"zh", {"长城日出的照片", "长城"}},
    };
    for (const auto& [language, text] : languages) offer(text.first);
    for (const auto& [language, text] : languages) {
        filter.words = text.second;
        BOOST_TEST(titles() == text.first, language);
    }
}

BOOST_AUTO_TEST_CASE(every_word_must_be_there_in_title_or_description) {
    offer("red wine");
    offer("red", {.description = "roses"});
    offer("wine");
    filter.words = "wine RED";
    BOOST_TEST(titles() == "red wine");
    filter.words = "roses red";
    BOOST_TEST(titles() == "red");
    filter.words = " ?! ";
    BOOST_TEST(titles() == "", "no words, nothing found");
    filter.words = "' OR 1=1 --";
    BOOST_TEST(titles() == "");
}

BOOST_AUTO_TEST_CASE(the_newest_of_a_room_and_what_one_person_offers) {
    const auto of_bob = support::make_member(connection, bob);
    for (int i = 0; i < 5; ++i) offer("en" + std::to_string(i));
    offer("bare", {.content = "NSFW"});
    offer("es", {.language = "es"});
    offer("of bob", {.seller = of_bob});
    BOOST_TEST(told(market::newest(connection, room("en"), viewer, 3)) == "of bob,en4,en3");
    BOOST_TEST(told(market::newest(connection, room("ar"), viewer, 3)) == "");
    const auto offers = [&] {
        return told(market::offers_of(connection, config.limits, seller, viewer, std::nullopt).items);
    };
    BOOST_TEST(offers() == "es,en4,en3,en2,en1,en0");
    viewer.sees_nsfw = true;
    BOOST_TEST(offers() == "es,bare,en4,en3,en2,en1,en0");
    viewer.blocked.insert(ann);
    BOOST_TEST(offers() == "");
    BOOST_TEST(told(market::newest(connection, room("en"), viewer, 3)) == "of bob");
}

BOOST_AUTO_TEST_CASE(places_in_addresses_are_read_strictly) {
    BOOST_TEST((market::parse_place("12-7") == market::ItemPlace{.key = 12, .id = base::ItemId{7}}));
    for (const char* wrong : {"", "-", "12", "12-", "-7", "12-7x", "a-7", "12--7", " 12-7",
                              "99999999999999999999-1", "9223372036854775807-1", "1-18446744073709551615"})
        BOOST_TEST(!market::parse_place(wrong).has_value(), wrong);
}

BOOST_AUTO_TEST_CASE(links_to_listings_are_known_by_the_house_they_lead_to) {
    const std::string chat = "https://chat.example";
    const auto number = [&](const std::string& link) {
        const auto id = market::item_of_link(chat, link);
        return id ? id->value : 0;
    };
    BOOST_TEST(market::item_link(chat, base::ItemId{12}) == "https://chat.example/market/items/12");
    for (const char* right :
         {"https://chat.example/market/items/12", "http://CHAT.example/market/items/12",
          "https://chat.example/market/items/12?from=x", "https://chat.example/market/items/12#report"})
        BOOST_TEST(number(right) == 12U, right);
    for (const char* wrong :
         {"https://chat.example/market/items/", "https://chat.example/market/items/0",
          "https://chat.example/market/items/12/edit", "https://chat.example/market/items/-1",
          "https://chat.example/market/items/1e3", "https://evil.example/market/items/12",
          "https://chat.example.evil.example/market/items/12", "https://chat.example:81/market/items/12",
          "https://chat.example@evil.example/market/items/12", "https://chat.example\\market/items/12"})
        BOOST_TEST(number(wrong) == 0U, wrong);
    BOOST_TEST(!market::item_of_link("", "https:///market/items/12").has_value());
}

BOOST_AUTO_TEST_CASE(prices_are_written_as_each_language_writes_them) {
    const store::Money euros{.minor = 123'456, .currency = store::Currency::eur};
    BOOST_TEST(view::MoneyText("en")(euros) == "€1,234.56");
    BOOST_TEST(view::MoneyText("de")(euros) == "1.234,56\u00a0€");
    BOOST_TEST(view::MoneyText("fr")({.minor = 5, .currency = store::Currency::gbp}) == "0,05\u00a0£GB");
    BOOST_TEST(view::MoneyText("en")({.minor = 1'000'000'000'000'007, .currency = store::Currency::usd}) ==
               "$10,000,000,000,000.07");
    BOOST_TEST(view::MoneyText("ar")({.minor = 1250, .currency = store::Currency::usd}) ==
               "\u200f12.50\u00a0US$\u200e\u200f");
    for (const char* language : {"es", "pt", "ar", "hi", "zh"})
        BOOST_TEST(view::MoneyText(language)({.minor = 1250}).find("12") != std::string::npos, language);
}

BOOST_AUTO_TEST_SUITE_END()
