#include "ws/connection.h"

#include <boost/test/unit_test.hpp>

#include "tests/ws/hub_listeners.h"

namespace {

struct Wire : ws::Line {
    void want_flush() override { ++flushes; }
    void end_soon() override { ++ends; }
    void pause_reading(bool now) override { paused = now; }
    int flushes = 0;
    int ends = 0;
    bool paused = false;
};

const view::Languages languages("/nonexistent");

struct Open {
    explicit Open(ws::DoorKind kind = ws::DoorKind::socket)
        : connection(1, kind, wire, languages.at("en"), 100) {}

    void admit() { connection.session = accounts::Session{}; }
    static ws::Frames bytes(std::size_t count) { return std::make_shared<const std::string>(count, 'x'); }

    Wire wire;
    ws::Connection connection;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(connection, Open)

BOOST_AUTO_TEST_CASE(what_is_sent_waits_in_the_outbox_and_asks_to_be_flushed) {
    BOOST_TEST(connection.send(bytes(60)));
    BOOST_TEST(wire.flushes == 1);
    BOOST_TEST(connection.outbox.bytes() == 60U);
    BOOST_TEST(wire.ends == 0);
}

BOOST_AUTO_TEST_CASE(a_full_outbox_says_so_and_takes_nothing) {
    BOOST_TEST(connection.send(bytes(60)));
    BOOST_TEST(!connection.send(bytes(41)));
    BOOST_TEST(connection.outbox.bytes() == 60U);
    BOOST_TEST(connection.send(bytes(40)));
}

BOOST_AUTO_TEST_CASE(what_comes_after_the_end_is_no_fault_and_is_not_sent) {
    BOOST_TEST(connection.send(bytes(10)));
    connection.end();
    BOOST_TEST(wire.ends == 1);
    BOOST_TEST(wire.flushes == 2);
    BOOST_TEST(connection.send(bytes(10)));
    BOOST_TEST(connection.send(bytes(1000)), "nobody is slow who is being hung up on");
    BOOST_TEST(connection.outbox.bytes() == 10U);
}

BOOST_AUTO_TEST_CASE(what_is_of_the_moment_yields_when_the_reader_falls_behind) {
    admit();
    BOOST_TEST(connection.send(bytes(49)));
    connection.tell(bytes(1));
    BOOST_TEST(connection.outbox.bytes() == 50U);
    connection.tell(bytes(1));
    BOOST_TEST(connection.outbox.bytes() == 50U, "half full: dropped");
    BOOST_TEST(connection.send(bytes(50)), "events are not");
}

BOOST_AUTO_TEST_CASE(what_is_of_the_moment_is_not_told_before_the_welcome) {
    connection.tell(bytes(1));
    BOOST_TEST(connection.outbox.empty());
}

BOOST_AUTO_TEST_CASE(a_live_stream_is_told_nothing_of_the_moment) {
    Open page(ws::DoorKind::live);
    page.admit();
    page.connection.tell(bytes(1));
    BOOST_TEST(page.connection.outbox.empty());
}

BOOST_AUTO_TEST_CASE(deliveries_go_to_whoever_holds_the_connection) {
    struct Notes : ws::Ears {
        std::string seen;
        void deliver(ws::Connection& to, const ws::Delivery& delivery) override {
            seen += std::to_string(to.number) + " hears " + std::to_string(delivery.last());
        }
        void watched(ws::Connection& of, const ws::Delivery& delivery) override {
            seen +=
                ", the house sees " + std::to_string(delivery.last()) + " of " + std::to_string(of.number);
        }
    } notes;
    connection.ears = &notes;
    const ws::Delivery delivery{{{support::event(9), bytes(1)}}, bytes(1)};
    connection.deliver(base::StreamId{7}, delivery);
    connection.watch.deliver(base::StreamId{7}, delivery);
    connection.watch.tell(bytes(1));
    BOOST_TEST(notes.seen == "1 hears 9, the house sees 9 of 1");
    BOOST_TEST(connection.outbox.empty(), "watching sends nothing");
}

BOOST_AUTO_TEST_CASE(reading_is_paused_and_taken_up_again) {
    connection.pause_reading(true);
    BOOST_TEST(wire.paused);
    connection.pause_reading(false);
    BOOST_TEST(!wire.paused);
}

BOOST_AUTO_TEST_SUITE_END()
