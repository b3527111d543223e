#include "admin/verification_job.h"

#include <boost/test/unit_test.hpp>
#include <fstream>

#include "core/store/jobs.h"
#include "core/verification/proof_hash.h"
#include "tests/core/attempts.h"
#include "tests/support/members.h"

namespace {

using namespace std::chrono_literals;
using base::Millis;
using store::DocumentPart;
using store::VerificationStatus;

struct Ground : support::Attempts {
    admin::VerificationJob jobs{config, clock, keyring, hints};
    int readings = 0;

    // Due now; the next time a minute later.
    void run(const admin::Job& job) {
        const std::vector<admin::Job> due{job};
        store::ensure_job(connection, job.name, clock.now());
        other.execute("UPDATE job SET next_run_at = '2000-01-01' WHERE name = ?", job.name);
        BOOST_TEST(admin::run_due_jobs(connection, clock, due, "test") == 1U);
        for (const auto& state : store::all_jobs(other))
            BOOST_TEST(state.last_error.empty(), state.last_error);
    }
    void destroy() { run(jobs.destroy_job()); }
    void end() { run(jobs.end_job()); }
    // What the stand-in for text recognition finds, each time it is asked.
    void read(std::optional<verification::Reading> found) {
        run(jobs.read_job([this, found](const admin::DocumentPictures&, base::Time) {
            ++readings;
            return found;
        }));
    }
    static verification::Reading reading(const std::string& number) {
        return {.birth_date = "1980-03-02", .number = number, .state = "UTO"};
    }
    bool proven(const accounts::Session& who) {
        return support::count(other,
                              "SELECT COUNT(*) FROM user WHERE age_proven_until IS NOT NULL AND id = " +
                                  std::to_string(who.user->value)) == 1;
    }
    std::size_t files() { return vault.names().size() + vault.keys().names().size(); }
    std::vector<store::VerificationDocument> of(base::VerificationId id, DocumentPart part) {
        auto all = store::documents_of(other, id);
        std::erase_if(all, [&](const auto& one) { return one.part != part; });
        return all;
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(verification_job, Ground)

BOOST_AUTO_TEST_CASE(a_proof_ends_at_its_moment_and_its_member_hears_of_it) {
    const auto id = approved(mia, clock.now() + 1h);
    const auto longer = approved(moderator, clock.now() + 2h);
    clock.forward(1h - Millis{1});
    end();
    BOOST_TEST(state(id) == "APPROVED");
    BOOST_TEST(proven(mia));
    clock.forward(Millis{1});
    end();
    BOOST_TEST(state(id) == "EXPIRED RAN_OUT");
    BOOST_TEST(!proven(mia));
    BOOST_TEST(heard_by(mia) == "proof proof");
    BOOST_TEST(state(longer) == "APPROVED");
    BOOST_TEST(proven(moderator));
    BOOST_TEST(audit_rows("actor = 'job:end-proofs' AND action = 'verification.end'") == 1U);
    end();
    BOOST_TEST(heard_by(mia) == "proof proof", "once");
    BOOST_TEST(!audit::verify(other, config).broken);
}

BOOST_AUTO_TEST_CASE(what_nobody_decided_in_fourteen_days_is_given_up_and_destroyed) {
    const auto id = handed_in(mia);
    clock.forward(config.limits.verification_undecided);
    destroy();
    BOOST_TEST(state(id) == "PENDING");
    BOOST_TEST(files() == 4U);
    clock.forward(Millis{1});
    destroy();
    BOOST_TEST(state(id) == "EXPIRED UNDECIDED");
    BOOST_TEST(files() == 0U);
    BOOST_TEST(documents() == 0U);
    BOOST_TEST(heard_by(mia) == "proof");
    BOOST_TEST(audit_rows("actor = 'job:destroy-documents' AND detail LIKE '%UNDECIDED%'") == 1U);
}

BOOST_AUTO_TEST_CASE(what_nobody_handed_in_within_a_day_is_given_up_and_destroyed) {
    const auto id = begun(mia);
    add_picture(id, DocumentPart::front);
    clock.forward(config.limits.verification_draft);
    destroy();
    BOOST_TEST(state(id) == "PENDING");
    clock.forward(Millis{1});
    destroy();
    BOOST_TEST(state(id) == "EXPIRED WITHDRAWN");
    BOOST_TEST(files() == 0U);
    BOOST_TEST(documents() == 0U);
}

BOOST_AUTO_TEST_CASE(a_decision_whose_program_was_killed_before_it_destroyed_is_followed) {
    const auto id = handed_in(mia);
    decide(id, VerificationStatus::rejected);
    BOOST_TEST(files() == 4U);
    destroy();
    BOOST_TEST(files() == 0U);
    BOOST_TEST(documents() == 0U);
    BOOST_TEST(state(id) == "REJECTED");
}

BOOST_AUTO_TEST_CASE(more_than_one_round_can_destroy_goes_in_one_run_all_the_same) {
    const auto id = begun(mia);
    for (int i = 0; i < 101; ++i)
        store::add_document(connection, id, DocumentPart::front, verification::Vault::new_name(),
                            clock.now());
    decide(id, VerificationStatus::rejected);
    destroy();
    BOOST_TEST(documents() == 0U);
}

BOOST_AUTO_TEST_CASE(pictures_whose_keys_did_not_come_with_a_backup_end_their_attempt_as_lost) {
    const auto handed = handed_in(mia);
    const auto draft = begun(moderator);
    const auto name = add_picture(draft, DocumentPart::front);
    const auto whole = handed_in(second_moderator);
    for (const auto& document : store::documents_of(other, handed)) vault.keys().destroy(document.name);
    // Here the key came, and the picture did not.
    std::filesystem::remove(sealed_file(name));
    destroy();
    BOOST_TEST(state(handed) == "EXPIRED LOST");
    BOOST_TEST(state(draft) == "EXPIRED LOST");
    BOOST_TEST(state(whole) == "PENDING");
    BOOST_TEST(heard_by(mia) == "proof");
    BOOST_TEST(files() == 4U);
    BOOST_TEST(store::count_tries(other, *mia.user, clock.now() - 1h) == 0U, "no fault of theirs");
    BOOST_TEST(!verification::lost_attempts(other, vault).size());
}

BOOST_AUTO_TEST_CASE(a_key_under_a_secret_that_may_come_back_is_not_lost) {
    const auto id = handed_in(mia);
    base::Config without = config;
    without.phone_keys.current = "another phone key of this test, long enough";
    const accounts::Keyring stranger(without);
    admin::VerificationJob elsewhere(without, clock, stranger, hints);
    run(elsewhere.destroy_job());
    BOOST_TEST(state(id) == "PENDING");
    BOOST_TEST(files() == 4U);
}

BOOST_AUTO_TEST_CASE(what_is_decided_in_the_moment_of_looking_is_left_to_whoever_decides) {
    const auto id = handed_in(mia);
    db::Connection third(settings);
    for (const auto& document : store::documents_of(other, id)) vault.keys().destroy(document.name);
    db::Transaction decision(third);
    BOOST_REQUIRE(store::lock_verification(third, id).has_value());
    std::optional<std::vector<chat::Hint>> ended;
    std::jthread job([&] {
        db::transact(connection, [&](db::Connection& inside) {
            ended = verification::end_waiting(inside, proofs, id, store::ProofOutcome::lost, "job:test");
            return true;
        });
    });
    support::wait_until_one_is_blocked(other);
    verification::conclude(third, clock, log, *store::find_verification(third, id),
                           {.status = VerificationStatus::rejected, .at = clock.now()}, "user:1");
    decision.commit();
    job.join();
    BOOST_TEST(!ended.has_value());
    BOOST_TEST(state(id) == "REJECTED");
}

BOOST_AUTO_TEST_CASE(what_no_row_names_is_destroyed_after_an_hour) {
    const auto known = handed_in(mia);
    const auto orphan = sealed("put, and then the program died");
    const auto key = vault.keys().make(verification::Vault::new_name());
    for (const auto& name : vault.keys().names()) written_now(key_file(name));
    std::ofstream(sealed_file("note.txt")) << "the operator's own";
    std::ofstream(key_file(orphan) + ".AAAAAAAA") << "of a killed write";
    written_now(key_file(orphan) + ".AAAAAAAA");
    clock.forward(1h - 1s);
    destroy();
    BOOST_TEST(files() == 7U);
    clock.forward(2s);
    destroy();
    BOOST_TEST(files() == 4U);
    BOOST_TEST(!std::filesystem::exists(key_file(orphan) + ".AAAAAAAA"));
    BOOST_TEST(std::filesystem::exists(sealed_file("note.txt")), "what is not ours stays");
    BOOST_TEST(state(known) == "PENDING");
}

BOOST_AUTO_TEST_CASE(a_document_is_known_again_for_as_long_as_tries_are_counted) {
    const auto refused = handed_in(mia);
    const auto good = handed_in(moderator);
    for (const auto id : {refused, good})
        store::set_proof_hash(connection, id, verification::document_hash(config, "L898902C"));
    decide(refused, VerificationStatus::rejected);
    decide(good, VerificationStatus::approved, clock.now() + std::chrono::days{700});
    const auto known = [&] {
        return support::count(other, "SELECT COUNT(*) FROM id_verification WHERE document_hash IS NOT NULL");
    };
    clock.forward(config.limits.verification_tries_per);
    destroy();
    BOOST_TEST(known() == 2U);
    clock.forward(Millis{1});
    destroy();
    BOOST_TEST(known() == 1U, "that of the proof that holds");
}

BOOST_AUTO_TEST_CASE(what_the_machine_reads_is_sealed_beside_the_pictures_and_goes_with_them) {
    const auto id = handed_in(mia);
    read(reading("L898902C"));
    const auto rows = of(id, DocumentPart::reading);
    BOOST_REQUIRE(rows.size() == 1U);
    const auto kept = verification::reading_in(vault.get(rows.front().name).value());
    BOOST_TEST(kept.value().birth_date == "1980-03-02");
    BOOST_TEST(attempt(id).read_at.has_value());
    const auto hash = verification::document_hash(config, "L898902C");
    BOOST_TEST(store::count_seen(other, hash, *moderator.user) == 1U);
    BOOST_TEST(store::count_seen(other, hash, *mia.user) == 0U);
    BOOST_TEST(files() == 6U);
    read(reading("L898902C"));
    BOOST_TEST(readings == 1, "once");
    decide(id, VerificationStatus::rejected);
    destroy();
    BOOST_TEST(files() == 0U);
    BOOST_TEST(!std::filesystem::exists(config.verification.documents_dir + "/reading"));
}

BOOST_AUTO_TEST_CASE(the_reader_gets_each_picture_in_its_place) {
    const auto id = begun(mia, store::VerificationType::id_full);
    add_picture(id, DocumentPart::front, "the front");
    add_picture(id, DocumentPart::back, "the back");
    add_picture(id, DocumentPart::selfie, "the selfie");
    store::set_submitted(connection, id, clock.now());
    admin::DocumentPictures seen;
    run(jobs.read_job([&](const admin::DocumentPictures& pictures, base::Time) {
        seen = pictures;
        return std::nullopt;
    }));
    BOOST_TEST(seen.front == "the front");
    BOOST_TEST(seen.back == "the back");
    BOOST_TEST(seen.selfie == "the selfie");
    BOOST_TEST(attempt(id).read_at.has_value());
    BOOST_TEST(of(id, DocumentPart::reading).empty());
}

BOOST_AUTO_TEST_CASE(whoever_waits_longest_is_read_first_and_a_draft_not_at_all) {
    const auto first = handed_in(mia);
    clock.forward(1s);
    const auto second = handed_in(moderator);
    const auto draft = begun(second_moderator);
    std::vector<std::string> order;
    run(jobs.read_job([&](const admin::DocumentPictures& pictures, base::Time) {
        order.push_back(pictures.front);
        return std::nullopt;
    }));
    BOOST_TEST(order == (std::vector{"front of " + std::to_string(first.value),
                                     "front of " + std::to_string(second.value)}));
    BOOST_TEST(!attempt(draft).read_at.has_value());
}

BOOST_AUTO_TEST_CASE(a_machine_without_text_recognition_marks_all_as_read) {
    const auto id = handed_in(mia);
    run(jobs.read_job({}));
    BOOST_TEST(attempt(id).read_at.has_value());
    BOOST_TEST(files() == 4U);
}

BOOST_AUTO_TEST_CASE(a_reader_that_fails_is_not_asked_again) {
    const auto id = handed_in(mia);
    const auto failing = [&](const admin::DocumentPictures&,
                             base::Time) -> std::optional<verification::Reading> {
        ++readings;
        throw std::runtime_error("no such program");
    };
    run(jobs.read_job(failing));
    run(jobs.read_job(failing));
    BOOST_TEST(readings == 1);
    BOOST_TEST(attempt(id).read_at.has_value());
}

BOOST_AUTO_TEST_CASE(pictures_in_whose_reading_processes_died_are_read_once_more_and_never_again) {
    const auto restarted = handed_in(mia);
    const auto die_in = [&](base::VerificationId id) {
        // As it lies there when the process is killed meanwhile.
        std::ofstream(config.verification.documents_dir + "/reading", std::ios::app) << id.value << '\n';
    };
    die_in(restarted);
    read(reading("L898902C"));
    BOOST_TEST(readings == 1, "the operator may have restarted the house");
    BOOST_TEST(of(restarted, DocumentPart::reading).size() == 1U);
    const auto deadly = handed_in(moderator);
    die_in(deadly);
    die_in(deadly);
    read(reading("L898902C"));
    BOOST_TEST(readings == 1);
    BOOST_TEST(attempt(deadly).read_at.has_value());
    BOOST_TEST(state(deadly) == "PENDING", "a reviewer can still look");
    const auto next = handed_in(second_moderator);
    read(reading("L898902C"));
    BOOST_TEST(readings == 2);
    BOOST_TEST(of(next, DocumentPart::reading).size() == 1U);
}

BOOST_AUTO_TEST_CASE(what_is_taken_back_while_it_is_read_leaves_nothing) {
    const auto id = handed_in(mia);
    run(jobs.read_job([&](const admin::DocumentPictures&, base::Time) {
        db::transact(other, [&](db::Connection& inside) {
            return verification::conclude(inside, clock, log, *store::lock_verification(inside, id),
                                          {.status = VerificationStatus::expired,
                                           .outcome = store::ProofOutcome::withdrawn,
                                           .at = clock.now()},
                                          "user:1");
        });
        (void)verification::shred(other, vault, id);
        return std::optional(reading("L898902C"));
    }));
    BOOST_TEST(files() == 0U);
    BOOST_TEST(documents() == 0U);
    BOOST_TEST(
        support::count(other, "SELECT COUNT(*) FROM id_verification WHERE document_hash IS NOT NULL") == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
