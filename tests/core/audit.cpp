#include "core/audit/log.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <future>
#include <sstream>
#include <thread>

#include "core/audit/chain.h"
#include "core/store/audit_log.h"
#include "tests/core/archive.h"

namespace {

std::string text_of(const std::string& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
}
void write(const std::string& path, const std::string& text) { std::ofstream(path) << text; }

// The id that the file of the kept end begins with.
std::string kept_id(const Archive& archive) {
    const auto text = text_of(archive.config.audit_head_file);
    return text.substr(0, text.find(' '));
}

// Whether a program waits for the lock on this file.
bool somebody_waits_for(const std::string& path) {
    struct stat file {};
    if (::stat(path.c_str(), &file) != 0) return false;
    const std::string inode = ":" + std::to_string(file.st_ino) + " ";
    std::ifstream locks("/proc/locks");
    for (std::string line; std::getline(locks, line);)
        if (line.find("-> FLOCK") != std::string::npos && line.find(inode) != std::string::npos) return true;
    return false;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(audit_log, Archive)

BOOST_AUTO_TEST_CASE(an_entry_is_kept_as_it_was_written) {
    record(connection, {.actor = audit::by_user(base::UserId{7}),
                        .action = "role.grant",
                        .subject = audit::by_user(base::UserId{9}),
                        .detail = R"({"b":1, "a":"हिन्दी 中文 😀"})"});
    record(connection,
           {.actor = std::string(audit::by_operator), .action = "house.close", .subject = {}, .detail = {}});
    const auto read = store::audit_rows(connection, 1, 10);
    BOOST_REQUIRE(read.size() == 2U);
    BOOST_TEST(read[0].actor == "user:7");
    BOOST_TEST(read[0].action == "role.grant");
    BOOST_TEST(read[0].subject.value() == "user:9");
    BOOST_TEST(read[0].detail.value() == R"({"b":1, "a":"हिन्दी 中文 😀"})");
    BOOST_TEST((read[0].at == clock.now()));
    BOOST_TEST(read[0].previous_hash == std::string(32, '\0'));
    BOOST_TEST(read[1].previous_hash == read[0].row_hash);
    BOOST_TEST(read[1].actor == "operator");
    BOOST_TEST(!read[1].subject.has_value());
    BOOST_TEST(!read[1].detail.has_value());
    BOOST_TEST(audit::by_job("forget-users") == "job:forget-users");
    BOOST_TEST(verdict() == "whole");
}

BOOST_AUTO_TEST_CASE(no_two_different_rows_are_hashed_alike) {
    const store::AuditRow row{.id = 1,
                              .at = clock.now(),
                              .actor = "ab",
                              .action = "c",
                              .subject = "d",
                              .detail = std::nullopt,
                              .previous_hash = std::string(32, 'p'),
                              .row_hash = {}};
    auto shifted = row;
    shifted.actor = "a";
    shifted.action = "bc";
    auto moved = row;
    moved.subject = std::nullopt;
    moved.detail = "d";
    auto emptied = row;
    emptied.detail = "";
    for (const auto& other : {shifted, moved, emptied})
        BOOST_TEST(audit::hash_of("key", other) != audit::hash_of("key", row));
    BOOST_TEST(audit::hash_of("key", row) == audit::hash_of("key", row));
    BOOST_TEST(audit::hash_of("other key", row) != audit::hash_of("key", row));
}

BOOST_AUTO_TEST_CASE(what_is_rolled_back_leaves_no_trace_in_the_chain) {
    record("first");
    {
        const db::Transaction transaction(connection);
        log.append(connection, {.actor = "operator", .action = "undone", .subject = {}, .detail = {}},
                   clock.now());
    }
    record("second");
    BOOST_TEST(rows() == 2U);
    BOOST_TEST(verdict() == "whole");
}

BOOST_AUTO_TEST_CASE(writers_on_two_connections_make_one_dense_chain) {
    constexpr unsigned each = 60;
    const auto write_many = [&](const std::string& actor) {
        db::Connection own(settings);
        for (unsigned i = 0; i < each; ++i)
            record(own, {.actor = actor, .action = "act", .subject = {}, .detail = {}});
    };
    auto other = std::async(std::launch::async, [&] { write_many("job:one"); });
    write_many("job:two");
    other.get();
    BOOST_TEST(rows() == 2 * each);
    BOOST_TEST(support::count(connection, "SELECT MAX(id) FROM audit_log") == 2 * each);
    BOOST_TEST(support::count(connection, "SELECT COUNT(DISTINCT actor) FROM audit_log WHERE id < 2 * 60") ==
               2U);
    BOOST_TEST(kept_id(*this) == std::to_string(2 * each));
    BOOST_TEST(verdict() == "whole");
}

BOOST_AUTO_TEST_CASE(entries_written_while_the_chain_is_walked_are_no_fault) {
    record_many(20);
    std::atomic<bool> enough = false;
    auto writer = std::async(std::launch::async, [&] {
        db::Connection own(settings);
        unsigned written = 0;
        for (; !enough || written == 0; ++written)
            record(own, {.actor = "job:one", .action = "act", .subject = {}, .detail = {}});
        return written;
    });
    for (int walk = 0; walk < 50; ++walk) BOOST_TEST(verdict() == "whole");
    enough = true;
    const auto written = writer.get();
    BOOST_TEST(audit::verify(connection, config).rows == 20U + written);
}

BOOST_AUTO_TEST_CASE(a_chain_longer_than_a_batch_is_walked_to_its_end) {
    record_many(1100);
    BOOST_TEST(audit::verify(connection, config).rows == 1100U);
    connection.run("UPDATE audit_log SET actor = 'user:8' WHERE id = 1073");
    BOOST_TEST(verdict() == "altered 1073");
    BOOST_TEST(audit::verify(connection, config).rows == 1072U);
}

BOOST_AUTO_TEST_CASE(the_end_is_kept_in_a_private_file) {
    BOOST_TEST(verdict() == "whole", "no rows, no file");
    record("first");
    struct stat file {};
    BOOST_REQUIRE(::stat(config.audit_head_file.c_str(), &file) == 0);
    BOOST_TEST((file.st_mode & 0777) == 0600);
    BOOST_TEST(kept_id(*this) == "1");
    record("second");
    BOOST_TEST(kept_id(*this) == "2");
}

BOOST_AUTO_TEST_CASE(two_programs_do_not_keep_the_end_at_once) {
    record("first");
    const std::string lock = config.audit_head_file + ".lock";
    const int other_program = ::open(lock.c_str(), O_RDWR | O_CLOEXEC);
    BOOST_REQUIRE(::flock(other_program, LOCK_EX) == 0);
    auto keeper = std::async(std::launch::async, [&] { record("second"); });
    const auto is_done = [&] {
        return keeper.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
    };
    while (!somebody_waits_for(lock) && !is_done()) std::this_thread::yield();
    BOOST_TEST(!is_done());
    BOOST_TEST(kept_id(*this) == "1");
    ::close(other_program);
    keeper.get();
    BOOST_TEST(kept_id(*this) == "2");
}

BOOST_AUTO_TEST_CASE(after_a_crash_the_chain_is_ahead_of_the_file_and_the_next_entry_catches_up) {
    record("first");
    record("second", false);
    record("third", false);
    BOOST_TEST(kept_id(*this) == "1");
    BOOST_TEST(verdict() == "whole");
    record("fourth");
    BOOST_TEST(kept_id(*this) == "4");
}

BOOST_AUTO_TEST_CASE(a_late_keeper_does_not_turn_the_file_back) {
    record_many(3);
    const auto kept = text_of(config.audit_head_file);
    connection.run(
        "UPDATE audit_head h JOIN audit_log l ON l.id = 1 SET h.last_id = l.id, h.last_hash = l.row_hash");
    log.keep_head(connection);
    BOOST_TEST(text_of(config.audit_head_file) == kept);
    BOOST_TEST(verdict() == "set back 1");
}

BOOST_AUTO_TEST_CASE(new_entries_do_not_wipe_out_the_proof_that_the_end_was_cut_off) {
    record_many(5);
    const auto kept = text_of(config.audit_head_file);
    connection.run("DELETE FROM audit_log WHERE id > 3");
    connection.run(
        "UPDATE audit_head h JOIN audit_log l ON l.id = 3 SET h.last_id = l.id, h.last_hash = l.row_hash");
    BOOST_TEST(verdict() == "cut off 4");
    for (int i = 0; i < 4; ++i) record("afterwards");
    BOOST_TEST(rows() == 7U);
    BOOST_TEST(text_of(config.audit_head_file) == kept);
    BOOST_TEST(verdict() == "set back 5");
}

BOOST_AUTO_TEST_CASE(a_file_that_is_missing_damaged_or_of_another_key_is_found_and_left_alone) {
    record_many(3);
    const auto kept = text_of(config.audit_head_file);
    auto other_config = config;
    other_config.audit_secret = std::string(48, 'x');
    for (const auto& damaged :
         {std::string(), std::string("3"), kept + " ", "1" + kept, std::string(300, 'a'),
          kept.substr(0, kept.size() - 2) + "\n", "2" + kept.substr(1)}) {
        write(config.audit_head_file, damaged);
        BOOST_TEST(verdict() == "file altered 3", damaged);
        log.keep_head(connection);
        BOOST_TEST(text_of(config.audit_head_file) == damaged);
    }
    std::filesystem::remove(config.audit_head_file);
    BOOST_TEST(verdict() == "file missing 3");
    log.keep_head(connection);
    BOOST_TEST(text_of(config.audit_head_file) == kept);
    const auto with_other_key = audit::verify(connection, other_config);
    BOOST_REQUIRE(with_other_key.broken.has_value());
    BOOST_TEST(with_other_key.broken->row == 1U);
}

BOOST_AUTO_TEST_CASE(a_file_that_cannot_be_written_stops_nobody) {
    config.audit_head_file = folder.path() + "/nowhere/audit.head";
    log = audit::Log(config);
    record("first");
    BOOST_TEST(rows() == 1U);
}

BOOST_AUTO_TEST_CASE(appending_to_a_chain_without_its_end_is_refused_and_is_no_duplicate) {
    const auto append = [&] { record("more"); };
    const auto says = [](std::string_view part) {
        return [part](const std::runtime_error& error) {
            return dynamic_cast<const db::Duplicate*>(&error) == nullptr &&
                   std::string_view(error.what()).find(part) != std::string_view::npos;
        };
    };
    record_many(3);
    connection.run("UPDATE audit_head SET last_id = 1");
    BOOST_CHECK_EXCEPTION(append(), std::runtime_error, says("behind audit_head"));
    connection.run("DELETE FROM audit_head");
    BOOST_CHECK_EXCEPTION(append(), std::runtime_error, says("lost its row"));
    BOOST_TEST(rows() == 3U);
}

BOOST_AUTO_TEST_SUITE_END()
