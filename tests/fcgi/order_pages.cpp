// Orders by their pages: buying, paying by the stand-in, delivery, talk, money back, disputes; what strangers see of it, and what a form that was tampered with comes to.
#include <boost/test/unit_test.hpp>

#include "core/accounts/password.h"
#include "core/db/transaction.h"
#include "core/store/market_files.h"
#include "core/store/orders.h"
#include "fcgi/routes.h"
#include "tests/fcgi/account_pages.h"
#include "tests/support/market_rows.h"
#include "tests/support/members.h"
#include "tests/support/server_view.h"

using support::alert_of;
using support::between;
using support::contains;
using support::error_at;
using support::Form;
using support::House;
using support::location;
using support::Visitor;

namespace {

// Sam sells a lamp, Bea buys it, Eve has nothing to do with it, Gus is a guest.
struct Shop {
    House house{[](base::Config& config) {
        config.market.test_provider = true;
        config.limits.api_requests = 1000;
    }};
    Visitor sam{house};
    Visitor bea{house};
    Visitor eve{house};
    Visitor gus{house};
    base::UserId seller = join(sam, "Sam");
    base::UserId buyer = join(bea, "Bea");
    base::UserId other = join(eve, "Eve");
    base::ItemId lamp = support::add_listing(house.connection(), {.seller = seller,
                                                                  .title = "A <b>lamp",
                                                                  .price = 1250,
                                                                  .currency = "EUR",
                                                                  .listed_at = house.clock.now(),
                                                                  .stock = 5});

    Shop() { gus.enter("Gus"); }

    base::UserId join(Visitor& who, const std::string& name) {
        who.enter(name);
        auto& connection = house.connection();
        auto rows = connection.query("SELECT id FROM participant WHERE display_name = ?", name);
        BOOST_REQUIRE(rows.next());
        const auto user = support::make_member(connection, rows.id<base::ParticipantId>(0));
        const auto keys = db::transact(connection, [&](db::Connection& inside) {
            return accounts::open_session(inside, house.services().session_house(), user, true, {}, false);
        });
        who.cookies["accessToken"] = keys.access;
        who.cookies["refreshToken"] = keys.refresh;
        return user;
    }
    std::string listing() const { return "/market/items/" + std::to_string(lamp.value); }
    // What the page of the listing has in its form.
    Form buy_form() {
        const auto page = bea.get(listing()).body();
        return {{"orderKey", between(page, "name=\"orderKey\" value=\"", "\"")},
                {"version", between(page, "name=\"version\" value=\"", "\"")},
                {"method", "STRIPE"}};
    }
    fcgi::Response buy(const Form& form) { return bea.post(listing() + "/buy", form); }
    // The path of an order that waits to be paid.
    std::string placed() {
        const auto page = location(buy(buy_form()));
        BOOST_REQUIRE(contains(page, "/market/test-payment/"));
        return "/market/orders/" + page.substr(page.rfind('/') + 1);
    }
    std::string paid() {
        const auto order = placed();
        const auto test = "/market/test-payment/" + order.substr(order.rfind('/') + 1);
        BOOST_REQUIRE_EQUAL(location(bea.post(test, {{"outcome", "paid"}})), order + "/return");
        BOOST_REQUIRE_EQUAL(location(bea.get(order + "/return")), order + "?done=paid");
        return order;
    }
    store::Order row(const std::string& order) {
        const base::OrderId id{std::stoull(order.substr(order.rfind('/') + 1))};
        return store::find_order(house.connection(), id).value();
    }
    std::uint64_t count(const std::string& from) {
        return support::count(house.connection(), "SELECT COUNT(*) FROM " + from);
    }
    void add_file() {
        const auto file = store::add_file(house.connection(), {.item = lamp,
                                                               .order = {},
                                                               .key = "file-k",
                                                               .name = "lamp é.zip",
                                                               .byte_size = 2048,
                                                               .at = house.clock.now()});
        store::file_stored(house.connection(), file, house.clock.now());
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(order_pages, Shop)

BOOST_AUTO_TEST_CASE(from_the_listing_to_the_paid_order_and_both_sides_hear_of_it) {
    const auto order = placed();
    const auto test = bea.get("/market/test-payment/" + order.substr(order.rfind('/') + 1)).body();
    BOOST_TEST(contains(test, "no money moves"));
    BOOST_TEST(contains(test, "€12.50"));
    BOOST_TEST(location(bea.get(order + "/return")) == order, "nothing was paid yet");
    const auto waiting = bea.get(order).body();
    BOOST_TEST(contains(waiting, "A &lt;b&gt;lamp"));
    BOOST_TEST(contains(waiting, order + "/pay\""));
    const auto second = paid();
    BOOST_TEST((row(second).payment == store::PaymentStatus::completed));
    BOOST_TEST(contains(bea.get(second + "?done=paid").body(), "Thank you. It is paid."));
    const auto head = sam.get("/market").body();
    BOOST_TEST(!contains(head, "class=\"news-dot\" hidden"), "the seller has news");
    BOOST_TEST(contains(head, "Your sales<span class=\"news-dot\">"));
    BOOST_TEST(!contains(head, "Your purchases<span class=\"news-dot\">"));
    BOOST_TEST(contains(sam.get("/market/sales").body(), "<span class=\"tag unread\">News</span>"));
    BOOST_TEST(sam.get(second).status() == 200);
    BOOST_TEST(contains(sam.get("/market").body(), "class=\"news-dot\" hidden"), "now it was looked at");
    BOOST_TEST(contains(bea.get("/account").body(), "href=\"/market/orders\""));
}

BOOST_AUTO_TEST_CASE(one_press_is_one_order_and_a_refused_payment_leaves_it_unpaid) {
    const auto form = buy_form();
    const auto to = location(buy(form));
    BOOST_TEST(location(buy(form)) == to);
    const auto first = to.substr(to.find("/market/"));
    BOOST_TEST(count("transaction") == 1U);
    BOOST_TEST(location(bea.post(first, {{"outcome", "refused"}})).ends_with("/return"));
    const auto order = "/market/orders/" + first.substr(first.rfind('/') + 1);
    BOOST_TEST(location(bea.get(order + "/return")) == order);
    BOOST_TEST((row(order).payment == store::PaymentStatus::failed));
    BOOST_TEST(bea.post(first, {{"outcome", "free"}}).status() == 400);
    BOOST_TEST(count("marketplace_item WHERE stock = 5") == 1U);
}

BOOST_AUTO_TEST_CASE(
    who_goes_back_from_paying_for_the_last_piece_is_led_to_their_order_and_others_read_sold_out) {
    house.connection().run("UPDATE marketplace_item SET stock = 1");
    const auto order = placed();
    const auto mine = bea.get(listing()).body();
    BOOST_TEST(contains(mine, "href=\"" + order + "\""));
    BOOST_TEST(!contains(mine, "Sold out."));
    BOOST_TEST(!contains(mine, "/buy\""), "one piece is one order");
    const auto others = eve.get(listing()).body();
    BOOST_TEST(contains(others, "Sold out."));
    BOOST_TEST(!contains(others, "id=\"unpaid\""));
    BOOST_TEST(bea.post(order + "/cancel", {}).status() == 303);
    const auto after = bea.get(listing()).body();
    BOOST_TEST(!contains(after, "id=\"unpaid\""));
    BOOST_TEST(contains(after, "/buy\""));
}

BOOST_AUTO_TEST_CASE(prices_come_from_the_house_whatever_the_form_says) {
    auto form = buy_form();
    form.merge(Form{{"price", "1"},
                    {"amount", "1"},
                    {"amountMinor", "1"},
                    {"currency", "USD"},
                    {"fee", "0"},
                    {"seller", "1"},
                    {"provider", "NONE"}});
    const auto to = location(buy(form));
    const auto order = row("/market/orders/" + to.substr(to.rfind('/') + 1));
    BOOST_TEST(order.amount.minor == 1250U);
    BOOST_TEST((order.amount.currency == store::Currency::eur));
    BOOST_TEST((order.seller == seller));
    for (const auto& [name, value] : std::vector<std::pair<std::string, std::string>>{
             {"version", "2"}, {"version", "0"}, {"version", "x"}, {"version", "4294967297"}}) {
        auto other_version = buy_form();
        other_version[name] = value;
        const auto refused = buy(other_version);
        BOOST_TEST(refused.status() == 409, value);
        BOOST_TEST(!alert_of(refused).empty(), value);
    }
    for (const char* key : {"", "x", "00", "zz112233445566778899aabbccddeeff"}) {
        auto keyless = buy_form();
        keyless["orderKey"] = key;
        BOOST_TEST(buy(keyless).status() == 400, key);
    }
    for (const char* method : {"", "GOLD", "TEST"}) {
        auto other_method = buy_form();
        other_method["method"] = method;
        const auto refused = buy(other_method);
        BOOST_TEST(refused.status() >= 400, method);
        BOOST_TEST(refused.status() < 500, method);
    }
    BOOST_TEST(count("transaction") == 1U);
}

BOOST_AUTO_TEST_CASE(who_has_nothing_to_do_with_an_order_finds_nothing_on_any_route) {
    add_file();
    const auto order = paid();
    const auto link = between(bea.get(order).body(), "href=\"" + order + "/files", "\"");
    const std::string id = order.substr(order.rfind('/') + 1);
    const Form all{{"body", "x"},
                   {"clientId", "11111111-1111-4111-8111-111111111111"},
                   {"amount", "1"},
                   {"stars", "5"},
                   {"outcome", "paid"}};
    std::size_t doors = 0;
    for (const auto& route : fcgi::routes()) {
        std::string target(route.pattern);
        if (!target.starts_with("/market/orders/{id}") && !target.starts_with("/market/test-payment"))
            continue;
        ++doors;
        target.replace(target.find("{id}"), 4, id);
        if (target.ends_with("{key}")) target = order + "/files" + link;
        const auto tried = [&](Visitor& who) {
            return route.method == fcgi::Method::post ? who.post(target, all) : who.get(target);
        };
        BOOST_TEST_CONTEXT(target) {
            BOOST_TEST(tried(eve).status() == 404);
            const auto of_guest = tried(gus);
            BOOST_TEST(of_guest.status() == 303);
            BOOST_TEST(location(of_guest).starts_with("/signin"));
        }
    }
    BOOST_TEST(doors == 14U);
    const auto now = row(order);
    BOOST_TEST((now.fulfilment == store::Fulfilment::delivered));
    BOOST_TEST(count("order_message") + count("rating") + count("refund") == 0U);
    BOOST_TEST(gus.post(listing() + "/buy", {}).status() == 303);
    BOOST_TEST(bea.get("/market/orders/999").status() == 404);
    BOOST_TEST(bea.get("/market/orders/x").status() == 404);
}

BOOST_AUTO_TEST_CASE(each_side_does_its_own_and_not_the_others) {
    const auto order = paid();
    for (const char* act : {"/deliver", "/refund"})
        BOOST_TEST(bea.post(order + act, {{"amount", "1"}}).status() == 403, act);
    for (const char* act : {"/cancel", "/confirm", "/dispute", "/rate"})
        BOOST_TEST(sam.post(order + act, {{"body", "x"}, {"stars", "5"}}).status() == 403, act);
    BOOST_TEST(sam.post(order + "/pay", {}).status() == 403);
    BOOST_TEST(bea.post(order + "/cancel", {}).status() == 409, "it is paid");
    BOOST_TEST(location(sam.post(order + "/deliver", {})) == order + "?done=yes");
    BOOST_TEST(sam.post(order + "/deliver", {}).status() == 409);
    BOOST_TEST(location(bea.post(order + "/confirm", {})) == order + "?done=yes");
    BOOST_TEST((row(order).fulfilment == store::Fulfilment::settled));
}

BOOST_AUTO_TEST_CASE(forms_come_back_filled_in_with_the_reason_beside_the_field) {
    const auto order = paid();
    const std::string much(2001, 'x');
    const auto write = [&](const std::string& body) {
        return bea.post(order + "/messages",
                        {{"body", body}, {"clientId", "11111111-1111-4111-8111-111111111111"}});
    };
    BOOST_TEST(!error_at(write(""), "message-error").empty());
    const auto long_one = write(much + "<b>");
    BOOST_TEST(!error_at(long_one, "message-error").empty());
    BOOST_TEST(contains(long_one.body(), "xxx&lt;b&gt;</textarea>"));
    BOOST_TEST(location(write("Hello <i>Sam")) == order + "?done=sent");
    BOOST_TEST(location(write("Hello <i>Sam")) == order + "?done=sent", "sent again, it is there once");
    BOOST_TEST(count("order_message") == 1U);
    BOOST_TEST(contains(sam.get(order).body(), "Hello &lt;i&gt;Sam"));
    const auto dispute = bea.post(order + "/dispute", {{"body", much}});
    BOOST_TEST(!error_at(dispute, "dispute-error").empty());
    BOOST_TEST(contains(dispute.body(), much));
    BOOST_TEST(location(sam.post(order + "/deliver", {})) == order + "?done=yes");
    const auto stars = bea.post(order + "/rate", {{"stars", "6"}, {"body", "fine <3"}});
    BOOST_TEST(contains(stars.body(), "id=\"stars-error\""));
    BOOST_TEST(contains(stars.body(), "fine &lt;3</textarea>"));
    const auto rating = bea.post(order + "/rate", {{"stars", "4"}, {"body", much}});
    BOOST_TEST(!error_at(rating, "rating-error").empty());
    BOOST_TEST(contains(rating.body(), "value=\"4\" required checked"));
    BOOST_TEST(location(bea.post(order + "/rate", {{"stars", "4"}, {"body", "good"}})) ==
               order + "?done=yes");
    BOOST_TEST(bea.post(order + "/rate", {{"stars", "4"}, {"body", "good"}}).status() == 409);
    const auto payout = sam.post("/market/statement", {{"payout", std::string(501, 'x') + "<"}});
    BOOST_TEST(payout.status() == 400);
    BOOST_TEST(contains(payout.body(), "xxx&lt;</textarea>"));
    BOOST_TEST(location(sam.post("/market/statement", {{"payout", "IBAN 1"}})) ==
               "/market/statement?saved=1");
    BOOST_TEST(contains(sam.get("/market/statement").body(), "IBAN 1</textarea>"));
}

BOOST_AUTO_TEST_CASE(amounts_that_are_none_or_too_much_give_nothing_back) {
    const auto order = paid();
    for (const char* amount :
         {"", "-5", "0", "0.00", "1e9", "1e-2", "99999999999999999999", "184467440737095516.16", "12.51",
          "12.500", "1,250.00", "0x10", "NaN", " ", "+1", "12.50 €"}) {
        const auto refused = sam.post(order + "/refund", {{"amount", amount}});
        BOOST_TEST(refused.status() == 400, amount);
        BOOST_TEST(!error_at(refused, "refund-amount-error").empty(), amount);
    }
    BOOST_TEST(
        contains(sam.post(order + "/refund", {{"amount", "-5"}}).body(), "name=\"amount\" value=\"-5\""));
    BOOST_TEST(count("refund") == 0U);
    BOOST_TEST(location(sam.post(order + "/refund", {{"amount", "2.50"}})) == order + "?done=yes");
    BOOST_TEST(row(order).refunded_minor == 250U);
    BOOST_TEST(sam.post(order + "/refund", {{"amount", "10.01"}}).status() == 400);
    BOOST_TEST(location(sam.post(order + "/refund", {{"amount", "10"}})) == order + "?done=yes");
    BOOST_TEST((row(order).payment == store::PaymentStatus::refunded));
    BOOST_TEST(sam.post(order + "/refund", {{"amount", "0.01"}}).status() == 409);
}

BOOST_AUTO_TEST_CASE(a_download_is_for_its_buyer_for_a_while_and_with_its_own_signature) {
    add_file();
    const auto order = paid();
    const auto path = order + "/files" + between(bea.get(order).body(), "href=\"" + order + "/files", "\"");
    const auto file = bea.get(path);
    BOOST_TEST(file.status() == 200);
    BOOST_TEST(file.header("Content-Disposition") == "attachment; filename*=UTF-8''lamp%20%C3%A9.zip");
    BOOST_TEST(file.header("Content-Type") == "application/octet-stream");
    BOOST_TEST(contains(std::string(file.header("X-Accel-Redirect")), "file-k"));
    for (Visitor* who : {&eve, &sam}) BOOST_TEST(who->get(path).status() == 404);
    auto changed = path;
    changed.back() = changed.back() == '0' ? '1' : '0';
    BOOST_TEST(bea.get(changed).status() == 403);
    BOOST_TEST(bea.get(path + "0").status() == 403);
    const auto until = between(path, "/files/1/", "/");
    BOOST_REQUIRE(!until.empty());
    auto later = path;
    later.replace(later.find(until), until.size(), std::to_string(std::stoull(until) + 9999));
    BOOST_TEST(bea.get(later).status() == 403);
    const auto second = paid();
    auto moved = path;
    moved.replace(0, order.size(), second);
    BOOST_TEST(bea.get(moved).status() == 403, "a link of another order of theirs");
    house.clock.forward(house.config.limits.download_link + base::Millis{1000});
    BOOST_TEST(bea.get(path).status() == 403);
    const auto fresh = order + "/files" + between(bea.get(order).body(), "href=\"" + order + "/files", "\"");
    BOOST_TEST(bea.get(fresh).status() == 200);
    house.connection().run("UPDATE transaction SET payment_status = 'REFUNDED'");
    BOOST_TEST(bea.get(fresh).status() == 404, "refunded");
}

BOOST_AUTO_TEST_CASE(nobody_buys_their_own_or_more_than_there_are) {
    BOOST_TEST(!contains(sam.get(listing()).body(), listing() + "/buy\""));
    auto form = buy_form();
    BOOST_TEST(sam.post(listing() + "/buy", form).status() >= 400);
    house.connection().run("UPDATE marketplace_item SET stock = 1");
    (void)placed();
    BOOST_TEST(contains(eve.get(listing()).body(), "Sold out."));
    const auto refused = buy(form);
    BOOST_TEST(refused.status() == 409);
    BOOST_TEST(!alert_of(refused).empty());
    BOOST_TEST(count("transaction") == 1U);
}

BOOST_AUTO_TEST_CASE(notices_of_providers_that_are_not_set_up_are_for_nobody) {
    for (const char* path : {"/webhooks/stripe", "/webhooks/paypal", "/webhooks/btcpay"}) {
        BOOST_TEST(gus.get(path).status() == 405, path);
        BOOST_TEST(gus.post_raw(path, "{}", "application/json").status() == 404, path);
        BOOST_TEST(gus.post_raw(path, "", "application/json").status() == 404, path);
    }
    BOOST_TEST(count("payment_event") == 0U);
}

BOOST_AUTO_TEST_CASE(an_account_with_an_open_order_stays_and_its_page_says_why) {
    house.connection().execute("UPDATE user SET password_hash = ? WHERE id = ?",
                               accounts::hash_password(support::good), buyer);
    BOOST_TEST(contains(bea.get("/account/delete").body(), "Your listings are taken down"));
    const auto order = placed();
    const auto refused = bea.post("/account/delete", {{"password", support::good}});
    BOOST_TEST(refused.status() == 409);
    BOOST_TEST(contains(alert_of(refused), "orders that are not settled yet"));
    BOOST_TEST(bea.get("/account").status() == 200, "still there");
    BOOST_TEST(location(bea.post(order + "/cancel", {})) == order + "?done=yes");
    BOOST_TEST(location(bea.post("/account/delete", {{"password", support::good}})) == "/?done=deleted");
}

BOOST_AUTO_TEST_SUITE_END()
