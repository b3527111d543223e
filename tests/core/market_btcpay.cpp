#include "core/market/btcpay.h"

#include <boost/test/unit_test.hpp>

#include "tests/core/provider_wire.h"

namespace {

using namespace test;

const std::string secret = "hook";
const std::string invoices = "/api/v1/stores/STORE1/invoices";
const std::string unclear = "unknown: BTCPay Server answered 200, but not as it is described";

struct Wire {
    support::LoopbackServer server;
    support::SteppedClock clock;
    market::BtcPay btcpay = market::BtcPay(settings(), base::Limits{}, clock, patient);

    base::BtcPaySettings settings() const {
        return {.url = server.url(), .api_key = "key1", .store_id = "STORE1", .webhook_secret = secret};
    }
    void will(std::vector<std::pair<int, std::string>> answers) {
        std::vector<Behaviour> behaviours;
        for (const auto& [status, body] : answers) behaviours.push_back(Behaviour::answer(status, body));
        server.serve(std::move(behaviours));
    }
    std::string begin() { return told(btcpay.begin(purchase(clock.now()))); }
    std::string look(const std::string& status, const std::string& more = "None") {
        will({{200, invoice(status, more)}});
        return told(btcpay.look("INV1"));
    }
    std::string refund() {
        return told(btcpay.refund({.once = "refund-7",
                                   .reference = "INV1",
                                   .capture = "",
                                   .amount = {.minor = 500, .currency = store::Currency::gbp}}));
    }
    static std::string invoice(const std::string& status, const std::string& more = "None") {
        return R"({"id":"INV1","storeId":"STORE1","amount":"12.3","currency":"EUR","status":")" + status +
               R"(","additionalStatus":")" + more + R"(","checkoutLink":"https://pay.example/i/INV1",)" +
               R"("metadata":{"orderId":"0123456789abcdef0123456789abcdef"}})";
    }
    std::string event(const std::string& more = "", std::int64_t ago_s = 0,
                      const std::string& store = "STORE1") {
        const auto at = base::to_epoch_ms(clock.now()) / 1000 - ago_s;
        return R"({"deliveryId":"D2","webhookId":"W","originalDeliveryId":"D1","type":"InvoiceSettled","timestamp":)" +
               std::to_string(at) + R"(,"storeId":")" + store + R"(","invoiceId":"INV1")" + more + "}";
    }
    std::string reads(const std::string& signature, const std::string& body) {
        return reading(btcpay, {{"btcpay-sig", signature}}, body, clock.now());
    }
    std::string reads(const std::string& body) { return reads("sha256=" + hex_hmac(secret, body), body); }
};

const std::string created = R"({"id":"INV1","checkoutLink":"https://pay.example/i/INV1","status":"New"})";

}  // namespace

BOOST_FIXTURE_TEST_SUITE(market_btcpay, Wire)

BOOST_AUTO_TEST_CASE(an_invoice_is_asked_for_as_btcpay_describes_it) {
    will({{200, "[]"}, {200, created}});
    BOOST_TEST(begin() == "INV1 at https://pay.example/i/INV1");
    const std::vector<std::string> both{"GET " + invoices + "?orderId=" + std::string(once),
                                        "POST " + invoices};
    BOOST_TEST(asked(server) == both, boost::test_tools::per_element());
    for (const auto& request : server.requests())
        BOOST_TEST(header(request, "authorization") == "token key1");
    const auto request = server.requests().at(1);
    BOOST_TEST(header(request, "content-type") == "application/json");
    BOOST_TEST(market::parse_json(request.body) == market::parse_json(R"({"amount":"12.30","currency":"EUR",
        "metadata":{"orderId":"0123456789abcdef0123456789abcdef","itemDesc":"Zwölf Bilder & mehr"},
        "checkout":{"expirationMinutes":30,"redirectURL":"https://chat.example/orders/42?back=1","redirectAutomatically":true}})"));
}

BOOST_AUTO_TEST_CASE(an_invoice_lives_as_long_as_the_piece_is_held_in_whole_minutes) {
    const auto minutes = [&](base::Millis left) {
        auto what = purchase(clock.now());
        what.hold_until = clock.now() + left;
        return market::btcpay::invoice_request(what, clock.now())["checkout"]["expirationMinutes"].get<int>();
    };
    BOOST_TEST(minutes(std::chrono::minutes{30}) == 30);
    BOOST_TEST(minutes(base::Millis{60'001}) == 2);
    BOOST_TEST(minutes(base::Millis{1}) == 1);
    BOOST_TEST(minutes(base::Millis{-90'000}) == 1);
}

BOOST_AUTO_TEST_CASE(the_same_purchase_gets_the_invoice_that_is_there) {
    will({{200, "[" + invoice("Expired") + "]"}});
    BOOST_TEST(begin() == "INV1 at https://pay.example/i/INV1");
    BOOST_TEST(server.requests().size() == 1U);
    // An old server may not know the filter, and tells of others.
    will({{200,
           R"([7,{"id":"INV0","checkoutLink":"https://pay.example/i/INV0","metadata":{"orderId":"other"}}])"},
          {200, created}});
    BOOST_TEST(begin() == "INV1 at https://pay.example/i/INV1");
    BOOST_TEST(server.requests().size() == 3U);
}

BOOST_AUTO_TEST_CASE(every_answer_to_an_invoice_has_its_meaning) {
    const struct {
        int status;
        std::string body;
        std::string meaning;
    } rows[] = {
        {400, R"([{"path":"amount","message":"Ann"}])", "refused: BTCPay Server answered 400"},
        {401, R"({"code":"unauthenticated","message":"x"})",
         "not sent: BTCPay Server answered 401, unauthenticated"},
        {403, R"({"code":"missing-permission"})", "not sent: BTCPay Server answered 403, missing-permission"},
        {404, R"({"code":"store-not-found"})", "refused: BTCPay Server answered 404, store-not-found"},
        {500, "", "unknown: BTCPay Server answered 500"},
        {502, "<html>", "unknown: BTCPay Server answered 502"},
        {200, "{}", unclear},
        {200, "", unclear},
        {200, R"({"id":"INV1","checkoutLink":"javascript:x"})", unclear}};
    for (const auto& row : rows) {
        will({{200, "[]"}, {row.status, row.body}});
        BOOST_TEST(begin() == row.meaning, row.status << " " << row.body);
    }
    for (const auto* list : {"{}", "", "7"}) {
        will({{200, list}});
        BOOST_TEST(begin() == unclear, list);
    }
    will({{401, ""}});
    BOOST_TEST(begin() == "not sent: BTCPay Server answered 401");
}

BOOST_AUTO_TEST_CASE(who_is_silent_may_have_done_it_and_is_asked_before_it_is_done_again) {
    market::BtcPay impatient(settings(), base::Limits{}, clock, hasty);
    server.serve({Behaviour::answer(200, "[]"), Behaviour::be_silent()});
    BOOST_TEST(
        told(impatient.begin(purchase(clock.now()))).starts_with("unknown: no answer from BTCPay Server: "));
    will({{200, "[" + invoice("New") + "]"}});
    BOOST_TEST(begin() == "INV1 at https://pay.example/i/INV1");
}

BOOST_AUTO_TEST_CASE(every_standing_of_an_invoice_is_understood) {
    BOOST_TEST(look("New") == "open");
    BOOST_TEST(look("New", "PaidPartial") == "open");
    BOOST_TEST(look("Processing") == "open");
    BOOST_TEST(look("Processing", "PaidOver") == "open");
    BOOST_TEST(look("Settled") == "paid 12.30 EUR as , back 0");
    BOOST_TEST(look("Settled", "PaidOver") == "paid 12.30 EUR as , back 0");
    BOOST_TEST(look("Settled", "Marked") == "paid 12.30 EUR as , back 0");
    BOOST_TEST(look("Expired") == "ended");
    BOOST_TEST(look("Expired", "PaidPartial") == "ended");
    BOOST_TEST(look("Invalid") == "ended");
    BOOST_TEST(look("Invalid", "Marked") == "ended");
    BOOST_TEST(asked(server).back() == "GET " + invoices + "/INV1");
    BOOST_TEST(look("Wonderful") == unclear);
    for (const auto* body :
         {"", "[]", "{}", R"({"status":7})", R"({"status":"Settled","amount":12.3,"currency":"EUR"})",
          R"({"status":"Settled","amount":"12.3","currency":"BTC"})"}) {
        will({{200, body}});
        BOOST_TEST(told(btcpay.look("INV1")) == unclear, body);
    }
    will({{404, R"({"code":"invoice-not-found"})"}});
    BOOST_TEST(told(btcpay.look("INV1")) == "refused: BTCPay Server answered 404, invoice-not-found");
}

BOOST_AUTO_TEST_CASE(what_came_late_counts_as_soon_as_it_is_final) {
    const auto late = [&](const std::string& methods) {
        will({{200, invoice("Expired", "PaidLate")}, {200, methods}});
        return told(btcpay.look("INV1"));
    };
    BOOST_TEST(late(R"([{"payments":[{"status":"Settled"}]},{"payments":[]}])") ==
               "paid 12.30 EUR as , back 0");
    BOOST_TEST(asked(server).back() == "GET " + invoices + "/INV1/payment-methods");
    BOOST_TEST(late(R"([{"payments":[{"status":"Settled"},{"status":"Processing"}]}])") == "open");
    BOOST_TEST(late(R"([{"payments":[]},{"payments":7},7])") == "open");
    BOOST_TEST(late("{}") == unclear);
}

BOOST_AUTO_TEST_CASE(a_new_invoice_is_ended_and_none_that_got_money) {
    will({{200, invoice("New")}, {200, invoice("Invalid", "Marked")}, {200, invoice("Invalid", "Marked")}});
    BOOST_TEST(told(btcpay.end("INV1")) == "ended");
    const auto request = server.requests().at(1);
    BOOST_TEST(request.method + " " + request.path == "POST " + invoices + "/INV1/status");
    BOOST_TEST(request.body == R"({"status":"Invalid"})");
    for (const auto& [status, more, meaning] :
         std::vector<std::array<std::string, 3>>{{"Processing", "None", "open"},
                                                 {"New", "PaidPartial", "open"},
                                                 {"Settled", "None", "paid 12.30 EUR as , back 0"},
                                                 {"Expired", "None", "ended"}}) {
        will({{200, invoice(status, more)}, {200, invoice(status, more)}});
        BOOST_TEST(told(btcpay.end("INV1")) == meaning, status << more);
        BOOST_TEST(server.requests().back().method == "GET");
    }
    // Paid meanwhile.
    will({{200, invoice("New")}, {400, "[]"}, {200, invoice("Processing")}});
    BOOST_TEST(told(btcpay.end("INV1")) == "open");
    will({{200, invoice("New")}, {500, ""}});
    BOOST_TEST(told(btcpay.end("INV1")) == "unknown: BTCPay Server answered 500");
}

BOOST_AUTO_TEST_CASE(references_that_could_lead_elsewhere_are_never_asked_about) {
    for (const auto* reference : {"", "..", "INV1/refund", "INV1?x"}) {
        BOOST_TEST(told(btcpay.look(reference)).starts_with("refused"));
        BOOST_TEST(told(btcpay.end(reference)).starts_with("refused"));
        BOOST_TEST(told(btcpay.refund({.once = "r", .reference = reference})).starts_with("refused"));
    }
    BOOST_TEST(server.requests().empty());
}

BOOST_AUTO_TEST_CASE(a_refund_is_a_link_and_asked_for_as_btcpay_describes_it) {
    will({{200, R"([{"id":"PP0","name":"refund-6","viewLink":"https://pay.example/pull-payments/PP0"}])"},
          {200, R"({"id":"PP1","name":"refund-7","viewLink":"https://pay.example/pull-payments/PP1"})"}});
    BOOST_TEST(refund() == "PP1 at https://pay.example/pull-payments/PP1");
    const std::vector<std::string> both{"GET /api/v1/stores/STORE1/pull-payments?includeArchived=true",
                                        "POST " + invoices + "/INV1/refund"};
    BOOST_TEST(asked(server) == both, boost::test_tools::per_element());
    BOOST_TEST(market::parse_json(server.requests().at(1).body) ==
               market::parse_json(R"({"name":"refund-7","description":"Refund",
                   "refundVariant":"Custom","customAmount":"5.00","customCurrency":"GBP"})"));
}

BOOST_AUTO_TEST_CASE(a_refund_that_was_made_is_not_made_again) {
    will({{200, R"([{"id":"PP1","name":"refund-7","viewLink":"https://pay.example/pull-payments/PP1"}])"}});
    BOOST_TEST(refund() == "PP1 at https://pay.example/pull-payments/PP1");
    BOOST_TEST(server.requests().size() == 1U);
    will({{200, R"([{"id":"PP1","name":"refund-7"}])"}});
    BOOST_TEST(refund() == unclear);
}

BOOST_AUTO_TEST_CASE(a_long_list_of_refunds_is_read_to_its_end) {
    std::string list = "[";
    for (int i = 0; i < 5000; ++i)
        list +=
            R"({"id":"PP","name":"other","viewLink":"https://pay.example/pull-payments/PP","description":"0123456789"},)";
    list += R"({"id":"PP1","name":"refund-7","viewLink":"https://pay.example/pull-payments/PP1"}])";
    will({{200, list}});
    BOOST_TEST(refund() == "PP1 at https://pay.example/pull-payments/PP1");
}

BOOST_AUTO_TEST_CASE(refunds_that_come_to_nothing_say_so) {
    will({{200, "[]"}, {400, R"({"code":"non-refundable","message":"x"})"}});
    BOOST_TEST(refund() == "refused: BTCPay Server answered 400, non-refundable");
    will({{200, "[]"}, {200, "{}"}});
    BOOST_TEST(refund() == unclear);
    will({{200, "[]"}, {500, ""}});
    BOOST_TEST(refund() == "unknown: BTCPay Server answered 500");
    will({{403, ""}});
    BOOST_TEST(refund() == "not sent: BTCPay Server answered 403");
}

BOOST_AUTO_TEST_CASE(a_signed_notice_is_read) {
    BOOST_TEST(reads(event()) == "D1 InvoiceSettled of INV1");
    BOOST_TEST(reads(event("", 299)) == "D1 InvoiceSettled of INV1");
    BOOST_TEST(reads(event("", 0, "STORE2")) == "D1 InvoiceSettled of ");
    const auto at = std::to_string(base::to_epoch_ms(clock.now()) / 1000);
    BOOST_TEST(reads(R"({"deliveryId":"D3","type":"InvoiceCreated","timestamp":)" + at + "}") ==
               "D3 InvoiceCreated of ");
    BOOST_TEST(server.requests().empty());
}

BOOST_AUTO_TEST_CASE(a_redelivery_may_be_a_day_old) {
    const std::string again = R"(,"isRedelivery":true)";
    BOOST_TEST(reads(event(again, 4000)) == "D1 InvoiceSettled of INV1");
    BOOST_TEST(reads(event(again, 86'401)) == "forged");
    BOOST_TEST(reads(event(R"(,"isRedelivery":false)", 301)) == "forged");
    BOOST_TEST(reads(event(R"(,"isRedelivery":"true")", 301)) == "forged");
}

BOOST_AUTO_TEST_CASE(a_notice_that_is_not_signed_so_is_forged) {
    const auto body = event();
    const auto mac = hex_hmac(secret, body);
    for (const auto& signature :
         {std::string(), mac, std::string("sha256="), "sha1=" + mac, "sha256=" + mac.substr(0, 63),
          "sha256=" + mac + "0", "SHA256=" + mac, "sha256=" + hex_hmac("other", body),
          "sha256=" + hex_hmac(secret, body + " ")})
        BOOST_TEST(reads(signature, body) == "forged", signature);
    BOOST_TEST(reads("sha256=" + mac, event("", 1)) == "forged");
    BOOST_TEST(reads(event("", 301)) == "forged");
    BOOST_TEST(reads(event("", -301)) == "forged");
    for (const auto* unreadable :
         {"", "[]", "{}", "{\"timestamp\":", R"({"timestamp":"1","type":"x","deliveryId":"D"})"})
        BOOST_TEST(reads(unreadable) == "forged", unreadable);
}

BOOST_AUTO_TEST_SUITE_END()
