#include <boost/test/unit_test.hpp>
#include <map>

#include "core/base/config.h"

namespace {

using Variables = std::map<std::string, std::string, std::less<>>;

const std::string secret = "8b1f0c77d29e4a5f9b3e61c2a4d7f08e5c6b7a8990f1e2d3";

base::MarketSettings load(Variables variables) {
    variables.try_emplace("DATABASE_URL", "mysql://chat:pw@db.test:3307/chatroom");
    for (const char* name : {"ACCESS_TOKEN_SECRET", "REFRESH_TOKEN_SECRET", "PHONE_ENC_KEY", "AUDIT_SECRET"})
        variables.try_emplace(name, secret);
    variables.try_emplace("VAPID_PRIVATE_KEY",
                          "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721");
    return base::load_config([&](std::string_view name) -> std::optional<std::string> {
               const auto found = variables.find(name);
               return found == variables.end() ? std::nullopt : std::optional(found->second);
           })
        .market;
}

auto names(std::string_view variable) {
    return [variable](const base::ConfigError& error) {
        return std::string_view(error.what()).find(variable) != std::string_view::npos;
    };
}

const Variables stripe{{"STRIPE_SECRET_KEY", "sk_1"}, {"STRIPE_WEBHOOK_SECRET", "whsec_1"}};
const Variables paypal{{"PAYPAL_CLIENT_ID", "id"}, {"PAYPAL_CLIENT_SECRET", "s"}, {"PAYPAL_WEBHOOK_ID", "w"}};
const Variables btcpay{{"BTCPAY_URL", "https://pay.example.org/"},
                       {"BTCPAY_API_KEY", "key"},
                       {"BTCPAY_STORE_ID", "Store1"},
                       {"BTCPAY_WEBHOOK_SECRET", "s"}};

Variables with(Variables all, const Variables& more) {
    for (const auto& [name, value] : more) all.insert_or_assign(name, value);
    return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(config_market)

BOOST_AUTO_TEST_CASE(without_a_word_there_is_a_market_with_a_stand_in_and_never_in_production) {
    const auto market = load({});
    BOOST_TEST(market.open);
    BOOST_TEST(market.fee_basis_points == 1000U);
    BOOST_TEST((market.review == base::ListingReview::nsfw));
    BOOST_TEST(market.test_provider);
    BOOST_TEST(market.crypto_takes_nsfw);
    BOOST_TEST(!market.stripe_takes_nsfw);
    BOOST_TEST(!market.paypal_takes_nsfw);
    BOOST_TEST(load({{"CHATROOM_ENV", "test"}}).test_provider);
    BOOST_TEST(!load({{"CHATROOM_ENV", "production"}}).test_provider);
    for (const auto& provider : {stripe, paypal, btcpay}) {
        BOOST_TEST(!load(provider).test_provider);
        BOOST_TEST(!load(with(provider, {{"CHATROOM_ENV", "production"}})).test_provider);
    }
    BOOST_TEST(!load({{"MARKET", "off"}}).open);
}

BOOST_AUTO_TEST_CASE(the_fee_is_a_number_from_0_to_50) {
    const std::map<std::string, unsigned> good{{"0", 0},     {"10", 1000}, {"7.5", 750},
                                               {"0.25", 25}, {"50", 5000}, {"50.00", 5000}};
    for (const auto& [text, points] : good)
        BOOST_TEST(load({{"MARKET_FEE_PERCENT", text}}).fee_basis_points == points, text);
    for (const char* text :
         {"", "50.01", "51", "100", "-1", "ten", "1e1", "7,5", "7.", ".5", "1.234", "10%", " 1"})
        BOOST_CHECK_EXCEPTION(load({{"MARKET_FEE_PERCENT", text}}), base::ConfigError,
                              names("MARKET_FEE_PERCENT"));
}

BOOST_AUTO_TEST_CASE(wrong_words_are_refused_by_name) {
    BOOST_TEST((load({{"MARKET_REVIEW", "none"}}).review == base::ListingReview::none));
    BOOST_TEST((load({{"MARKET_REVIEW", "all"}}).review == base::ListingReview::all));
    const std::vector<std::pair<std::string, std::string>> wrong{
        {"MARKET", "yes"},         {"MARKET", ""},           {"MARKET_REVIEW", "some"},
        {"MARKET_REVIEW", "NSFW"}, {"PAYMENT_NSFW", "cash"}, {"PAYMENT_NSFW", "stripe;paypal"}};
    for (const auto& [name, value] : wrong)
        BOOST_CHECK_EXCEPTION(load({{name, value}}), base::ConfigError, names(name));
    BOOST_CHECK_EXCEPTION(load(with(paypal, {{"PAYPAL_ENV", "test"}})), base::ConfigError,
                          names("PAYPAL_ENV"));
}

BOOST_AUTO_TEST_CASE(nudity_is_paid_as_the_operator_says) {
    const auto both = load({{"PAYMENT_NSFW", "stripe, crypto"}});
    BOOST_TEST(both.stripe_takes_nsfw);
    BOOST_TEST(both.crypto_takes_nsfw);
    BOOST_TEST(!both.paypal_takes_nsfw);
    const auto none = load({{"PAYMENT_NSFW", "none"}});
    BOOST_TEST(!none.stripe_takes_nsfw);
    BOOST_TEST(!none.crypto_takes_nsfw);
}

BOOST_AUTO_TEST_CASE(what_belongs_together_is_set_together) {
    for (const auto& provider : {stripe, paypal, btcpay}) {
        for (const auto& [left_out, value] : provider) {
            auto some = provider;
            some.erase(left_out);
            BOOST_CHECK_EXCEPTION(load(some), base::ConfigError, names(left_out));
        }
    }
}

BOOST_AUTO_TEST_CASE(providers_are_where_they_are_and_elsewhere_in_tests_alone) {
    BOOST_TEST(load(stripe).stripe->api_url == "https://api.stripe.com");
    BOOST_TEST(load(stripe).stripe->pages == "https://checkout.stripe.com");
    BOOST_TEST(load(paypal).paypal->api_url == "https://api-m.paypal.com");
    BOOST_TEST(load(with(paypal, {{"PAYPAL_ENV", "sandbox"}})).paypal->pages ==
               "https://www.sandbox.paypal.com");
    const Variables elsewhere{{"STRIPE_API_URL", "http://127.0.0.1:9"}};
    for (const char* environment : {"production", "development"})
        BOOST_TEST(load(with(with(stripe, elsewhere), {{"CHATROOM_ENV", environment}})).stripe->api_url ==
                   "https://api.stripe.com");
    BOOST_TEST(load(with(with(stripe, elsewhere), {{"CHATROOM_ENV", "test"}})).stripe->api_url ==
               "http://127.0.0.1:9");
    BOOST_TEST(load(btcpay).btcpay->url == "https://pay.example.org");
    BOOST_TEST(load(with(btcpay, {{"BTCPAY_URL", "http://127.0.0.1:9300"}})).btcpay->url ==
               "http://127.0.0.1:9300");
    for (const char* url :
         {"", "pay.example.org", "http://pay.example.org", "https://", "https://pay.example.org/a",
          "https://u@pay.example.org", "ftp://pay.example.org", "https://a b"})
        BOOST_CHECK_EXCEPTION(load(with(btcpay, {{"BTCPAY_URL", url}})), base::ConfigError, names("BTCPAY"));
    BOOST_CHECK_EXCEPTION(load(with(btcpay, {{"BTCPAY_STORE_ID", "a/b"}})), base::ConfigError,
                          names("BTCPAY_STORE_ID"));
}

BOOST_AUTO_TEST_CASE(no_secret_is_in_a_message) {
    try {
        (void)load({{"STRIPE_SECRET_KEY", "sk_live_hush"}});
        BOOST_ERROR("accepted");
    } catch (const base::ConfigError& error) {
        BOOST_TEST(std::string(error.what()).find("hush") == std::string::npos);
    }
}

BOOST_AUTO_TEST_SUITE_END()
