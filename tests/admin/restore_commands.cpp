#include "admin/restore_commands.h"

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>
#include <set>

#include "core/store/media.h"
#include "tests/core/uploads.h"

namespace {

using namespace std::chrono_literals;
using nlohmann::json;

struct Ground : support::Uploads {
    std::set<std::string> wanted() {
        const auto names = admin::wanted_objects(connection);
        return {names.begin(), names.end()};
    }
    std::vector<std::string> faults() { return store::stream_faults(connection, 10); }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(restore_commands, Ground)

BOOST_AUTO_TEST_CASE(what_lies_in_the_store_and_is_to_be_shown_is_wanted) {
    (void)uploaded();
    (void)filmed();
    BOOST_TEST((wanted() == lying()));
    connection.execute(
        "INSERT INTO media (store_key, content_type, byte_size, created_at, stored_at) VALUES "
        "('card', 'image/webp', 1, '2026-01-01', '2026-01-01')");
    auto with_card = lying();
    with_card.insert("card-thumb.webp");
    BOOST_TEST((wanted() == with_card), "of what a link leads to a thumbnail alone");
    const auto begun = uploaded();
    connection.execute("UPDATE media SET stored_at = NULL WHERE id = ?", begun.id);
    BOOST_TEST((wanted() == with_card), "not what is on its way");
    store::remove_media_of(connection, ann.participant.id, clock.now());
    BOOST_TEST((wanted() == std::set<std::string>{"card-thumb.webp"}), "not what was removed");
}

BOOST_AUTO_TEST_CASE(a_stream_that_lacks_an_event_anywhere_is_found) {
    connection.run("INSERT INTO stream (kind) VALUES ('LOUNGE')");
    BOOST_TEST(faults().empty(), "an empty one is whole");
    const auto stream = connection.insert("INSERT INTO stream (kind, last_seq) VALUES ('LOUNGE', 3)");
    BOOST_TEST(faults().size() == 1U);
    for (const int seq : {1, 2, 3})
        connection.execute(
            "INSERT INTO event (stream_id, seq, kind, created_at) VALUES (?, ?, 'note', '2026-01-01')",
            stream, seq);
    BOOST_TEST(faults().empty());
    for (const int seq : {1, 2, 3}) {
        connection.execute("UPDATE event SET seq = 100 WHERE stream_id = ? AND seq = ?", stream, seq);
        BOOST_TEST(faults().size() == 1U, "without " << seq);
        connection.execute("UPDATE event SET seq = ? WHERE stream_id = ? AND seq = 100", seq, stream);
    }
    connection.run("UPDATE stream SET last_seq = last_seq - 1 WHERE last_seq = 3");
    BOOST_TEST(faults().size() == 1U, "one too many");
}

BOOST_AUTO_TEST_CASE(streams_are_told_of_for_people_and_for_programs) {
    const auto whole = admin::stream_report({}, {.streams = 2, .events = 7});
    BOOST_TEST(whole.text == "The streams are whole: 7 events in 2 streams, none missing.\n");
    BOOST_TEST(whole.status == 0);
    const auto broken = admin::stream_report({"stream 1"}, {.streams = 2, .events = 7});
    BOOST_TEST(broken.text == "WRONG: stream 1\n");
    BOOST_TEST(broken.status == 1);
    BOOST_TEST(
        (broken.document == json::parse(R"({"whole":false,"faults":["stream 1"],"streams":2,"events":7})")));
}

BOOST_AUTO_TEST_SUITE_END()
