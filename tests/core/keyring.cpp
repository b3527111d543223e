#include "core/accounts/keyring.h"

#include <fmt/format.h>
#include <boost/test/unit_test.hpp>

#include <array>
#include <map>
#include <regex>

namespace {

using accounts::Keyring;
using accounts::Purpose;

const std::string phone = "+12024561111";

base::Config with(const std::string& current, const std::string& previous = "",
                  const std::string& next = "") {
    base::Config config;
    config.access_keys.current = std::string(32, 'a');
    config.phone_keys = {.current = current, .previous = previous};
    config.phone_key_next = next;
    return config;
}

std::string secret(int number) { return fmt::format("the phone key of this test no. {:06}", number); }

// Two secrets whose keys have one id; ids are of 16 bits, so that a few hundred hold such a pair.
std::pair<std::string, std::string> colliding_secrets() {
    std::map<std::uint16_t, std::string> seen;
    for (int number = 0; number < 5000; ++number) {
        const auto [place, fresh] =
            seen.try_emplace(Keyring(with(secret(number))).current_id(), secret(number));
        if (!fresh) return {place->second, secret(number)};
    }
    throw std::runtime_error("5000 keys with 5000 ids");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(keyring)

BOOST_AUTO_TEST_CASE(sealed_text_is_hex_under_the_current_key_and_opens) {
    const Keyring keys(with(secret(1)));
    const auto sealed = keys.seal(phone, Purpose::phone);
    BOOST_TEST(std::regex_match(sealed.text, std::regex("[0-9a-f]{24}:[0-9a-f]{32}:[0-9a-f]{24}")),
               sealed.text);
    BOOST_TEST(sealed.key_id == keys.current_id());
    BOOST_TEST(keys.open(sealed, Purpose::phone).value() == phone);
    BOOST_TEST(keys.open(keys.seal("", Purpose::sms), Purpose::sms).value().empty());
}

BOOST_AUTO_TEST_CASE(what_was_sealed_for_one_purpose_opens_for_no_other) {
    const Keyring keys(with(secret(1)));
    const std::array purposes{Purpose::phone, Purpose::sms, Purpose::totp};
    for (const auto sealed_for : purposes) {
        const auto sealed = keys.seal(phone, sealed_for);
        for (const auto opened_for : purposes)
            BOOST_TEST(keys.open(sealed, opened_for).has_value() == (sealed_for == opened_for));
    }
}

BOOST_AUTO_TEST_CASE(damaged_text_is_not_opened) {
    const Keyring keys(with(secret(1)));
    const auto sealed = keys.seal(phone, Purpose::phone);
    for (std::size_t i = 0; i < sealed.text.size(); ++i) {
        auto changed = sealed;
        changed.text[i] = changed.text[i] == '0' ? '1' : '0';
        BOOST_TEST(!keys.open(changed, Purpose::phone).has_value(), changed.text);
    }
    for (const auto& text : {std::string(), std::string(":"), std::string("::"), std::string("a:b:c"),
                             sealed.text + ":", sealed.text + "0", sealed.text.substr(1)}) {
        BOOST_TEST(!keys.open({.text = text, .key_id = sealed.key_id}, Purpose::phone).has_value(), text);
    }
}

BOOST_AUTO_TEST_CASE(all_three_keys_open_and_the_current_one_seals) {
    const Keyring before(with(secret(1)));
    const Keyring after(with(secret(2)));
    const Keyring during(with(secret(2), secret(1)));
    const Keyring announced(with(secret(1), "", secret(2)));
    const auto old = before.seal(phone, Purpose::phone);
    const auto fresh = during.seal(phone, Purpose::phone);
    BOOST_TEST(during.open(old, Purpose::phone).value() == phone);
    BOOST_TEST(announced.open(fresh, Purpose::phone).value() == phone);
    BOOST_TEST(after.open(fresh, Purpose::phone).value() == phone);
    BOOST_TEST(announced.current_id() == before.current_id());
    BOOST_TEST(!after.open(old, Purpose::phone).has_value());
    BOOST_TEST(!before.open(fresh, Purpose::phone).has_value());
    // The id alone makes no key.
    BOOST_TEST(!after.open({.text = old.text, .key_id = after.current_id()}, Purpose::phone).has_value());
}

BOOST_AUTO_TEST_CASE(a_number_has_one_hash_for_each_key_the_current_one_first) {
    const Keyring keys(with(secret(2), secret(1), secret(3)));
    const auto hashes = keys.phone_hashes(phone);
    const auto ids = keys.ids();
    BOOST_REQUIRE(hashes.size() == 3U);
    BOOST_TEST(ids.size() == 3U);
    BOOST_TEST(hashes[0].key_id == keys.current_id());
    for (std::size_t i = 0; i < hashes.size(); ++i) {
        BOOST_TEST(hashes[i].hash.size() == 32U);
        BOOST_TEST(hashes[i].key_id == ids[i]);
    }
    BOOST_TEST(hashes[1].hash == Keyring(with(secret(1))).phone_hashes(phone).front().hash);
    BOOST_TEST(hashes[2].hash == Keyring(with(secret(3))).phone_hashes(phone).front().hash);
    BOOST_TEST(hashes[0].hash != hashes[1].hash);
    BOOST_TEST(hashes[0].hash != keys.phone_hashes("+12024561112")[0].hash);
}

BOOST_AUTO_TEST_CASE(ids_come_from_the_secret_alone_and_two_alike_are_refused) {
    BOOST_TEST(Keyring(with(secret(1))).current_id() == Keyring(with(secret(1), secret(2))).current_id());
    const auto [one, other] = colliding_secrets();
    BOOST_CHECK_THROW(Keyring{with(one, other)}, base::ConfigError);
    BOOST_CHECK_THROW(Keyring{with(secret(1), one, other)}, base::ConfigError);
    // The same key twice is one key.
    BOOST_TEST(Keyring(with(one, one, one)).ids().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_password_by_sms_is_kept_as_a_hash_that_outlives_the_phone_keys) {
    const Keyring keys(with(secret(1)));
    const auto hash = keys.once_password_hash(phone, "k3v9qa7hxz");
    BOOST_TEST(hash.size() == 32U);
    BOOST_TEST(hash == Keyring(with(secret(2))).once_password_hash(phone, "k3v9qa7hxz"));
    BOOST_TEST(hash != keys.once_password_hash(phone, "k3v9qa7hxy"));
    BOOST_TEST(hash != keys.once_password_hash("+12024561112", "k3v9qa7hxz"));
    BOOST_TEST(keys.once_password_hash("+1202456111", "1k") != keys.once_password_hash("+12024561111", "k"));
    auto elsewhere = with(secret(1));
    elsewhere.access_keys.current = std::string(32, 'b');
    BOOST_TEST(hash != Keyring(elsewhere).once_password_hash(phone, "k3v9qa7hxz"));
}

BOOST_AUTO_TEST_SUITE_END()
