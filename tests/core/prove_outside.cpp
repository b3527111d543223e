#include "core/verification/prove_outside.h"

#include <future>

#include "tests/core/proving.h"

BOOST_FIXTURE_TEST_SUITE(prove_outside, support::Proving)

BOOST_AUTO_TEST_CASE(a_member_is_sent_there_and_comes_back_proven) {
    const auto address = verification::begin_outside(connection, outside, ann);
    BOOST_REQUIRE(address);
    BOOST_TEST(*address == "https://id.example.org/auth?state=state-1");
    BOOST_TEST(finish(ann, "state-1") == "ok");
    BOOST_TEST(provider.said == "code-1 " + provider.padded("nonce-1") + " " + provider.padded("verifier-1"));
    const auto until = clock.now() + std::chrono::days{730};
    BOOST_TEST((proven_until(ann) == until));
    BOOST_TEST(!proven_until(bob));
    const auto proofs = store::verifications_of(connection, ann);
    BOOST_REQUIRE(proofs.size() == 1U);
    BOOST_TEST((proofs[0].status == store::VerificationStatus::approved));
    BOOST_TEST((proofs[0].way == store::ProofWay::openid));
    BOOST_TEST((proofs[0].type == store::VerificationType::age_only));
    BOOST_TEST((proofs[0].expires_at == until));
    BOOST_TEST((proofs[0].decided_at == clock.now()));
    BOOST_TEST(!proofs[0].held_by);
}

BOOST_AUTO_TEST_CASE(it_is_told_to_their_pages_and_to_the_record) {
    BOOST_TEST(prove(ann) == "ok");
    const auto until = std::to_string(base::to_epoch_ms(clock.now() + std::chrono::days{730}));
    BOOST_TEST(text("SELECT payload FROM event WHERE kind = 'proof'") ==
               R"({"status":"APPROVED","until":)" + until + "}");
    BOOST_TEST(
        number(
            "SELECT COUNT(*) FROM event e JOIN participant p ON p.stream_id = e.stream_id WHERE e.kind = 'proof' AND "
            "p.display_name = 'Ann'") == 1U);
    const auto by = std::to_string(ann.value);
    BOOST_TEST(
        text(
            "SELECT CONCAT_WS(' ', actor, action, JSON_VALUE(detail, '$.user'), JSON_VALUE(detail, '$.way')) FROM audit_log") ==
        "user:" + by + " verification.approve " + by + " OPENID");
}

BOOST_AUTO_TEST_CASE(who_it_is_outside_stays_nowhere_but_as_a_keyed_hash) {
    provider.subject = "anna.schmidt@example.org";
    BOOST_TEST(prove(ann) == "ok");
    BOOST_TEST(text("SELECT document_hash FROM id_verification") ==
               verification::identity_hash(config, provider.issuer, provider.subject));
    BOOST_TEST(number("SELECT COUNT(*) FROM audit_log WHERE detail LIKE '%schmidt%'") == 0U);
    BOOST_TEST(number("SELECT COUNT(*) FROM verification_openid") == 0U);
    auto other = config;
    other.audit_secret = "another secret of another house...";
    BOOST_TEST(verification::identity_hash(other, provider.issuer, provider.subject) !=
               verification::identity_hash(config, provider.issuer, provider.subject));
    BOOST_TEST(verification::identity_hash(config, "https://a", "bc") !=
               verification::identity_hash(config, "https://ab", "c"));
}

BOOST_AUTO_TEST_CASE(one_identity_proves_one_account) {
    BOOST_TEST(prove(ann) == "ok");
    BOOST_TEST(prove(bob) == "proof_used");
    BOOST_TEST(!proven_until(bob));
    BOOST_TEST(number("SELECT COUNT(*) FROM id_verification") == 1U);
    BOOST_TEST(number("SELECT COUNT(*) FROM audit_log") == 1U);
    // The same name at another house is somebody else.
    provider.issuer = "https://id.example.com";
    BOOST_TEST(prove(bob) == "ok");
}

BOOST_AUTO_TEST_CASE(the_same_member_may_prove_it_again) {
    BOOST_TEST(prove(ann) == "ok");
    clock.forward(std::chrono::days{700});
    BOOST_TEST(prove(ann) == "ok");
    BOOST_TEST((proven_until(ann) == clock.now() + std::chrono::days{730}));
}

BOOST_AUTO_TEST_CASE(whoever_is_not_of_age_is_refused_and_nothing_stays) {
    provider.of_age = false;
    BOOST_TEST(prove(ann) == "proof_refused");
    BOOST_TEST(!proven_until(ann));
    BOOST_TEST(number("SELECT COUNT(*) FROM id_verification") == 0U);
    BOOST_TEST(number("SELECT COUNT(*) FROM event WHERE kind = 'proof'") == 0U);
}

BOOST_AUTO_TEST_CASE(an_attempt_is_good_once) {
    begin(ann);
    BOOST_TEST(finish(ann, "state-1") == "ok");
    BOOST_TEST(finish(ann, "state-1") == "proof_unfinished");
    BOOST_TEST(finish(ann, "") == "proof_unfinished");
    BOOST_TEST(finish(ann, "state-2") == "proof_unfinished");
    BOOST_TEST(provider.finished == 1, "the provider is asked for what is somebody's attempt alone");
}

BOOST_AUTO_TEST_CASE(an_attempt_is_one_members_own) {
    begin(ann);
    BOOST_TEST(finish(bob, "state-1") == "proof_unfinished");
    BOOST_TEST(finish(ann, "state-1") == "proof_unfinished", "what somebody else had is nobody's any more");
    BOOST_TEST(provider.finished == 0);
    BOOST_TEST(!proven_until(ann));
    BOOST_TEST(!proven_until(bob));
}

BOOST_AUTO_TEST_CASE(an_attempt_ends_after_a_quarter_of_an_hour) {
    begin(ann);
    clock.forward(config.limits.openid_wait - base::Millis{1});
    BOOST_TEST(finish(ann, "state-1") == "ok");
    begin(ann);
    clock.forward(config.limits.openid_wait);
    BOOST_TEST(finish(ann, "state-2") == "proof_unfinished");
}

BOOST_AUTO_TEST_CASE(what_nobody_came_back_from_is_forgotten) {
    begin(ann);
    begin(bob);
    clock.forward(std::chrono::minutes{5});
    begin(ann);
    clock.forward(std::chrono::minutes{10});
    BOOST_TEST(store::remove_expired_openid_attempts(connection, clock.now(), 1) == 1U);
    BOOST_TEST(store::remove_expired_openid_attempts(connection, clock.now(), 10) == 1U);
    BOOST_TEST(store::remove_expired_openid_attempts(connection, clock.now(), 10) == 0U);
    BOOST_TEST(finish(ann, "state-3") == "ok");
}

BOOST_AUTO_TEST_CASE(a_provider_that_is_away_or_says_no_is_passed_on) {
    for (const auto code :
         {base::ErrorCode::proof_away, base::ErrorCode::proof_refused, base::ErrorCode::proof_unfinished}) {
        begin(ann);
        provider.fault = code;
        BOOST_TEST(finish(ann, "state-" + std::to_string(provider.begun)) == base::wire_code(code));
        provider.fault = std::nullopt;
    }
    provider.fault = base::ErrorCode::proof_away;
    BOOST_TEST(support::told(verification::begin_outside(connection, outside, ann)) == "proof_away");
    BOOST_TEST(number("SELECT COUNT(*) FROM verification_openid") == 0U);
    BOOST_TEST(!proven_until(ann));
}

BOOST_AUTO_TEST_CASE(an_account_that_is_suspended_meanwhile_proves_nothing) {
    begin(ann);
    connection.execute("UPDATE user SET account_status = 'SUSPENDED' WHERE id = ?", ann);
    BOOST_TEST(finish(ann, "state-1") == "proof_unfinished");
    BOOST_TEST(!proven_until(ann));
}

// Real threads, each with a connection of its own.
BOOST_AUTO_TEST_CASE(of_five_accounts_that_come_with_one_identity_at_once_one_is_proven) {
    constexpr int accounts = 5;
    std::vector<base::UserId> people;
    for (int i = 0; i < accounts; ++i) {
        people.push_back(somebody("Twin" + std::to_string(i)));
        begin(people.back());
    }
    std::vector<std::future<std::string>> answers;
    for (int i = 0; i < accounts; ++i) {
        answers.push_back(std::async(std::launch::async, [&, i] {
            db::Connection own(settings);
            support::ScriptedProof by;
            return finish(own, by, people.at(static_cast<std::size_t>(i)), "state-" + std::to_string(i + 1));
        }));
    }
    std::map<std::string, int> said;
    for (auto& answer : answers) ++said[answer.get()];
    BOOST_TEST(said["ok"] == 1);
    BOOST_TEST(said["proof_used"] == accounts - 1);
    BOOST_TEST(number("SELECT COUNT(*) FROM id_verification WHERE status = 'APPROVED'") == 1U);
    BOOST_TEST(number("SELECT COUNT(*) FROM user WHERE age_proven_until IS NOT NULL") == 1U);
}

BOOST_AUTO_TEST_CASE(an_attempt_that_ten_come_back_with_at_once_is_finished_once) {
    begin(ann);
    std::vector<std::future<std::string>> answers;
    for (int i = 0; i < 10; ++i) {
        answers.push_back(std::async(std::launch::async, [&] {
            db::Connection own(settings);
            support::ScriptedProof by;
            return finish(own, by, ann, "state-1");
        }));
    }
    std::map<std::string, int> said;
    for (auto& answer : answers) ++said[answer.get()];
    BOOST_TEST(said["ok"] == 1);
    BOOST_TEST(said["proof_unfinished"] == 9);
}

BOOST_AUTO_TEST_SUITE_END()
