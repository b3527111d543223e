#include "core/market/stripe.h"

#include <boost/test/unit_test.hpp>

#include "tests/core/provider_wire.h"

namespace {

using namespace test;

const std::string secret = "whsec_test";

struct Wire {
    support::LoopbackServer server;
    support::SteppedClock clock;
    market::Stripe stripe = market::Stripe(settings(), base::Limits{}, patient);

    base::StripeSettings settings() const {
        return {.secret_key = "sk_test_1", .webhook_secret = secret, .api_url = server.url(), .pages = ""};
    }
    void will(std::vector<std::pair<int, std::string>> answers) {
        std::vector<Behaviour> behaviours;
        for (const auto& [status, body] : answers) behaviours.push_back(Behaviour::answer(status, body));
        server.serve(std::move(behaviours));
    }
    std::string begin() { return told(stripe.begin(purchase(clock.now()))); }
    std::string refund() {
        return told(stripe.refund({.once = "refund-7",
                                   .reference = "cs_1",
                                   .capture = "pi_1",
                                   .amount = {.minor = 500, .currency = store::Currency::eur}}));
    }
    std::string stamp(std::int64_t ago_s = 0) const {
        return std::to_string(base::to_epoch_ms(clock.now()) / 1000 - ago_s);
    }
    std::string signature(const std::string& body, std::int64_t ago_s = 0, const std::string& key = secret) {
        return "t=" + stamp(ago_s) + ",v1=" + hex_hmac(key, stamp(ago_s) + "." + body) + ",v0=x";
    }
    std::string reads(const std::string& header, const std::string& body) {
        return reading(stripe, {{"stripe-signature", header}}, body, clock.now());
    }
};

const std::string page = "https://checkout.stripe.com/c/pay/cs_1#x";
const std::string session = R"({"id":"cs_1","object":"checkout.session","url":")" + page + R"("})";
const std::string looked = "GET /v1/checkout/sessions/cs_1?expand%5B%5D=payment_intent.latest_charge";

std::string paid(const std::string& total = "1230",
                 const std::string& charge = R"({"amount_refunded":200})") {
    return R"({"status":"complete","payment_status":"paid","currency":"eur","amount_total":)" + total +
           R"(,"payment_intent":{"id":"pi_1","status":"succeeded","latest_charge":)" + charge + "}}";
}
std::string error(const std::string& type, const std::string& code) {
    return R"({"error":{"type":")" + type + R"(","code":")" + code +
           R"(","message":"No such card 4242 of Ann"}})";
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(market_stripe, Wire)

BOOST_AUTO_TEST_CASE(a_checkout_is_asked_for_as_stripe_describes_it) {
    will({{200, session}});
    BOOST_TEST(begin() == "cs_1 at " + page);
    const auto request = server.requests().at(0);
    BOOST_TEST(request.method == "POST");
    BOOST_TEST(request.path == "/v1/checkout/sessions");
    BOOST_TEST(header(request, "authorization") == "Bearer sk_test_1");
    BOOST_TEST(header(request, "stripe-version") == "2024-06-20");
    BOOST_TEST(header(request, "content-type") == "application/x-www-form-urlencoded");
    BOOST_TEST(header(request, "idempotency-key") == once);
    // 2026-01-01 12:00 and 61 minutes.
    BOOST_TEST(
        request.body ==
        "mode=payment&payment_method_types%5B0%5D=card&line_items%5B0%5D%5Bquantity%5D=1"
        "&line_items%5B0%5D%5Bprice_data%5D%5Bcurrency%5D=eur"
        "&line_items%5B0%5D%5Bprice_data%5D%5Bunit_amount%5D=1230"
        "&line_items%5B0%5D%5Bprice_data%5D%5Bproduct_data%5D%5Bname%5D=Zw%C3%B6lf%20Bilder%20%26%20mehr"
        "&client_reference_id=42&payment_intent_data%5Bmetadata%5D%5Border%5D=42"
        "&success_url=https%3A%2F%2Fchat.example%2Forders%2F42%3Fback%3D1"
        "&cancel_url=https%3A%2F%2Fchat.example%2Forders%2F42%3Fback%3D1&expires_at=1767272460");
}

BOOST_AUTO_TEST_CASE(the_same_purchase_asks_the_same_whenever_it_is_asked) {
    const auto what = purchase(clock.now());
    will({{200, session}, {200, session}});
    told(stripe.begin(what));
    clock.forward(std::chrono::minutes{20});
    told(stripe.begin(what));
    BOOST_TEST(server.requests().at(0).body == server.requests().at(1).body);
}

BOOST_AUTO_TEST_CASE(every_answer_to_a_checkout_has_its_meaning) {
    const struct {
        int status;
        std::string body;
        std::string meaning;
    } rows[] = {
        {400, error("invalid_request_error", "parameter_missing"),
         "refused: Stripe answered 400, parameter_missing"},
        {400, R"({"error":{"type":"idempotency_error"}})", "unknown: Stripe answered 400, idempotency_error"},
        {400, error("invalid_request_error", "<b>\\n"),
         "refused: Stripe answered 400, invalid_request_error"},
        {400, "", "refused: Stripe answered 400"},
        {401, error("invalid_request_error", ""), "not sent: Stripe answered 401, invalid_request_error"},
        {402, error("card_error", "card_declined"), "refused: Stripe answered 402, card_declined"},
        {403, "", "not sent: Stripe answered 403"},
        {404, error("invalid_request_error", "resource_missing"),
         "refused: Stripe answered 404, resource_missing"},
        {409, error("invalid_request_error", "idempotency_key_in_use"),
         "unknown: Stripe answered 409, idempotency_key_in_use"},
        {429, error("rate_limit_error", "rate_limit"), "not sent: Stripe answered 429, rate_limit"},
        {500, "<html>", "unknown: Stripe answered 500"},
        {503, "{}", "unknown: Stripe answered 503"},
        {302, "", "unknown: Stripe answered 302"},
        {200, "", "unknown: Stripe answered 200, but not as it is described"},
        {200, "<html>", "unknown: Stripe answered 200, but not as it is described"},
        {200, "[]", "unknown: Stripe answered 200, but not as it is described"},
        {200, R"({"id":7,"url":"https://a"})", "unknown: Stripe answered 200, but not as it is described"},
        {200, R"({"id":"a/b","url":"https://a"})",
         "unknown: Stripe answered 200, but not as it is described"},
        {200, R"({"id":"cs_1","url":null})", "unknown: Stripe answered 200, but not as it is described"},
        {200, R"({"id":"cs_1","url":"javascript:x"})",
         "unknown: Stripe answered 200, but not as it is described"}};
    for (const auto& row : rows) {
        will({{row.status, row.body}});
        BOOST_TEST(begin() == row.meaning, row.status << " " << row.body);
    }
}

BOOST_AUTO_TEST_CASE(who_cannot_be_reached_has_done_nothing_and_who_is_silent_may_have) {
    const support::RefusingPort refusing;
    auto away = settings();
    away.api_url = refusing.url();
    BOOST_TEST(told(market::Stripe(away, base::Limits{}, patient).begin(purchase(clock.now())))
                   .starts_with("not sent: Stripe was not reached: "));
    server.serve({Behaviour::be_silent(), Behaviour::hang_up()});
    market::Stripe impatient(settings(), base::Limits{}, hasty);
    BOOST_TEST(told(impatient.begin(purchase(clock.now()))).starts_with("unknown: no answer from Stripe: "));
    BOOST_TEST(begin().starts_with("unknown: no answer from Stripe: "));
}

BOOST_AUTO_TEST_CASE(every_standing_of_a_session_is_understood) {
    const std::string unclear = "unknown: Stripe answered 200, but not as it is described";
    const struct {
        std::string body;
        std::string meaning;
    } rows[] = {
        {R"({"status":"open","payment_status":"unpaid","payment_intent":null})", "open"},
        {R"({"status":"expired","payment_status":"unpaid"})", "ended"},
        {paid(), "paid 12.30 EUR as pi_1, back 200"},
        {paid("1230", "null"), "paid 12.30 EUR as pi_1, back 0"},
        {R"({"status":"complete","payment_status":"unpaid","payment_intent":{"id":"pi_1","status":"processing"}})",
         "open"},
        {R"({"status":"complete","payment_status":"unpaid","payment_intent":{"id":"pi_1","status":"requires_payment_method"}})",
         "ended"},
        {R"({"status":"complete","payment_status":"unpaid","payment_intent":{"id":"pi_1","status":"canceled"}})",
         "ended"},
        {R"({"status":"complete","payment_status":"no_payment_required"})", unclear},
        {paid("-1230"), unclear},
        {paid("12.30"), unclear},
        {paid("\"1230\""), unclear},
        {R"({"status":"complete","payment_status":"paid","currency":"jpy","amount_total":1230,"payment_intent":{"id":"pi_1"}})",
         unclear},
        {R"({"status":"complete","payment_status":"paid","currency":"eur","amount_total":1230,"payment_intent":"pi_1"})",
         unclear},
        {R"({"status":"complete"})", unclear},
        {R"({"status":["open"]})", unclear},
        {"{}", unclear},
        {"open", unclear}};
    for (const auto& row : rows) {
        will({{200, row.body}});
        BOOST_TEST(told(stripe.look("cs_1")) == row.meaning, row.body);
    }
    BOOST_TEST(asked(server).front() == looked);
    BOOST_TEST(server.requests().at(0).body.empty());
}

BOOST_AUTO_TEST_CASE(stripe_takes_the_money_itself_so_collecting_is_looking) {
    will({{200, paid()}});
    BOOST_TEST(told(stripe.collect("cs_1", once)) == "paid 12.30 EUR as pi_1, back 200");
    BOOST_TEST(asked(server) == std::vector<std::string>{looked}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(ending_closes_the_session_and_tells_how_it_stands) {
    will({{200, R"({"status":"expired"})"}, {200, R"({"status":"expired"})"}});
    BOOST_TEST(told(stripe.end("cs_1")) == "ended");
    const std::vector<std::string> both{"POST /v1/checkout/sessions/cs_1/expire", looked};
    BOOST_TEST(asked(server) == both, boost::test_tools::per_element());
    BOOST_TEST(header(server.requests().at(0), "authorization") == "Bearer sk_test_1");
    BOOST_TEST(header(server.requests().at(0), "idempotency-key").empty());
}

BOOST_AUTO_TEST_CASE(one_that_is_paid_stays_paid_and_a_lost_answer_is_no_end) {
    will({{400, error("invalid_request_error", "")}, {200, paid()}, {500, ""}});
    BOOST_TEST(told(stripe.end("cs_1")) == "paid 12.30 EUR as pi_1, back 200");
    BOOST_TEST(told(stripe.end("cs_1")) == "unknown: Stripe answered 500");
    BOOST_TEST(server.requests().size() == 3U);
}

BOOST_AUTO_TEST_CASE(references_that_could_lead_elsewhere_are_never_asked_about) {
    for (const auto* reference : {"", "../customers", "cs_1?x=1", "cs_1/expire"}) {
        BOOST_TEST(told(stripe.look(reference)).starts_with("refused"));
        BOOST_TEST(told(stripe.end(reference)).starts_with("refused"));
        BOOST_TEST(told(stripe.refund({.once = "r", .reference = "cs_1", .capture = reference}))
                       .starts_with("refused"));
    }
    BOOST_TEST(server.requests().empty());
}

BOOST_AUTO_TEST_CASE(a_refund_is_asked_for_as_stripe_describes_it) {
    will(
        {{200,
          R"({"object":"list","data":[{"id":"re_0","object":"refund","status":"succeeded","metadata":{"once":"refund-6"}}]})"},
         {200, R"({"id":"re_1","object":"refund","status":"succeeded","amount":500})"}});
    BOOST_TEST(refund() == "re_1");
    const std::vector<std::string> both{"GET /v1/refunds?payment_intent=pi_1&limit=100", "POST /v1/refunds"};
    BOOST_TEST(asked(server) == both, boost::test_tools::per_element());
    const auto request = server.requests().at(1);
    BOOST_TEST(request.body == "payment_intent=pi_1&amount=500&metadata%5Bonce%5D=refund-7");
    BOOST_TEST(header(request, "idempotency-key") == "refund-7");
}

BOOST_AUTO_TEST_CASE(a_refund_that_was_made_is_not_made_again_even_when_stripe_has_forgotten_its_key) {
    will(
        {{200,
          R"({"data":[{"id":"re_1","object":"refund","status":"pending","metadata":{"once":"refund-7"}}]})"}});
    BOOST_TEST(refund() == "re_1");
    BOOST_TEST(server.requests().size() == 1U);
}

BOOST_AUTO_TEST_CASE(refunds_that_come_to_nothing_say_so) {
    const std::string none = R"({"data":[]})";
    const std::string lost = "Stripe could not give it back";
    will(
        {{200,
          R"({"data":[{"id":"re_1","object":"refund","status":"failed","metadata":{"once":"refund-7"}}]})"}});
    BOOST_TEST(refund() == "refused: " + lost);
    will({{200, none}, {200, R"({"id":"re_1","object":"refund","status":"failed"})"}});
    BOOST_TEST(refund() == "refused: " + lost);
    will({{200, none}, {400, error("invalid_request_error", "charge_already_refunded")}});
    BOOST_TEST(refund() == "refused: Stripe answered 400, charge_already_refunded");
    will({{200, none}, {500, ""}});
    BOOST_TEST(refund() == "unknown: Stripe answered 500");
    will({{200, none}, {200, "{}"}});
    BOOST_TEST(refund() == "unknown: Stripe answered 200, but not as it is described");
    will({{200, R"({"data":7})"}});
    BOOST_TEST(refund() == "unknown: Stripe answered 200, but not as it is described");
    will({{401, ""}});
    BOOST_TEST(refund() == "not sent: Stripe answered 401");
}

BOOST_AUTO_TEST_CASE(a_signed_notice_is_read) {
    const std::string body =
        R"({"id":"evt_1","type":"checkout.session.completed","data":{"object":{"id":"cs_1"}}})";
    BOOST_TEST(reads(signature(body), body) == "evt_1 checkout.session.completed of cs_1");
    BOOST_TEST(reads(signature(body, 299), body) == "evt_1 checkout.session.completed of cs_1");
    // While the secret is being changed there are two signatures.
    const auto good = hex_hmac(secret, stamp() + "." + body);
    BOOST_TEST(
        reads("t=" + stamp() + ",v1=" + std::string(64, '0') + ",v1=" + good, body).starts_with("evt_1"));
    BOOST_TEST(server.requests().empty());
}

BOOST_AUTO_TEST_CASE(a_notice_that_is_not_signed_so_is_forged) {
    const std::string body =
        R"({"id":"evt_1","type":"checkout.session.completed","data":{"object":{"id":"cs_1"}}})";
    const std::string other =
        R"({"id":"evt_1","type":"checkout.session.completed","data":{"object":{"id":"cs_2"}}})";
    const auto mac = hex_hmac(secret, stamp() + "." + body);
    std::string upper = mac;
    for (char& c : upper) c = static_cast<char>(c >= 'a' && c <= 'f' ? c - 'a' + 'A' : c);
    const std::string headers[] = {"",
                                   "t=" + stamp(),
                                   "v1=" + mac,
                                   "t=,v1=" + mac,
                                   "t=x,v1=" + mac,
                                   "t=" + stamp() + ",v1=",
                                   "t=" + stamp() + ",v0=" + mac,
                                   "t=" + stamp() + ",v1=" + upper,
                                   "t=" + stamp() + ",v1=" + mac.substr(0, 63),
                                   "t=" + stamp(1) + ",v1=" + mac,
                                   signature(body, 0, "whsec_other"),
                                   signature(body, 301),
                                   signature(body, -301),
                                   signature(other)};
    for (const auto& one : headers) BOOST_TEST(reads(one, body) == "forged", one);
    BOOST_TEST(reads(signature(body), other) == "forged");
    for (const auto* unreadable : {"", "[]", "{}", R"({"id":"evt_1"})", R"({"id":7,"type":"x"})", "{\"id\""})
        BOOST_TEST(reads(signature(unreadable), unreadable) == "forged", unreadable);
}

BOOST_AUTO_TEST_CASE(a_notice_of_a_refund_or_a_dispute_is_brought_home_to_its_checkout) {
    const std::string body =
        R"({"id":"evt_2","type":"charge.refunded","data":{"object":{"id":"ch_1","payment_intent":"pi_1"}}})";
    will({{200, R"({"data":[{"id":"cs_1"}]})"}, {200, R"({"data":[]})"}, {500, ""}});
    BOOST_TEST(reads(signature(body), body) == "evt_2 charge.refunded of cs_1");
    BOOST_TEST(asked(server).front() == "GET /v1/checkout/sessions?payment_intent=pi_1&limit=1");
    BOOST_TEST(reads(signature(body), body) == "evt_2 charge.refunded of ");
    BOOST_TEST(reads(signature(body), body) == "later");
    const std::string elsewhere =
        R"({"id":"evt_3","type":"customer.created","data":{"object":{"id":"cus_1"}}})";
    BOOST_TEST(reads(signature(elsewhere), elsewhere) == "evt_3 customer.created of ");
    BOOST_TEST(reads("t=1,v1=x", body) == "forged");
    BOOST_TEST(server.requests().size() == 3U);
}

BOOST_AUTO_TEST_SUITE_END()
