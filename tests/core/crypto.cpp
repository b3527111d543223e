#include "core/base/crypto.h"

#include <boost/test/unit_test.hpp>

#include "core/base/random.h"

BOOST_AUTO_TEST_SUITE(crypto)

BOOST_AUTO_TEST_CASE(sha256_gives_the_digests_of_the_standard) {
    BOOST_TEST(base::to_hex(base::sha256("")) ==
               "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    BOOST_TEST(base::to_hex(base::sha256("abc")) ==
               "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

BOOST_AUTO_TEST_CASE(hmac_sha256_gives_the_codes_of_rfc_4231) {
    BOOST_TEST(base::to_hex(base::hmac_sha256(std::string(20, '\x0b'), "Hi There")) ==
               "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    BOOST_TEST(base::to_hex(base::hmac_sha256("Jefe", "what do ya want for nothing?")) ==
               "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

BOOST_AUTO_TEST_CASE(hkdf_gives_the_key_of_rfc_5869_without_salt) {
    // Test case 3, its first 32 bytes.
    BOOST_TEST(base::to_hex(base::derive_key(std::string(22, '\x0b'), "")) ==
               "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d");
}

BOOST_AUTO_TEST_CASE(keys_of_other_labels_and_secrets_are_other_keys) {
    BOOST_TEST(base::derive_key("secret", "a") == base::derive_key("secret", "a"));
    BOOST_TEST(base::derive_key("secret", "a") != base::derive_key("secret", "b"));
    BOOST_TEST(base::derive_key("secret", "a") != base::derive_key("secreT", "a"));
}

BOOST_AUTO_TEST_CASE(texts_are_equal_byte_by_byte) {
    using base::constant_time_equal;
    using namespace std::string_view_literals;
    BOOST_TEST(constant_time_equal("", ""));
    BOOST_TEST(constant_time_equal("a\0b"sv, "a\0b"sv));
    BOOST_TEST(!constant_time_equal("a\0b"sv, "a\0c"sv));
    BOOST_TEST(!constant_time_equal("abc", "ab"));
    BOOST_TEST(!constant_time_equal("abc", "abd"));
    BOOST_TEST(!constant_time_equal("", "a"));
}

BOOST_AUTO_TEST_CASE(base64url_has_no_padding_and_goes_there_and_back) {
    const struct {
        std::string data;
        const char* text;
    } cases[] = {{"", ""},
                 {"f", "Zg"},
                 {"fo", "Zm8"},
                 {"foo", "Zm9v"},
                 {"foob", "Zm9vYg"},
                 {"\xfb\xff\xfe", "-__-"},
                 {std::string(3, '\0'), "AAAA"}};
    for (const auto& c : cases) {
        BOOST_TEST(base::to_base64url(c.data) == c.text);
        BOOST_TEST(base::from_base64url(c.text).value() == c.data);
    }
    for (std::size_t length = 0; length < 70; ++length) {
        const auto data = base::random_bytes(length);
        BOOST_TEST(base::from_base64url(base::to_base64url(data)).value() == data);
    }
}

BOOST_AUTO_TEST_CASE(what_is_not_base64url_is_not_decoded) {
    using namespace std::string_view_literals;
    for (const auto text :
         {"Z"sv, "Zg=="sv, "Zm9vY"sv, "Zm+v"sv, "Zm/v"sv, "Zm 9v"sv, "Zm9v\n"sv, "Z\0m9"sv, "Zm9é"sv}) {
        BOOST_TEST(!base::from_base64url(text).has_value(), text);
    }
}

BOOST_AUTO_TEST_SUITE_END()
