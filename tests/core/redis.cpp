#include "core/base/redis.h"

#include <array>
#include <boost/test/unit_test.hpp>
#include <chrono>

#include "tests/support/redis_server.h"
#include "tests/support/stepped_clock.h"

using base::Redis;
using base::RedisError;

namespace {

std::int64_t echo(Redis& redis, std::string_view number) {
    return redis.integers(std::array<std::string_view, 4>{"EVAL", "return {tonumber(ARGV[1])}", "0", number})
        .at(0);
}

std::chrono::milliseconds time_of(const std::function<void()>& what) {
    const auto begin = std::chrono::steady_clock::now();
    what();
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(redis)

BOOST_AUTO_TEST_CASE(whole_numbers_are_asked_for_and_anything_else_is_an_error) {
    const support::RedisServer server;
    support::SteppedClock clock;
    Redis redis(server.settings(), clock);
    BOOST_TEST(echo(redis, "1767268800000") == 1'767'268'800'000);
    BOOST_TEST(redis.integers(std::array<std::string_view, 3>{"EVAL", "return {}", "0"}).empty());
    BOOST_TEST(redis.integers(std::array<std::string_view, 3>{"EVAL", "return 7", "0"}).at(0) == 7);
    for (const std::string_view script : {"return 'x'", "return {1, 'x'}", "return redis.error_reply('no')",
                                          "return {1, {2}}", "not a script"}) {
        BOOST_CHECK_THROW(redis.integers(std::array<std::string_view, 3>{"EVAL", script, "0"}), RedisError);
        BOOST_CHECK_THROW(echo(redis, "1"), RedisError);
        clock.forward(base::Millis{1000});
        BOOST_TEST(echo(redis, "7") == 7, "a new connection knows nothing of the old one's trouble");
    }
}

BOOST_AUTO_TEST_CASE(an_argument_may_be_any_bytes) {
    const support::RedisServer server;
    const support::SteppedClock clock;
    Redis redis(server.settings(), clock);
    const std::string_view bytes("\0\r\n$1 \xff*", 8);
    BOOST_TEST(
        redis.integers(std::array<std::string_view, 4>{"EVAL", "return {#ARGV[1], string.byte(ARGV[1], 7)}",
                                                       "0", bytes}) == (std::vector<std::int64_t>{8, 255}),
        boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_dead_one_is_asked_again_after_a_second) {
    support::RedisServer server;
    support::SteppedClock clock;
    Redis redis(server.settings(), clock);
    BOOST_TEST(echo(redis, "1") == 1);
    server.kill();
    BOOST_CHECK_THROW(echo(redis, "2"), RedisError);
    server.start();
    clock.forward(base::Millis{999});
    BOOST_CHECK_THROW(echo(redis, "3"), RedisError);
    clock.forward(base::Millis{1});
    BOOST_TEST(echo(redis, "4") == 4);
}

BOOST_AUTO_TEST_CASE(it_is_asked_again_although_the_clock_was_set_back) {
    support::RedisServer server;
    support::SteppedClock clock;
    Redis redis(server.settings(), clock);
    server.kill();
    BOOST_CHECK_THROW(echo(redis, "1"), RedisError);
    server.start();
    clock.forward(base::Millis{-3'600'000});
    BOOST_TEST(echo(redis, "2") == 2);
}

BOOST_AUTO_TEST_CASE(one_that_hangs_holds_nobody_up_for_long_and_the_next_not_at_all) {
    support::RedisServer server;
    support::SteppedClock clock;
    Redis redis(server.settings(), clock);
    BOOST_TEST(echo(redis, "1") == 1);
    server.suspend();
    const auto first = time_of([&] { BOOST_CHECK_THROW(echo(redis, "2"), RedisError); });
    BOOST_TEST(first.count() >= 150);
    BOOST_TEST(first.count() < 2000);
    const auto many = time_of([&] {
        for (int i = 0; i < 100; ++i) BOOST_CHECK_THROW(echo(redis, "3"), RedisError);
    });
    BOOST_TEST(many.count() < 2000, "a hundred waits would be twenty seconds");
    server.resume();
    clock.forward(base::Millis{1000});
    BOOST_TEST(echo(redis, "4") == 4, "not the late answer to 2");
}

BOOST_AUTO_TEST_CASE(a_password_and_a_database_are_honoured) {
    const support::RedisServer server("pass \"word\" of 1");
    support::SteppedClock clock;
    std::string key = "key";
    const auto keys_after_one_more = [&](base::RedisSettings settings) {
        key += "+";
        Redis redis(std::move(settings), clock);
        return redis
            .integers(std::array<std::string_view, 4>{
                "EVAL", "redis.call('INCR', KEYS[1]); return {redis.call('DBSIZE')}", "1", key})
            .at(0);
    };
    auto settings = server.settings();
    BOOST_TEST(keys_after_one_more(settings) == 1);
    settings.user = "default";
    settings.database = 3;
    BOOST_TEST(keys_after_one_more(settings) == 1, "of another database");
    settings.database = 4711;
    BOOST_CHECK_THROW(keys_after_one_more(settings), RedisError);
    for (const char* wrong : {"", "wrong"}) {
        settings = server.settings();
        settings.password = wrong;
        BOOST_CHECK_THROW(keys_after_one_more(settings), RedisError);
    }
}

BOOST_AUTO_TEST_CASE(no_server_at_all_is_an_error_too) {
    const support::SteppedClock clock;
    Redis nowhere({.socket = "/nonexistent/redis.sock"}, clock);
    BOOST_CHECK_THROW(echo(nowhere, "1"), RedisError);
}

BOOST_AUTO_TEST_SUITE_END()
