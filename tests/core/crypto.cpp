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

BOOST_AUTO_TEST_CASE(hex_is_lower_case_and_goes_there_and_back) {
    const auto data = base::random_bytes(64);
    BOOST_TEST(base::from_hex(base::to_hex(data)).value() == data);
    BOOST_TEST(base::from_hex("").value().empty());
    BOOST_TEST(base::from_hex("00ff1a").value() == std::string("\0\xff\x1a", 3));
    for (const char* text : {"0", "0g", "FF", " 00", "0x", "00 "})
        BOOST_TEST(!base::from_hex(text).has_value(), text);
}

BOOST_AUTO_TEST_CASE(decrypting_reads_the_text_of_the_gcm_specification) {
    const auto bytes = [](const char* hex) { return base::from_hex(hex).value(); };
    // Test case 16 of McGrew and Viega.
    const auto key = bytes("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308");
    const auto context = bytes("feedfacedeadbeeffeedfacedeadbeefabaddad2");
    const base::Encrypted text{
        .iv = bytes("cafebabefacedbaddecaf888"),
        .tag = bytes("76fc6ece0f4e1768cddf8853bb2d551b"),
        .data = bytes("522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
                      "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662")};
    BOOST_TEST(base::to_hex(base::decrypt(key, text, context).value()) ==
               "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
               "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39");
}

BOOST_AUTO_TEST_CASE(what_was_encrypted_comes_back_whole_whatever_its_length) {
    const auto key = base::random_bytes(32);
    for (std::size_t length = 0; length < 70; ++length) {
        const auto plain = base::random_bytes(length);
        const auto text = base::encrypt(key, plain, "context");
        BOOST_TEST(text.iv.size() == 12U);
        BOOST_TEST(text.tag.size() == 16U);
        BOOST_TEST(text.data.size() == length);
        BOOST_TEST(base::decrypt(key, text, "context").value() == plain);
    }
}

BOOST_AUTO_TEST_CASE(one_text_is_never_encrypted_the_same_way_twice) {
    const auto key = base::random_bytes(32);
    const auto one = base::encrypt(key, "+12024561111", "");
    const auto other = base::encrypt(key, "+12024561111", "");
    BOOST_TEST(one.iv != other.iv);
    BOOST_TEST(one.data != other.data);
}

BOOST_AUTO_TEST_CASE(a_single_changed_bit_anywhere_is_refused) {
    const auto key = base::random_bytes(32);
    const auto text = base::encrypt(key, "+12024561111", "context");
    const auto refused = [&](std::string base::Encrypted::*part) {
        for (std::size_t bit = 0; bit < (text.*part).size() * 8; ++bit) {
            base::Encrypted changed = text;
            (changed.*part)[bit / 8] = static_cast<char>((changed.*part)[bit / 8] ^ (1 << bit % 8));
            if (base::decrypt(key, changed, "context")) return false;
        }
        return true;
    };
    BOOST_TEST(refused(&base::Encrypted::iv));
    BOOST_TEST(refused(&base::Encrypted::tag));
    BOOST_TEST(refused(&base::Encrypted::data));
    BOOST_TEST(!base::decrypt(key, text, "Context").has_value());
    BOOST_TEST(!base::decrypt(base::random_bytes(32), text, "context").has_value());
    // A short tag is quickly guessed.
    auto cut = text;
    cut.tag.resize(4);
    BOOST_TEST(!base::decrypt(key, cut, "context").has_value());
}

BOOST_AUTO_TEST_CASE(keys_of_another_length_are_a_fault_of_the_program) {
    BOOST_CHECK_THROW(base::encrypt("short", "text", ""), std::invalid_argument);
    BOOST_CHECK_THROW(
        base::decrypt(std::string(33, 'k'), base::encrypt(std::string(32, 'k'), "text", ""), ""),
        std::invalid_argument);
}

BOOST_AUTO_TEST_SUITE_END()
