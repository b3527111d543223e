#include "admin/retention_commands.h"

#include <boost/test/unit_test.hpp>
#include <fstream>
#include <nlohmann/json.hpp>

#include "admin/verification_job.h"
#include "tests/core/attempts.h"

namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using store::DocumentPart;
using store::VerificationStatus;

struct Ground : support::Attempts {
    admin::VerificationJob jobs{config, clock, keyring, hints};

    void run_jobs() {
        const std::vector<admin::Job> all{jobs.end_job(), jobs.destroy_job()};
        for (const auto& job : all) store::ensure_job(connection, job.name, clock.now());
        other.run("UPDATE job SET next_run_at = '2000-01-01'");
        BOOST_TEST(admin::run_due_jobs(connection, clock, all, "test") == 2U);
    }
    admin::RetentionReport report() {
        return admin::retention_report(other, vault, config.limits, clock.now());
    }
    json printed() { return admin::answer_of(report(), clock.now()).document; }
    // The one sentence, or all of them.
    std::string wrong() {
        std::string text;
        for (const auto& fault : report().faults) text += fault + "\n";
        return text;
    }
    bool says(std::string_view what) { return wrong().find(what) != std::string::npos; }
    // Of the job's next run nothing is left to say.
    void is_mended() {
        run_jobs();
        BOOST_TEST(wrong().empty(), wrong());
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(retention_commands, Ground)

BOOST_AUTO_TEST_CASE(where_everything_holds_it_counts_what_waits_and_names_nobody) {
    const auto draft = begun(moderator);
    add_picture(draft, DocumentPart::front);
    clock.forward(1h);
    (void)handed_in(mia);
    (void)approved(second_moderator, clock.now() + 100h);
    clock.forward(3h);
    run_jobs();
    const auto found = printed();
    BOOST_TEST(found.at("holds") == true);
    BOOST_TEST(found.at("faults").empty());
    BOOST_TEST(found.at("begun").at("count") == 1);
    BOOST_TEST(found.at("undecided").at("count") == 1);
    BOOST_TEST(found.at("undecided").at("oldest") == base::to_iso8601(clock.now() - 3h));
    BOOST_TEST(found.at("pictures") == 3);
    BOOST_TEST(found.at("keys") == 3);
    BOOST_TEST(found.at("sealed_files") == 3);
    BOOST_TEST(found.at("job_ran_at") == base::to_iso8601(clock.now()));
    BOOST_TEST(found.at("proofs").size() == 1U);
    BOOST_TEST(found.at("proofs").at(0).at("status") == "APPROVED");
    BOOST_TEST(found.at("proofs").at(0).at("count") == 1);
    const auto text = admin::answer_of(report(), clock.now()).text;
    for (const char* line :
         {"begun       1, the oldest for 4 h\n", "undecided   1, the oldest for 3 h\n",
          "pictures    3, 3 keys, 3 sealed files\n", "job         destroy-documents ran 0 s ago\n",
          "Nothing is kept that should be gone.\n"})
        BOOST_TEST(text.find(line) != std::string::npos, text);
    for (const auto& name : vault.names()) BOOST_TEST(text.find(name) == std::string::npos);
    BOOST_TEST(text.find("mia") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_job_that_never_ran_or_stands_still_or_fails_is_said) {
    BOOST_TEST(says("destroy-documents has never run"));
    run_jobs();
    clock.forward(10min);
    BOOST_TEST(wrong().empty());
    clock.forward(1min);
    BOOST_TEST(says("has not run for 11 min"));
    is_mended();
    other.run("UPDATE job SET last_error = 'No space left on device' WHERE name = 'destroy-documents'");
    BOOST_TEST(says("failed when it ran last"));
}

BOOST_AUTO_TEST_CASE(pictures_of_what_is_decided_are_found) {
    const auto id = handed_in(mia);
    run_jobs();
    other.run("UPDATE id_verification SET status = 'REJECTED', decided_at = '2026-01-01'");
    BOOST_TEST(says("2 pictures are still kept of attempts that are decided"));
    BOOST_TEST(printed().at("holds") == false);
    is_mended();
    BOOST_TEST(vault.names().empty());
    BOOST_TEST(store::documents_of(other, id).empty());
}

BOOST_AUTO_TEST_CASE(removed_pictures_whose_files_stay_are_found_after_a_while) {
    const auto id = handed_in(mia);
    run_jobs();
    decide(id, VerificationStatus::rejected);
    BOOST_TEST(wrong().empty(), "they are being destroyed at this moment");
    clock.forward(6min);
    BOOST_TEST(says("2 removed pictures still have their key or their bytes"));
    is_mended();
}

BOOST_AUTO_TEST_CASE(files_that_no_row_names_are_found_after_an_hour) {
    run_jobs();
    (void)sealed("of nobody");
    const auto half = sealed("of nobody either");
    std::filesystem::remove(sealed_file(half));
    std::ofstream(key_file(half) + ".AAAAAAAA") << "of a killed write";
    written_now(key_file(half) + ".AAAAAAAA");
    BOOST_TEST(wrong().empty());
    clock.forward(1h + 1s);
    BOOST_TEST(says("3 keys or sealed files belong to no picture"));
    is_mended();
}

BOOST_AUTO_TEST_CASE(what_should_have_been_given_up_a_day_ago_is_found) {
    (void)handed_in(mia);
    (void)begun(moderator);
    clock.forward(std::chrono::days{2} + 1s);
    BOOST_TEST(says("1 attempts should have been given up a day ago"));
    clock.forward(std::chrono::days{13});
    BOOST_TEST(says("2 attempts should have been given up a day ago"));
    is_mended();
}

BOOST_AUTO_TEST_CASE(after_a_restore_the_lost_ones_are_found_and_what_to_do_is_said) {
    const auto id = handed_in(mia);
    run_jobs();
    vault.keys().destroy(store::documents_of(other, id).front().name);
    BOOST_TEST(
        says("1 pictures that wait have lost their key or their bytes, as after the restore of a backup"));
    BOOST_TEST(says("told to send them again"));
    is_mended();
    BOOST_TEST(state(id) == "EXPIRED LOST");
}

BOOST_AUTO_TEST_CASE(a_key_that_does_not_open_is_found_and_the_way_back_is_said) {
    (void)handed_in(mia);
    run_jobs();
    base::Config without = config;
    without.phone_keys.current = "another phone key of this test, long enough";
    const accounts::Keyring stranger(without);
    const verification::Vault elsewhere(config.verification, stranger);
    const auto found = admin::retention_report(other, elsewhere, config.limits, clock.now());
    BOOST_REQUIRE(found.faults.size() == 1U);
    BOOST_TEST(found.faults.front().starts_with("2 pictures that wait have a key that does not open here."));
    BOOST_TEST(found.faults.front().find("PHONE_ENC_KEY_PREVIOUS") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_proof_that_counts_past_its_end_is_found) {
    (void)approved(mia, clock.now() + 1h);
    run_jobs();
    clock.forward(1h + 6min);
    BOOST_TEST(says("1 proofs are past their end and still count"));
    is_mended();
}

BOOST_AUTO_TEST_SUITE_END()
