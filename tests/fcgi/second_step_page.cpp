// The second step on its page: set up, asked for, given new recovery codes, switched off; by forms alone.
#include "tests/fcgi/account_pages.h"

using support::alert_of;
using support::between;
using support::contains;
using support::count;
using support::error_at;
using support::good;
using support::location;
using support::Pages;
using support::Visitor;

namespace {

// The page with the codes, of somebody who came in by the password alone.
std::string set_up(Pages& pages) {
    pages.ana.post("/account/second-step/begin", {});
    return pages.ana.post("/account/second-step", {{"code", pages.code(pages.ana)}}).body();
}

std::string first_code(const std::string& page) { return between(page, "<li><code dir=\"ltr\">", "<"); }

}  // namespace

BOOST_AUTO_TEST_SUITE(second_step_page)

BOOST_AUTO_TEST_CASE(a_second_step_is_set_up_and_asked_for) {
    Pages pages;
    pages.become_member(pages.ana);
    Visitor& ana = pages.ana;
    BOOST_TEST(contains(ana.get("/account/second-step").body(), "Set it up"));
    BOOST_TEST(location(ana.post("/account/second-step/begin", {})) == "/account/second-step");
    const auto pending = ana.get("/account/second-step").body();
    BOOST_TEST(contains(pending, "href=\"otpauth://totp/The%20Chatroom:"));
    const auto wrong = ana.post("/account/second-step", {{"code", "12"}});
    BOOST_TEST(wrong.status() == 401);
    BOOST_TEST(error_at(wrong, "code-error").starts_with("This code is not valid."));
    BOOST_TEST(contains(wrong.body(), between(pending, "<code dir=\"ltr\">", "<")), "the same key");
    const auto codes = ana.post("/account/second-step", {{"code", pages.code(ana)}});
    BOOST_TEST(codes.status() == 200);
    BOOST_TEST(count(codes.body(), "<li><code") == 10U);
    const auto recovery = first_code(codes.body());
    BOOST_TEST(count(ana.get("/account/second-step").body(), "<code") == 0U, "shown once");

    Visitor phone(pages.house);
    BOOST_TEST(location(phone.get("/signin/code")) == "/signin");
    BOOST_TEST(location(pages.sign_in(phone, good)) == "/signin/code");
    BOOST_TEST(!phone.cookies.contains("accessToken"));
    const auto refused = phone.post("/signin/code", {{"code", "nothing"}});
    BOOST_TEST(refused.status() == 401);
    BOOST_TEST(error_at(refused, "code-error").starts_with("This code is not valid."));
    BOOST_TEST(location(phone.post("/signin/code", {{"code", recovery}})) == "/languages");
    BOOST_TEST(phone.get("/account").status() == 200);

    Visitor late(pages.house);
    pages.sign_in(late, good);
    pages.house.clock.forward(std::chrono::minutes{6});
    const auto over = late.post("/signin/code", {{"code", recovery}});
    BOOST_TEST(over.status() == 401);
    BOOST_TEST(alert_of(over) == "Your session has ended. Please sign in again.");
}

BOOST_AUTO_TEST_CASE(new_recovery_codes_are_made_for_a_code_and_shown_once) {
    Pages pages;
    pages.become_member(pages.ana);
    Visitor& ana = pages.ana;
    const auto old = first_code(set_up(pages));
    BOOST_TEST(contains(ana.get("/account/second-step").body(), "You have 10 recovery codes left."));
    const auto wrong = ana.post("/account/second-step/codes", {{"code", "nothing"}});
    BOOST_TEST(wrong.status() == 401);
    BOOST_TEST(error_at(wrong, "new-code-error").starts_with("This code is not valid."));
    BOOST_TEST(error_at(wrong, "off-code-error").empty());
    const auto made = ana.post("/account/second-step/codes", {{"code", old}});
    BOOST_TEST(made.status() == 200);
    BOOST_TEST(count(made.body(), "<li><code") == 10U);
    BOOST_TEST(contains(made.body(), "The recovery codes of before are no longer good."));
    BOOST_TEST(!contains(made.body(), old));
    const auto page = ana.get("/account/second-step").body();
    BOOST_TEST(count(page, "<code") == 0U, "shown once");
    BOOST_TEST(contains(page, "You have 10 recovery codes left."));
    Visitor phone(pages.house);
    pages.sign_in(phone, good);
    BOOST_TEST(phone.post("/signin/code", {{"code", old}}).status() == 401);
    const auto next = first_code(made.body());
    BOOST_TEST(location(phone.post("/signin/code", {{"code", next}})) == "/languages");
    BOOST_TEST(contains(phone.get("/account/second-step").body(), "You have 9 recovery codes left."));
}

BOOST_AUTO_TEST_CASE(a_second_step_is_switched_off_by_a_code_or_by_who_came_in_with_one) {
    Pages pages;
    pages.become_member(pages.ana);
    Visitor& ana = pages.ana;
    const auto recovery = first_code(set_up(pages));
    Visitor phone(pages.house);
    pages.sign_in(phone, good);
    phone.post("/signin/code", {{"code", recovery}});
    BOOST_TEST(contains(ana.get("/account/second-step").body(), "id=\"off-code\""));
    BOOST_TEST(!contains(phone.get("/account/second-step").body(), "id=\"off-code\""));
    const auto wrong = ana.post("/account/second-step/off", {{"code", recovery}});
    BOOST_TEST(wrong.status() == 401);
    BOOST_TEST(error_at(wrong, "off-code-error").starts_with("This code is not valid."));
    BOOST_TEST(error_at(wrong, "new-code-error").empty());
    const auto off = phone.post("/account/second-step/off", {});
    BOOST_TEST(location(off) == "/account?done=second-step-off");
    BOOST_TEST(contains(phone.get(location(off)).body(),
                        "The second step is off. Everywhere else you are signed out."));
    BOOST_TEST(contains(phone.get("/account/second-step").body(), "Set it up"));
    BOOST_TEST(location(ana.get("/account")) == "/signin?done=ended&next=%2Faccount");
    BOOST_TEST(location(pages.sign_in(ana, good)) == "/languages", "by the password alone");
    const auto gone = ana.post("/account/second-step/codes", {{"code", recovery}});
    BOOST_TEST(alert_of(gone).starts_with("This code is not valid."), "the form it was for is not there");
}

BOOST_AUTO_TEST_CASE(staff_are_told_that_their_second_step_stays_on) {
    Pages pages;
    pages.become_member(pages.ana);
    Visitor& ana = pages.ana;
    const auto recovery = first_code(set_up(pages));
    pages.house.connection().run(
        "INSERT INTO user_role (user_id, role, granted_at) SELECT id, 'MODERATOR', created_at FROM user");
    const std::string why = "You moderate or administer here, so your second step stays on.";
    const auto page = ana.get("/account/second-step").body();
    BOOST_TEST(contains(page, why));
    BOOST_TEST(!contains(page, "/account/second-step/off"));
    const auto refused = ana.post("/account/second-step/off", {{"code", recovery}});
    BOOST_TEST(refused.status() == 403);
    BOOST_TEST(alert_of(refused) == why);
    BOOST_TEST(contains(refused.body(), "You have 10 recovery codes left."));
}

BOOST_AUTO_TEST_CASE(wrong_codes_on_the_page_are_counted) {
    for (const char* path : {"/account/second-step/codes", "/account/second-step/off"}) {
        Pages pages;
        pages.become_member(pages.ana);
        set_up(pages);
        pages.house.clock.forward(std::chrono::minutes{16});
        pages.house.config.limits.attempts = 2;
        for (int i = 0; i < 2; ++i) BOOST_TEST(pages.ana.post(path, {{"code", "000000"}}).status() == 401);
        const auto third = pages.ana.post(path, {{"code", "000000"}});
        BOOST_TEST(third.status() == 429, path);
        BOOST_TEST(alert_of(third) == "Too many authentication attempts. Please try again later.");
        BOOST_TEST(third.header("Retry-After") == "900");
    }
}

BOOST_AUTO_TEST_SUITE_END()
