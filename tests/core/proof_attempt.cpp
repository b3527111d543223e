// The member's side of a proof by documents: begun, pictures, handed in, taken back; and what stays when it is over.
#include <fstream>
#include <thread>

#include "core/chat/access.h"
#include "core/chat/event_json.h"
#include "core/chat/stream_events.h"
#include "tests/core/proof_ground.h"

namespace {

using namespace std::chrono_literals;
using store::DocumentPart;
using store::ProofOutcome;
using store::VerificationStatus;
using store::VerificationType;
using Days = std::chrono::days;

struct Ground : support::ProofGround {
    std::string last_event(const accounts::Session& who) {
        const auto all = chat::events_after(other, house, who.stream, 0, 1000);
        return all.empty() ? "" : chat::event_json("@me", all.back());
    }
    std::string bytes_of(DocumentPart part) {
        for (const auto& document : store::documents_of(other, newest(amy).id))
            if (document.part == part) return vault.get(document.name).value();
        return {};
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(proof_attempt, Ground)

BOOST_AUTO_TEST_CASE(guests_prove_nothing) {
    BOOST_TEST(begin(of_ann) == "members_only");
    BOOST_TEST(add(of_ann, DocumentPart::front) == "members_only");
    BOOST_TEST(hand_in(of_ann) == "members_only");
    BOOST_TEST(take_back(of_ann) == "members_only");
}

BOOST_AUTO_TEST_CASE(pictures_lie_sealed_and_are_what_the_decoder_made) {
    BOOST_TEST(begin(amy) == "ok");
    BOOST_TEST(add(amy, DocumentPart::front) == "ok");
    const auto picture = bytes_of(DocumentPart::front);
    BOOST_TEST(picture.substr(0, 4) == "RIFF");
    BOOST_TEST(pictures() == 1U);
    BOOST_TEST(keys() == 1U);
    for (const auto& name : vault.names()) {
        std::ifstream file(config.verification.documents_dir + "/" + name, std::ios::binary);
        const std::string lying((std::istreambuf_iterator<char>(file)), {});
        BOOST_TEST(lying.size() > picture.size());
        BOOST_TEST(lying.find("RIFF") == std::string::npos);
        BOOST_TEST(lying.find(picture.substr(40, 24)) == std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(another_picture_takes_the_place_of_the_first_which_is_destroyed) {
    (void)begin(amy);
    (void)add(amy, DocumentPart::front);
    const auto first = store::documents_of(other, newest(amy).id).front().name;
    BOOST_TEST(add(amy, DocumentPart::front) == "ok");
    BOOST_TEST(pictures() == 1U);
    BOOST_TEST(keys() == 1U);
    BOOST_TEST(!vault.get(first).has_value());
    BOOST_TEST(support::count(other, "SELECT COUNT(*) FROM verification_document") == 1U);
}

BOOST_AUTO_TEST_CASE(what_is_refused_leaves_nothing_behind) {
    (void)begin(amy);
    BOOST_TEST(add(amy, DocumentPart::front, "") == "document_missing");
    BOOST_TEST(add(amy, DocumentPart::front, "no picture at all") == "document_type");
    BOOST_TEST(add(amy, DocumentPart::back) == "verification_state", "an AGE_ONLY has no back");
    BOOST_TEST(add(amy, DocumentPart::reading) == "verification_state");
    BOOST_TEST(pictures() == 0U);
    BOOST_TEST(keys() == 0U);
    config.limits.uploads = 0;
    BOOST_TEST(add(amy, DocumentPart::front) == "too_many_uploads");
}

BOOST_AUTO_TEST_CASE(it_is_handed_in_whole_and_once) {
    BOOST_TEST(hand_in(amy) == "verification_state", "nothing was begun");
    (void)begin(amy, VerificationType::id_full);
    (void)add(amy, DocumentPart::front);
    BOOST_TEST(hand_in(amy) == "documents_incomplete");
    (void)add(amy, DocumentPart::selfie);
    BOOST_TEST(hand_in(amy) == "ok", "a passport has no back");
    BOOST_TEST(hand_in(amy) == "verification_state");
    BOOST_TEST(add(amy, DocumentPart::back) == "verification_state", "what a reviewer sees does not change");
    BOOST_TEST(begin(amy) == "verification_open");
}

BOOST_AUTO_TEST_CASE(two_windows_at_once_begin_one) {
    std::vector<std::thread> windows;
    std::vector<std::string> told(4);
    for (auto& one : told)
        windows.emplace_back([&] {
            db::Connection own(settings);
            one = code(verification::begin(own, proofs, amy, VerificationType::age_only));
        });
    for (auto& window : windows) window.join();
    BOOST_TEST(std::ranges::count(told, "ok") == 1);
    BOOST_TEST(std::ranges::count(told, "verification_open") == 3);
}

BOOST_AUTO_TEST_CASE(taken_back_it_is_gone_and_counts_as_a_try_once_it_was_handed_in) {
    for (unsigned i = 0; i < config.limits.verification_tries; ++i) {
        BOOST_TEST(begin(amy) == "ok");
        BOOST_TEST(take_back(amy) == "ok", "nobody had anything to look at");
    }
    for (unsigned i = 0; i < config.limits.verification_tries; ++i) {
        (void)handed_in(amy);
        BOOST_TEST(take_back(amy) == "ok");
    }
    BOOST_TEST(pictures() == 0U);
    BOOST_TEST(keys() == 0U);
    BOOST_TEST((newest(amy).outcome == ProofOutcome::withdrawn));
    BOOST_TEST(take_back(amy) == "verification_state");
    BOOST_TEST(support::count(other, "SELECT COUNT(*) FROM verification_document") == 0U);
    BOOST_TEST(begin(amy) == "verification_tries");
}

BOOST_AUTO_TEST_CASE(three_tries_within_a_month) {
    for (unsigned i = 0; i < config.limits.verification_tries; ++i)
        reject(handed_in(amy), ProofOutcome::unreadable);
    BOOST_TEST(begin(amy) == "verification_tries");
    clock.forward(config.limits.verification_tries_per);
    BOOST_TEST(begin(amy) == "ok");
}

BOOST_AUTO_TEST_CASE(an_approved_one_opens_red_lounges_until_its_end_and_leaves_a_yes) {
    const auto id = handed_in(amy);
    const auto until = clock.now() + Days{730};
    approve(id, until);
    BOOST_TEST((proven_until(amy) == until));
    BOOST_TEST(pictures() == 0U);
    BOOST_TEST(keys() == 0U);
    const auto told = last_event(amy);
    BOOST_TEST(told.find(R"("kind":"proof")") != std::string::npos, told);
    BOOST_TEST(told.find(R"("status":"APPROVED")") != std::string::npos, told);
    auto lounge_in_red = lounge;
    lounge_in_red.access = store::AccessLevel::red_lounge;
    amy.age.proven_until = *proven_until(amy);
    const auto refused = [&](base::Time at) {
        return chat::refusal(amy.age, lounge_in_red, config.red_lounges, at).has_value();
    };
    BOOST_TEST(!refused(until - 1ms));
    BOOST_TEST(refused(until));
    BOOST_TEST(begin(amy) == "verification_state", "it holds for long yet");
    BOOST_TEST(begin(amy, VerificationType::id_full) == "ok", "but proves less");
    (void)take_back(amy);
    clock.forward(Days{700});
    BOOST_TEST(begin(amy) == "ok", "it ends soon");
}

BOOST_AUTO_TEST_CASE(the_latest_of_several_counts_and_goes_with_its_end) {
    const auto first = handed_in(amy);
    approve(first, clock.now() + Days{30});
    const auto second = handed_in(amy, VerificationType::id_full);
    approve(second, clock.now() + Days{400});
    BOOST_TEST((proven_until(amy) == clock.now() + Days{400}));
    conclude(second,
             {.status = VerificationStatus::expired, .outcome = ProofOutcome::revoked, .at = clock.now()});
    BOOST_TEST((proven_until(amy) == clock.now() + Days{30}));
    conclude(first,
             {.status = VerificationStatus::expired, .outcome = ProofOutcome::ran_out, .at = clock.now()});
    BOOST_TEST(!proven_until(amy).has_value());
    BOOST_TEST(last_event(amy).find("until") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_decision_killed_before_the_pictures_went_is_finished_later) {
    const auto id = handed_in(amy);
    db::transact(connection, [&](db::Connection& inside) {
        const auto locked = store::lock_verification(inside, id).value();
        (void)verification::conclude(
            inside, clock, log, locked,
            {.status = VerificationStatus::rejected, .outcome = ProofOutcome::other, .at = clock.now()},
            "operator");
        return 0;
    });
    BOOST_TEST(keys() == 2U);
    BOOST_TEST(store::documents_of(other, id).empty(), "nobody's any more");
    BOOST_TEST(verification::shred(connection, vault, std::nullopt) == 2U);
    BOOST_TEST(verification::shred(connection, vault, std::nullopt) == 0U);
    BOOST_TEST(keys() == 0U);
    BOOST_TEST(pictures() == 0U);
}

BOOST_AUTO_TEST_CASE(who_goes_leaves_no_picture_and_no_mark) {
    const auto id = handed_in(amy);
    store::set_proof_hash(connection, id, std::string(32, 'h'));
    db::transact(connection, [&](db::Connection& inside) {
        verification::leave(inside, *amy.user, clock.now());
        return 0;
    });
    (void)verification::shred(connection, vault, std::nullopt);
    BOOST_TEST(keys() == 0U);
    BOOST_TEST((newest(amy).outcome == ProofOutcome::withdrawn));
    BOOST_TEST(store::count_seen(other, std::string(32, 'h'), base::UserId{0}) == 0U);
}

BOOST_AUTO_TEST_CASE(the_record_names_neither_what_was_shown_nor_what_it_said) {
    const auto id = handed_in(amy);
    reject(id, ProofOutcome::under_age);
    auto rows = other.query("SELECT action, subject, detail FROM audit_log ORDER BY id DESC LIMIT 1");
    BOOST_REQUIRE(rows.next());
    BOOST_TEST(rows.text(0) == "verification.reject");
    BOOST_TEST(rows.text(1) == "verification:" + std::to_string(id.value));
    BOOST_TEST(rows.text(2) == R"({"type":"AGE_ONLY","user":)" + std::to_string(amy.user->value) + "}");
}

BOOST_AUTO_TEST_SUITE_END()
