#include "core/accounts/phone.h"

#include <boost/test/unit_test.hpp>

#include "core/base/random.h"

namespace {

using accounts::parse_phone;
using base::ErrorCode;

const std::vector<std::string> everywhere;

std::string e164(std::string_view text, std::string_view country = "") {
    const auto phone = parse_phone(text, country, everywhere);
    return phone ? phone->e164 : "refused";
}

ErrorCode refusal(std::string_view text, std::string_view country = "",
                  const std::vector<std::string>& allowed = everywhere) {
    const auto phone = parse_phone(text, country, allowed);
    return phone ? ErrorCode::internal : phone.error().code;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(phone)

BOOST_AUTO_TEST_CASE(one_number_however_written_is_one_number) {
    const struct {
        const char* text;
        const char* country;
        const char* e164;
    } cases[] = {
        {"+1 202-456-1111", "", "+12024561111"},
        {"(202) 456-1111", "US", "+12024561111"},
        {"202.456.1111", "US", "+12024561111"},
        {"1 202 456 1111", "US", "+12024561111"},
        {"+1 202-456-1111", "DE", "+12024561111"},
        {"001 202 456 1111", "DE", "+12024561111"},
        {"  +12024561111\n", "", "+12024561111"},
        {"tel:+1-202-456-1111", "", "+12024561111"},
        // As a contact copied from a phone: within marks of direction.
        {"\u202a+1 (202) 456-1111\u202c", "", "+12024561111"},
        {"\u200e+1\u00a0202\u2011456\u20111111", "", "+12024561111"},
        {"\uff0b\uff11\uff12\uff10\uff12\uff14\uff15\uff16\uff11\uff11\uff11\uff11", "", "+12024561111"},
        {"0151 23456789", "DE", "+4915123456789"},
        {"+49 (0) 151 23456789", "", "+4915123456789"},
        {"07400 123456", "GB", "+447400123456"},
        {"06 12 34 56 78", "FR", "+33612345678"},
        {"612 34 56 78", "ES", "+34612345678"},
        {"(11) 96123-4567", "BR", "+5511961234567"},
        {"098765 43210", "IN", "+919876543210"},
        {"138 1234 5678", "CN", "+8613812345678"},
        {"010 01234567", "EG", "+201001234567"},
        // Mexico wrote a 1 and Argentina writes 9 or 15 before mobiles; the telephone is the same.
        {"+52 1 55 1234 5678", "", "+525512345678"},
        {"55 1234 5678", "MX", "+525512345678"},
        {"011 15 2345-6789", "AR", "+5491123456789"},
        {"+54 9 11 2345 6789", "", "+5491123456789"},
        // Digits of other scripts.
        {"٠١٠ ٠١٢٣٤٥٦٧", "EG", "+201001234567"},
        {"+٢٠١٠٠١٢٣٤٥٦٧", "", "+201001234567"},
        {"۰۱۰۰۱۲۳۴۵۶۷", "EG", "+201001234567"},
        {"९८७६५४३२१०", "IN", "+919876543210"},
    };
    for (const auto& c : cases) BOOST_TEST(e164(c.text, c.country) == c.e164, c.text << " " << c.country);
}

BOOST_AUTO_TEST_CASE(the_country_is_the_numbers_own) {
    BOOST_TEST(parse_phone("+1 202-456-1111", "GB", everywhere)->country == "US");
    BOOST_TEST(parse_phone("+1 416-555-0123", "US", everywhere)->country == "CA");
    BOOST_TEST(parse_phone("07400 123456", "GB", everywhere)->country == "GB");
}

BOOST_AUTO_TEST_CASE(what_is_no_number_is_refused) {
    for (const char* text : {"", " ", "\t\n"})
        BOOST_TEST((refusal(text, "US") == ErrorCode::phone_required), text);
    for (const char* text :
         {"abc", "+", "12345", "+1 202-456-111", "+1 202-456-11111", "555-0100", "+999 123456789",
          "+1 202-456-1111 ext. 5", "' OR 1=1 --", "<script>", "+1 (000) 000-0000"}) {
        BOOST_TEST((refusal(text, "US") == ErrorCode::phone_invalid), text);
    }
    // Without "+" nobody knows the country.
    BOOST_TEST((refusal("(202) 456-1111") == ErrorCode::phone_invalid));
    BOOST_TEST((refusal("(202) 456-1111", "XX") == ErrorCode::phone_invalid));
}

BOOST_AUTO_TEST_CASE(numbers_that_no_sms_reaches_are_refused) {
    const struct {
        const char* text;
        const char* what;
    } cases[] = {{"+49 30 123456", "fixed line in Berlin"},    {"+44 20 7031 3000", "fixed line in London"},
                 {"+33 1 42 68 53 00", "fixed line in Paris"}, {"+1 800 253 0000", "toll-free"},
                 {"+1 900 253 0000", "premium rate"},          {"+49 900 1 123456", "premium rate"},
                 {"+44 56 0000 0000", "voice over IP"},        {"+44 70 1234 5678", "personal number"},
                 {"+800 1234 5678", "toll-free of no country"}};
    for (const auto& c : cases) BOOST_TEST((refusal(c.text) == ErrorCode::phone_invalid), c.what);
}

BOOST_AUTO_TEST_CASE(only_the_countries_on_the_list_are_served) {
    const std::vector<std::string> allowed{"US", "DE"};
    BOOST_TEST(parse_phone("+1 202-456-1111", "", allowed).ok());
    BOOST_TEST(parse_phone("0151 23456789", "DE", allowed).ok());
    BOOST_TEST((refusal("+1 416-555-0123", "", allowed) == ErrorCode::phone_country), "Canada shares +1");
    BOOST_TEST((refusal("07400 123456", "GB", allowed) == ErrorCode::phone_country));
    BOOST_TEST((refusal("+800 1234 5678", "", allowed) == ErrorCode::phone_country));
    BOOST_TEST((refusal("+1 202-456-111", "", allowed) == ErrorCode::phone_invalid));
}

BOOST_AUTO_TEST_CASE(an_endless_number_costs_next_to_nothing, *boost::unit_test::timeout(5)) {
    for (const auto& text : {std::string(60'000, '1'), "+1" + std::string(60'000, ' ') + "2024561111",
                             std::string(200, '1'), std::string(200, '+'), std::string(200, '(')}) {
        BOOST_TEST((refusal(text, "US") == ErrorCode::phone_invalid), text.size());
    }
}

BOOST_AUTO_TEST_CASE(noise_is_refused_and_never_more) {
    for (int round = 0; round < 2000; ++round) {
        const auto noise = base::random_bytes(static_cast<std::size_t>(round % 40));
        const auto outcome = parse_phone(noise, "US", everywhere);
        if (outcome) BOOST_TEST(outcome->e164.starts_with("+"));
    }
    BOOST_TEST((refusal("+1 202-456-1111\xff") == ErrorCode::phone_invalid));
    BOOST_TEST((refusal("\xd9", "EG") == ErrorCode::phone_invalid));
}

BOOST_AUTO_TEST_CASE(a_number_is_shown_by_its_calling_code_and_last_two_digits) {
    BOOST_TEST(accounts::masked("+12024561111") == "+1 •••••••• 11");
    BOOST_TEST(accounts::masked("+4915123456789") == "+49 ••••••••• 89");
    BOOST_TEST(accounts::masked("+201001234567") == "+20 •••••••• 67");
    BOOST_TEST(accounts::masked("") == "");
    BOOST_TEST(accounts::masked("no number") == "");
}

BOOST_AUTO_TEST_CASE(calling_countries_keep_their_order_and_leave_out_what_does_not_exist) {
    const auto countries = accounts::calling_countries({"US", "DE", "XX", "CA"});
    BOOST_REQUIRE(countries.size() == 3U);
    BOOST_TEST(countries[0].code == "US");
    BOOST_TEST(countries[0].calling_code == "+1");
    BOOST_TEST(countries[1].calling_code == "+49");
    BOOST_TEST(countries[2].code == "CA");
}

BOOST_AUTO_TEST_SUITE_END()
