// The reviewer's side of a proof by documents: who may, holding one, looking, deciding; and that all of it is on record.
#include "core/chat/access.h"
#include "core/chat/event_json.h"
#include "core/chat/stream_events.h"
#include "core/store/member_sessions.h"
#include "core/verification/proof_hash.h"
#include "tests/core/proof_reviewers.h"

namespace {

using namespace std::chrono_literals;
using store::ProofOutcome;
using store::VerificationStatus;
using store::VerificationType;
using Days = std::chrono::days;

struct Ground : support::ProofReviewers {
    store::Age age_of(const accounts::Session& who) {
        const auto until = proven_until(who);
        return {store::AgeCategory::over_18, until.value_or(base::Time{})};
    }
    std::string red_door(const accounts::Session& who) {
        auto red = lounge;
        red.access = store::AccessLevel::red_lounge;
        const auto refused = chat::refusal(age_of(who), red, base::RedLounges::verified, clock.now());
        return refused ? std::string(base::wire_code(refused->code)) : "open";
    }
    // Everything that any table holds as text.
    bool kept_anywhere(const std::string& text) {
        std::vector<std::string> asked;
        auto columns = other.query(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = DATABASE() AND "
            "data_type IN ('char', 'varchar', 'text', 'mediumtext', 'longtext', 'blob', 'mediumblob', 'varbinary', 'binary', 'date', "
            "'json')");
        while (columns.next())
            asked.push_back("SELECT COUNT(*) FROM `" + columns.text(0) + "` WHERE CAST(`" + columns.text(1) +
                            "` AS CHAR) LIKE '%" + text + "%'");
        BOOST_REQUIRE(asked.size() > 50);
        return std::ranges::any_of(asked, [&](const auto& sql) { return support::count(other, sql) > 0; });
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(proof_review, Ground)

BOOST_AUTO_TEST_CASE(reviewers_see_what_waits_the_oldest_first_and_never_their_own) {
    const auto first = handed_in(amy);
    clock.forward(1min);
    const auto own = handed_in(rita);
    clock.forward(1min);
    const auto last = handed_in(plain, VerificationType::id_full);
    BOOST_TEST(begin(of_ann) == "members_only");
    const auto queue = verification::review_queue(connection, rita).value();
    BOOST_REQUIRE(queue.size() == 2U);
    BOOST_TEST((queue[0].id == first && queue[1].id == last));
    BOOST_TEST(verification::review_queue(connection, rob).value().size() == 3U);
    BOOST_TEST(verification::waiting_for(connection, rita).value() == 2U);
    BOOST_TEST(verification::waiting_for(connection, rob).value() == 3U);
    BOOST_TEST(!verification::waiting_for(connection, admin).has_value());
    for (const auto act : {&Ground::take, &Ground::release, &Ground::look_at_reading})
        BOOST_TEST((this->*act)(rita, own) == "own_verification");
    BOOST_TEST(look(rita, own) == "own_verification");
    BOOST_TEST(approve(rita, own) == "own_verification");
    BOOST_TEST(reject(rita, own, ProofOutcome::other) == "own_verification");
    BOOST_TEST(revoke(rita, own) == "own_verification");
    BOOST_TEST(rows(rita, "approve", own, "own_verification") == 1U);
}

BOOST_AUTO_TEST_CASE(neither_moderators_nor_administrators_are_reviewers_and_each_try_is_on_record) {
    const auto id = handed_in(amy);
    auto first_step_only = rita;
    first_step_only.second_step_taken = false;
    const base::VerificationId none{999};
    for (const auto& [who, refused] : {std::pair(&amy, "not_allowed"), std::pair(&plain, "not_allowed"),
                                       std::pair(&moderator, "not_allowed"), std::pair(&admin, "not_allowed"),
                                       std::pair(&first_step_only, "second_step_missing")}) {
        BOOST_TEST(code(verification::review_queue(connection, *who)) == refused);
        BOOST_TEST(code(verification::find_for_review(connection, *who, id)) == refused);
        for (const auto& one : {id, none}) {
            BOOST_TEST(take(*who, one) == refused);
            BOOST_TEST(release(*who, one) == refused);
            BOOST_TEST(look(*who, one) == refused);
            BOOST_TEST(look(*who, one, "passport") == refused);
            BOOST_TEST(look_at_reading(*who, one) == refused);
            BOOST_TEST(approve(*who, one) == refused);
            BOOST_TEST(reject(*who, one, ProofOutcome::other) == refused);
            BOOST_TEST(revoke(*who, one) == refused);
            for (const char* act : {"take", "release", "approve", "reject", "revoke"})
                BOOST_TEST(rows(*who, act, one, refused) == 1U, act);
            BOOST_TEST(rows(*who, "look", one, refused) == 3U);
        }
    }
    BOOST_TEST(take(of_bob, id) == "members_only");
    BOOST_TEST(look(of_bob, id) == "members_only");
    BOOST_TEST(take(rita, none) == "not_found");
    BOOST_TEST(audit_rows("action LIKE 'verification.%' AND detail NOT LIKE '%refused%'") == 0U);
    BOOST_TEST(!audit::verify(connection, config).broken);
}

BOOST_AUTO_TEST_CASE(what_is_not_handed_in_is_nobodys_to_review) {
    BOOST_REQUIRE_EQUAL(begin(amy), "ok");
    const auto id = newest(amy).id;
    BOOST_TEST(take(rita, id) == "not_found");
    BOOST_TEST(look(rita, id) == "not_found");
    BOOST_TEST(verification::review_queue(connection, rita).value().empty());
}

BOOST_AUTO_TEST_CASE(whoever_takes_one_has_it_for_a_while_and_nobody_else_then) {
    const auto id = handed_in(amy);
    BOOST_TEST(release(rita, id) == "case_not_held");
    BOOST_TEST(take(rita, id) == "ok");
    BOOST_TEST(take(rob, id) == "case_taken");
    BOOST_TEST(rows(rob, "take", id, "case_taken") == 1U);
    BOOST_TEST(release(rob, id) == "case_not_held");
    clock.forward(config.limits.review_held - 1ms);
    BOOST_TEST(take(rita, id) == "ok", "for as long again");
    clock.forward(config.limits.review_held - 1ms);
    BOOST_TEST(look(rita, id) == "ok");
    clock.forward(1ms);
    BOOST_TEST(look(rita, id) == "case_not_held");
    BOOST_TEST(reject(rita, id, std::nullopt) == "review_reason", "what they wrote meanwhile still counts");
    BOOST_TEST(take(rob, id) == "ok");
    BOOST_TEST(approve(rita, id) == "case_not_held");
    BOOST_TEST(reject(rita, id, ProofOutcome::other) == "case_not_held");
    BOOST_TEST(take(rita, id) == "case_taken");
    BOOST_TEST(release(rob, id) == "ok");
    BOOST_TEST(take(rita, id) == "ok");
    BOOST_TEST(rows(rita, "take", id) == 3U);
    BOOST_TEST(rows(rob, "release", id) == 1U);
}

BOOST_AUTO_TEST_CASE(each_look_is_a_row_and_so_is_each_one_refused) {
    const auto id = handed_in(amy);
    BOOST_TEST(look(rita, id) == "case_not_held");
    BOOST_REQUIRE_EQUAL(take(rita, id), "ok");
    const auto shown = verification::look(connection, proofs, reader, rita, id, "front").value();
    BOOST_TEST(shown.substr(0, 3) == "\xFF\xD8\xFF");
    BOOST_TEST(look(rita, id) == "ok");
    BOOST_TEST(look(rita, id, "selfie") == "ok");
    BOOST_TEST(rows(rita, "look", id) == 3U);
    BOOST_TEST(audit_rows("action = 'verification.look' AND detail = '{\"part\":\"FRONT\"}'") == 2U);
    for (const char* part : {"back", "reading", "FRONT", "", "../front"})
        BOOST_TEST(look(rita, id, part) == "not_found", part);
    BOOST_TEST(rows(rita, "look", id, "not_found") == 5U);
    for (const auto* who : {&rob, &amy, &moderator, &admin}) BOOST_TEST(look(*who, id) != "ok");
    BOOST_TEST(rows(rob, "look", id, "case_not_held") == 1U);
    BOOST_TEST(rows(amy, "look", id, "not_allowed") == 1U);
    vault.keys().destroy(store::documents_of(other, id).front().name);
    BOOST_TEST(look(rita, id) == "document_gone");
    BOOST_TEST(rows(rita, "look", id, "document_gone") == 1U);
    BOOST_REQUIRE_EQUAL(reject(rita, id, ProofOutcome::unreadable), "ok");
    BOOST_TEST(look(rita, id, "selfie") == "case_decided");
    BOOST_TEST(rows(rita, "look", id, "case_decided") == 1U);
    BOOST_TEST(rows(rita, "look", id) == 3U);
}

BOOST_AUTO_TEST_CASE(what_the_machine_has_read_is_shown_like_a_picture) {
    const auto id = handed_in(amy);
    BOOST_REQUIRE_EQUAL(take(rita, id), "ok");
    BOOST_TEST(!verification::look_at_reading(connection, proofs, rita, id).value().has_value());
    BOOST_TEST(rows(rita, "look", id) == 0U, "there was nothing to see");
    read(id, {.birth_date = "1980-05-01", .number = "L01X00T47", .state = "UTO"});
    BOOST_TEST(verification::look_at_reading(connection, proofs, rita, id).value()->number == "L01X00T47");
    BOOST_TEST(rows(rita, "look", id) == 1U);
    BOOST_TEST(look_at_reading(rob, id) == "case_not_held");
    BOOST_TEST(rows(rob, "look", id, "case_not_held") == 1U);
}

BOOST_AUTO_TEST_CASE(approval_opens_red_lounges_and_destroys_the_pictures) {
    const auto id = handed_in(amy);
    BOOST_TEST(red_door(amy) == "age_unproven");
    BOOST_REQUIRE_EQUAL(take(rita, id), "ok");
    BOOST_REQUIRE_EQUAL(approve(rita, id), "whole");
    BOOST_TEST(red_door(amy) == "open");
    const auto now = clock.now();
    BOOST_TEST((found(id).status == VerificationStatus::approved));
    BOOST_TEST((found(id).expires_at == now + Days{config.verification.proof_lasts}));
    BOOST_TEST((proven_until(amy) == found(id).expires_at));
    BOOST_TEST(pictures() == 0U);
    BOOST_TEST(keys() == 0U);
    BOOST_TEST(support::count(other, "SELECT COUNT(*) FROM verification_document") == 0U);
    BOOST_TEST(heard_by(amy) == "proof");
    BOOST_TEST(rows(rita, "approve", id) == 1U);
    BOOST_TEST(take(rob, id) == "case_decided");
    BOOST_TEST(approve(rita, id) == "case_decided");
    clock.forward(Days{config.verification.proof_lasts});
    BOOST_TEST(red_door(amy) == "age_unproven", "at its end");
}

BOOST_AUTO_TEST_CASE(a_proof_lasts_no_longer_than_the_document) {
    const auto id = handed_in(amy);
    BOOST_REQUIRE_EQUAL(take(rita, id), "ok");
    BOOST_REQUIRE_EQUAL(approve(rita, id, {.birth_date = "1980-05-01", .expiry_date = "2026-03-01"}),
                        "whole");
    BOOST_TEST(base::to_iso8601(*found(id).expires_at) == "2026-04-01T00:00:00.000Z",
               "of its end the month alone is kept");
}

BOOST_AUTO_TEST_CASE(dates_are_as_a_calendar_has_them_and_say_who_is_of_age) {
    struct Row {
        const char* birth;
        const char* expiry;
        const char* outcome;
    };
    const auto id = handed_in(amy);
    BOOST_REQUIRE_EQUAL(take(rita, id), "ok");
    // It is 2026-01-01.
    for (const auto& [birth, expiry, outcome] :
         {Row{"", "", "review_birth_date"}, Row{"1.5.1980", "", "review_birth_date"},
          Row{"1980-02-30", "", "review_birth_date"}, Row{"1980-5-1", "", "review_birth_date"},
          Row{"1880-05-01", "", "review_birth_date"}, Row{"2027-05-01", "", "review_birth_date"},
          Row{"2008-01-02", "", "review_under_age"},
          Row{"1980-05-01", "2025-12-31", "review_document_expired"},
          Row{"1980-05-01", "soon", "review_document_expired"},
          Row{"1980-05-01", "2026-13-01", "review_document_expired"},
          Row{"2008-01-01", "2026-01-01", "review_mismatch"}, Row{"1980-01-01", "2026-01-01", "whole"}})
        BOOST_TEST(approve(rita, id, {.birth_date = birth, .expiry_date = expiry}) == outcome,
                   birth << expiry);
}

BOOST_AUTO_TEST_CASE(another_year_of_birth_than_the_accounts_has_to_be_seen) {
    const auto id = handed_in(amy);
    BOOST_REQUIRE_EQUAL(take(rita, id), "ok");
    verification::Approval approval{.birth_date = "1981-05-01"};
    BOOST_TEST(approve(rita, id, approval) == "review_mismatch");
    BOOST_TEST(rows(rita, "approve", id, "review_mismatch") == 1U);
    approval.difference_seen = true;
    BOOST_TEST(approve(rita, id, approval) == "whole");
}

BOOST_AUTO_TEST_CASE(who_somebody_is_needs_the_end_of_the_document) {
    const auto id = handed_in(amy, VerificationType::id_full);
    BOOST_REQUIRE_EQUAL(take(rita, id), "ok");
    BOOST_TEST(approve(rita, id, {.birth_date = "1980-05-01"}) == "review_document_expired");
    BOOST_TEST(approve(rita, id) == "whole", "one reviewer, without dual control");
}

BOOST_AUTO_TEST_CASE(under_dual_control_two_reviewers_approve_who_somebody_is) {
    config.verification.dual_control = true;
    const auto id = handed_in(amy, VerificationType::id_full);
    BOOST_REQUIRE_EQUAL(take(rita, id), "ok");
    BOOST_REQUIRE_EQUAL(approve(rita, id), "first");
    BOOST_TEST((found(id).open() && !found(id).held_by && found(id).first_reviewer == rita.user));
    BOOST_TEST(rows(rita, "approve_first", id) == 1U);
    BOOST_TEST(red_door(amy) == "age_unproven");
    BOOST_TEST(pictures() == 3U, "the second looks too");
    BOOST_TEST(look(rita, id) == "case_not_held");
    BOOST_REQUIRE_EQUAL(take(rita, id), "ok");
    BOOST_TEST(approve(rita, id) == "review_second");
    BOOST_TEST(rows(rita, "approve", id, "review_second") == 1U);
    BOOST_REQUIRE_EQUAL(release(rita, id), "ok");
    BOOST_REQUIRE_EQUAL(take(rob, id), "ok");
    BOOST_REQUIRE_EQUAL(approve(rob, id), "whole");
    BOOST_TEST(red_door(amy) == "open");
    BOOST_TEST(pictures() == 0U);
    const auto alone = handed_in(plain);
    BOOST_REQUIRE_EQUAL(take(rita, alone), "ok");
    BOOST_TEST(approve(rita, alone) == "whole", "age alone needs one");
}

BOOST_AUTO_TEST_CASE(the_second_of_two_may_refuse_what_the_first_approved) {
    config.verification.dual_control = true;
    const auto id = handed_in(amy, VerificationType::id_full);
    BOOST_REQUIRE_EQUAL(take(rita, id), "ok");
    BOOST_REQUIRE_EQUAL(approve(rita, id), "first");
    BOOST_REQUIRE_EQUAL(take(rob, id), "ok");
    BOOST_TEST(reject(rob, id, ProofOutcome::other_person) == "ok");
    BOOST_TEST(red_door(amy) == "age_unproven");
    BOOST_TEST(keys() == 0U);
}

BOOST_AUTO_TEST_CASE(a_refusal_says_why_and_the_member_may_try_again_so_often) {
    for (std::uint32_t tries = 1; tries <= config.limits.verification_tries; ++tries) {
        const auto id = handed_in(amy);
        BOOST_REQUIRE_EQUAL(take(rita, id), "ok");
        BOOST_TEST(reject(rita, id, std::nullopt) == "review_reason");
        for (const auto outcome : {ProofOutcome::withdrawn, ProofOutcome::undecided, ProofOutcome::lost,
                                   ProofOutcome::ran_out, ProofOutcome::revoked})
            BOOST_TEST(reject(rita, id, outcome) == "review_reason", "not a reviewer's");
        BOOST_TEST(reject(rita, id, ProofOutcome::unreadable, std::string(501, 'x')) == "review_text_long");
        BOOST_REQUIRE_EQUAL(reject(rita, id, ProofOutcome::unreadable, "Too dark."), "ok");
        const auto ended = newest(amy);
        BOOST_TEST(
            (ended.status == VerificationStatus::rejected && ended.outcome == ProofOutcome::unreadable));
        BOOST_TEST(ended.note == "Too dark.");
        BOOST_TEST(pictures() == 0U);
    }
    BOOST_TEST(begin(amy) == "verification_tries");
    clock.forward(config.limits.verification_tries_per);
    BOOST_TEST(begin(amy) == "ok");
    BOOST_TEST(audit_rows("detail LIKE '%dark%'") == 0U, "what was said to them is not on record");
}

BOOST_AUTO_TEST_CASE(of_what_the_document_shows_nothing_is_kept_but_a_keyed_hash) {
    const auto id = handed_in(amy);
    read(id, {.birth_date = "1980-05-17",
              .expiry_date = "2030-01-31",
              .number = "QX7Z31K98",
              .names = "AMY WINTERBOTTOM",
              .state = "UTO"});
    BOOST_REQUIRE_EQUAL(take(rita, id), "ok");
    BOOST_REQUIRE_EQUAL(look_at_reading(rita, id), "ok");
    BOOST_REQUIRE_EQUAL(
        approve(rita, id, {.birth_date = "1980-05-17", .expiry_date = "2030-01-31", .number = "qx7z 31k98"}),
        "whole");
    for (const char* text : {"1980-05-17", "05-17", "2030-01-31", "2030-02-01 00:00:00.001", "1896048000000",
                             "QX7Z31K98", "qx7z", "WINTERBOTTOM"})
        BOOST_TEST(!kept_anywhere(text), text);
    BOOST_TEST(kept_anywhere("amy"), "the search finds what is there");
    const auto hash = verification::document_hash(config, "QX7Z31K98");
    BOOST_TEST(store::count_seen(other, hash, *plain.user) == 1U);
    BOOST_TEST(store::count_seen(other, hash, *amy.user) == 0U, "of somebody else alone");
}

BOOST_AUTO_TEST_CASE(an_approved_proof_is_ended_by_any_reviewer_and_the_member_learns_why) {
    const auto id = handed_in(amy);
    BOOST_TEST(revoke(rita, id) == "verification_state", "it waits yet");
    BOOST_REQUIRE_EQUAL(take(rita, id), "ok");
    BOOST_REQUIRE_EQUAL(approve(rita, id), "whole");
    BOOST_TEST(revoke(rob, id, std::string(501, 'x')) == "review_text_long");
    BOOST_REQUIRE_EQUAL(revoke(rob, id, "The document was reported stolen."), "ok");
    BOOST_TEST(red_door(amy) == "age_unproven");
    const auto ended = newest(amy);
    BOOST_TEST((ended.status == VerificationStatus::expired && ended.outcome == ProofOutcome::revoked));
    BOOST_TEST(ended.note == "The document was reported stolen.");
    BOOST_TEST(heard_by(amy) == "proof proof");
    BOOST_TEST(audit_rows("action = 'verification.end' AND detail LIKE '%REVOKED%' AND actor = '" +
                          audit::by_user(*rob.user) + "'") == 1U);
    BOOST_TEST(revoke(rob, id) == "verification_state");
}

BOOST_AUTO_TEST_CASE(whoever_is_believed_no_more_keeps_no_other_proof) {
    const auto first = handed_in(amy);
    support::ProofGround::approve(first, clock.now() + Days{30});
    const auto second = handed_in(amy, VerificationType::id_full);
    support::ProofGround::approve(second, clock.now() + Days{400});
    BOOST_REQUIRE_EQUAL(revoke(rita, first, "Stolen."), "ok");
    BOOST_TEST(red_door(amy) == "age_unproven");
    BOOST_TEST((found(second).outcome == ProofOutcome::revoked));
    BOOST_TEST((found(second).decided_at == clock.now()), "from when on its hash is forgotten");
    BOOST_TEST(!proven_until(amy).has_value());
}

BOOST_AUTO_TEST_CASE(what_another_house_has_said_is_ended_like_any_other) {
    const auto id = store::add_verification(
        connection, {.user = *amy.user, .way = store::ProofWay::openid, .at = clock.now()});
    BOOST_TEST(revoke(rita, id) == "not_found", "it is not decided");
    support::ProofGround::approve(id, clock.now() + Days{30});
    BOOST_TEST(red_door(amy) == "open");
    BOOST_TEST(take(rita, id) == "case_decided");
    BOOST_TEST(revoke(rita, id) == "ok");
    BOOST_TEST(red_door(amy) == "age_unproven");
}

BOOST_AUTO_TEST_CASE(whoever_loses_the_role_loses_what_they_hold) {
    const auto id = handed_in(amy);
    BOOST_REQUIRE_EQUAL(take(rita, id), "ok");
    other.execute("DELETE FROM user_role WHERE user_id = ?", *rita.user);
    BOOST_TEST(look(rita, id) == "not_allowed");
    BOOST_TEST(approve(rita, id) == "not_allowed");
    BOOST_TEST(rows(rita, "look", id, "not_allowed") == 1U);
    clock.forward(config.limits.review_held);
    BOOST_TEST(take(rob, id) == "ok");
}

BOOST_AUTO_TEST_SUITE_END()
