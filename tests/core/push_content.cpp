// The encryption of push messages against what the RFCs print; npm http_ece as the other side is in tests/e2e/push.test.mjs.
#include "core/push/content.h"

#include <boost/test/unit_test.hpp>

#include "core/base/crypto.h"

namespace {

std::string bytes(const char* base64url) { return base::from_base64url(base64url).value(); }

// RFC 8291, section 5 and appendix A.
const push::Subscriber browser{
    .point = bytes("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"),
    .auth = bytes("BTBZMqHH6r4Tts7J_aSIgg")};
const auto sender = push::P256Key::from_scalar(bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")).value();
const std::string salt = bytes("DGv6ra1nlYgDCS1FRnbzlw");

}  // namespace

BOOST_AUTO_TEST_SUITE(push_content)

BOOST_AUTO_TEST_CASE(the_example_of_rfc_8291_comes_out_byte_for_byte) {
    const auto body = push::encrypt(browser, sender, salt, "When I grow up, I want to be a watermelon");
    BOOST_TEST(
        base::to_base64url(body) ==
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6Tlz"
        "AC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN");
}

BOOST_AUTO_TEST_CASE(its_keys_are_agreed_on_by_both_sides) {
    const auto own = push::P256Key::from_scalar(bytes("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94")).value();
    BOOST_TEST(own.point() == browser.point);
    BOOST_TEST(base::to_base64url(sender.agree(browser.point)) ==
               "kyrL1jIIOHEzg3sM2ZWRHDRB62YACZhhSlknJ672kSs");
    BOOST_TEST(own.agree(sender.point()) == sender.agree(browser.point));
}

BOOST_AUTO_TEST_CASE(the_single_record_of_rfc_8188_comes_out_byte_for_byte) {
    const std::string key = bytes("yqdlZ-tYemfogSmv7Ws5PQ");
    const std::string its_salt = bytes("I1BsxtFttlv3u_Oo94xnmw");
    BOOST_TEST(base::to_base64url(push::encode({.key = key, .salt = its_salt, .key_id = "", .padded_to = 0},
                                               "I am the walrus")) ==
               "I1BsxtFttlv3u_Oo94xnmwAAEAAA-NAVub2qFgBEuQKRapoZu-IxkIva3MEB1PD-ly8Thjg");
}

BOOST_AUTO_TEST_CASE(two_texts_of_different_length_look_alike) {
    const auto one = push::encrypt(browser, "a", 512);
    const auto other = push::encrypt(browser, std::string(500, 'b'), 512);
    BOOST_TEST(one.size() == other.size());
    BOOST_TEST(one.size() == 86U + 512 + 1 + 16);
    BOOST_TEST(one.substr(0, 16) != other.substr(0, 16), "a salt of its own");
    BOOST_TEST(one.substr(21, 65) != other.substr(21, 65), "and a key");
}

BOOST_AUTO_TEST_CASE(a_push_service_takes_the_longest_and_no_longer_one_is_made) {
    BOOST_TEST(push::encrypt(browser, std::string(push::most_text_bytes, 'x'), 0).size() == 4096U);
    BOOST_CHECK_THROW(push::encrypt(browser, std::string(push::most_text_bytes + 1, 'x'), 0),
                      std::invalid_argument);
    BOOST_CHECK_THROW(push::encrypt(browser, "x", push::most_text_bytes + 1), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(what_is_no_point_of_the_curve_is_told_from_one) {
    BOOST_TEST(push::is_point(browser.point));
    std::string beside = browser.point;
    beside.back() = static_cast<char>(beside.back() ^ 1);
    BOOST_TEST(!push::is_point(beside));
    BOOST_TEST(!push::is_point(browser.point.substr(0, 64)));
    BOOST_TEST(!push::is_point(browser.point + "x"));
    BOOST_TEST(!push::is_point(std::string(1, '\0')), "infinity");
    BOOST_TEST(!push::is_point('\4' + std::string(64, '\0')));
    std::string compressed = '\2' + browser.point.substr(1, 32);
    BOOST_TEST(!push::is_point(compressed));
    BOOST_TEST(!push::is_point(""));
    BOOST_CHECK_THROW(sender.agree(beside), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(a_private_key_is_a_number_below_the_order_of_the_curve) {
    const auto from = [](const char* hex) {
        return push::P256Key::from_scalar(base::from_hex(hex).value()).has_value();
    };
    BOOST_TEST(!from("0000000000000000000000000000000000000000000000000000000000000000"));
    BOOST_TEST(from("0000000000000000000000000000000000000000000000000000000000000001"));
    BOOST_TEST(from("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632550"));
    BOOST_TEST(!from("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"));
    BOOST_TEST(!from("01"));
    BOOST_TEST(push::P256Key::fresh().point() != push::P256Key::fresh().point());
}

BOOST_AUTO_TEST_SUITE_END()
