// The reviewers' pages: what waits, one proof and its pictures, decisions; and that nobody else learns anything, each try on record.
#include <boost/test/unit_test.hpp>

#include "core/store/people.h"
#include "core/store/roles.h"
#include "core/store/verification_documents.h"
#include "core/verification/reading.h"
#include "fcgi/routes.h"
#include "tests/fcgi/account_pages.h"
#include "tests/support/members.h"
#include "tests/support/picture_files.h"
#include "tests/support/server_view.h"

using support::alert_of;
using support::between;
using support::contains;
using support::error_at;
using support::Form;
using support::location;
using support::Pages;
using support::Visitor;

namespace {

constexpr const char* queue = "/moderation/proofs";
const Form adult{{"birthDate", "1980-05-01"}, {"expiryDate", "2030-01-31"}, {"number", "L01X00T47"}};

// Rita reviews; Pat has handed a proof in.
struct Reviewed : Pages {
    Visitor rita{house};
    base::UserId pat = person("Pat");
    base::VerificationId id = handed_in(store::VerificationType::age_only);
    std::string path = std::string(queue) + "/" + std::to_string(id.value);

    Reviewed() {
        become_member(rita);
        is(store::Role::reviewer);
    }
    explicit Reviewed(const std::function<void(base::Config&)>& configure) : Pages(configure) {
        become_member(rita);
        is(store::Role::reviewer);
    }

    // A member who is not met at a page.
    base::UserId person(const std::string& name) {
        Visitor guest(house);
        guest.enter(name);
        const auto who = between(guest.get("/lounges/en-us").body(), "data-viewer=\"", "\"");
        const auto user = support::make_member(house.connection(), base::ParticipantId{std::stoull(who)});
        house.connection().execute(
            "UPDATE user SET birth_year = 1980, first_name = ?, last_name = 'Li' WHERE id = ?", name, user);
        return user;
    }
    base::UserId rita_id() {
        auto rows = house.connection().query("SELECT user_id FROM session ORDER BY id LIMIT 1");
        BOOST_REQUIRE(rows.next());
        return rows.id<base::UserId>(0);
    }
    // The one role of the visitor from now on, with the second step.
    void is(std::optional<store::Role> role) {
        house.connection().run("DELETE FROM user_role");
        if (role) store::add_role(house.connection(), rita_id(), {*role, std::nullopt}, house.clock.now());
        house.connection().run("UPDATE session SET second_step_at = created_at");
    }
    base::VerificationId handed_in(store::VerificationType type) {
        auto& connection = house.connection();
        const auto now = house.clock.now();
        const auto added = store::add_verification(connection, {.user = pat, .type = type, .at = now});
        const auto picture = house.services().documents.read_document(support::small_jpeg());
        for (const auto part : {store::DocumentPart::front, store::DocumentPart::selfie})
            keep(added, part, picture.value().bytes);
        store::set_submitted(connection, added, now);
        return added;
    }
    void keep(base::VerificationId of, store::DocumentPart part, const std::string& bytes) {
        const auto name = verification::Vault::new_name();
        house.services().vault.put(name, bytes);
        store::add_document(house.connection(), of, part, name, house.clock.now());
    }
    void read(const verification::Reading& reading) {
        keep(id, store::DocumentPart::reading, verification::to_json(reading));
        store::set_read(house.connection(), id, house.clock.now());
    }
    void take() { BOOST_REQUIRE_EQUAL(location(rita.post(path + "/take", {})), path); }
    std::string seen() { return rita.get(path).body(); }
    std::uint64_t rows(const std::string& where) {
        return support::count(house.connection(), "SELECT COUNT(*) FROM audit_log WHERE " + where);
    }
    std::uint64_t looks(const std::string& detail = "%") {
        return rows("action = 'verification.look' AND detail LIKE '" + detail + "'");
    }
};

struct DualControl : Reviewed {
    DualControl() : Reviewed([](base::Config& config) { config.verification.dual_control = true; }) {}
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(proof_pages, Reviewed)

BOOST_AUTO_TEST_CASE(a_reviewer_finds_the_way_from_the_head_of_every_page_and_a_moderator_sees_none) {
    BOOST_TEST(contains(rita.get("/languages").body(), "href=\"/moderation\""));
    const auto overview = rita.get("/moderation").body();
    BOOST_TEST(contains(overview, "href=\"/moderation/proofs\">Proofs of age · 1<"));
    for (const char* part : {"open case", "Appeals", "/moderation/emergency", "/moderation/rules", "/audit"})
        BOOST_TEST(!contains(overview, part), part);
    for (const auto role : {store::Role::moderator, store::Role::admin}) {
        is(role);
        BOOST_TEST(!contains(rita.get("/moderation").body(), queue));
        BOOST_TEST(contains(rita.get("/moderation").body(), "/moderation/emergency"));
        BOOST_TEST(rita.get(queue).status() == 403);
    }
    store::add_role(house.connection(), rita_id(), {store::Role::reviewer, std::nullopt}, house.clock.now());
    BOOST_TEST(contains(rita.get("/moderation").body(), queue), "who is both");
    BOOST_TEST(contains(rita.get("/moderation").body(), "/moderation/emergency"));
}

BOOST_AUTO_TEST_CASE(the_queue_says_what_waits_how_long_and_who_has_it) {
    house.clock.forward(std::chrono::hours{2});
    const auto free = rita.get(queue).body();
    for (const char* part : {"1 proof of age waits.", "Age alone", "2 hours ago", "Nothing so far."})
        BOOST_TEST(contains(free, part), part);
    BOOST_TEST(!contains(free, "Pat"));
    take();
    BOOST_TEST(contains(rita.get(queue).body(), ">yours<"));
    const auto eve = person("Eve");
    store::set_held(house.connection(), id,
                    store::Hold{.by = eve, .until = house.clock.now() + std::chrono::minutes{5}});
    BOOST_TEST(contains(rita.get(queue).body(), "taken by \u2068Eve\u2069"));
    const auto taken = rita.get(path);
    BOOST_TEST(taken.status() == 200);
    BOOST_TEST(contains(taken.body(), "\u2068Eve\u2069 works on it until"));
    BOOST_TEST(!contains(taken.body(), "/pictures/"));
    const auto refused = rita.post(path + "/take", {});
    BOOST_TEST(refused.status() == 409);
    BOOST_TEST(contains(alert_of(refused), "has just taken this case"));
}

BOOST_AUTO_TEST_CASE(a_free_one_shows_nothing_and_a_held_one_what_the_decision_needs) {
    read({.birth_date = "1980-05-01",
          .expiry_date = "2030-01-31",
          .number = "L01X00T47",
          .names = "LI PAT",
          .state = "UTO"});
    const auto free = seen();
    BOOST_TEST(contains(free, "id=\"take\""));
    for (const char* part : {"/pictures/", "1980", "L01X00T47", "LI PAT", "id=\"approve\""})
        BOOST_TEST(!contains(free, part), part);
    BOOST_TEST(looks() == 0U);
    take();
    const auto held = seen();
    for (const char* part :
         {"/pictures/front\"", "/pictures/selfie\"", "name=\"birthDate\" type=\"date\" value=\"1980-05-01\"",
          "value=\"2030-01-31\"", "value=\"L01X00T47\"", "Year of birth", "id=\"release\"", "<dd>45</dd>",
          "id=\"reject\""})
        BOOST_TEST(contains(held, part), part);
    BOOST_TEST(!contains(held, "First name"), "their name is not what is proven");
    BOOST_TEST(!contains(held, "Pat<"));
    BOOST_TEST(!contains(held, "/pictures/reading"));
    BOOST_TEST(looks("%READING%") == 1U);
    BOOST_TEST(location(rita.post(path + "/release", {})) == path);
    BOOST_TEST(contains(seen(), "id=\"take\""));
}

BOOST_AUTO_TEST_CASE(warnings_stand_at_the_top) {
    read({.birth_date = "2011-05-01", .expiry_date = "2025-01-31"});
    take();
    const auto warnings = between(seen(), "class=\"proof-warnings\"", "</section>");
    for (const char* part :
         {"the person is under age", "the document has run out", "The year of birth is not the one"})
        BOOST_TEST(contains(warnings, part), part);
}

BOOST_AUTO_TEST_CASE(a_picture_comes_marked_and_is_kept_nowhere) {
    take();
    const auto given = rita.get(path + "/pictures/front");
    BOOST_TEST(given.status() == 200);
    BOOST_TEST(given.header("Content-Type") == "image/jpeg");
    BOOST_TEST(given.header("Cache-Control") == "no-store");
    BOOST_TEST(given.header("Content-Disposition") == "inline; filename=\"document.jpg\"");
    BOOST_TEST(given.header("X-Accel-Redirect").empty());
    BOOST_TEST(given.body().substr(0, 3) == "\xFF\xD8\xFF");
    const auto sent = given.serialise(false, true);
    BOOST_TEST(support::count(sent, "Content-Security-Policy: ") == 1U);
    BOOST_TEST(
        contains(sent, "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'; sandbox\r\n"));
    BOOST_TEST(contains(sent, "X-Content-Type-Options: nosniff"));
    BOOST_TEST(looks("%FRONT%") == 1U);
    BOOST_TEST(rita.get(path + "/pictures/front").status() == 200);
    BOOST_TEST(looks("%FRONT%") == 2U, "each look");
    for (const char* part : {"back", "reading", "x"})
        BOOST_TEST(rita.get(path + "/pictures/" + part).status() == 404, part);
}

BOOST_AUTO_TEST_CASE(every_try_of_anybody_else_to_see_a_document_is_refused_and_on_record) {
    const auto picture = path + "/pictures/front";
    std::uint64_t noted = 0;
    const auto refused = [&](int status, const std::string& why) {
        const auto given = rita.get(picture);
        BOOST_TEST(given.status() == status, why);
        BOOST_TEST(!contains(given.body(), "JFIF"), why);
        BOOST_TEST(looks("%refused\":\"" + why + "%") == 1U, why);
        BOOST_TEST(looks("%refused%") == ++noted, why);
    };
    refused(409, "case_not_held");
    take();
    const auto eve = person("Eve");
    for (const auto role : {store::Role::moderator, store::Role::admin}) {
        is(role);
        BOOST_TEST(rita.get(picture).status() == 403);
        BOOST_TEST(looks("%refused\":\"not_allowed%") == ++noted - 1);
    }
    is(std::nullopt);
    BOOST_TEST(rita.get(picture).status() == 403, "a member");
    BOOST_TEST(looks("%refused\":\"not_allowed%") == ++noted - 1);
    is(store::Role::reviewer);
    house.connection().run("UPDATE session SET second_step_at = NULL");
    refused(403, "second_step_missing");
    is(store::Role::reviewer);
    house.connection().execute("UPDATE id_verification SET user_id = ?", rita_id());
    refused(403, "own_verification");
    house.connection().execute("UPDATE id_verification SET user_id = ?", pat);
    store::set_held(house.connection(), id,
                    store::Hold{.by = eve, .until = house.clock.now() + std::chrono::minutes{5}});
    BOOST_TEST(rita.get(picture).status() == 409, "another reviewer has it");
    BOOST_TEST(looks("%refused\":\"case_not_held%") == 2U);
    house.clock.forward(std::chrono::minutes{5});
    take();
    house.clock.forward(house.config.limits.review_held);
    BOOST_TEST(rita.get(picture).status() == 409, "held no longer");
    BOOST_TEST(looks("%refused\":\"case_not_held%") == 3U);
    noted += 2;
    take();
    BOOST_REQUIRE_EQUAL(location(rita.post(path + "/reject", {{"reason", "UNREADABLE"}})),
                        "/moderation/proofs?done=rejected");
    refused(409, "case_decided");
    BOOST_TEST(looks("%FRONT\"}") == 0U, "nobody has seen it");
    Visitor stranger(house);
    BOOST_TEST(location(stranger.get(picture)).starts_with("/signin?next="));
    stranger.enter("Zoe");
    BOOST_TEST(location(stranger.get(picture)).starts_with("/signin?next="));
    BOOST_TEST(support::count(house.connection(), "SELECT COUNT(DISTINCT actor) FROM audit_log") == 1U);
}

BOOST_AUTO_TEST_CASE(a_refused_approval_comes_back_with_what_was_typed_and_the_reason) {
    read({.birth_date = "1980-05-01"});
    take();
    Form form = adult;
    form["birthDate"] = "2009-05-01";
    const auto young = rita.post(path + "/approve", form);
    BOOST_TEST(young.status() == 409);
    BOOST_TEST(contains(error_at(young, "birth-date-error"), "under age"));
    for (const char* part : {"value=\"2009-05-01\"", "value=\"2030-01-31\"", "value=\"L01X00T47\""})
        BOOST_TEST(contains(young.body(), part), part);
    form["birthDate"] = "x\"><b>";
    const auto none = rita.post(path + "/approve", form);
    BOOST_TEST(none.status() == 400);
    BOOST_TEST(contains(error_at(none, "birth-date-error"), "as the document shows it"));
    BOOST_TEST(!contains(none.body(), "\"><b>"));
    form = adult;
    form["expiryDate"] = "2025-01-31";
    BOOST_TEST(contains(error_at(rita.post(path + "/approve", form), "expiry-date-error"), "has run out"));
    form = adult;
    form["birthDate"] = "1990-05-01";
    const auto differs = rita.post(path + "/approve", form);
    BOOST_TEST(contains(error_at(differs, "difference-error"), "Please tick that you have seen it."));
    BOOST_TEST(!contains(differs.body(), "value=\"yes\" checked"));
    form["differenceSeen"] = "yes";
    form["birthDate"] = "";
    BOOST_TEST(contains(rita.post(path + "/approve", form).body(), "value=\"yes\" checked"));
    form["birthDate"] = "1990-05-01";
    BOOST_TEST(location(rita.post(path + "/approve", form)) == "/moderation/proofs?done=approved");
    BOOST_TEST(contains(rita.get("/moderation/proofs?done=approved").body(),
                        "Approved. The pictures are destroyed."));
    BOOST_TEST(house.services().vault.names().empty());
}

BOOST_AUTO_TEST_CASE(a_refusal_needs_a_reason_and_keeps_the_words_to_the_member) {
    take();
    const auto without = rita.post(path + "/reject", {{"told", "Too <b>dark"}});
    BOOST_TEST(without.status() == 400);
    BOOST_TEST(error_at(without, "reject-reason-error") == "Please choose why it is refused.");
    BOOST_TEST(contains(without.body(), "Too &lt;b&gt;dark</textarea>"));
    const auto wordy = rita.post(path + "/reject", {{"reason", "OTHER"}, {"told", std::string(501, 'x')}});
    BOOST_TEST(contains(error_at(wordy, "reject-told-error"), "500"));
    BOOST_TEST(contains(wordy.body(), "value=\"OTHER\" selected"));
    BOOST_TEST(rita.post(path + "/reject", {{"reason", "REVOKED"}}).status() == 400);
    BOOST_TEST(location(rita.post(path + "/reject", {{"reason", "UNREADABLE"}, {"told", "Too <b>dark"}})) ==
               "/moderation/proofs?done=rejected");
    const auto over = seen();
    BOOST_TEST(contains(over, "Refused: The pictures cannot be read"));
    BOOST_TEST(contains(over, "Too &lt;b&gt;dark"));
    BOOST_TEST(!contains(over, "id=\"revoke\""));
    const auto again = rita.post(path + "/approve", adult);
    BOOST_TEST(again.status() == 409);
    BOOST_TEST(contains(alert_of(again), "has been decided already"));
}

BOOST_AUTO_TEST_CASE(an_approved_one_is_found_by_its_number_and_ended) {
    take();
    BOOST_REQUIRE_EQUAL(location(rita.post(path + "/approve", adult)), "/moderation/proofs?done=approved");
    BOOST_TEST(location(rita.get(std::string(queue) + "?proof=" + std::to_string(id.value))) == path);
    const auto unknown = rita.get(std::string(queue) + "?proof=99%22");
    BOOST_TEST(unknown.status() == 404);
    BOOST_TEST(!error_at(unknown, "find-proof-error").empty());
    BOOST_TEST(contains(seen(), "id=\"revoke\""));
    const auto wordy = rita.post(path + "/revoke", {{"told", std::string(501, 'x')}});
    BOOST_TEST(contains(error_at(wordy, "revoke-error"), "500"));
    BOOST_TEST(location(rita.post(path + "/revoke", {{"told", "Reported stolen."}})) == path + "?ended=1");
    const auto ended = rita.get(path + "?ended=1").body();
    BOOST_TEST(contains(ended, "It counts no more."));
    BOOST_TEST(contains(ended, "Reported stolen."));
    BOOST_TEST(!contains(ended, "id=\"revoke\""));
    BOOST_TEST(support::count(house.connection(),
                              "SELECT COUNT(*) FROM user WHERE age_proven_until IS NOT NULL") == 0U);
}

BOOST_AUTO_TEST_CASE(counts_say_how_proofs_end_and_not_whose) {
    house.clock.forward(std::chrono::hours{3});
    take();
    BOOST_REQUIRE_EQUAL(rita.post(path + "/approve", adult).status(), 303);
    const auto counts = between(rita.get(queue).body(), "<tbody>", "</tbody>");
    for (const char* part : {"Age alone", "Approved", ">1<", "3 hours"})
        BOOST_TEST(contains(counts, part), part);
    BOOST_TEST(!contains(counts, "Pat"));
    house.connection().run(
        "UPDATE id_verification SET submitted_at = submitted_at - INTERVAL 40 DAY, decided_at = decided_at - INTERVAL 40 DAY");
    const auto later = between(rita.get(queue).body(), "<tbody>", "</tbody>");
    BOOST_TEST(contains(later, ">0<"), "within thirty days");
    BOOST_TEST(contains(later, ">1<"));
}

BOOST_AUTO_TEST_CASE(a_program_is_told_in_json) {
    const Visitor::Headers wants_json{{"HTTP_ACCEPT", "application/json"}};
    const auto refused = rita.post(path + "/approve", adult, wants_json);
    BOOST_TEST(refused.status() == 409);
    BOOST_TEST(contains(refused.body(), "\"error\""));
}

BOOST_FIXTURE_TEST_CASE(under_dual_control_the_page_says_that_another_has_to_approve_too, DualControl) {
    const auto full = handed_in(store::VerificationType::id_full);
    const std::string where = std::string(queue) + "/" + std::to_string(full.value);
    BOOST_REQUIRE_EQUAL(location(rita.post(where + "/take", {})), where);
    const auto page = rita.get(where).body();
    BOOST_TEST(contains(page, "Another reviewer has to approve it after you."));
    BOOST_TEST(contains(page, "First name"));
    BOOST_TEST(contains(page, "name=\"expiryDate\" type=\"date\" value=\"\" autocomplete=\"off\" required"));
    const Form& form = adult;
    BOOST_TEST(location(rita.post(where + "/approve", form)) == "/moderation/proofs?done=first");
    BOOST_TEST(contains(rita.get(queue).body(), "approved first by"));
    BOOST_REQUIRE_EQUAL(location(rita.post(where + "/take", {})), where);
    const auto again = rita.post(where + "/approve", form);
    BOOST_TEST(again.status() == 409);
    BOOST_TEST(contains(alert_of(again), "Somebody else has to look at this one"));
}

BOOST_AUTO_TEST_SUITE_END()
