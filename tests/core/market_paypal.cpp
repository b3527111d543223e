#include "core/market/paypal.h"

#include <boost/test/unit_test.hpp>

#include "tests/core/provider_wire.h"

namespace {

using namespace test;
using Headers = std::map<std::string, std::string, std::less<>>;

const std::string token = R"({"access_token":"A21AA","token_type":"Bearer","expires_in":32400})";
const std::string event =
    R"({ "id":"WH-1",  "event_type":"CHECKOUT.ORDER.APPROVED","resource":{"id":"5O1"} })";

struct Wire {
    support::LoopbackServer server;
    support::SteppedClock clock;
    market::PayPal paypal = market::PayPal(settings(), base::Limits{}, clock, patient);

    base::PayPalSettings settings() const {
        return {.client_id = "client",
                .client_secret = "secret",
                .webhook_id = "WHID1",
                .api_url = server.url(),
                .pages = "https://www.paypal.com"};
    }
    void will(std::vector<std::pair<int, std::string>> answers) {
        std::vector<Behaviour> behaviours;
        for (const auto& [status, body] : answers) behaviours.push_back(Behaviour::answer(status, body));
        server.serve(std::move(behaviours));
    }
    // The token first: the rest of a test speaks of what matters.
    void with_token() {
        will({{200, token}, {200, R"({"status":"CREATED"})"}});
        told(paypal.look("warm"));
    }
    std::string begin() { return told(paypal.begin(purchase(clock.now()))); }
    std::string look(const std::string& body) {
        will({{200, body}});
        return told(paypal.look("5O1"));
    }
    std::string refund() {
        return told(paypal.refund({.once = "refund-7",
                                   .reference = "5O1",
                                   .capture = "3C6",
                                   .amount = {.minor = 500, .currency = store::Currency::usd}}));
    }
    Headers headers(std::int64_t ago_ms = 0) const {
        return {{"paypal-auth-algo", "SHA256withRSA"},
                {"paypal-cert-url", "https://api.paypal.com/v1/notifications/certs/CERT-1"},
                {"paypal-transmission-id", "69cd13f0-d67a-11e5-baa3-778b53f4ae55"},
                {"paypal-transmission-sig", "lmI95Jx3\"Y9=="},
                {"paypal-transmission-time", base::to_iso8601(clock.now() - base::Millis{ago_ms})}};
    }
    std::string reads(const std::string& body) { return reading(paypal, headers(), body, clock.now()); }
};

std::string issue(const std::string& name) {
    return R"({"name":"UNPROCESSABLE_ENTITY","message":"Ann's card 4242","details":[{"issue":")" + name +
           R"("}]})";
}
std::string completed(const std::string& status, const std::string& more = "") {
    return R"({"id":"5O1","status":"COMPLETED","purchase_units":[{"payments":{"captures":[{"id":"3C6","status":")" +
           status + R"(","amount":{"currency_code":"USD","value":"12.30"}}])" + more + "}}]}";
}
const std::string verified = R"({"verification_status":"SUCCESS"})";
const std::string asked_order = "GET /v2/checkout/orders/5O1";

}  // namespace

BOOST_FIXTURE_TEST_SUITE(market_paypal, Wire)

BOOST_AUTO_TEST_CASE(an_order_is_asked_for_as_paypal_describes_it) {
    will(
        {{200, token},
         {201, R"({"id":"5O1","status":"PAYER_ACTION_REQUIRED","links":[{"rel":"self","href":"https://api"},)"
               R"({"rel":"payer-action","href":"https://www.paypal.com/checkoutnow?token=5O1"}]})"}});
    BOOST_TEST(begin() == "5O1 at https://www.paypal.com/checkoutnow?token=5O1");
    const auto login = server.requests().at(0);
    BOOST_TEST(login.method + " " + login.path == "POST /v1/oauth2/token");
    BOOST_TEST(header(login, "authorization") == "Basic Y2xpZW50OnNlY3JldA==");
    BOOST_TEST(header(login, "content-type") == "application/x-www-form-urlencoded");
    BOOST_TEST(login.body == "grant_type=client_credentials");
    const auto request = server.requests().at(1);
    BOOST_TEST(request.method + " " + request.path == "POST /v2/checkout/orders");
    BOOST_TEST(header(request, "authorization") == "Bearer A21AA");
    BOOST_TEST(header(request, "content-type") == "application/json");
    BOOST_TEST(header(request, "paypal-request-id") == once);
    BOOST_TEST(header(request, "prefer") == "return=representation");
    BOOST_TEST(market::parse_json(request.body) == market::parse_json(R"({"intent":"CAPTURE",
        "purchase_units":[{"custom_id":"0123456789abcdef0123456789abcdef","invoice_id":"0123456789abcdef0123456789abcdef",
            "description":"Zwölf Bilder & mehr","amount":{"currency_code":"EUR","value":"12.30"}}],
        "payment_source":{"paypal":{"experience_context":{"payment_method_preference":"IMMEDIATE_PAYMENT_REQUIRED",
            "shipping_preference":"NO_SHIPPING","user_action":"PAY_NOW",
            "return_url":"https://chat.example/orders/42?back=1","cancel_url":"https://chat.example/orders/42?back=1"}}}})"));
}

BOOST_AUTO_TEST_CASE(a_title_is_cut_to_what_paypal_takes_and_within_no_letter) {
    auto what = purchase(clock.now());
    what.title.clear();
    for (int i = 0; i < 100; ++i) what.title += "ä";
    const auto request = market::paypal::order_request(what);
    BOOST_TEST(request["purchase_units"][0]["description"].get<std::string>().size() == 126U);
}

BOOST_AUTO_TEST_CASE(the_token_is_kept_until_shortly_before_it_ends) {
    will({{200, token},
          {200, R"({"status":"CREATED"})"},
          {200, R"({"status":"CREATED"})"},
          {200, token},
          {200, R"({"status":"CREATED"})"}});
    told(paypal.look("5O1"));
    clock.forward(std::chrono::seconds{32'300});
    told(paypal.look("5O1"));
    clock.forward(std::chrono::seconds{50});
    told(paypal.look("5O1"));
    const std::vector<std::string> all{"POST /v1/oauth2/token", asked_order, asked_order,
                                       "POST /v1/oauth2/token", asked_order};
    BOOST_TEST(asked(server) == all, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_token_that_is_not_taken_any_more_is_replaced_once) {
    with_token();
    will({{401, R"({"error":"invalid_token"})"}, {200, token}, {200, R"({"status":"APPROVED"})"}});
    BOOST_TEST(told(paypal.look("5O1")) == "approved");
    will({{401, R"({"name":"AUTHENTICATION_FAILURE"})"},
          {200, token},
          {401, R"({"name":"AUTHENTICATION_FAILURE"})"}});
    BOOST_TEST(told(paypal.look("5O1")) == "not sent: PayPal answered 401, AUTHENTICATION_FAILURE");
}

BOOST_AUTO_TEST_CASE(without_a_token_nothing_has_happened) {
    will({{401, R"({"error":"invalid_client","error_description":"secret"})"}});
    BOOST_TEST(begin() == "not sent: PayPal answered 401, invalid_client");
    will({{500, ""}});
    BOOST_TEST(begin() == "not sent: PayPal answered 500");
    for (const auto* body : {"", "{}", R"({"access_token":"a"})", R"({"access_token":7,"expires_in":9})",
                             R"({"access_token":"a\r\nX: y","expires_in":9})"}) {
        will({{200, body}});
        BOOST_TEST(begin() == "not sent: PayPal answered 200, but not as it is described", body);
    }
    server.serve({Behaviour::hang_up()});
    BOOST_TEST(begin().starts_with("not sent: no answer from PayPal: "));
    BOOST_TEST(server.requests().size() == 8U);
}

BOOST_AUTO_TEST_CASE(every_answer_to_an_order_has_its_meaning) {
    with_token();
    const struct {
        int status;
        std::string body;
        std::string meaning;
    } rows[] = {
        {200, R"({"id":"5O1","links":[{"rel":"approve","href":"https://www.paypal.com/a"}]})",
         "5O1 at https://www.paypal.com/a"},
        {200, R"({"id":"5O1","status":"APPROVED","links":[{"rel":"self","href":"https://x"}]})",
         "5O1 at https://www.paypal.com/checkoutnow?token=5O1"},
        {201, R"({"id":"../x"})", "unknown: PayPal answered 201, but not as it is described"},
        {201, "<html>", "unknown: PayPal answered 201, but not as it is described"},
        {400, R"({"name":"INVALID_REQUEST"})", "refused: PayPal answered 400, INVALID_REQUEST"},
        {409, "", "unknown: PayPal answered 409"},
        {422, issue("DUPLICATE_INVOICE_ID"), "refused: PayPal answered 422, DUPLICATE_INVOICE_ID"},
        {429, R"({"name":"RATE_LIMIT_REACHED"})", "not sent: PayPal answered 429, RATE_LIMIT_REACHED"},
        {500, "", "unknown: PayPal answered 500"}};
    for (const auto& row : rows) {
        will({{row.status, row.body}});
        BOOST_TEST(begin() == row.meaning, row.status << " " << row.body);
    }
}

BOOST_AUTO_TEST_CASE(who_is_silent_may_have_done_it) {
    market::PayPal impatient(settings(), base::Limits{}, clock, hasty);
    server.serve({Behaviour::answer(200, token), Behaviour::be_silent()});
    BOOST_TEST(told(impatient.begin(purchase(clock.now()))).starts_with("unknown: no answer from PayPal: "));
}

BOOST_AUTO_TEST_CASE(every_standing_of_an_order_is_understood) {
    with_token();
    BOOST_TEST(look(R"({"status":"CREATED"})") == "open");
    BOOST_TEST(look(R"({"status":"SAVED"})") == "open");
    BOOST_TEST(look(R"({"status":"PAYER_ACTION_REQUIRED"})") == "open");
    BOOST_TEST(look(R"({"status":"APPROVED"})") == "approved");
    BOOST_TEST(look(R"({"status":"VOIDED"})") == "ended");
    BOOST_TEST(look(completed("COMPLETED")) == "paid 12.30 USD as 3C6, back 0");
    BOOST_TEST(look(completed("REFUNDED")) == "paid 12.30 USD as 3C6, back 1230");
    BOOST_TEST(look(completed("PENDING")) == "open");
    BOOST_TEST(look(completed("DECLINED")) == "ended");
    BOOST_TEST(look(completed("FAILED")) == "ended");
    const std::string refunds =
        R"(,"refunds":[{"status":"COMPLETED","amount":{"currency_code":"USD","value":"2.00"}},)"
        R"({"status":"PENDING","amount":{"currency_code":"USD","value":"1.05"}},)"
        R"({"status":"FAILED","amount":{"currency_code":"USD","value":"4.00"}},7])";
    BOOST_TEST(look(completed("PARTIALLY_REFUNDED", refunds)) == "paid 12.30 USD as 3C6, back 305");
    BOOST_TEST(asked(server).back() == asked_order);
    const std::string unclear = "unknown: PayPal answered 200, but not as it is described";
    for (const auto* body : {"", "{}", "[]", R"({"status":7})", R"({"status":"COMPLETED"})",
                             R"({"status":"COMPLETED","purchase_units":[]})",
                             R"({"status":"COMPLETED","purchase_units":[{"payments":{"captures":"x"}}]})"})
        BOOST_TEST(look(body) == unclear, body);
    BOOST_TEST(look(completed("WONDERFUL")) == unclear);
    will({{404, R"({"name":"RESOURCE_NOT_FOUND"})"}});
    BOOST_TEST(told(paypal.look("5O1")) == "refused: PayPal answered 404, RESOURCE_NOT_FOUND");
}

BOOST_AUTO_TEST_CASE(what_is_agreed_is_collected_once) {
    with_token();
    will({{201, completed("COMPLETED")}, {200, completed("COMPLETED")}});
    BOOST_TEST(told(paypal.collect("5O1", once)) == "paid 12.30 USD as 3C6, back 0");
    const auto request = server.requests().at(2);
    BOOST_TEST(request.method + " " + request.path == "POST /v2/checkout/orders/5O1/capture");
    BOOST_TEST(header(request, "paypal-request-id") == std::string(once) + "-capture");
    BOOST_TEST(header(request, "content-type") == "application/json");
    BOOST_TEST(request.body == "{}");
    BOOST_TEST(asked(server).back() == asked_order);
    will({{422, issue("ORDER_ALREADY_CAPTURED")}, {200, completed("COMPLETED")}});
    BOOST_TEST(told(paypal.collect("5O1", once)) == "paid 12.30 USD as 3C6, back 0");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_collected_says_why) {
    with_token();
    will({{422, issue("ORDER_NOT_APPROVED")}, {200, R"({"status":"CREATED"})"}});
    BOOST_TEST(told(paypal.collect("5O1", once)) == "open");
    will({{422, issue("INSTRUMENT_DECLINED")}});
    BOOST_TEST(told(paypal.collect("5O1", once)) == "refused: PayPal answered 422, INSTRUMENT_DECLINED");
    will({{500, ""}});
    BOOST_TEST(told(paypal.collect("5O1", once)) == "unknown: PayPal answered 500");
    server.serve({Behaviour::hang_up()});
    BOOST_TEST(told(paypal.collect("5O1", once)).starts_with("unknown: no answer from PayPal: "));
}

BOOST_AUTO_TEST_CASE(who_does_not_collect_gets_nothing_so_ending_asks_only_how_it_stands) {
    with_token();
    const auto end = [&](int status, const std::string& body) {
        will({{status, body}});
        return told(paypal.end("5O1"));
    };
    BOOST_TEST(end(200, R"({"status":"CREATED"})") == "ended");
    BOOST_TEST(end(200, R"({"status":"APPROVED"})") == "ended");
    BOOST_TEST(end(200, completed("COMPLETED")) == "paid 12.30 USD as 3C6, back 0");
    BOOST_TEST(end(200, completed("PENDING")) == "open");
    BOOST_TEST(end(404, R"({"name":"RESOURCE_NOT_FOUND"})") == "ended");
    BOOST_TEST(end(500, "") == "unknown: PayPal answered 500");
    for (const auto& line : asked(server))
        BOOST_TEST((line == asked_order || line.ends_with("token") || line.ends_with("warm")));
}

BOOST_AUTO_TEST_CASE(references_that_could_lead_elsewhere_are_never_asked_about) {
    for (const auto* reference : {"", "..", "5O1/capture", "5O1?x"}) {
        BOOST_TEST(told(paypal.look(reference)).starts_with("refused"));
        BOOST_TEST(told(paypal.collect(reference, once)).starts_with("refused"));
        BOOST_TEST(told(paypal.end(reference)).starts_with("refused"));
        BOOST_TEST(told(paypal.refund({.once = "r", .reference = "5O1", .capture = reference}))
                       .starts_with("refused"));
    }
    BOOST_TEST(server.requests().empty());
}

BOOST_AUTO_TEST_CASE(a_refund_is_asked_for_as_paypal_describes_it) {
    with_token();
    will({{201, R"({"id":"1JU","status":"COMPLETED"})"}});
    BOOST_TEST(refund() == "1JU");
    const auto request = server.requests().back();
    BOOST_TEST(request.method + " " + request.path == "POST /v2/payments/captures/3C6/refund");
    BOOST_TEST(header(request, "paypal-request-id") == "refund-7");
    BOOST_TEST(
        market::parse_json(request.body) ==
        market::parse_json(R"({"amount":{"currency_code":"USD","value":"5.00"},"custom_id":"refund-7"})"));
}

BOOST_AUTO_TEST_CASE(every_answer_to_a_refund_has_its_meaning) {
    with_token();
    const struct {
        int status;
        std::string body;
        std::string meaning;
    } rows[] = {
        {200, R"({"id":"1JU","status":"PENDING"})", "1JU"},
        {201, R"({"id":"1JU","status":"FAILED"})", "refused: PayPal could not give it back"},
        {201, R"({"id":"1JU","status":"CANCELLED"})", "refused: PayPal could not give it back"},
        {201, R"({"status":"COMPLETED"})", "unknown: PayPal answered 201, but not as it is described"},
        {409, R"({"name":"RESOURCE_CONFLICT"})", "unknown: PayPal answered 409, RESOURCE_CONFLICT"},
        {422, issue("REFUND_AMOUNT_EXCEEDED"), "refused: PayPal answered 422, REFUND_AMOUNT_EXCEEDED"},
        {503, "", "unknown: PayPal answered 503"}};
    for (const auto& row : rows) {
        will({{row.status, row.body}});
        BOOST_TEST(refund() == row.meaning, row.status << " " << row.body);
    }
}

BOOST_AUTO_TEST_CASE(paypal_is_asked_about_a_notice_byte_by_byte_as_it_came) {
    with_token();
    will({{200, verified}});
    BOOST_TEST(reads(event) == "WH-1 CHECKOUT.ORDER.APPROVED of 5O1");
    const auto request = server.requests().back();
    BOOST_TEST(request.method + " " + request.path == "POST /v1/notifications/verify-webhook-signature");
    BOOST_TEST(
        request.body ==
        R"({"auth_algo":"SHA256withRSA","cert_url":"https://api.paypal.com/v1/notifications/certs/CERT-1",)"
        R"("transmission_id":"69cd13f0-d67a-11e5-baa3-778b53f4ae55","transmission_sig":"lmI95Jx3\"Y9==",)"
        R"("transmission_time":"2026-01-01T12:00:00.000Z","webhook_id":"WHID1","webhook_event":)" +
            event + "}");
}

BOOST_AUTO_TEST_CASE(a_notice_that_paypal_does_not_know_is_forged_and_who_cannot_ask_asks_later) {
    with_token();
    const struct {
        int status;
        std::string body;
        std::string meaning;
    } rows[] = {{200, R"({"verification_status":"FAILURE"})", "forged"},
                {400, R"({"name":"VALIDATION_ERROR"})", "forged"},
                {200, "{}", "later"},
                {200, "<html>", "later"},
                {429, "", "later"},
                {500, "", "later"}};
    for (const auto& row : rows) {
        will({{row.status, row.body}});
        BOOST_TEST(reads(event) == row.meaning, row.status << " " << row.body);
    }
    server.serve({Behaviour::hang_up()});
    BOOST_TEST(reads(event) == "later");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_good_is_forged_without_asking) {
    for (const auto& [name, value] : headers()) {
        auto without = headers();
        without.erase(name);
        BOOST_TEST(reading(paypal, without, event, clock.now()) == "forged", name);
        auto endless = headers();
        endless[name] = std::string(600, 'a');
        BOOST_TEST(reading(paypal, endless, event, clock.now()) == "forged", name);
    }
    for (const std::int64_t ago : {301'000, -301'000})
        BOOST_TEST(reading(paypal, headers(ago), event, clock.now()) == "forged", ago);
    // More than one value would put members of its own beside ours.
    for (const auto& body :
         {std::string(), std::string("[]"), std::string("{}"), std::string("{\"id\":\"WH-1\"}"),
          event + R"(,"webhook_id":"theirs")", event + event, event.substr(1)})
        BOOST_TEST(reads(body) == "forged", body);
    BOOST_TEST(server.requests().empty());
}

BOOST_AUTO_TEST_CASE(a_notice_of_a_payment_or_a_refund_is_brought_home_to_its_order) {
    with_token();
    const std::string paid =
        R"({"id":"WH-2","event_type":"PAYMENT.CAPTURE.COMPLETED","resource":{"id":"3C6",)"
        R"("supplementary_data":{"related_ids":{"order_id":"5O1"}}}})";
    will({{200, verified}});
    BOOST_TEST(reads(paid) == "WH-2 PAYMENT.CAPTURE.COMPLETED of 5O1");
    const std::string back =
        R"({"id":"WH-3","event_type":"PAYMENT.CAPTURE.REFUNDED","resource":{"id":"1JU","links":[)"
        R"({"rel":"up","href":"https://api-m.paypal.com/v2/payments/captures/3C6"}]}})";
    will({{200, verified}, {200, R"({"id":"3C6","supplementary_data":{"related_ids":{"order_id":"5O1"}}})"}});
    BOOST_TEST(reads(back) == "WH-3 PAYMENT.CAPTURE.REFUNDED of 5O1");
    BOOST_TEST(asked(server).back() == "GET /v2/payments/captures/3C6");
    will({{200, verified}, {500, ""}});
    BOOST_TEST(reads(back) == "later");
    const std::string elsewhere =
        R"({"id":"WH-4","event_type":"BILLING.PLAN.CREATED","resource":{"id":"P-1"}})";
    will({{200, verified}});
    BOOST_TEST(reads(elsewhere) == "WH-4 BILLING.PLAN.CREATED of ");
}

BOOST_AUTO_TEST_SUITE_END()
