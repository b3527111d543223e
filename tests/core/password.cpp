#include "core/accounts/password.h"

#include <boost/test/unit_test.hpp>

#include <ctime>
#include <future>
#include <regex>
#include <set>

#include "core/base/random.h"

namespace {

using accounts::hash_password;
using accounts::password_matches;
using accounts::password_refusal;
using base::ErrorCode;

const base::Limits limits;

std::string verdict(std::string_view password) {
    const auto refusal = password_refusal(password, limits);
    return refusal ? std::string(base::wire_code(refusal->code)) : "fine";
}

// Of this thread's own work, whatever else the machine does.
double seconds_of(const auto& work) {
    const auto spent = [] {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
    };
    const auto start = spent();
    work();
    return spent() - start;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(password)

BOOST_AUTO_TEST_CASE(a_hash_is_bcrypt_of_cost_12_and_never_the_same) {
    const auto one = hash_password("correct horse battery");
    const auto other = hash_password("correct horse battery");
    BOOST_TEST(std::regex_match(one, std::regex(R"(\$2b\$12\$[./A-Za-z0-9]{53})")), one);
    BOOST_TEST(one != other);
    BOOST_TEST(password_matches("correct horse battery", one));
    BOOST_TEST(password_matches("correct horse battery", other));
    BOOST_TEST(!password_matches("correct horse batterY", one));
    BOOST_TEST(!password_matches("", one));
}

BOOST_AUTO_TEST_CASE(every_byte_of_a_long_password_counts) {
    using namespace std::string_literals;
    const std::string long_one(200, 'x');
    const auto hash = hash_password(long_one);
    BOOST_TEST(password_matches(long_one, hash));
    BOOST_TEST(!password_matches(long_one.substr(1) + "y", hash));
    BOOST_TEST(!password_matches(long_one.substr(0, 72), hash));
    const auto with_nul = hash_password("before\0after"s);
    BOOST_TEST(password_matches("before\0after"s, with_nul));
    BOOST_TEST(!password_matches("before\0After"s, with_nul));
    BOOST_TEST(!password_matches("before"s, with_nul));
    // Above 511 bytes libcrypt itself gives up.
    const auto longest = hash_password(std::string(5000, 'x'));
    BOOST_TEST(!password_matches(std::string(5001, 'x'), longest));
}

BOOST_AUTO_TEST_CASE(one_password_from_two_keyboards_is_one_password) {
    const auto hash = hash_password("caf\u00e9 au lait \u00c5");
    BOOST_TEST(password_matches("cafe\u0301 au lait A\u030a", hash));
    BOOST_TEST(password_matches("caf\u00e9\u00a0au\u3000lait \u212b", hash));
    BOOST_TEST(!password_matches("cafe au lait A", hash));
    // What is no UTF-8 is told apart byte by byte.
    const auto bytes = hash_password("\xff\xfe raw bytes");
    BOOST_TEST(password_matches("\xff\xfe raw bytes", bytes));
    BOOST_TEST(!password_matches("\xfe\xff raw bytes", bytes));
}

BOOST_AUTO_TEST_CASE(nobody_has_a_password_and_finding_that_out_takes_as_long) {
    BOOST_TEST(!password_matches("correct horse battery", std::nullopt));
    const auto hash = hash_password("correct horse battery");
    double known = 9;
    double unknown = 9;
    for (int round = 0; round < 3; ++round) {
        known = std::min(known, seconds_of([&] { password_matches("guess", hash); }));
        unknown = std::min(unknown, seconds_of([&] { password_matches("guess", std::nullopt); }));
    }
    // The least of three; the exact figure is measured at the door.
    BOOST_TEST(unknown > known * 0.8);
    BOOST_TEST(unknown < known * 1.25);
}

BOOST_AUTO_TEST_CASE(a_damaged_hash_is_a_fault_and_lets_nobody_in) {
    for (const char* hash :
         {"", "*0", "*1", "x", "$2b$12$short", "$2b$99$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234",
          "$6$salt$hash", "$1$salt$qJH7.N4xYta3aEG/dfqo/0"}) {
        BOOST_CHECK_THROW(password_matches("correct horse battery", hash), std::runtime_error);
    }
}

BOOST_AUTO_TEST_CASE(threads_hash_and_judge_side_by_side) {
    const auto hash = hash_password("correct horse battery");
    std::vector<std::future<bool>> outcomes;
    for (int i = 0; i < 4; ++i) {
        outcomes.push_back(std::async(std::launch::async, [&, i] {
            for (int round = 0; round < 50; ++round) {
                if (verdict("password123") != "password_common" || verdict("correct horse battery") != "fine")
                    return false;
            }
            return password_matches(i % 2 == 0 ? "correct horse battery" : "another", hash) == (i % 2 == 0);
        }));
    }
    for (auto& outcome : outcomes) BOOST_TEST(outcome.get());
}

BOOST_AUTO_TEST_CASE(length_is_counted_in_code_points_of_the_normalized_text) {
    BOOST_TEST(verdict("") == "password_too_short");
    BOOST_TEST(verdict("k3v9qa7hx") == "password_too_short");
    BOOST_TEST(verdict("k3v9qa7hxz") == "fine");
    BOOST_TEST(verdict("雨天喝茶看书最好") == "password_too_short");
    BOOST_TEST(verdict("我喜欢在下雨天喝茶看书") == "fine");
    BOOST_TEST(verdict("k3v9qa7he\u0301") == "password_too_short");  // nine, once put together
    std::string longest;
    while (longest.size() < limits.password_max) longest += base::random_code(1);
    BOOST_TEST(verdict(longest) == "fine");
    BOOST_TEST(verdict(longest + "k") == "password_too_long");
    BOOST_TEST(verdict(std::string(60'000, 'x')) == "password_too_long");
}

BOOST_AUTO_TEST_CASE(common_passwords_are_refused) {
    for (const char* text :
         {"password123",      "password1234",
          "passwordpassword", "P@ssw0rd123",
          "Tr0ub4dor&3x",     "1234567890",
          "12345678910",      "0123456789",
          "0987654321",       "qwertyuiop",
          "qwertyuiop123",    "qwerty123456",
          "1q2w3e4r5t",       "1qaz2wsx3edc",
          "zaq12wsxcde3",     "iloveyou123",
          "iloveyouforever",  "letmein123",
          "welcome123",       "Liverpool2024",
          "superman2020!",    "!!football!!",
          "changeme123",      "Chatroom2026",
          "thechatroom",      "1111111111",
          "aaaaaaaaaa",       "abcabcabcabc",
          "k3v9qk3v9q",       "asdfghjkl;'",
          "administrator",    "\uff50\uff41\uff53\uff53\uff57\uff4f\uff52\uff44\uff11\uff12\uff13"}) {
        BOOST_TEST(verdict(text) == "password_common", text);
    }
    BOOST_TEST(verdict(std::string("password\0"
                                   "123",
                                   12)) == "password_common");
}

BOOST_AUTO_TEST_CASE(good_passwords_in_every_script_are_taken) {
    for (const char* text :
         {"correct horse battery", "k3v9qa7hxz", "xK7#mQ2$vL", "8372ab91746c", "лето на даче 9 котов",
          "मेरा पासवर्ड अच्छा है", "قهوة بعد الظهر مع جدتي", "我喜欢在下雨天喝茶看书", "dix-huit chats gris 🐈"}) {
        BOOST_TEST(verdict(text) == "fine", text);
    }
}

BOOST_AUTO_TEST_CASE(passwords_for_sms_are_random_and_have_no_look_alikes) {
    std::set<std::string> seen;
    for (int i = 0; i < 500; ++i) {
        const auto text = accounts::make_once_password();
        BOOST_TEST(std::regex_match(text, std::regex("[2-9a-hjkmnp-z]{10}")), text);
        seen.insert(text);
    }
    BOOST_TEST(seen.size() == 500U);
}

BOOST_AUTO_TEST_SUITE_END()
