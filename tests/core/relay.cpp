#include "core/chat/relay.h"

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <thread>

#include "tests/support/redis_server.h"
#include "tests/support/scratch_folder.h"

namespace {

const base::SystemClock system_clock;

// A host: a folder of hints with one sidecar in it, and its relay at work.
struct Host {
    support::ScratchFolder folder;
    std::string hints = folder.path() + "/hints";
    chat::HintReceiver sidecar{hints, "ws1"};
    chat::HintSender worker{hints};
    chat::HintRelay relay;
    std::jthread carrying;

    explicit Host(const support::RedisServer& redis)
        : relay(hints, redis.settings(), system_clock),
          carrying([this] { relay.run(); }) {}
    ~Host() { relay.stop(); }
    Host(const Host&) = delete;
    Host& operator=(const Host&) = delete;
};

std::string told(const std::optional<chat::Hint>& hint) {
    return hint ? std::to_string(hint->stream.value) + "@" + std::to_string(hint->seq) : "stopped";
}

// A relay that is just starting hears nothing yet: says it again until the other host has heard it, or for ten seconds.
std::string heard(Host& from, Host& by, chat::Hint hint) {
    std::jthread saying([&](const std::stop_token& enough) {
        for (int times = 0; times < 500 && !enough.stop_requested(); ++times) {
            from.worker.send(hint);
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
        if (!enough.stop_requested()) by.sidecar.stop();
    });
    for (;;) {
        const auto got = by.sidecar.wait();
        if (!got || got->stream == hint.stream) return told(got);
    }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(relay)

BOOST_AUTO_TEST_CASE(hints_are_spelled_and_read) {
    const std::vector<chat::Hint> hints{{base::StreamId{7}, 12345678901234}, {base::StreamId{8}, 1}};
    const auto message = chat::spell_hints("me", hints);
    BOOST_TEST(message == "me 7:12345678901234 8:1");
    const auto read = chat::parse_hints(message);
    BOOST_TEST(read.origin == "me");
    BOOST_REQUIRE_EQUAL(read.hints.size(), 2U);
    BOOST_TEST((told(read.hints[0]) == "7@12345678901234"));
    BOOST_TEST((told(read.hints[1]) == "8@1"));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_read_is_left_out) {
    for (const std::string_view message : {"", "me", "me ", "me 7", "me 7:", "me :1", "me 7:x", "me -7:1",
                                           "me 7:1x", "me 7:99999999999999999999", "me 7:1:2"}) {
        BOOST_TEST_CONTEXT(message) { BOOST_TEST(chat::parse_hints(message).hints.empty()); }
    }
    const auto read = chat::parse_hints("me x 7:1  8:2");
    BOOST_REQUIRE_EQUAL(read.hints.size(), 2U);
}

BOOST_AUTO_TEST_CASE(a_hint_of_one_host_reaches_the_sidecars_of_the_others) {
    const support::RedisServer redis;
    Host one(redis);
    Host two(redis);
    BOOST_TEST(heard(one, two, {base::StreamId{1}, 10}) == "1@10");
    BOOST_TEST(heard(two, one, {base::StreamId{2}, 20}) == "2@20");
}

BOOST_AUTO_TEST_CASE(hints_go_on_after_redis_was_away_and_after_it_hung) {
    support::RedisServer redis;
    Host one(redis);
    Host two(redis);
    BOOST_TEST(heard(one, two, {base::StreamId{1}, 1}) == "1@1");
    redis.kill();
    one.worker.send({base::StreamId{2}, 1});
    redis.start();
    BOOST_TEST(heard(one, two, {base::StreamId{3}, 1}) == "3@1");
    redis.suspend();
    // Long enough for a silence and for the sign of life that does not come.
    std::this_thread::sleep_for(std::chrono::milliseconds(2500));
    redis.resume();
    BOOST_TEST(heard(one, two, {base::StreamId{4}, 1}) == "4@1");
}

BOOST_AUTO_TEST_CASE(a_relay_ends_when_it_is_told_to_though_redis_is_away) {
    support::RedisServer redis;
    redis.kill();
    const Host one(redis);  // its end waits for the relay's
}

BOOST_AUTO_TEST_SUITE_END()
