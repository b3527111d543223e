#include "core/accounts/rate_limit.h"

#include <array>
#include <boost/test/unit_test.hpp>
#include <future>
#include <tuple>

#include "core/store/rate_limits.h"
#include "tests/support/database.h"
#include "tests/support/redis_server.h"
#include "tests/support/server_view.h"
#include "tests/support/stepped_clock.h"

using accounts::LimitRule;

namespace {

constexpr std::string_view house_key = "a key of the house";

// What one worker holds.
struct Worker {
    const base::Clock& clock;
    const base::Limits& limits;
    db::Connection connection;
    std::optional<base::Redis> redis{};

    accounts::Allowance use(LimitRule rule, std::string_view address, std::string_view key = house_key) {
        return accounts::use(connection, {clock, limits, key, redis ? &*redis : nullptr}, rule, address);
    }
};

struct Ground {
    base::DatabaseSettings settings = support::fresh_database();
    support::SteppedClock clock;
    base::Limits limits;
    Worker worker{clock, limits, db::Connection(settings)};

    Ground() {
        limits.entries = 2;
        limits.entries_per = base::Millis{1000};
        limits.api_requests = 3;
    }
    accounts::Allowance enter(std::string_view address) { return worker.use(LimitRule::entry, address); }
    std::uint64_t rows() { return support::count(worker.connection, "SELECT COUNT(*) FROM rate_limit"); }
};

struct BuiltIn : Ground {
    void equip(Worker&) {}
    std::uint64_t buckets() { return rows(); }
    std::uint64_t hits() { return support::count(worker.connection, "SELECT SUM(hits) FROM rate_limit"); }
    std::uint64_t buckets_that_show(std::string_view text) {
        auto found =
            worker.connection.query("SELECT COUNT(*) FROM rate_limit WHERE LOCATE(?, bucket) > 0", text);
        return found.next() ? found.number(0) : 0;
    }
};

struct InRedis : Ground {
    support::RedisServer server;

    InRedis() { equip(worker); }
    // What falls back to the table would prove nothing of Redis.
    ~InRedis() { BOOST_TEST(rows() == 0U); }
    void equip(Worker& one) { one.redis.emplace(server.settings(), clock); }
    std::uint64_t ask(std::string_view script, std::string_view pattern) {
        base::Redis redis(server.settings(), clock);
        return redis.integers(std::array<std::string_view, 4>{"EVAL", script, "0", pattern}).at(0);
    }
    std::uint64_t buckets() { return buckets_that_show("chatroom:limit:"); }
    std::uint64_t hits() {
        return ask(
            "local n = 0; for _, key in ipairs(redis.call('KEYS', ARGV[1])) do "
            "n = n + redis.call('HGET', key, 'hits') end; return {n}",
            "chatroom:limit:*");
    }
    std::uint64_t buckets_that_show(std::string_view text) {
        return ask("return {#redis.call('KEYS', ARGV[1])}", "*" + std::string(text) + "*");
    }
};

using Stores = std::tuple<BuiltIn, InRedis>;

}  // namespace

BOOST_AUTO_TEST_SUITE(rate_limit)

BOOST_AUTO_TEST_CASE_TEMPLATE(
    an_address_is_let_in_as_often_as_the_rule_says_and_again_when_the_window_is_over, Store, Stores) {
    Store ground;
    const auto first = ground.enter("192.0.2.1");
    BOOST_TEST(first.allowed);
    BOOST_TEST(first.limit == 2U);
    BOOST_TEST(first.remaining == 1U);
    BOOST_TEST(first.reset_in.count() == 1000);
    ground.clock.forward(base::Millis{400});
    BOOST_TEST(ground.enter("192.0.2.1").allowed);
    const auto third = ground.enter("192.0.2.1");
    BOOST_TEST(!third.allowed);
    BOOST_TEST(third.remaining == 0U);
    BOOST_TEST(third.reset_in.count() == 600);
    ground.clock.forward(base::Millis{599});
    BOOST_TEST(!ground.enter("192.0.2.1").allowed, "a millisecond early");
    ground.clock.forward(base::Millis{1});
    const auto anew = ground.enter("192.0.2.1");
    BOOST_TEST(anew.allowed);
    BOOST_TEST(anew.remaining == 1U);
    BOOST_TEST(anew.reset_in.count() == 1000);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(addresses_and_rules_are_counted_apart, Store, Stores) {
    Store ground;
    for (int i = 0; i < 3; ++i) ground.enter("192.0.2.1");
    BOOST_TEST(!ground.enter("192.0.2.1").allowed);
    BOOST_TEST(ground.enter("192.0.2.2").allowed);
    BOOST_TEST(ground.worker.use(LimitRule::api, "192.0.2.1").remaining == 2U);
    BOOST_TEST(ground.buckets() == 3U);
    BOOST_TEST(ground.worker.use(LimitRule::none, "192.0.2.1").allowed);
    BOOST_TEST(ground.buckets() == 3U);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(the_store_does_not_show_addresses, Store, Stores) {
    Store ground;
    ground.enter("192.0.2.1");
    BOOST_TEST(ground.buckets() == 1U);
    BOOST_TEST(ground.buckets_that_show("192.0") == 0U);
    BOOST_TEST(ground.buckets_that_show("3139322e30") == 0U, "the same in hex");
    ground.worker.use(LimitRule::entry, "192.0.2.1", "another key");
    BOOST_TEST(ground.buckets() == 2U, "without the key an address cannot be recognised");
}

BOOST_AUTO_TEST_CASE_TEMPLATE(two_workers_together_let_no_more_in_than_one, Store, Stores) {
    Store ground;
    ground.limits.entries = 50;
    const auto knock = [](Worker& at) {
        int let_in = 0;
        for (int i = 0; i < 40; ++i) let_in += at.use(LimitRule::entry, "192.0.2.1").allowed ? 1 : 0;
        return let_in;
    };
    Worker second{ground.clock, ground.limits, db::Connection(ground.settings)};
    ground.equip(second);
    auto other = std::async(std::launch::async, [&] { return knock(second); });
    const int mine = knock(ground.worker);
    const int together = mine + other.get();
    BOOST_TEST(together <= 50);
    BOOST_TEST(ground.hits() == 80U);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_worker_that_starts_anew_goes_on_counting, Store, Stores) {
    Store ground;
    for (int i = 0; i < 2; ++i) ground.enter("192.0.2.1");
    Worker successor{ground.clock, ground.limits, db::Connection(ground.settings)};
    ground.equip(successor);
    BOOST_TEST(!successor.use(LimitRule::entry, "192.0.2.1").allowed);
}

BOOST_FIXTURE_TEST_CASE(windows_that_are_over_are_forgotten_a_few_at_a_time, BuiltIn) {
    for (const char* address : {"a", "b", "c"}) enter(address);
    clock.forward(base::Millis{500});
    enter("late");
    clock.forward(base::Millis{500});
    BOOST_TEST(store::forget_old_windows(worker.connection, clock.now(), 2) == 2U);
    BOOST_TEST(store::forget_old_windows(worker.connection, clock.now(), 2) == 1U);
    BOOST_TEST(store::forget_old_windows(worker.connection, clock.now(), 2) == 0U);
    BOOST_TEST(enter("late").remaining == 0U, "its window still runs");
}

BOOST_FIXTURE_TEST_CASE(redis_forgets_by_itself_and_not_before_the_end, InRedis) {
    enter("192.0.2.1");
    const auto left = ask("return {redis.call('PTTL', redis.call('KEYS', ARGV[1])[1])}", "chatroom:limit:*");
    BOOST_TEST(left > 1000U);
    BOOST_TEST(left <= 61'000U);
}

BOOST_FIXTURE_TEST_CASE(the_keys_in_redis_are_plain_text, InRedis) {
    enter("192.0.2.1");
    BOOST_TEST(ask("return {#redis.call('KEYS', ARGV[1])}", "chatroom:limit:*") == 1U);
    BOOST_TEST(ask("return {#redis.call('KEYS', ARGV[1])}", "*[^a-z0-9:]*") == 0U);
}

BOOST_FIXTURE_TEST_CASE(a_redis_that_dies_opens_no_limit_and_one_that_is_back_counts_again, Ground) {
    support::RedisServer server;
    worker.redis.emplace(server.settings(), clock);
    limits.entries_per = base::Millis{60'000};
    BOOST_TEST(enter("192.0.2.1").remaining == 1U);
    BOOST_TEST(rows() == 0U);

    server.kill();
    BOOST_TEST(enter("192.0.2.1").remaining == 1U, "the built-in store counts by itself");
    BOOST_TEST(enter("192.0.2.1").allowed);
    BOOST_TEST(!enter("192.0.2.1").allowed);
    BOOST_TEST(rows() == 1U);

    server.start();
    BOOST_TEST(!enter("192.0.2.1").allowed, "Redis is not asked yet");
    clock.forward(base::Millis{1000});
    BOOST_TEST(enter("192.0.2.1").remaining == 1U, "it has begun from nothing");
    BOOST_TEST(enter("192.0.2.1").allowed);
    BOOST_TEST(!enter("192.0.2.1").allowed);
    BOOST_TEST(support::count(worker.connection, "SELECT hits FROM rate_limit") == 4U);
}

BOOST_FIXTURE_TEST_CASE(a_redis_that_hangs_opens_no_limit, Ground) {
    support::RedisServer server;
    worker.redis.emplace(server.settings(), clock);
    server.suspend();
    for (int i = 0; i < 2; ++i) BOOST_TEST(enter("192.0.2.1").allowed);
    BOOST_TEST(!enter("192.0.2.1").allowed);
    BOOST_TEST(rows() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
