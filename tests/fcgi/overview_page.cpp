// The overview of the house: who may see it, that each figure is on it and changes when the thing happens, what it says of processes and jobs.
#include <boost/test/unit_test.hpp>

#include "core/moderation/report.h"
#include "core/overview/sampler.h"
#include "core/overview/sidecar_figures.h"
#include "core/store/house_figures.h"
#include "core/store/jobs.h"
#include "core/store/participants.h"
#include "core/store/presence.h"
#include "core/store/roles.h"
#include "core/store/sms_outbox.h"
#include "core/store/temp_sessions.h"
#include "core/store/verifications.h"
#include "tests/fcgi/account_pages.h"
#include "tests/support/loopback_server.h"
#include "tests/support/members.h"
#include "tests/support/server_view.h"

using support::Behaviour;
using support::between;
using support::contains;
using support::count;
using support::Visitor;

namespace {

using namespace std::chrono_literals;

constexpr const char* path = "/moderation/overview";
const std::string metrics =
    "# HELP chatroom_sockets connections that are open now\n# TYPE chatroom_sockets gauge\nchatroom_sockets 1234\n"
    "chatroom_sockets_opened_total 99\nchatroom_posts_waiting 5\nchatroom_reads_waiting 6\nchatroom_flood_step 2\n";

// Ann has an account and looks at the house.
struct Overseen : support::Pages {
    support::LoopbackServer sidecar;

    Overseen() : Pages([](base::Config&) {}) {
        become_member(ana);
        is(store::Role::admin);
        house.config.socket_port =
            static_cast<unsigned>(std::stoul(sidecar.url().substr(sidecar.url().rfind(':') + 1)));
        store::register_sidecar(house.connection(), "ws1", house.clock.now());
    }

    void is(store::Role role, bool second_step = true) {
        house.connection().run("DELETE FROM user_role");
        store::add_role(house.connection(), base::UserId{1}, {role, std::nullopt}, house.clock.now());
        house.connection().run(second_step ? "UPDATE session SET second_step_at = created_at"
                                           : "UPDATE session SET second_step_at = NULL");
    }
    std::string page(const std::string& query = "") {
        sidecar.serve({Behaviour::answer(200, metrics)});
        const auto response = ana.get(path + query);
        BOOST_REQUIRE_EQUAL(response.status(), 200);
        return response.body();
    }
    static std::string chart(const std::string& page, const std::string& id) {
        return between(page, "id=\"chart-" + id + "\"", "</figure>");
    }
    // Counted anew.
    std::string value(const std::string& id) {
        overview::take_sample(house.connection(), house.clock.now());
        return between(chart(page(), id), "class=\"chart-value\">", "<");
    }
    static std::string needs(const std::string& page) {
        return between(page, "data-fresh=\"needs\"", "</section>");
    }
    db::Connection& connection() { return house.connection(); }
    base::ParticipantId somebody(const std::string& name) {
        Visitor guest(house);
        guest.enter(name);
        auto rows = connection().query("SELECT id FROM participant WHERE display_name = ?", name);
        BOOST_REQUIRE(rows.next());
        return rows.id<base::ParticipantId>(0);
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(overview_page, Overseen)

BOOST_AUTO_TEST_CASE(administrators_see_it_and_are_led_to_it_and_nobody_else) {
    BOOST_TEST(contains(ana.get("/languages").body(), "href=\"/moderation/overview\""));
    BOOST_TEST(contains(ana.get("/moderation").body(), "href=\"/moderation/overview\">Overview<"));
    BOOST_TEST(contains(page(), "<h1>Overview</h1>"));
    for (const auto role : {store::Role::moderator, store::Role::reviewer}) {
        is(role);
        BOOST_TEST(ana.get(path).status() == 403);
        BOOST_TEST(!contains(ana.get("/languages").body(), path));
        BOOST_TEST(!contains(ana.get("/moderation").body(), path));
    }
    is(store::Role::admin, false);
    BOOST_TEST(ana.get(path).status() == 403, "without the second step");
    BOOST_TEST(!contains(ana.get("/languages").body(), path));
    connection().run("DELETE FROM user_role");
    BOOST_TEST(ana.get(path).status() == 403);
    Visitor guest(house);
    BOOST_TEST(guest.get(path).status() != 200);
    guest.enter("Gus");
    BOOST_TEST(guest.get(path).status() != 200);
}

BOOST_AUTO_TEST_CASE(before_anything_was_counted_it_says_who_counts) {
    const auto fresh = page();
    BOOST_TEST(contains(fresh, "Nothing was counted yet: the jobs do so each minute."));
    BOOST_TEST(contains(chart(fresh, "posts"), "Not counted yet."));
    overview::take_sample(connection(), house.clock.now());
    BOOST_TEST(!contains(page(), "Nothing was counted yet"));
    BOOST_TEST(
        contains(page(), "the last time for <time datetime=\"2026-01-01T12:00:00.000Z\">12:00 UTC</time>"));
}

BOOST_AUTO_TEST_CASE(people_posts_and_arrivals_change_with_what_happens) {
    connection().run("UPDATE participant SET availability = 'OFFLINE'");
    BOOST_TEST(value("online") == "0");
    BOOST_TEST(value("posts") == "0");
    const auto before = std::stoul(value("arrivals"));
    const auto bob = somebody("Bob");
    BOOST_TEST(std::stoul(value("arrivals")) == before + 1);
    store::touch(connection(), bob, house.clock.now());
    BOOST_TEST(std::stoul(value("online")) >= 1U);
    BOOST_REQUIRE_EQUAL(ana.post("/lounges/en-us/messages", {{"body", "hello"}, {"clientId", "a1"}}).status(),
                        303);
    BOOST_TEST(value("posts") == "1");
    const auto drawn = chart(page(), "posts");
    BOOST_TEST(contains(drawn, ": 1 in all, at most 1 within an hour.\">"));
    BOOST_TEST(contains(drawn, "<path class=\"chart-area\" d=\"M958 200v-50h29v50z\">"));
    BOOST_TEST(count(drawn, "<tr><th scope=\"row\">") == 24U);
    BOOST_TEST(contains(drawn, "12:00 UTC</time></th><td class=\"figure\">1</td>"));
    const auto here = value("online");
    BOOST_TEST(
        contains(chart(page(), "online"), ": between " + here + " and " + here + ", now " + here + ".\">"));
}

BOOST_AUTO_TEST_CASE(what_waits_is_said_at_the_top_with_the_way_to_it_and_told_as_it_is_now) {
    house.clock.forward(1h);
    store::beat(connection(), store::register_sidecar(connection(), "ws1", house.clock.now()),
                house.clock.now());
    BOOST_TEST(contains(needs(page()), "All is well. Nothing waits for you."));
    const auto bob = somebody("Bob");
    const auto opened =
        store::open_case(connection(), {.person = bob}, store::ReportReason::spam, house.clock.now() - 2h);
    const auto proof =
        store::add_verification(connection(), {.user = base::UserId{1}, .at = house.clock.now()});
    store::set_submitted(connection(), proof, house.clock.now());
    const auto told = page();
    BOOST_TEST(!contains(needs(told), "All is well"));
    BOOST_TEST(contains(needs(told), "<a href=\"/moderation\">1 report waits</a>"));
    BOOST_TEST(contains(needs(told), "the first: 2 hours ago"));
    BOOST_TEST(contains(needs(told), "<span>1 proof of age waits</span>"), "an administrator is no reviewer");
    BOOST_TEST(between(chart(told, "cases"), "class=\"chart-value\">", "<") == "1", "without a sample");
    BOOST_TEST(between(chart(told, "case-wait"), "class=\"chart-value\">", "<") == "2 hours");
    BOOST_TEST(between(chart(told, "proofs"), "class=\"chart-value\">", "<") == "1");
    store::decide_case(connection(), opened, base::UserId{1}, false, house.clock.now());
    BOOST_TEST(!contains(needs(page()), "report waits"));
    BOOST_TEST(value("decided") == "1");
}

BOOST_AUTO_TEST_CASE(payments_and_sms_change_with_what_happens) {
    const auto sent_before = std::stoul(value("sms"));
    const auto sms = [&] {
        (void)store::add_sms(connection(), {.user = std::nullopt,
                                            .phone = {"sealed", 1},
                                            .body = {"sealed", 1},
                                            .country = "US",
                                            .now = house.clock.now(),
                                            .expires_at = house.clock.now() + 1h});
        return store::claim_sms(connection(), "AC1", house.clock.now()).value().id;
    };
    store::finish_sms_sent(connection(), sms(), "SM1", house.clock.now());
    store::finish_sms_failed(connection(), sms(), "no such number");
    BOOST_TEST(std::stoul(value("sms")) == sent_before + 2);
    const auto legend = between(chart(page(), "sms"), "class=\"chart-legend\">", "</ul>");
    BOOST_TEST(contains(legend, "class=\"chart-bad\">Failed or not known <b>1</b>"));
    BOOST_TEST(contains(needs(page()), "1 SMS of the last day did not arrive, or may not have"));
    BOOST_TEST(contains(needs(page()), "scripts/sms-outbox"));
    BOOST_TEST(value("payments") == "0");
    // As the market writes it: tests/core/sampler.cpp has the whole way.
    overview::take_sample(connection(), house.clock.now());
    auto sample = store::newest_house_sample(connection()).value();
    sample.at -= overview::fine_step;
    sample[store::Figure::payments] = 3;
    sample[store::Figure::paid_eur] = 123'450;
    sample[store::Figure::paid_usd] = 900;
    store::put_house_samples(connection(), store::SampleStep::fine, {sample});
    const auto paid = chart(page(), "payments");
    BOOST_TEST(between(paid, "class=\"chart-value\">", "<") == "3");
    BOOST_TEST(contains(paid, "$9.00 · €1,234.50"));
}

BOOST_AUTO_TEST_CASE(processes_say_how_they_fare) {
    const auto well = page();
    for (const char* part :
         {"<dt>Open connections</dt><dd><bdi>1,234</bdi>", "<dt>Posts in the queue</dt><dd><bdi>5</bdi>",
          "Who is typing, lists of people", "Last heartbeat · ws1", "MariaDB", "There is room"})
        BOOST_TEST(contains(well, part), part);
    BOOST_TEST(!contains(needs(well), "#processes"));
    house.clock.forward(6s);
    BOOST_TEST(contains(needs(page()), "<a href=\"#processes\">Sockets: Not all of them answer</a>"));
    house.config.socket_port.reset();  // there is none at its usual place
    const auto response = ana.get(path);
    BOOST_TEST(contains(needs(response.body()), "Sockets: Not all of them answer"));
    BOOST_TEST(!contains(response.body(), "Posts in the queue"));
}

BOOST_AUTO_TEST_CASE(a_sidecar_that_says_nothing_holds_the_page_up_no_longer_than_it_must) {
    sidecar.serve({Behaviour::be_silent()});
    BOOST_TEST(contains(needs(ana.get(path).body()), "Sockets: Not all of them answer"));
    sidecar.serve({Behaviour::answer(200, "something else")});
    BOOST_TEST(contains(needs(ana.get(path).body()), "Sockets: Not all of them answer"));
    const auto figures = overview::parse_sidecar_figures("HTTP/1.1 200 OK\r\n\r\n" + metrics);
    BOOST_TEST(figures.sockets == 1234U);
    BOOST_TEST(figures.flood_step == 2U);
    BOOST_TEST(overview::parse_sidecar_figures("").sockets == 0U);
}

BOOST_AUTO_TEST_CASE(jobs_say_when_they_ran_and_those_in_trouble_come_first) {
    const auto now = house.clock.now();
    for (const char* name : {"a-well", "b-late", "c-broken"}) store::ensure_job(connection(), name, now);
    const auto run = [&](const char* name, const std::string& error) {
        const auto fence = store::lease_job(connection(), name, "one", now, 1min).value();
        store::finish_job(connection(), name, fence, now, now + 10min, error);
    };
    run("a-well", "");
    run("c-broken", "no <luck>");
    house.clock.forward(4min);
    const auto told = page();
    const auto jobs = between(told, "id=\"jobs\"", "</section>");
    BOOST_TEST(
        contains(jobs, "<code dir=\"ltr\">a-well</code></th><td>4 minutes ago</td><td>in 6 minutes</td>"));
    BOOST_TEST(contains(jobs, "not yet</td><td>late · 4 minutes</td>"));
    BOOST_TEST(contains(jobs, "Failed: <bdi dir=\"ltr\">no &lt;luck&gt;</bdi>"));
    BOOST_TEST(jobs.find("b-late") < jobs.find("a-well"));
    BOOST_TEST(contains(needs(told), "<a href=\"#jobs\">2 jobs are late or failing</a>"));
    BOOST_TEST(between(chart(told, "jobs"), "class=\"chart-value\">", "<") == "2");
}

BOOST_AUTO_TEST_CASE(a_house_that_is_not_counted_any_more_says_so) {
    overview::take_sample(connection(), house.clock.now());
    BOOST_TEST(!contains(needs(page()), "the jobs do not run"));
    house.clock.forward(16min);
    BOOST_TEST(contains(needs(page()), "Nothing was counted of late: the jobs do not run"));
}

BOOST_AUTO_TEST_CASE(a_month_is_shown_by_days) {
    std::vector<store::HouseSample> hours;
    for (int day = 0; day < 40; ++day) {
        hours.push_back({.at = house.clock.now() - day * 24h});
        hours.back()[store::Figure::guests_entered] = 2;
        hours.back()[store::Figure::sign_ups] = 0;
    }
    store::put_house_samples(connection(), store::SampleStep::hour, hours);
    const auto month = page("?span=30d");
    const auto arrivals = chart(month, "arrivals");
    BOOST_TEST(count(arrivals, "<tr><th scope=\"row\">") == 30U);
    BOOST_TEST(contains(arrivals, "60 in all, at most 2 within a day."));
    BOOST_TEST(contains(arrivals, "<time datetime=\"2026-01-01T00:00:00.000Z\">Jan 1, 2026</time>"));
    BOOST_TEST(
        contains(month, "id=\"span-30d\" href=\"/moderation/overview?span=30d\" aria-current=\"page\""));
    BOOST_TEST(contains(page("?span=rubbish"),
                        "id=\"span-24h\" href=\"/moderation/overview\" aria-current=\"page\""));
}

BOOST_AUTO_TEST_CASE(numbers_and_words_are_those_of_the_viewers_language) {
    overview::take_sample(connection(), house.clock.now());
    auto sample = store::newest_house_sample(connection()).value();
    sample[store::Figure::posts] = 12'345;
    store::put_house_samples(connection(), store::SampleStep::fine, {sample});
    BOOST_TEST(contains(chart(page(), "posts"), ">12,345<"));
    BOOST_TEST(contains(chart(page("?lang=de"), "posts"), ">12.345<"));
}

BOOST_AUTO_TEST_CASE(opening_it_costs_few_statements) {
    overview::take_sample(connection(), house.clock.now());
    (void)page();  // statements are prepared
    const auto questions = [&] {
        return support::count(
            connection(),
            "SELECT CAST(variable_value AS UNSIGNED) FROM information_schema.global_status WHERE variable_name = 'COM_STMT_EXECUTE'");
    };
    const auto begin = questions();
    (void)page();
    const auto spent = questions() - begin - 1;
    BOOST_TEST(spent <= 16U);
    BOOST_TEST_MESSAGE("the overview: " << spent << " statements");
}

BOOST_AUTO_TEST_SUITE_END()
