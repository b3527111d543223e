#include "core/store/personal_data.h"

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "core/chat/act.h"
#include "core/chat/block.h"
#include "core/chat/direct.h"
#include "core/store/appeals.h"
#include "core/store/moderation_actions.h"
#include "core/store/read_markers.h"
#include "core/store/verification_documents.h"
#include "core/store/verifications.h"
#include "core/verification/vault.h"
#include "tests/core/member_house.h"
#include "tests/support/members.h"

namespace {

using namespace std::chrono_literals;
using support::told;

constexpr const char* number = "+1 202-456-1111";
constexpr const char* good = "a long and lovely phrase";

struct Ground : support::MemberGround {
    accounts::Keys keys = member(number, good);
    int said = 0;

    void say(const accounts::Session& session, const std::string& text) {
        const chat::House talk{clock, config};
        const auto lounge = store::find_lounge(connection, "en-all");
        (void)chat::post(connection, talk,
                         {.author = session.participant.id,
                          .age = session.age,
                          .lounge = lounge->id,
                          .client_id = std::to_string(++said),
                          .body = text,
                          .reply_to = std::nullopt})
            .value();
    }
    void write(const accounts::Session& from, const accounts::Session& to, const std::string& text) {
        (void)chat::direct(connection, {clock, config},
                           {.author = from.participant.id,
                            .to = to.participant.id,
                            .client_id = std::to_string(++said),
                            .body = text})
            .value();
    }
    // A warning of theirs, and what they said against it.
    base::AppealId warned(base::ParticipantId who, const std::string& appeal) {
        const auto action = store::add_action(connection, {.type = store::ActionType::warning,
                                                           .person = who,
                                                           .ground = store::ReportReason::spam,
                                                           .at = clock.now()});
        BOOST_REQUIRE(store::add_appeal(connection, action, appeal, clock.now()));
        return store::appeal_against(connection, action)->id;
    }
    void decided(base::AppealId appeal) {
        store::decide_appeal(connection, appeal, *session_of(keys).user, false, "It stands.", clock.now());
    }
    std::string save(accounts::ProfileForm form) {
        return told(accounts::save_profile(connection, house, session_of(keys), form));
    }
    // Every text of every table, as a dump would have it.
    std::string dump() {
        std::vector<std::string> selects;
        auto columns = connection.query(
            "SELECT table_name, column_name FROM information_schema.columns "
            "WHERE table_schema = DATABASE() ORDER BY table_name, ordinal_position");
        while (columns.next())
            selects.push_back("SELECT CAST(`" + columns.text(1) + "` AS CHAR) FROM `" + columns.text(0) +
                              "`");
        std::string all;
        for (const auto& select : selects) {
            auto rows = connection.query(select);
            while (rows.next()) {
                if (!rows.is_null(0)) all += rows.text(0) + "\n";
            }
        }
        return all;
    }
};

bool holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

BOOST_FIXTURE_TEST_SUITE(personal_data, Ground)

BOOST_AUTO_TEST_CASE(a_profile_is_saved_whole_or_not_at_all) {
    const auto taken = guest("Zoe");
    const accounts::ProfileForm form{.display_name = "Ana",
                                     .first_name = " Anna ",
                                     .last_name = "Li",
                                     .locale = "fr",
                                     .bio = "Hello",
                                     .age_category = "18+RED"};
    BOOST_TEST(save(form) == "ok");
    const auto profile = accounts::profile_of(connection, house, session_of(keys));
    BOOST_TEST(profile.display_name == "Ana");
    BOOST_TEST(profile.first_name == "Anna");
    BOOST_TEST(profile.locale == "fr");
    BOOST_TEST((profile.age == store::AgeCategory::over_18_red));
    const auto with = [&](auto change) {
        auto other = form;
        other.first_name = "Changed";
        change(other);
        return save(other);
    };
    BOOST_TEST(with([](auto& f) { f.display_name = "zoe"; }) == "name_taken");
    BOOST_TEST(with([](auto& f) { f.display_name = "admin"; }) == "name_reserved");
    BOOST_TEST(with([](auto& f) { f.display_name = "x"; }) == "name_too_short");
    BOOST_TEST(with([](auto& f) { f.bio = std::string(1001, 'x'); }) == "bio_too_long");
    BOOST_TEST(with([](auto& f) { f.locale = "tlh"; }) == "bad_request");
    BOOST_TEST(with([](auto& f) { f.age_category = "17"; }) == "age_required");
    BOOST_TEST(accounts::profile_of(connection, house, session_of(keys)).first_name == "Anna");
}

BOOST_AUTO_TEST_CASE(the_download_holds_everything_of_the_person_and_nothing_of_others) {
    (void)save({.display_name = "Ana",
                .first_name = "Anna",
                .last_name = "Li",
                .locale = "",
                .bio = "About me",
                .age_category = "18+"});
    const auto ben = guest("Ben");
    say(session_of(keys), "mine");
    say(ben, "his");
    const auto lounge = store::find_lounge(connection, "en-all");
    const auto act = [&](chat::ActKind kind, base::Seq message, const std::string& text) {
        (void)chat::act(connection, {clock, config},
                        {.kind = kind,
                         .actor = session_of(keys).participant.id,
                         .age = store::AgeCategory::over_18,
                         .lounge = lounge->id,
                         .message = message,
                         .text = text})
            .value();
    };
    act(chat::ActKind::edit, 1, "mine, mended");
    act(chat::ActKind::react, 2, "👍");
    decided(warned(session_of(keys).participant.id, "That was a joke."));
    (void)warned(ben.participant.id, "Not of this person.");
    store::set_read(connection, {{session_of(keys).participant.id, lounge->id, 2}});
    BOOST_TEST(told(accounts::download_data(connection, house, session_of(keys), "wrong")) ==
               "wrong_password");
    const auto text = accounts::download_data(connection, house, session_of(keys), good);
    BOOST_REQUIRE(text.ok());
    const auto data = nlohmann::json::parse(*text);
    BOOST_TEST(data.at("account").at("phoneNumber") == "+12024561111");
    BOOST_TEST(data.at("account").at("displayName") == "Ana");
    BOOST_TEST(data.at("account").at("about") == "About me");
    BOOST_TEST(data.at("account").at("birthYear") == 1980);
    BOOST_TEST(data.at("messages").size() == 1U);
    BOOST_TEST(data.at("messages").at(0).at("text") == "mine, mended");
    BOOST_TEST(data.at("earlierVersions").at(0).at("text") == "mine");
    BOOST_TEST(data.at("reactions").at(0).at("emoji") == "👍");
    BOOST_TEST(data.at("appeals").size() == 1U);
    BOOST_TEST(data.at("appeals").at(0).at("against") == "WARNING");
    BOOST_TEST(data.at("appeals").at(0).at("text") == "That was a joke.");
    BOOST_TEST(data.at("appeals").at(0).at("answer") == "It stands.");
    BOOST_TEST(data.at("sessions").size() == 1U);
    BOOST_TEST(data.at("read") == nlohmann::json::parse(R"([{"lounge":"en-all","upTo":2}])"));
    BOOST_TEST(data.at("sms").size() == 1U);
    BOOST_TEST(!holds(*text, "Ben"));
    BOOST_TEST(!holds(*text, "his\""));
}

BOOST_AUTO_TEST_CASE(after_the_deletion_no_row_holds_phone_or_name) {
    (void)save({.display_name = "Zebulon",
                .first_name = "Quentin",
                .last_name = "Featherstone",
                .locale = "",
                .bio = "Loves quokkas",
                .age_category = "18+"});
    const auto session = session_of(keys);
    say(session, "a line that stays");
    const auto ben = guest("Ben");
    support::make_member(connection, ben.participant.id);
    write(session, ben, "an eagle between us");
    write(ben, session, "an owl in return");
    BOOST_REQUIRE(chat::block(connection, {clock, config}, session.participant.id, ben.participant.id).ok());
    store::set_read(connection,
                    {{session.participant.id, store::find_lounge(connection, "en-all")->id, base::Seq{1}}});
    for (const char* digits : {"2024561111", "4561111"}) BOOST_TEST(!holds(dump(), digits), digits);
    for (const char* word : {"Zebulon", "Quentin", "Featherstone", "quokkas", "eagle"})
        BOOST_TEST(holds(dump(), word), word);
    BOOST_TEST(told(accounts::delete_account(connection, house, session, "wrong")) == "wrong_password");
    BOOST_TEST(told(accounts::delete_account(connection, house, session, good)) == "ok");
    const auto after = dump();
    for (const char* word :
         {"Zebulon", "zebulon", "Quentin", "Featherstone", "quokkas", "eagle", "2024561111", "1980"})
        BOOST_TEST(!holds(after, word), word);
    BOOST_TEST(holds(after, "a line that stays"));
    BOOST_TEST(holds(after, "an owl in return"), "what the other wrote is theirs");
    BOOST_TEST(support::count(connection, "SELECT COUNT(*) FROM personal_block") == 0U);
    BOOST_TEST(support::count(connection, "SELECT COUNT(*) FROM read_marker") == 0U);
    BOOST_TEST(!alive(keys));
    BOOST_TEST(support::count(connection, "SELECT COUNT(*) FROM phone_index") == 0U);
    BOOST_TEST(told(sign_up(number)) == "ok", "the number is free again");
}

BOOST_AUTO_TEST_CASE(what_they_wrote_in_appeals_goes_with_the_account_and_those_that_wait_are_taken_back) {
    const auto session = session_of(keys);
    const auto first = warned(session.participant.id, "a walrus as my witness");
    decided(first);
    const auto second = warned(session.participant.id, "a narwhal as my witness");
    const auto of_ben = warned(guest("Ben").participant.id, "a puffin as mine");
    BOOST_TEST(told(accounts::delete_account(connection, house, session, good)) == "ok");
    const auto after = dump();
    for (const char* word : {"walrus", "narwhal"}) BOOST_TEST(!holds(after, word), word);
    BOOST_TEST(store::find_appeal(connection, first).has_value(), "that there was one stays on record");
    BOOST_TEST(!store::find_appeal(connection, second));
    BOOST_TEST(store::find_appeal(connection, of_ben)->text == "a puffin as mine");
}

BOOST_AUTO_TEST_CASE(the_download_tells_how_proofs_of_age_went_and_nothing_that_was_shown) {
    const auto session = session_of(keys);
    const auto refused = store::add_verification(connection, {.user = *session.user, .at = clock.now()});
    store::set_submitted(connection, refused, clock.now());
    store::set_proof_hash(connection, refused, std::string(32, 'h'));
    store::set_decided(connection, refused,
                       {.status = store::VerificationStatus::rejected,
                        .outcome = store::ProofOutcome::unreadable,
                        .note = "The light was on it.",
                        .at = clock.now() + 1h});
    const auto waiting = store::add_verification(
        connection,
        {.user = *session.user, .type = store::VerificationType::id_full, .at = clock.now() + 2h});
    store::add_document(connection, waiting, store::DocumentPart::front, std::string(32, 'a'), clock.now());
    const auto ben = guest("Ben");
    (void)store::add_verification(
        connection, {.user = support::make_member(connection, ben.participant.id), .at = clock.now()});
    const auto text = accounts::download_data(connection, house, session, good).value();
    const auto proofs = nlohmann::json::parse(text).at("proofsOfAge");
    BOOST_REQUIRE(proofs.size() == 2U);
    BOOST_TEST(proofs.at(0) == (nlohmann::json{{"type", "ID_FULL"},
                                               {"way", "DOCUMENT"},
                                               {"status", "PENDING"},
                                               {"begun", base::to_iso8601(clock.now() + 2h)}}));
    BOOST_TEST(proofs.at(1) == (nlohmann::json{{"type", "AGE_ONLY"},
                                               {"way", "DOCUMENT"},
                                               {"status", "REJECTED"},
                                               {"outcome", "UNREADABLE"},
                                               {"note", "The light was on it."},
                                               {"begun", base::to_iso8601(clock.now())},
                                               {"handedIn", base::to_iso8601(clock.now())},
                                               {"decided", base::to_iso8601(clock.now() + 1h)}}));
    BOOST_TEST(!holds(text, std::string(32, 'a')));
}

BOOST_AUTO_TEST_CASE(with_the_account_its_proof_is_taken_back_and_no_mark_of_the_document_stays) {
    const auto session = session_of(keys);
    const auto begun = [&](base::UserId user) {
        const auto id = store::add_verification(connection, {.user = user, .at = clock.now()});
        store::add_document(connection, id, store::DocumentPart::front, verification::Vault::new_name(),
                            clock.now());
        store::set_proof_hash(connection, id, std::string(32, 'h'));
        return id;
    };
    const auto approved = begun(*session.user);
    store::set_decided(connection, approved,
                       {.status = store::VerificationStatus::approved,
                        .note = "The pangolin was a nice touch.",
                        .expires_at = clock.now() + 1000h,
                        .at = clock.now()});
    (void)store::settle_proof(connection, *session.user);
    const auto waiting = begun(*session.user);
    const auto of_ben = begun(support::make_member(connection, guest("Ben").participant.id));
    BOOST_TEST(told(accounts::delete_account(connection, house, session, good)) == "ok");
    BOOST_TEST(support::count(connection,
                              "SELECT COUNT(*) FROM id_verification WHERE document_hash IS NOT NULL") == 1U);
    const auto after = store::find_verification(connection, waiting).value();
    BOOST_TEST((after.status == store::VerificationStatus::expired));
    BOOST_TEST((after.outcome == store::ProofOutcome::withdrawn));
    for (const auto id : {approved, waiting}) {
        BOOST_TEST(store::documents_of(connection, id).empty());
        BOOST_TEST(store::removed_documents(connection, id, 10).size() == 1U, "the job destroys it");
    }
    BOOST_TEST(store::documents_of(connection, of_ben).size() == 1U);
    BOOST_TEST(!holds(dump(), "pangolin"));
    BOOST_TEST(support::count(connection, "SELECT COUNT(*) FROM user WHERE age_proven_until IS NOT NULL") ==
               0U);
}

BOOST_AUTO_TEST_CASE(a_ban_outlives_the_account_by_the_hash_alone_until_it_ends) {
    const auto session = session_of(keys);
    connection.run(
        "INSERT INTO moderation_action (action_type, participant_id, reason, created_at, expires_at) "
        "SELECT 'BAN_TEMP', id, 'x', '2026-01-01', '2026-06-01' FROM participant");
    BOOST_TEST(told(accounts::delete_account(connection, house, session, good)) == "ok");
    BOOST_TEST(support::count(connection, "SELECT COUNT(*) FROM phone_index WHERE user_id IS NULL") == 1U);
    BOOST_TEST(told(sign_up(number)) == "account_suspended");
    BOOST_TEST(store::forget_phone_hashes(connection, clock.now(), 100) == 0U);
    clock.forward(24h * 200);
    BOOST_TEST(store::forget_phone_hashes(connection, clock.now(), 100) == 1U);
    BOOST_TEST(told(sign_up(number)) == "ok");
}

BOOST_AUTO_TEST_SUITE_END()
