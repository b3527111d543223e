#include "core/market/notice_signature.h"

#include <boost/test/unit_test.hpp>

#include "core/base/crypto.h"

namespace {

std::string at(std::string_view text) {
    const auto time = market::parse_utc(text);
    return time ? base::to_iso8601(*time) : "none";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(market_notice_signature)

BOOST_AUTO_TEST_CASE(times_of_notices_are_read_strictly) {
    BOOST_TEST(at("2026-01-01T12:00:00Z") == "2026-01-01T12:00:00.000Z");
    BOOST_TEST(at("2024-02-29T23:59:60.123456Z") == "2024-03-01T00:00:00.000Z");
    for (const auto* text : {"", "Z", "2026-01-01T12:00:00", "2026-01-01 12:00:00Z", "2026-02-29T12:00:00Z",
                             "2026-13-01T12:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T12:60:00Z",
                             "2026-01-01T12:00:00+01:00", "2026-01-01T12:00:00.Z", "x2026-01-01T12:00:00Z"})
        BOOST_TEST(at(text) == "none", text);
    BOOST_TEST(market::parse_seconds("1767268800").has_value());
    for (const auto* text : {"", "-1", "1.5", " 1", "1 ", "99999999999999", "99999999999999999999999"})
        BOOST_TEST(!market::parse_seconds(text).has_value(), text);
}

BOOST_AUTO_TEST_CASE(a_signature_is_good_for_its_text_and_secret_alone) {
    const auto good = base::to_hex(base::hmac_sha256("secret", "text"));
    BOOST_TEST(market::is_hmac("secret", "text", good));
    for (std::size_t i = 0; i < good.size(); ++i) {
        auto other = good;
        other[i] = other[i] == '0' ? '1' : '0';
        BOOST_TEST(!market::is_hmac("secret", "text", other));
    }
    BOOST_TEST(!market::is_hmac("secret", "texT", good));
    BOOST_TEST(!market::is_hmac("secreT", "text", good));
    BOOST_TEST(!market::is_hmac("secret", "text", ""));
    BOOST_TEST(!market::is_hmac("secret", "text", good + "0"));
}

BOOST_AUTO_TEST_CASE(what_is_too_old_or_too_new_is_not_fresh) {
    const auto now = base::from_epoch_ms(1'767'268'800'000);
    const base::Millis age{300'000};
    BOOST_TEST(market::is_fresh(now, now, age));
    BOOST_TEST(market::is_fresh(now - age, now, age));
    BOOST_TEST(market::is_fresh(now + age, now, age));
    BOOST_TEST(!market::is_fresh(now - age - base::Millis{1}, now, age));
    BOOST_TEST(!market::is_fresh(now + age + base::Millis{1}, now, age));
}

BOOST_AUTO_TEST_SUITE_END()
