#include "core/accounts/second_step.h"

#include <array>
#include <boost/test/unit_test.hpp>
#include <cstdio>
#include <future>
#include <memory>
#include <set>

#include <fmt/format.h>

#include "core/accounts/totp.h"
#include "core/db/transaction.h"
#include "core/store/users.h"
#include "tests/support/database.h"
#include "tests/support/server_view.h"
#include "tests/support/stepped_clock.h"

using base::ErrorCode;

namespace {

constexpr base::Millis step{30'000};
const std::string rfc_secret = "12345678901234567890";

base::Config configured() {
    base::Config config;
    config.access_keys.current = std::string(32, 'a');
    config.phone_keys.current = "0a61c0f2b7d84e35a1c6f09e7b52d8430f6c1e9ab47d5823";
    return config;
}

// A peer that is not liboath's library as we call it: the program, asked for the code of a moment.
std::string code_by_oathtool(const std::string& base32_secret, base::Time at) {
    const auto command = fmt::format("oathtool --totp --base32 --digits=6 --now='{} UTC' {}",
                                     base::to_iso8601(at).substr(0, 19).replace(10, 1, " "), base32_secret);
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen(command.c_str(), "r"), &::pclose);
    std::array<char, 64> line{};
    if (!pipe || std::fgets(line.data(), line.size(), pipe.get()) == nullptr)
        throw std::runtime_error("oathtool says nothing: scripts/install-deps --tests");
    return std::string(line.data(), 6);
}

struct Vault {
    base::DatabaseSettings settings = support::fresh_database();
    db::Connection connection{settings};
    support::SteppedClock clock;
    accounts::Keyring keyring{configured()};
    audit::Log log{configured()};
    base::UserId user = add_user('a');

    base::UserId add_user(char phone) {
        store::NewUser person;
        person.phone = {.text = "sealed", .key_id = 1};
        person.phone_hashes = {{.hash = std::string(32, phone), .key_id = 1}};
        person.once_password_hash = std::string(32, 'p');
        person.now = clock.now();
        person.once_password_expires_at = clock.now();
        return store::add_user(connection, person);
    }
    std::string secret(base::UserId of) {
        return keyring.open(store::find_user(connection, of)->totp.value(), accounts::Purpose::totp).value();
    }
    std::string code(base::Millis from_now = base::Millis{0}) {
        return accounts::totp_code(secret(user), accounts::totp_step(clock.now() + from_now));
    }
    accounts::Enrolment begin() {
        return accounts::begin_second_step(connection, keyring, user, "Ana").value();
    }
    auto confirm(const std::string& code) {
        return accounts::confirm_second_step(connection, keyring, log, clock, user, code);
    }
    // Confirmed, with a step behind it.
    std::vector<std::string> enrol() {
        begin();
        auto codes = confirm(code()).value();
        clock.forward(10 * step);
        return codes;
    }
    bool take(std::string_view code) {
        return accounts::take_second_step(connection, keyring, clock, user, code);
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(second_step)

// RFC 6238, appendix B, SHA-1: the last six of its eight digits.
BOOST_AUTO_TEST_CASE(codes_are_those_of_the_rfc) {
    const struct {
        std::int64_t seconds;
        const char* code;
    } cases[] = {{59, "287082"},         {1111111109, "081804"}, {1111111111, "050471"},
                 {1234567890, "005924"}, {2000000000, "279037"}, {20000000000, "353130"}};
    for (const auto& c : cases) {
        const auto at = base::from_epoch_ms(c.seconds * 1000);
        BOOST_TEST(accounts::totp_code(rfc_secret, accounts::totp_step(at)) == c.code);
        BOOST_TEST(accounts::match_totp(rfc_secret, c.code, at, 0).has_value());
    }
    BOOST_TEST(accounts::to_base32(rfc_secret) == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    BOOST_TEST(accounts::to_base32("12345") == "GEZDGNBV");
    BOOST_TEST(accounts::to_base32("1") == "GE", "without padding");
}

BOOST_AUTO_TEST_CASE(codes_of_one_step_on_each_side_are_taken_and_of_two_are_not) {
    const auto now = base::from_epoch_ms(1'767'268'814'000);
    const auto present = accounts::totp_step(now);
    for (std::int64_t away = -3; away <= 3; ++away) {
        const auto its_step = present + static_cast<std::uint64_t>(away);
        const auto matched =
            accounts::match_totp(rfc_secret, accounts::totp_code(rfc_secret, its_step), now, 0);
        BOOST_TEST(matched.has_value() == (away >= -1 && away <= 1), away << " steps away");
        if (matched) BOOST_TEST(*matched == its_step);
    }
    BOOST_TEST(!accounts::match_totp(rfc_secret, accounts::totp_code(rfc_secret, present), now, present));
    BOOST_TEST(!accounts::match_totp(rfc_secret, accounts::totp_code(rfc_secret, present - 1), now, present));
    BOOST_TEST(accounts::match_totp(rfc_secret, accounts::totp_code(rfc_secret, present + 1), now, present)
                   .has_value());
    for (const char* wrong : {"", "28708", "2870820", "28708a", "      "})
        BOOST_TEST(!accounts::match_totp(rfc_secret, wrong, now, 0));
}

BOOST_FIXTURE_TEST_CASE(an_enrolment_can_be_typed_in_and_scanned, Vault) {
    const auto enrolment = accounts::begin_second_step(connection, keyring, user, "王 伟&x").value();
    BOOST_TEST(enrolment.secret.size() == 32U);
    BOOST_TEST(enrolment.secret.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") == std::string::npos);
    BOOST_TEST(enrolment.uri ==
               "otpauth://totp/The%20Chatroom:%E7%8E%8B%20%E4%BC%9F%26x?secret=" + enrolment.secret +
                   "&issuer=The%20Chatroom&algorithm=SHA1&digits=6&period=30");
    BOOST_TEST(accounts::to_base32(secret(user)) == enrolment.secret);
    const auto stored = store::find_user(connection, user)->totp.value();
    BOOST_TEST(stored.text.find(secret(user)) == std::string::npos);
    BOOST_TEST(!keyring.open(stored, accounts::Purpose::phone).has_value());
}

BOOST_FIXTURE_TEST_CASE(the_program_oathtool_gives_the_codes_that_are_taken, Vault) {
    const auto enrolment = begin();
    BOOST_TEST(confirm(code_by_oathtool(enrolment.secret, clock.now())).ok());
    for (int i = 0; i < 5; ++i) {
        clock.forward(7 * step + base::Millis{777});
        BOOST_TEST(take(code_by_oathtool(enrolment.secret, clock.now())));
    }
}

BOOST_FIXTURE_TEST_CASE(nothing_counts_before_the_first_right_code, Vault) {
    BOOST_TEST(!take("000000"), "not even begun");
    BOOST_TEST((confirm("000000").error().code == ErrorCode::second_step_wrong));
    const auto first = begin();
    BOOST_TEST(!take(code()));
    const auto second = begin();
    BOOST_TEST(first.secret != second.secret);
    BOOST_TEST(
        (confirm(code_by_oathtool(first.secret, clock.now())).error().code == ErrorCode::second_step_wrong));
    BOOST_TEST(!store::find_user(connection, user)->totp_confirmed);
    BOOST_TEST(confirm(code()).ok());
    BOOST_TEST(store::find_user(connection, user)->totp_confirmed);
    BOOST_TEST(!take(code()), "the code that confirmed is used");
    BOOST_TEST((confirm(code(step)).error().code == ErrorCode::second_step_wrong), "confirmed is confirmed");
    BOOST_TEST((accounts::begin_second_step(connection, keyring, user, "Ana").error().code ==
                ErrorCode::not_allowed));
    BOOST_TEST((accounts::begin_second_step(connection, keyring, base::UserId{4711}, "Ana").error().code ==
                ErrorCode::not_allowed));
}

BOOST_FIXTURE_TEST_CASE(a_code_is_good_once_and_none_before_it_afterwards, Vault) {
    enrol();
    const auto before = code(-step);
    const auto now = code();
    const auto next = code(step);
    BOOST_TEST(!take(code(-2 * step)));
    BOOST_TEST(!take(code(2 * step)));
    BOOST_TEST(take(before));
    BOOST_TEST(!take(before));
    BOOST_TEST(take(" " + now.substr(0, 3) + " " + now.substr(3) + " "));
    BOOST_TEST(!take(now));
    BOOST_TEST(take(next));
    BOOST_TEST(!take(next));
    clock.forward(step);
    BOOST_TEST(!take(next), "it is of the present step now, and used all the same");
    clock.forward(step);
    BOOST_TEST(take(code()));
    BOOST_TEST(!take(""));
}

BOOST_FIXTURE_TEST_CASE(of_two_sign_ins_with_one_code_at_once_one_gets_in, Vault) {
    enrol();
    db::Connection other(settings);
    for (int round = 0; round < 30; ++round) {
        const auto now = code();
        auto second = std::async(
            std::launch::async, [&] { return accounts::take_second_step(other, keyring, clock, user, now); });
        const bool first = take(now);
        BOOST_TEST(first != second.get());
        clock.forward(step);
    }
}

BOOST_FIXTURE_TEST_CASE(ten_recovery_codes_are_shown_each_good_once, Vault) {
    const auto codes = enrol();
    BOOST_TEST(codes.size() == 10U);
    BOOST_TEST(std::set(codes.begin(), codes.end()).size() == 10U);
    for (const auto& one : codes) {
        BOOST_REQUIRE(one.size() == 19U);
        for (std::size_t i = 0; i < one.size(); ++i) {
            const bool dash = i % 5 == 4;
            BOOST_TEST(
                (dash ? one[i] == '-'
                      : std::string("23456789abcdefghjkmnpqrstuvwxyz").find(one[i]) != std::string::npos),
                one);
        }
        BOOST_TEST(support::count(connection, "SELECT COUNT(*) FROM recovery_code WHERE code_hash LIKE '%" +
                                                  one.substr(0, 4) + "%'") == 0U);
    }
    BOOST_TEST(take(codes[0]));
    clock.forward(step);
    BOOST_TEST(!take(codes[0]));
    std::string as_typed = codes[1];
    for (char& c : as_typed)
        c = c == '-' ? ' ' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    BOOST_TEST(take(as_typed));
    BOOST_TEST(!take(codes[1]));
    BOOST_TEST(!take("aaaa-bbbb-cccc-dddd"));
    BOOST_TEST(take(code()), "codes of the app go on");
    BOOST_TEST(support::count(connection, "SELECT COUNT(*) FROM recovery_code WHERE used_at IS NULL") == 8U);
}

BOOST_FIXTURE_TEST_CASE(nobody_gets_in_with_another_one_s_codes, Vault) {
    const auto codes = enrol();
    const auto hers = code();
    const auto ana = user;
    user = add_user('b');
    enrol();
    BOOST_TEST(!take(codes[0]));
    BOOST_TEST(!take(accounts::totp_code(secret(ana), accounts::totp_step(clock.now()))));
    BOOST_TEST(!take(hers));
    user = base::UserId{4711};
    BOOST_TEST(!take(codes[0]));
}

BOOST_FIXTURE_TEST_CASE(a_secret_under_an_unknown_key_lets_nobody_in_but_recovery_codes_do, Vault) {
    const auto codes = enrol();
    const auto now = code();
    auto config = configured();
    config.phone_keys.current = "another key, which came without the one before";
    const accounts::Keyring other(config);
    BOOST_TEST(!accounts::take_second_step(connection, other, clock, user, now));
    BOOST_TEST(accounts::take_second_step(connection, other, clock, user, codes[0]));
    BOOST_TEST(take(now), "it was not used up");
}

BOOST_AUTO_TEST_SUITE_END()
