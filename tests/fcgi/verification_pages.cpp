// The member's page about their proof of age: begun, pictures sent as nginx hands them over, handed in, taken back; what guests and others are told.
#include "core/db/transaction.h"
#include "core/store/verifications.h"
#include "core/verification/conclude.h"
#include "tests/fcgi/account_pages.h"
#include "tests/support/members.h"
#include "tests/support/picture_files.h"
#include "tests/support/server_view.h"

using support::alert_of;
using support::between;
using support::contains;
using support::error_at;
using support::location;
using support::Pages;
using support::Visitor;

namespace {

constexpr const char* page = "/account/verification";
constexpr const char* boundary = "----WebKitFormBoundary7MA4YWxkTrZu0gW";

struct Prover : Pages {
    Prover() { become_member(ana); }

    fcgi::Response send(const std::string& part, const std::string& bytes) {
        const auto piece = [](const std::string& disposition, const std::string& content) {
            return "--" + std::string(boundary) + "\r\nContent-Disposition: form-data; " + disposition +
                   "\r\n\r\n" + content + "\r\n";
        };
        const auto form = piece("name=\"csrfToken\"", ana.cookies["csrfToken"]) +
                          piece("name=\"picture\"; filename=\"x.jpg\"", bytes) + "--" + boundary + "--\r\n";
        return ana.post_raw(std::string(page) + "/" + part, form,
                            std::string("multipart/form-data; boundary=") + boundary,
                            {{"REQUEST_BODY_KIND", "document"}});
    }
    std::string seen() { return ana.get(page).body(); }
    void hand_in() {
        BOOST_REQUIRE_EQUAL(location(ana.post(page, {{"type", "AGE_ONLY"}})), page);
        for (const char* part : {"front", "selfie"})
            BOOST_REQUIRE_EQUAL(send(part, support::small_jpeg()).status(), 303);
        BOOST_REQUIRE_EQUAL(location(ana.post("/account/verification/hand-in", {})), page);
    }
    base::UserId ana_id() {
        auto rows = house.connection().query("SELECT id FROM user ORDER BY id DESC LIMIT 1");
        BOOST_REQUIRE(rows.next());
        return rows.id<base::UserId>(0);
    }
    void decide(const store::ProofDecision& decision) {
        auto& connection = house.connection();
        const auto id = store::newest_verification(connection, ana_id())->id;
        db::transact(connection, [&](db::Connection& inside) {
            (void)verification::conclude(inside, house.clock, house.services().log,
                                         *store::lock_verification(inside, id), decision, "operator");
            return 0;
        });
        (void)verification::shred(connection, house.services().vault, id);
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(verification_pages, Prover)

BOOST_AUTO_TEST_CASE(from_the_first_look_to_waiting) {
    BOOST_TEST(contains(ana.get("/account").body(), page));
    const auto first = ana.get(page);
    BOOST_TEST(first.status() == 200);
    BOOST_TEST(contains(first.body(), "id=\"begin\""));
    BOOST_TEST(!contains(first.body(), "id=\"openid\""), "no provider is set up");
    BOOST_TEST(contains(std::string(first.header("Permissions-Policy")), "camera=(self)"));
    BOOST_TEST(location(ana.post(page, {{"type", "AGE_ONLY"}})) == page);
    BOOST_TEST(contains(seen(), "id=\"front\""));
    BOOST_TEST(!contains(seen(), "id=\"back\""));
    const auto early = ana.post("/account/verification/hand-in", {});
    BOOST_TEST(early.status() == 400);
    BOOST_TEST(contains(alert_of(early), "A picture is still missing"));
    BOOST_TEST(location(send("front", support::small_jpeg())) == "/account/verification?done=sent#front");
    BOOST_TEST(support::count(seen(), "Received") == 1U);
    BOOST_TEST(location(send("selfie", support::small_jpeg())) == "/account/verification?done=sent#selfie");
    BOOST_TEST(location(ana.post("/account/verification/hand-in", {})) == page);
    BOOST_TEST(contains(seen(), "id=\"waiting\""));
    BOOST_TEST(!contains(seen(), "id=\"begin\""));
    BOOST_TEST(contains(ana.get("/account").body(), "is being looked at"));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_read_is_said_beside_its_picture) {
    (void)ana.post(page, {{"type", "ID_FULL"}});
    (void)send("front", support::small_jpeg());
    const auto refused = send("back", "<svg xmlns='http://www.w3.org/2000/svg'/>");
    BOOST_TEST(refused.status() == 415);
    BOOST_TEST(contains(refused.body(), "id=\"back-error\""));
    BOOST_TEST(contains(refused.body(), "Only JPEG, PNG and WebP"));
    BOOST_TEST(contains(refused.body(), "Received"), "what was sent before stays");
    BOOST_TEST(send("front", "").status() == 400);
    BOOST_TEST(send("elsewhere", support::small_jpeg()).status() == 404);
    BOOST_TEST(send("selfie", std::string(house.config.limits.document_bytes + 1, 'x')).status() == 413);
    const auto by_nginx = ana.get("/account/verification?error=document_bytes");
    BOOST_TEST(by_nginx.status() == 413);
    BOOST_TEST(contains(alert_of(by_nginx), "at most 10 MB"));
    BOOST_TEST(ana.get("/account/verification?error=anything").status() == 200);
}

BOOST_AUTO_TEST_CASE(only_nginx_lets_a_large_body_in) {
    (void)ana.post(page, {{"type", "AGE_ONLY"}});
    const auto large = std::string(house.config.limits.request_body_bytes + 1, 'x');
    BOOST_TEST(
        ana.post_raw("/account/verification/front", large, "multipart/form-data; boundary=b").status() ==
        413);
}

BOOST_AUTO_TEST_CASE(nothing_chosen_is_said_beside_the_choice) {
    const auto refused = ana.post(page, {});
    BOOST_TEST(refused.status() == 400);
    BOOST_TEST(contains(refused.body(), "id=\"type-error\""));
    (void)ana.post(page, {{"type", "AGE_ONLY"}});
    const auto twice = ana.post(page, {{"type", "AGE_ONLY"}});
    BOOST_TEST(twice.status() == 409);
    BOOST_TEST(contains(alert_of(twice), "begun a proof of age already"));
}

BOOST_AUTO_TEST_CASE(taken_back_it_can_begin_again) {
    hand_in();
    BOOST_TEST(location(ana.post("/account/verification/take-back", {})) ==
               "/account/verification?done=taken-back");
    BOOST_TEST(contains(seen(), "id=\"begin\""));
    BOOST_TEST(house.services().vault.names().empty());
    BOOST_TEST(ana.post("/account/verification/take-back", {}).status() == 409);
}

BOOST_AUTO_TEST_CASE(the_decision_and_its_reason_are_told_and_three_tries_are_all) {
    for (int i = 0; i < 3; ++i) {
        hand_in();
        decide({.status = store::VerificationStatus::rejected,
                .outcome = store::ProofOutcome::unreadable,
                .note = "The date of birth is under your <thumb>.",
                .at = house.clock.now()});
        const auto told = between(seen(), "id=\"ended\"", "</section>");
        BOOST_TEST(contains(told, "cannot be read"));
        BOOST_TEST(contains(told, "under your &lt;thumb&gt;."));
    }
    BOOST_TEST(contains(seen(), "id=\"barred\""));
    BOOST_TEST(!contains(seen(), "id=\"begin\""));
    BOOST_TEST(ana.post(page, {{"type", "AGE_ONLY"}}).status() == 429);
}

BOOST_AUTO_TEST_CASE(an_approved_one_opens_the_red_lounge_and_its_end_closes_it) {
    const auto closed = ana.get("/lounges/en-red");
    BOOST_TEST(closed.status() == 403);
    BOOST_TEST(contains(closed.body(), "href=\"/account/verification\""));
    BOOST_TEST(contains(ana.get("/languages/en").body(), "Opens when your age is proven"));
    hand_in();
    decide({.status = store::VerificationStatus::approved,
            .expires_at = house.clock.now() + std::chrono::minutes{10},
            .at = house.clock.now()});
    BOOST_TEST(ana.get("/lounges/en-red").status() == 200);
    BOOST_TEST(contains(seen(), "id=\"proven\""));
    BOOST_TEST(contains(seen(), "id=\"begin\""), "it ends soon, so it can be renewed");
    BOOST_TEST(!contains(ana.get("/languages/en").body(), "Opens when your age is proven"));
    house.clock.forward(std::chrono::minutes{10});
    BOOST_TEST(ana.get("/lounges/en-red").status() == 403);
    BOOST_TEST(!contains(seen(), "id=\"proven\""));
}

BOOST_AUTO_TEST_CASE(guests_are_told_how) {
    Visitor gus(house);
    gus.enter("Gus", "18+RED");
    const auto closed = gus.get("/lounges/en-red");
    BOOST_TEST(closed.status() == 403);
    BOOST_TEST(contains(closed.body(), "href=\"/signup\""));
    BOOST_TEST(contains(closed.body(), "become a member first"));
    BOOST_TEST(location(gus.get(page)) == "/signin?next=%2Faccount%2Fverification");
    BOOST_TEST(gus.post(page, {{"type", "AGE_ONLY"}}).status() >= 300);
}

BOOST_AUTO_TEST_SUITE_END()
