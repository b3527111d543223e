// Reports, the moderators' queue, what they decide, and how it looks to whom it is about.
#include <boost/test/unit_test.hpp>

#include "core/store/media.h"
#include "core/store/moderation_cases.h"
#include "core/store/roles.h"
#include "fcgi/routes.h"
#include "tests/fcgi/account_pages.h"
#include "tests/support/market_rows.h"
#include "tests/support/members.h"
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

const Visitor::Headers wants_json{{"HTTP_ACCEPT", "application/json"}};
constexpr const char* place = "/lounges/en-us/messages/2";

// Ana has said two things in en-us. Bob reads there; Mia is a member.
struct Said : Pages {
    Visitor bob{house};
    Visitor mia{house};

    Said() {
        ana.enter("Ana");
        bob.enter("Bob");
        become_member(mia);
        say("good evening", "a1");
        say("a <b>rude word", "a2");
    }
    void say(const std::string& body, const std::string& id) {
        BOOST_REQUIRE_EQUAL(ana.post("/lounges/en-us/messages", {{"body", body}, {"clientId", id}}).status(),
                            303);
    }
    fcgi::Response report(Visitor& who, const std::string& reason = "HARASSMENT",
                          const std::string& note = "a <i>note") {
        return who.post(std::string(place) + "/report", {{"reason", reason}, {"note", note}});
    }
    // Mia's one role from now on; staff have taken the second step.
    void mia_is(store::Role role, std::optional<base::LanguageRoomId> room) {
        house.connection().run("DELETE FROM user_role");
        store::add_role(house.connection(), base::UserId{1}, {role, room}, house.clock.now());
        house.connection().run("UPDATE session SET second_step_at = created_at");
    }
    void mia_moderates(const std::string& code) { mia_is(store::Role::moderator, room(code)); }
    base::LanguageRoomId room(const std::string& code) {
        return store::lounges_of(house.connection(), code).at(0).room.id;
    }
    static std::string id_of(Visitor& who) {
        return between(who.get("/lounges/en-us").body(), "data-viewer=\"", "\"");
    }
    // Another one of the staff, who cannot be met at a page.
    base::UserId somebody_else() {
        Visitor eve(house);
        eve.enter("Eve");
        return support::make_member(house.connection(), base::ParticipantId{std::stoull(id_of(eve))});
    }
    // The case that a report has opened, as Mia sees it.
    std::string case_path() {
        return "/moderation/cases/" + between(mia.get("/moderation").body(), "/moderation/cases/", "\"");
    }
    static Form order(const std::string& action, const std::string& lasts = "") {
        return {{"action", action},
                {"ground", "HARASSMENT"},
                {"lasts", lasts},
                {"text", "Be <b>kind"},
                {"staffNote", "the second time"}};
    }
    fcgi::Response on_message(const Form& form) { return mia.post(std::string(place) + "/moderate", form); }
    // Of the decision about Ana that she has not looked at.
    std::string decision_path() { return std::string(location(ana.get("/decisions/mine"))); }
    static bool tells_of_decision(const fcgi::Response& page) {
        return contains(page.body(), "id=\"decided\" role=\"status\">");
    }
};

std::string filled(std::string pattern, const std::string& id) {
    if (const auto at = pattern.find("{id}"); at != std::string::npos) pattern.replace(at, 4, id);
    return pattern;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(moderation_pages, Said)

BOOST_AUTO_TEST_CASE(what_somebody_else_said_is_reported_and_the_reporter_sees_what_comes_of_it) {
    BOOST_TEST(contains(bob.get(place).body(), "action=\"/lounges/en-us/messages/2/report\""));
    BOOST_TEST(!contains(ana.get(place).body(), "/report\""), "not what is one's own");
    BOOST_TEST(location(report(bob)) == "/reports?sent=1");
    const auto reports = bob.get("/reports?sent=1").body();
    BOOST_TEST(contains(reports, "Thank you. A moderator will look at it."));
    BOOST_TEST(contains(reports, "Harassment or threats"));
    BOOST_TEST(contains(reports, "Waiting for a moderator"));
    BOOST_TEST(location(report(bob)) == "/reports?sent=again");
    BOOST_TEST(contains(ana.get("/reports").body(), "You have reported nothing."));
    mia_moderates("en");
    const auto path = case_path();
    BOOST_REQUIRE_EQUAL(location(mia.post(path + "/dismiss", {{"note", "a quotation"}})),
                        "/moderation?done=1");
    BOOST_TEST(contains(bob.get("/reports").body(), "nothing was found wrong"));
    BOOST_TEST(contains(mia.get("/moderation").body(), "Nothing waits."));
}

BOOST_AUTO_TEST_CASE(a_refused_report_comes_back_with_its_text_and_the_reason) {
    const auto without = report(bob, "");
    BOOST_TEST(without.status() == 400);
    BOOST_TEST(error_at(without, "report-reason-error") == "Please choose a reason.");
    BOOST_TEST(contains(without.body(), "a &lt;i&gt;note</textarea>"));
    const auto long_one = report(bob, "SPAM", std::string(1001, 'x'));
    BOOST_TEST(long_one.status() == 400);
    BOOST_TEST(contains(error_at(long_one, "report-note-error"), "at most 1,000 characters"));
    BOOST_TEST(contains(long_one.body(), "value=\"SPAM\" selected"));
    const auto own = report(ana);
    BOOST_TEST(own.status() == 400);
    BOOST_TEST(alert_of(own) == "You cannot report yourself.");
    const auto forged =
        bob.post_raw(std::string(place) + "/report", support::encode_form({{"note", "kept <u>"}}),
                     "application/x-www-form-urlencoded");
    BOOST_TEST(forged.status() == 403);
    BOOST_TEST(contains(forged.body(), "kept &lt;u&gt;"));
    BOOST_TEST(bob.post("/lounges/en-us/messages/9/report", {{"reason", "SPAM"}}).status() == 404);
    BOOST_TEST(bob.post("/lounges/en-red/messages/1/report", {{"reason", "SPAM"}}).status() == 403);
}

BOOST_AUTO_TEST_CASE(a_person_is_reported_on_their_page) {
    const std::string page = "/people/" + id_of(ana);
    BOOST_TEST(contains(bob.get(page).body(), "action=\"" + page + "/report\""));
    BOOST_TEST(!contains(ana.get(page).body(), "/report\""));
    const auto refused = bob.post(page + "/report", {{"reason", "nonsense"}, {"note", "pretends"}});
    BOOST_TEST(refused.status() == 400);
    BOOST_TEST(error_at(refused, "report-reason-error") == "Please choose a reason.");
    BOOST_TEST(contains(refused.body(), "pretends</textarea>"));
    BOOST_TEST(location(bob.post(page + "/report", {{"reason", "UNDERAGE"}})) == "/reports?sent=1");
    mia_moderates("en");
    const auto queue = mia.get("/moderation").body();
    BOOST_TEST(contains(queue, "Somebody under 18"), "where she wrote last");
    BOOST_TEST(contains(mia.get(case_path()).body(), "It is about the person and not about a message."));
}

BOOST_AUTO_TEST_CASE(nobody_but_moderators_learns_anything_at_any_of_their_doors) {
    report(bob);
    on_message(order("WARNING"));
    const auto tried = [&](Visitor& who, const fcgi::Route& route, const std::string& id,
                           const Visitor::Headers& headers) {
        const auto target = filled(std::string(route.pattern), id);
        return route.method == fcgi::Method::post ? who.post(target, order("WARNING"), headers)
                                                  : who.get(target, headers);
    };
    std::size_t doors = 0;
    const auto try_doors = [&](const char* as, Visitor& who, bool member) {
        doors = 0;
        for (const auto& route : fcgi::routes()) {
            if (!route.pattern.starts_with("/moderation")) continue;
            ++doors;
            for (const char* id : {"1", "999", "x"}) {
                BOOST_TEST_CONTEXT(as << ": " << route.pattern << " " << id) {
                    BOOST_TEST(tried(who, route, id, wants_json).status() == 403);
                    const auto page = tried(who, route, id, {});
                    BOOST_TEST(page.status() == (member ? 403 : 303));
                    BOOST_TEST(!contains(page.body(), "rude word"));
                    if (!member) BOOST_TEST(location(page).starts_with("/signin"));
                }
            }
        }
    };
    try_doors("a guest", bob, false);
    try_doors("a member", mia, true);
    mia_moderates("ar");
    house.connection().run("DELETE FROM user_role");
    try_doors("a member with the second step", mia, true);
    mia_is(store::Role::moderator, room("en"));
    house.connection().run("UPDATE session SET second_step_at = NULL");
    try_doors("a moderator without the second step", mia, true);
    BOOST_TEST(doors == 31U);
    mia_moderates("ar");
    BOOST_TEST(contains(mia.get("/moderation").body(), "Nothing waits."));
    BOOST_TEST(mia.get("/moderation/cases/1").status() == 403, "who moderates another room");
    BOOST_TEST(mia.get("/moderation/cases/999").status() == 403);
    BOOST_TEST(on_message(order("WARNING")).status() == 403);
    BOOST_TEST(support::count(house.connection(), "SELECT COUNT(*) FROM moderation_action") == 0U);
    BOOST_TEST(location(bob.post(std::string(place) + "/moderate", order("WARNING"))) ==
               "/signin?next=en-us");
    BOOST_TEST(!contains(mia.get(place).body(), "id=\"moderate\""));
    BOOST_TEST(mia.post("/people/" + id_of(ana) + "/moderate", order("WARNING")).status() == 403);
    BOOST_TEST(!contains(bob.get("/languages").body(), "href=\"/moderation\""));
}

BOOST_AUTO_TEST_CASE(a_case_shows_what_was_said_who_minded_and_whose_it_is) {
    report(bob);
    mia_moderates("en");
    const auto queue = mia.get("/moderation").body();
    for (const char* part : {"1 open case", "Harassment or threats", "A message of \u2068Ana\u2069",
                             "United States", "1 report", "just now", "href=\"/moderation\""})
        BOOST_TEST(contains(queue, part), part);
    const auto path = case_path();
    const auto page = mia.get(path).body();
    for (const char* part : {"class=\"reported\"", "a &lt;b&gt;rude word", "good evening", "a &lt;i&gt;note",
                             ">Bob</a>", "href=\"/lounges/en-us/2\"", "id=\"take\"",
                             "value=\"MESSAGE_DELETE\"", "value=\"KICK\"", "Nothing so far."})
        BOOST_TEST(contains(page, part), part);
    BOOST_TEST(location(mia.post(path + "/take", {})) == path);
    BOOST_TEST(contains(mia.get(path).body(), "id=\"give-back\""));
    BOOST_TEST(contains(mia.get("/moderation").body(), ">yours<"));
    BOOST_TEST(location(mia.post(path + "/give-back", {})) == path);
    const base::CaseId id{std::stoull(path.substr(path.rfind('/') + 1))};
    store::set_case_taker(house.connection(), id, somebody_else(),
                          house.clock.now() + std::chrono::minutes{5});
    BOOST_TEST(contains(mia.get("/moderation").body(), "taken by \u2068Eve\u2069"));
    const auto taken = mia.get(path).body();
    BOOST_TEST(contains(taken, "\u2068Eve\u2069 works on it until"));
    BOOST_TEST(!contains(taken, "id=\"moderate\""));
    for (const char* what : {"/take", "/give-back", "/dismiss", "/decide"}) {
        const auto refused = mia.post(path + what, order("WARNING"));
        BOOST_TEST(refused.status() == 409, what);
        BOOST_TEST(alert_of(refused) == "Another moderator has just taken this case.", what);
    }
    house.clock.forward(std::chrono::minutes{6});
    BOOST_TEST(contains(mia.get(path).body(), "id=\"take\""), "held for a while alone");
    BOOST_TEST(contains(mia.get(path).body(), "6 minutes ago"));
}

BOOST_AUTO_TEST_CASE(a_refused_decision_comes_back_with_what_was_chosen_and_the_reason) {
    report(bob);
    mia_moderates("en");
    const auto path = case_path();
    auto form = order("MUTE");
    const auto endless = mia.post(path + "/decide", form);
    BOOST_TEST(endless.status() == 400);
    BOOST_TEST(error_at(endless, "order-lasts-error") == "Please choose how long it shall last.");
    for (const char* part : {"value=\"MUTE\" checked", "value=\"HARASSMENT\" selected",
                             "Be &lt;b&gt;kind</textarea>", "the second time</textarea>"})
        BOOST_TEST(contains(endless.body(), part), part);
    form = order("WARNING");
    form["ground"] = "";
    BOOST_TEST(error_at(mia.post(path + "/decide", form), "order-ground-error") == "Please choose a reason.");
    form = order("");
    BOOST_TEST(contains(mia.post(path + "/decide", form).body(), "Please choose what shall happen."));
    form = order("WARNING");
    form["text"] = std::string(1001, 'x');
    BOOST_TEST(contains(error_at(mia.post(path + "/decide", form), "order-text-error"), "1,000"));
    const auto wordy = mia.post(path + "/dismiss", {{"note", std::string(1001, 'x')}});
    BOOST_TEST(contains(error_at(wordy, "dismiss-error"), "1,000"));
    const auto on_its_page = on_message(order("KICK"));
    BOOST_TEST(on_its_page.status() == 400);
    BOOST_TEST(error_at(on_its_page, "order-lasts-error") == "Please choose how long it shall last.");
    BOOST_TEST(contains(on_its_page.body(), "value=\"KICK\" checked"));
    BOOST_TEST(support::count(on_its_page.body(), "the second time") == 1U, "in its own field alone");
    BOOST_TEST(support::count(house.connection(), "SELECT COUNT(*) FROM moderation_action") == 0U);
    BOOST_TEST(contains(mia.get("/moderation").body(), "1 open case"));
}

BOOST_AUTO_TEST_CASE(whoever_is_decided_about_is_told_on_every_page_until_they_have_read_it) {
    report(bob);
    mia_moderates("en");
    BOOST_TEST(!tells_of_decision(ana.get("/languages")));
    BOOST_REQUIRE_EQUAL(location(mia.post(case_path() + "/decide", order("MUTE", "1h"))),
                        "/moderation?done=1");
    BOOST_TEST(contains(bob.get("/reports").body(), "something was done about it"));
    const auto lounge = ana.get("/lounges/en-us");
    BOOST_TEST(tells_of_decision(lounge));
    BOOST_TEST(contains(lounge.body(), "id=\"muted\""));
    BOOST_TEST(contains(lounge.body(), "You may read but not write until"));
    BOOST_TEST(!tells_of_decision(bob.get("/lounges/en-us")));
    const auto path = decision_path();
    Visitor stranger(house);
    const auto page = stranger.get(path);
    BOOST_TEST(page.status() == 200);
    for (const char* part : {"Muted: may read but not write", "Harassment or threats", "Be &lt;b&gt;kind",
                             "United States", ">in force<"})
        BOOST_TEST(contains(page.body(), part), part);
    for (const char* part : {"rude word", "the second time", "Bob", "a &lt;i&gt;note"})
        BOOST_TEST(!contains(page.body(), part), part);
    BOOST_TEST(tells_of_decision(ana.get("/languages")), "somebody else has looked at it");
    BOOST_TEST(location(ana.get("/decisions/mine")) == path);
    BOOST_TEST(!tells_of_decision(ana.get(path)), "not where it is read");
    BOOST_TEST(!tells_of_decision(ana.get("/languages")));
    BOOST_TEST(location(ana.get("/decisions/mine")) == path);
    BOOST_TEST(bob.get("/decisions/mine").status() == 404);
    for (const char* wrong : {"/decisions/1", "/decisions/1-000000000000000000000000", "/decisions/x"})
        BOOST_TEST(stranger.get(wrong).status() == 404, wrong);
    BOOST_TEST(stranger.get(path + "0").status() == 404);
    house.clock.forward(std::chrono::hours{2});
    BOOST_TEST(contains(stranger.get(path).body(), ">run out<"));
    BOOST_TEST(!contains(ana.get("/lounges/en-us").body(), "id=\"muted\""));
}

BOOST_AUTO_TEST_CASE(a_moderator_acts_on_the_message_itself_and_takes_it_back) {
    mia_moderates("en");
    BOOST_TEST(contains(mia.get(place).body(), "action=\"/lounges/en-us/messages/2/moderate\""));
    BOOST_TEST(contains(mia.get("/lounges/en-us").body(), " data-moderates"));
    BOOST_TEST(!contains(bob.get("/lounges/en-us").body(), " data-moderates"));
    const std::string page = "/people/" + id_of(ana);
    BOOST_REQUIRE_EQUAL(location(on_message(order("MESSAGE_DELETE"))), page + "?done=1#record");
    BOOST_TEST(!contains(bob.get("/lounges/en-us").body(), "rude word"));
    BOOST_TEST(!contains(mia.get(place).body(), "value=\"MESSAGE_DELETE\""), "it is gone already");
    const auto record = mia.get(page + "?done=1").body();
    for (const char* part :
         {"Done. It stands on record.", "Message deleted", "the second time", "Be &lt;b&gt;kind"})
        BOOST_TEST(contains(record, part), part);
    BOOST_TEST(!contains(record, "id=\"moderate\""), "that takes a moderator of the whole house");
    BOOST_TEST(!contains(bob.get(page).body(), "Message deleted"));
    const auto lift = "/moderation/actions/" + between(record, "/moderation/actions/", "/lift\"") + "/lift";
    const auto wordy = mia.post(lift, {{"why", std::string(1001, 'x')}});
    BOOST_TEST(wordy.status() == 400);
    BOOST_TEST(contains(wordy.body(), "value=\"xxx"));
    BOOST_TEST(location(mia.post(lift, {{"why", "a quotation"}})) == page + "?done=1#record");
    BOOST_TEST(contains(bob.get("/lounges/en-us").body(), "rude word"));
    BOOST_TEST(contains(mia.get(page).body(), ">lifted<"));
    const auto again = mia.post(lift, {});
    BOOST_TEST(again.status() == 409);
    BOOST_TEST(alert_of(again) == "This is not in force any more.");
}

BOOST_AUTO_TEST_CASE(moderators_of_the_whole_house_act_on_a_persons_page) {
    mia_is(store::Role::moderator, std::nullopt);
    const std::string page = "/people/" + id_of(ana);
    const auto shown = mia.get(page).body();
    BOOST_TEST(contains(shown, "action=\"" + page + "/moderate\""));
    BOOST_TEST(!contains(shown, "value=\"MESSAGE_DELETE\""));
    BOOST_TEST(!contains(shown, "value=\"KICK\""));
    BOOST_TEST(!contains(mia.get("/people/" + id_of(mia)).body(), "id=\"moderate\""));
    const auto refused = mia.post(page + "/moderate", order("BAN_TEMP"));
    BOOST_TEST(error_at(refused, "order-lasts-error") == "Please choose how long it shall last.");
    BOOST_TEST(location(mia.post(page + "/moderate", order("WARNING"))) == page + "?done=1#record");
    BOOST_TEST(tells_of_decision(ana.get("/languages")));
}

BOOST_AUTO_TEST_CASE(an_appeal_is_made_once_and_decided_by_somebody_else) {
    mia_moderates("en");
    on_message(order("MUTE", "1d"));
    const auto path = decision_path();
    const auto empty = ana.post(path + "/appeal", {{"body", " "}});
    BOOST_TEST(empty.status() == 400);
    BOOST_TEST(error_at(empty, "appeal-error") == "Please say why the decision is wrong.");
    const auto wordy = ana.post(path + "/appeal", {{"body", std::string(2001, 'x')}});
    BOOST_TEST(contains(error_at(wordy, "appeal-error"), "at most 2,000"));
    const auto forged = ana.post_raw(path + "/appeal", support::encode_form({{"body", "kept <u>"}}),
                                     "application/x-www-form-urlencoded");
    BOOST_TEST(forged.status() == 403);
    BOOST_TEST(contains(forged.body(), "kept &lt;u&gt;</textarea>"));
    BOOST_TEST(location(ana.post(path + "/appeal", {{"body", "I <b>quoted"}})) == path + "?sent=1");
    const auto sent = ana.get(path + "?sent=1").body();
    for (const char* part :
         {"Your appeal is on its way.", "I &lt;b&gt;quoted", "It waits for another moderator."})
        BOOST_TEST(contains(sent, part), part);
    BOOST_TEST(!contains(sent, "/appeal\""));
    const auto again = ana.post(path + "/appeal", {{"body", "please"}});
    BOOST_TEST(again.status() == 409);
    BOOST_TEST(alert_of(again) == "An appeal against this decision was made already.");

    const auto appeal =
        "/moderation/appeals/" + between(mia.get("/moderation").body(), "/moderation/appeals/", "\"");
    const auto own = mia.get(appeal).body();
    BOOST_TEST(contains(own, "I &lt;b&gt;quoted"));
    BOOST_TEST(contains(own, "You made this decision."));
    BOOST_TEST(mia.post(appeal + "/decide", {{"verdict", "lift"}}).status() == 403);
    house.connection().execute("UPDATE moderation_action SET moderator_user_id = ?", somebody_else());
    const auto undecided = mia.post(appeal + "/decide", {{"answer", "I <b>see"}});
    BOOST_TEST(undecided.status() == 400);
    BOOST_TEST(contains(undecided.body(), "Please choose what shall happen."));
    BOOST_TEST(contains(undecided.body(), "I &lt;b&gt;see</textarea>"));
    BOOST_TEST(location(mia.post(appeal + "/decide", {{"verdict", "lift"}, {"answer", "I <b>see"}})) ==
               "/moderation?done=1");
    BOOST_TEST(contains(mia.get("/moderation").body(), "No appeal waits."));
    BOOST_TEST(contains(mia.get(appeal).body(), "the decision was lifted"));
    BOOST_TEST(tells_of_decision(ana.get("/languages")), "there is an answer");
    const auto answered = ana.get(path).body();
    for (const char* part : {"You were right: the decision was lifted.", "I &lt;b&gt;see", ">lifted<"})
        BOOST_TEST(contains(answered, part), part);
    BOOST_TEST(!contains(ana.get("/lounges/en-us").body(), "id=\"muted\""));
}

BOOST_AUTO_TEST_CASE(whoever_is_banned_finds_the_decision_at_every_door_and_may_leave) {
    mia_is(store::Role::moderator, std::nullopt);
    ana.get("/languages");
    mia.post("/people/" + id_of(ana) + "/moderate", order("BAN_PERMANENT"));
    const auto path = location(ana.get("/lounges/en-us"));
    BOOST_REQUIRE(path.starts_with("/decisions/"));
    for (const char* door : {"/", "/languages", "/languages/en", "/direct", "/lounges/en-us/1", "/reports"})
        BOOST_TEST(location(ana.get(door)) == path, door);
    BOOST_TEST(location(ana.post("/lounges/en-us/messages", {{"body", "x"}, {"clientId", "a9"}})) == path);
    BOOST_TEST(location(ana.post("/enter", {{"name", "Anna"}, {"ageCategory", "18+"}, {"go", "choose"}})) ==
               path);
    BOOST_TEST(ana.get("/lounges/en-us", wants_json).status() == 403);
    BOOST_TEST(ana.get("/lounges/en-us/lines").body() == R"({"error":"You are banned from this house."})");
    const auto page = ana.get(path);
    BOOST_TEST(page.status() == 200);
    for (const char* part : {"Banned for good", "for good<", "action=\"/leave\"", "/appeal\""})
        BOOST_TEST(contains(page.body(), part), part);
    BOOST_TEST(support::count(house.connection(),
                              "SELECT COUNT(*) FROM participant WHERE unseen_action_id IS NOT NULL") == 0U);
    BOOST_TEST(location(ana.post(path + "/appeal", {{"body", "It was not me"}})) == path + "?sent=1");
    BOOST_TEST(location(ana.post("/leave", {})) == "/");
    BOOST_TEST(!ana.cookies.contains("tempSessionToken"));
    BOOST_TEST(ana.get("/").status() == 200);
    BOOST_TEST(!contains(ana.get(path).body(), "action=\"/leave\""));
}

BOOST_AUTO_TEST_CASE(the_picture_of_a_case_is_for_whoever_has_taken_it_and_behind_a_press) {
    const auto media = store::add_media(house.connection(), {.owner = base::ParticipantId{1},
                                                             .key = "thekey",
                                                             .content_type = "image/webp",
                                                             .thumb_width = 24,
                                                             .thumb_height = 16,
                                                             .blur = "",
                                                             .perceptual_hash = "12345678",
                                                             .at = house.clock.now()});
    store::media_stored(house.connection(), media, house.clock.now());
    house.connection().execute("UPDATE chat_message SET media_id = ? WHERE seq = 2", media);
    report(bob, "UNDERAGE");
    BOOST_TEST(ana.get("/media/" + std::to_string(media.value) + "/other").status() == 404);
    mia_moderates("en");
    BOOST_TEST(mia.get("/media/" + std::to_string(media.value) + "/thekey").status() == 404, "it is hidden");
    const auto path = case_path();
    const auto free = mia.get(path).body();
    BOOST_TEST(contains(free, "Take the case to see the picture or video."));
    BOOST_TEST(!contains(free, "/picture\""));
    BOOST_TEST(mia.get(path + "/picture").status() == 409);
    BOOST_TEST(contains(mia.get(path + "/picture").body(), "Please take the case first."));
    mia.post(path + "/take", {});
    const auto held = mia.get(path).body();
    const auto folded = between(held, "<div class=\"case-picture\">", "</div>");
    BOOST_TEST(contains(folded, "Show the picture"));
    BOOST_TEST(contains(folded, "href=\"" + path + "/picture\""));
    BOOST_TEST(
        contains(between(folded, "<template>", "</template>"), "<img src=\"" + path +
                                                                   "/picture\" width=\"24\" height=\"16\" "
                                                                   "alt=\"Picture from \u2068Ana\u2069\""));
    BOOST_TEST(support::count(held, "<img") == 1U, "nowhere else");
    const auto noted = [&] {
        return support::count(house.connection(),
                              "SELECT COUNT(*) FROM audit_log WHERE action = 'case.see_picture'");
    };
    BOOST_TEST(noted() == 0U, "not by opening the page");
    const auto given = mia.get(path + "/picture");
    BOOST_TEST(given.status() == 200);
    BOOST_TEST(given.header("X-Accel-Redirect") == "/-/media/th/thekey.webp");
    BOOST_TEST(given.header("Content-Type") == "image/webp");
    BOOST_TEST(given.header("Cache-Control") == "private, no-store");
    BOOST_TEST(mia.get(path + "/picture").status() == 200);
    BOOST_TEST(noted() == 1U);
    mia.post(path + "/dismiss", {});
    BOOST_TEST(!contains(mia.get(path).body(), "case-picture"));
    BOOST_TEST(mia.get(path + "/picture").status() == 409);
}

BOOST_AUTO_TEST_CASE(the_emergency_switch_begins_where_one_comes_from_and_never_with_the_whole_house) {
    const auto chosen = [](const fcgi::Response& page) {
        return between(between(page.body(), "id=\"where\"", "</select>"), "value=\"", "\" selected");
    };
    const auto first = [](const fcgi::Response& page) {
        return between(between(page.body(), "id=\"where\"", "</select>"), "<option value=\"", "\"");
    };
    const std::string path = "/moderation/emergency";
    mia_moderates("en");
    BOOST_TEST(contains(mia.get("/lounges/en-us").body(), "href=\"/moderation/emergency?lounge=en-us\""));
    BOOST_TEST(
        contains(mia.get("/lounges/en-us/queue").body(), "href=\"/moderation/emergency?lounge=en-us\""));
    BOOST_TEST(!contains(bob.get("/lounges/en-us").body(), "/moderation/emergency"));
    BOOST_TEST(first(mia.get(path)) == "en-all", "the first of theirs");
    BOOST_TEST(chosen(mia.get(path + "?lounge=en-us")).ends_with("en-us"));
    mia_is(store::Role::moderator, std::nullopt);
    for (const char* query : {"", "?lounge=", "?lounge=nowhere"}) {
        const auto page = mia.get(path + query);
        BOOST_TEST(first(page).empty(), "nothing is chosen: " << query);
        BOOST_TEST(!contains(between(page.body(), "id=\"where\"", "</select>"), " selected"), query);
    }
    BOOST_TEST(chosen(mia.get(path + "?lounge=en-us")).ends_with("en-us"));
    BOOST_TEST(first(mia.get(path + "?lounge=en-us")) == "house", "one is chosen");
    const Form press{{"where", ""}, {"write", "members"}, {"slow", ""}, {"lasts", "6h"}};
    const auto nowhere = mia.post(path, press);
    BOOST_TEST(nowhere.status() == 404);
    BOOST_TEST(error_at(nowhere, "where-error") == "Please choose where it shall hold.");
    BOOST_TEST(contains(nowhere.body(), "value=\"6h\" selected"));
    BOOST_TEST(contains(nowhere.body(), "Everything is as usual."));
    auto here = press;
    here["where"] = "en-us";
    BOOST_TEST(location(mia.post(path, here)) == path + "?done=1&lounge=en-us");
}

BOOST_AUTO_TEST_CASE(the_queue_leads_to_the_record_for_those_who_may_read_it) {
    mia_moderates("en");
    BOOST_TEST(!contains(mia.get("/moderation").body(), "href=\"/audit\""));
    mia_is(store::Role::admin, std::nullopt);
    BOOST_TEST(contains(mia.get("/moderation").body(), "href=\"/audit\""));
    BOOST_TEST(mia.get("/audit").status() == 200);
}

BOOST_AUTO_TEST_CASE(the_queue_leads_to_disputes_about_orders_for_moderators_of_the_whole_house) {
    const std::string link = "href=\"/moderation/disputes\">Disputes about orders · ";
    mia_moderates("en");
    BOOST_TEST(!contains(mia.get("/moderation").body(), link));
    BOOST_TEST(mia.get("/moderation/disputes").status() == 403);
    mia_is(store::Role::moderator, std::nullopt);
    BOOST_TEST(contains(mia.get("/moderation").body(), link + "0<"));
    const auto sue = somebody_else();
    support::add_listing(house.connection(), {.seller = sue, .listed_at = house.clock.now()});
    house.connection().execute(
        "INSERT INTO transaction (item_id, item_version, content_type, buyer_user_id, seller_user_id, idempotency_key, amount_minor, "
        "currency, fee_minor, payment_method, provider, payment_status, fulfilment, disputed_at, created_at, updated_at, hold_until) "
        "SELECT id, 1, 'SFW', ?, ?, '0123456789abcdef', 1000, 'USD', 0, 'STRIPE', 'TEST', 'COMPLETED', 'DISPUTED', created_at, "
        "created_at, created_at, created_at FROM marketplace_item",
        sue, sue);
    BOOST_TEST(contains(mia.get("/moderation").body(), link + "1<"));
    BOOST_TEST(mia.get("/moderation/disputes/1").status() == 200);
}

BOOST_AUTO_TEST_SUITE_END()
