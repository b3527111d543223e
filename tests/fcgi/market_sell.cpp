// Selling at the pages' doors: every page, forms that come back filled in, and who is refused where.
#include <boost/test/unit_test.hpp>

#include "core/market/listing.h"
#include "core/store/market_files.h"
#include "core/store/market_pictures.h"
#include "core/store/roles.h"
#include "tests/fcgi/account_pages.h"
#include "tests/support/members.h"
#include "tests/support/picture_files.h"
#include "tests/support/server_view.h"

using support::alert_of;
using support::between;
using support::contains;
using support::error_at;
using support::Form;
using support::location;
using support::Pages;
using support::Visitor;

namespace {

constexpr const char* boundary = "----WebKitFormBoundary7MA4YWxkTrZu0gW";

std::string form_type() { return std::string("multipart/form-data; boundary=") + boundary; }
std::string form_part(const std::string& disposition, const std::string& content) {
    return "--" + std::string(boundary) + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" +
           content + "\r\n";
}
std::string form_end() { return "--" + std::string(boundary) + "--\r\n"; }

// Ana is a member who sells; Bob is a guest; somebody else sells, too.
struct Selling : Pages {
    Visitor bob{house};

    Selling() : Pages([](base::Config& config) { config.limits.uploads = 1000; }) {
        become_member(ana);
        bob.enter("Bob");
    }
    static Form listing(const std::string& title = "Paper lamp") {
        return {{"title", title},      {"description", "It <b>shines"},
                {"category", "OTHER"}, {"contentType", "SFW"},
                {"price", "12,50"},    {"currency", "EUR"},
                {"stock", "3"},        {"language", "en"}};
    }
    static Form with(Form form, const std::string& name, const std::string& value) {
        form[name] = value;
        return form;
    }
    // "/market/items/7"
    std::string added(const Form& form = listing()) {
        const auto answer = ana.post("/market/sell/new", form);
        BOOST_REQUIRE_EQUAL(answer.status(), 303);
        return "/market/items/" + between(location(answer), "/market/items/", "/edit");
    }
    std::string offered() {
        const auto path = added();
        BOOST_REQUIRE_EQUAL(ana.post(path + "/state", {{"do", "publish"}}).status(), 303);
        return path;
    }
    std::string mark(const std::string& path) {
        return between(ana.get(path + "/edit").body(), "name=\"mark\" value=\"", "\"");
    }
    fcgi::Response picture(const std::string& path, const std::string& bytes = support::small_jpeg()) {
        const auto form = form_part("name=\"csrfToken\"", ana.cookies["csrfToken"]) +
                          form_part("name=\"picture\"; filename=\"x.jpg\"", bytes) + form_end();
        return ana.upload(path + "/pictures", form, form_type());
    }
    fcgi::Response file(const std::string& path, const std::string& bytes,
                        const std::string& name = "a.txt") {
        const auto form = form_part("name=\"csrfToken\"", ana.cookies["csrfToken"]) +
                          form_part("name=\"file\"; filename=\"" + name + "\"", bytes) + form_end();
        return ana.upload(path + "/files", form, form_type());
    }
    static base::ItemId id_of(const std::string& path) {
        return base::ItemId{std::stoull(path.substr(path.rfind('/') + 1))};
    }
    store::Item item(const std::string& path) {
        return store::find_item(house.connection(), id_of(path)).value();
    }
    std::string state(const std::string& path) { return std::string(store::name_of(item(path).state)); }
    void ana_moderates() {
        store::add_role(house.connection(), base::UserId{1},
                        {store::Role::moderator, house.lounge("en-all").room.id}, house.clock.now());
        house.connection().run("UPDATE session SET second_step_at = created_at");
    }
    // Of another member from now on.
    void give_away(const std::string& path) {
        Visitor eve(house);
        eve.enter("Eve");
        const auto who = between(eve.get("/lounges/en-us").body(), "data-viewer=\"", "\"");
        const auto user = support::make_member(house.connection(), base::ParticipantId{std::stoull(who)});
        house.connection().execute("UPDATE marketplace_item SET seller_user_id = ? WHERE id = ?", user,
                                   id_of(path));
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(market_sell, Selling)

BOOST_AUTO_TEST_CASE(a_guest_is_told_how_to_become_a_seller) {
    const auto page = bob.get("/market/sell");
    BOOST_TEST(page.status() == 200);
    BOOST_TEST(contains(page.body(), "href=\"/signup\""));
    BOOST_TEST(!contains(page.body(), "/market/sell/new"));
    BOOST_TEST(location(bob.get("/market/sell/new")) == "/signin?next=%2Fmarket%2Fsell%2Fnew");
    BOOST_TEST(location(bob.post("/market/sell/new", listing())) == "/signin");
    Visitor nobody(house);
    BOOST_TEST(location(nobody.get("/market/sell")).starts_with("/"));
    BOOST_TEST(support::count(house.connection(), "SELECT COUNT(*) FROM marketplace_item") == 0U);
}

BOOST_AUTO_TEST_CASE(a_member_writes_a_draft_offers_it_pauses_it_and_removes_it) {
    BOOST_TEST(contains(ana.get("/market/sell").body(), "You have no listings yet."));
    const auto path = added();
    BOOST_TEST(state(path) == "DRAFT");
    BOOST_TEST(item(path).price.minor == 1250U);
    const auto draft = ana.get(path + "/edit");
    BOOST_TEST(contains(draft.body(), "A draft: nobody else sees it."));
    BOOST_TEST(contains(draft.body(), "It &lt;b&gt;shines"));
    BOOST_TEST(contains(draft.body(), "value=\"12.50\""));
    const auto list = ana.get("/market/sell").body();
    BOOST_TEST(contains(list, "Drafts"));
    BOOST_TEST(contains(list, "€12.50"));
    BOOST_TEST(contains(list, "3 pieces left"));
    BOOST_TEST(location(ana.post(path + "/state", {{"do", "publish"}})) == path + "/edit?done=state");
    BOOST_TEST(contains(ana.get(path + "/edit?done=state").body(), "It is on offer."));
    ana.post(path + "/state", {{"do", "pause"}});
    BOOST_TEST(state(path) == "PAUSED");
    BOOST_TEST(contains(ana.get(path + "/edit").body(), "Offer it again"));
    ana.post(path + "/state", {{"do", "resume"}});
    BOOST_TEST(state(path) == "PUBLISHED");
    BOOST_TEST(location(ana.post(path + "/state", {{"do", "remove"}})) == "/market/sell?done=removed");
    BOOST_TEST(ana.get(path + "/edit").status() == 404);
    BOOST_TEST(ana.post(offered() + "/state", {{"do", "dance"}}).status() == 400);
}

BOOST_AUTO_TEST_CASE(each_field_says_what_is_wrong_and_nothing_that_was_typed_is_lost) {
    struct Wrong {
        const char* name;
        const char* value;
        const char* place;
        int status;
    };
    const Wrong all[] = {{"title", " ", "item-title-error", 400},
                         {"description", "", "item-text-error", 400},
                         {"category", "HOUSES", "item-category-error", 400},
                         {"price", "1.999", "item-price-error", 400},
                         {"currency", "", "item-currency-error", 400},
                         {"stock", "-2", "item-stock-error", 400},
                         {"language", "xx", "item-room-error", 400}};
    const auto path = added();
    for (const auto& [name, value, place, status] : all) {
        for (const std::string& to : {std::string("/market/sell/new"), path + "/edit"}) {
            auto form = with(listing("A <i>title"), name, value);
            form["mark"] = mark(path);
            const auto refused = ana.post(to, form);
            BOOST_TEST(refused.status() == status, name);
            BOOST_TEST(!error_at(refused, place).empty(), name << " at " << to);
            if (std::string(name) != "title")
                BOOST_TEST(contains(refused.body(), "value=\"A &lt;i&gt;title\""), name);
            if (std::string(name) != "description")
                BOOST_TEST(contains(refused.body(), "It &lt;b&gt;shines"), name);
            if (std::string(name) == "price") BOOST_TEST(contains(refused.body(), "value=\"1.999\""));
            if (std::string(name) != "currency")
                BOOST_TEST(contains(refused.body(), "value=\"EUR\" selected"));
        }
    }
    const auto untyped = ana.post("/market/sell/new", with(listing(), "contentType", ""));
    BOOST_TEST(contains(untyped.body(), "Please say whether it shows nudity or sex."));
    BOOST_TEST(item(path).title == "Paper lamp");
}

BOOST_AUTO_TEST_CASE(a_form_without_its_token_comes_back_filled_in) {
    const auto forged = [&](const std::string& to) {
        auto form = listing("Kept <u>");
        form["csrfToken"] = "forged";
        return ana.post(to, form);
    };
    const auto path = added();
    for (const std::string& to : {std::string("/market/sell/new"), path + "/edit"}) {
        const auto refused = forged(to);
        BOOST_TEST(refused.status() == 403);
        BOOST_TEST(contains(refused.body(), "Kept &lt;u&gt;"), to);
    }
    BOOST_TEST(item(path).title == "Paper lamp");
}

BOOST_AUTO_TEST_CASE(two_tabs_do_not_overwrite_each_other) {
    const auto path = offered();
    const auto seen = mark(path);
    house.clock.forward(base::Millis{5});
    BOOST_TEST(ana.post(path + "/edit", with(listing("First"), "mark", seen)).status() == 303);
    const auto late = ana.post(path + "/edit", with(listing("Second"), "mark", seen));
    BOOST_TEST(late.status() == 409);
    BOOST_TEST(contains(alert_of(late), "was changed while this page was open"));
    BOOST_TEST(contains(late.body(), "value=\"Second\""));
    // The page that comes back has the mark of now.
    const auto now = between(late.body(), "name=\"mark\" value=\"", "\"");
    BOOST_TEST(ana.post(path + "/edit", with(listing("Second"), "mark", now)).status() == 303);
    BOOST_TEST(item(path).title == "Second");
    const auto history = ana.get(path + "/history");
    BOOST_TEST(contains(history.body(), "Version 3"));
    BOOST_TEST(contains(history.body(), "Paper lamp"));
    BOOST_TEST(location(bob.get(path + "/history")) == "/signin?next=%2Fmarket%2Fitems%2F1%2Fhistory");
}

BOOST_AUTO_TEST_CASE(nudity_is_declared_and_looked_at_before_it_is_offered) {
    const auto path = added(with(listing(), "contentType", "NSFW"));
    const auto unverified = ana.post(path + "/state", {{"do", "publish"}, {"consent", "yes"}});
    BOOST_TEST(unverified.status() == 403);
    BOOST_TEST(contains(alert_of(unverified), "you must have proven your age"));
    support::prove_age(house.connection(), base::UserId{1}, house.clock.now() + std::chrono::hours{1});
    const auto undeclared = ana.post(path + "/state", {{"do", "publish"}});
    BOOST_TEST(undeclared.status() == 400);
    BOOST_TEST(!error_at(undeclared, "offer-consent-error").empty());
    BOOST_TEST(ana.post(path + "/state", {{"do", "publish"}, {"consent", "yes"}}).status() == 303);
    BOOST_TEST(state(path) == "PENDING_REVIEW");
    const auto sfw = offered();
    auto edit = with(listing(), "contentType", "NSFW");
    edit["mark"] = mark(sfw);
    const auto again = ana.post(sfw + "/edit", edit);
    BOOST_TEST(again.status() == 400);
    BOOST_TEST(!error_at(again, "item-consent-error").empty());
    edit["consent"] = "yes";
    BOOST_TEST(ana.post(sfw + "/edit", edit).status() == 303);
    BOOST_TEST(state(sfw) == "PENDING_REVIEW");
}

BOOST_AUTO_TEST_CASE(pictures_and_files_are_sent_up_without_scripts) {
    const auto path = added();
    BOOST_TEST(location(picture(path)) == path + "/edit?done=saved#pictures");
    BOOST_TEST(picture(path).status() == 303);
    const auto pictures = store::pictures_of(house.connection(), id_of(path));
    BOOST_REQUIRE_EQUAL(pictures.size(), 2U);
    const auto second = path + "/pictures/" + std::to_string(pictures[1].id.value);
    BOOST_TEST(ana.post(second, {{"do", "first"}}).status() == 303);
    BOOST_TEST(store::pictures_of(house.connection(), id_of(path))[0].id.value == pictures[1].id.value);
    BOOST_TEST(ana.post(second, {{"do", "remove"}}).status() == 303);
    BOOST_TEST(ana.post(second, {{"do", "remove"}}).status() == 409);
    BOOST_TEST(ana.post(second, {{"do", "spin"}}).status() == 400);
    const auto wrong = picture(path, "<svg/>");
    BOOST_TEST(wrong.status() == 415);
    BOOST_TEST(contains(alert_of(wrong), "must be a JPEG"));
    BOOST_TEST(location(file(path, "text", "../my \\\"film\\\".mp4")) == path + "/edit?done=saved#files");
    const auto page = ana.get(path + "/edit").body();
    BOOST_TEST(contains(page, "my film.mp4"));
    BOOST_TEST(contains(page, "the place where it was taken"));
    const auto files = store::files_of_item(house.connection(), id_of(path));
    BOOST_REQUIRE_EQUAL(files.size(), 1U);
    BOOST_TEST(files[0].byte_size == 4U);
    const auto one = path + "/files/" + std::to_string(files[0].id.value) + "/remove";
    BOOST_TEST(ana.post(one, {}).status() == 303);
    BOOST_TEST(ana.post(one, {}).status() == 400);
    BOOST_TEST(contains(alert_of(file(path, "")), "Please choose a file."));
    const auto enormous = file(path, std::string(25'165'825, 'x'));
    BOOST_TEST(enormous.status() == 413);
    BOOST_TEST(contains(enormous.body(), "at most 20 MB"));
}

BOOST_AUTO_TEST_CASE(nobody_works_on_what_another_sells) {
    const auto path = offered();
    picture(path);
    file(path, "text");
    const auto shown = store::pictures_of(house.connection(), id_of(path)).at(0).id.value;
    const auto kept = store::files_of_item(house.connection(), id_of(path)).at(0).id.value;
    give_away(path);
    BOOST_TEST(ana.get(path + "/edit").status() == 404);
    BOOST_TEST(ana.get(path + "/history").status() == 404);
    BOOST_TEST(ana.post(path + "/edit", with(listing("Mine"), "mark", "1.1")).status() == 404);
    for (const char* step : {"publish", "pause", "resume", "remove"})
        BOOST_TEST(ana.post(path + "/state", {{"do", step}}).status() == 404, step);
    BOOST_TEST(picture(path).status() == 404);
    BOOST_TEST(file(path, "text").status() == 404);
    BOOST_TEST(ana.post(path + "/pictures/" + std::to_string(shown), {{"do", "remove"}}).status() == 404);
    BOOST_TEST(ana.post(path + "/files/" + std::to_string(kept) + "/remove", {}).status() == 404);
    BOOST_TEST(!contains(ana.get("/market/sell").body(), "Paper lamp"));
    BOOST_TEST(state(path) == "PUBLISHED");
    BOOST_TEST(item(path).title == "Paper lamp");
    ana_moderates();
    BOOST_TEST(ana.get(path + "/history").status() == 200);
    BOOST_TEST(ana.get(path + "/edit").status() == 404);
    for (const char* nowhere : {"/market/items/0/edit", "/market/items/x/edit", "/market/items/999/edit"})
        BOOST_TEST(ana.get(nowhere).status() == 404, nowhere);
}

BOOST_AUTO_TEST_CASE(guests_are_refused_on_every_form_of_sellers) {
    const auto path = offered();
    for (const char* to : {"/edit", "/state", "/pictures/1", "/files/1/remove"})
        BOOST_TEST(location(bob.post(path + to, {{"do", "remove"}})) == "/signin", to);
    const auto form = form_part("name=\"csrfToken\"", bob.cookies["csrfToken"]) +
                      form_part("name=\"picture\"; filename=\"x.jpg\"", support::small_jpeg()) + form_end();
    BOOST_TEST(location(bob.upload(path + "/pictures", form, form_type())) == "/signin");
    BOOST_TEST(location(bob.upload(path + "/files", form, form_type())) == "/signin");
    BOOST_TEST(location(bob.get(path + "/edit")) == "/signin?next=%2Fmarket%2Fitems%2F1%2Fedit");
    BOOST_TEST(state(path) == "PUBLISHED");
}

BOOST_AUTO_TEST_CASE(moderators_look_at_listings_before_they_are_offered) {
    house.config.market.review = base::ListingReview::all;
    const auto path = added();
    picture(path);
    ana.post(path + "/state", {{"do", "publish"}});
    BOOST_REQUIRE_EQUAL(state(path), "PENDING_REVIEW");
    BOOST_TEST(ana.get("/moderation/listings").status() == 403);
    give_away(path);
    ana_moderates();
    BOOST_TEST(contains(ana.get("/moderation").body(), "href=\"/moderation/listings\""));
    const auto queue = ana.get("/moderation/listings");
    BOOST_TEST(contains(queue.body(), "Paper lamp"));
    BOOST_TEST(contains(queue.body(), "It &lt;b&gt;shines"));
    BOOST_TEST(contains(queue.body(), "/thumb\""));
    house.connection().run("UPDATE marketplace_item SET content_type = 'NSFW'");
    BOOST_TEST(contains(ana.get("/moderation/listings").body(), "class=\"blurred\""));
    const auto verdict = "/moderation/listings/" + std::to_string(id_of(path).value);
    const auto silent = ana.post(verdict, {{"do", "refuse"}, {"note", " "}});
    BOOST_TEST(silent.status() == 400);
    BOOST_TEST(error_at(silent, "note-error-" + std::to_string(id_of(path).value)) ==
               "Please write why, for the seller.");
    BOOST_TEST(ana.post(verdict, {{"do", "shrug"}}).status() == 400);
    BOOST_TEST(location(bob.post(verdict, {{"do", "approve"}})) == "/signin");
    BOOST_TEST(location(ana.post(verdict, {{"do", "approve"}})) == "/moderation/listings?done=1");
    BOOST_TEST(state(path) == "PUBLISHED");
    const auto late = ana.post(verdict, {{"do", "refuse"}, {"note", "no"}});
    BOOST_TEST(late.status() == 409);
    BOOST_TEST(contains(ana.get("/moderation/listings").body(), "Nothing waits."));
}

BOOST_AUTO_TEST_CASE(a_listing_is_reported_and_its_case_shows_it) {
    const auto path = offered();
    picture(path);
    const auto refused = bob.post(path + "/report", {{"reason", "nonsense"}, {"note", "pretends <u>"}});
    BOOST_TEST(refused.status() == 400);
    BOOST_TEST(error_at(refused, "report-reason-error") == "Please choose a reason.");
    BOOST_TEST(contains(refused.body(), "pretends &lt;u&gt;"));
    BOOST_TEST(location(bob.post(path + "/report", {{"reason", "SCAM"}, {"note", "never came"}})) ==
               "/reports?sent=1");
    BOOST_TEST(bob.post("/market/items/999/report", {{"reason", "SCAM"}}).status() == 404);
    BOOST_TEST(bob.post(added() + "/report", {{"reason", "SCAM"}}).status() == 404);
    give_away(path);
    ana_moderates();
    const auto queue = ana.get("/moderation").body();
    BOOST_TEST(contains(queue, "A listing of "));
    const auto case_path = "/moderation/cases/" + between(queue, "/moderation/cases/", "\"");
    const auto page = ana.get(case_path).body();
    BOOST_TEST(contains(page, "Paper lamp"));
    BOOST_TEST(contains(page, "href=\"" + path + "\""));
    BOOST_TEST(contains(page, "class=\"blurred\""));
    BOOST_TEST(contains(page, "value=\"ITEM_REMOVE\""));
    BOOST_TEST(!contains(page, "value=\"MESSAGE_DELETE\""));
}

BOOST_AUTO_TEST_CASE(a_moderator_removes_a_listing_by_its_case_and_its_seller_reads_why) {
    const auto path = offered();
    bob.post(path + "/report", {{"reason", "SCAM"}, {"note", ""}});
    give_away(path);
    house.connection().run(
        "UPDATE moderation_case SET participant_id = (SELECT participant.id FROM participant JOIN marketplace_item ON seller_user_id = user_id LIMIT 1)");
    ana_moderates();
    const auto case_path =
        "/moderation/cases/" + between(ana.get("/moderation").body(), "/moderation/cases/", "\"");
    const Form order{{"action", "ITEM_REMOVE"}, {"ground", "SCAM"}, {"text", "It never comes."}};
    BOOST_TEST(location(ana.post(case_path + "/decide", order)) == "/moderation?done=1");
    BOOST_TEST(state(path) == "REMOVED");
    BOOST_TEST(bob.post(path + "/report", {{"reason", "SCAM"}}).status() == 404);
}

BOOST_AUTO_TEST_CASE(a_house_without_a_market_has_none_of_it) {
    const auto path = offered();
    house.config.market.open = false;
    for (const std::string& page :
         {std::string("/market/sell"), std::string("/market/sell/new"), path + "/edit", path + "/history"})
        BOOST_TEST(ana.get(page).status() == 404, page);
    BOOST_TEST(ana.post("/market/sell/new", listing()).status() == 404);
    BOOST_TEST(ana.post(path + "/state", {{"do", "pause"}}).status() == 404);
    BOOST_TEST(bob.post(path + "/report", {{"reason", "SCAM"}}).status() == 404);
}

BOOST_AUTO_TEST_SUITE_END()
