#include "admin/preview_job.h"

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <set>

#include "core/chat/act.h"
#include "core/chat/card.h"
#include "core/store/jobs.h"
#include "tests/core/talk.h"
#include "tests/support/loopback_server.h"
#include "tests/support/market_rows.h"
#include "tests/support/members.h"
#include "tests/support/picture_files.h"
#include "tests/support/scratch_folder.h"

namespace {

using support::Behaviour;
using namespace std::chrono_literals;

Behaviour reply(const std::string& type, const std::string& body) {
    return Behaviour::raw("HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nConnection: close\r\n\r\n" +
                          body);
}
Behaviour page(const std::string& title, const std::string& picture = "") {
    return reply("text/html",
                 "<title>" + title + "</title><meta property=og:image content='" + picture + "'>");
}

struct Ground : support::Talk {
    support::ScratchFolder scratch;
    support::LoopbackServer server;
    chat::HintSender hints{scratch.path()};

    Ground() {
        lift_pace();
        config.media_dir = scratch.path();
        config.frontend_url = "https://chat.example";
        config.preview_stand_ins =
            "page.example=127.0.0.1:" + server.url().substr(server.url().rfind(':') + 1);
    }

    // One run of a job of its own: what an earlier one kept in mind is forgotten, unless `job` is given.
    void run() {
        admin::PreviewJob previews(config, clock, hints, admin::resolver_of(config));
        run(previews);
    }
    void run(admin::PreviewJob& previews) {
        const std::vector<admin::Job> jobs{previews.job()};
        store::ensure_job(connection, jobs.front().name, clock.now());
        BOOST_TEST(admin::run_due_jobs(connection, clock, jobs, "test") == 1U);
        BOOST_TEST(support::count(connection, "SELECT COUNT(*) FROM job WHERE last_error <> ''") == 0U);
        clock.forward(2s);
    }
    base::Seq say(const std::string& body) {
        return chat::post(connection, house, by(ann, "m" + std::to_string(++said_), body)).value().seq;
    }
    std::optional<store::Preview> card(base::Seq message) {
        return store::messages_after(connection, lounge.id, message - 1, 1).at(0).preview;
    }
    std::string title(base::Seq message) {
        const auto shown = card(message);
        return shown ? shown->title : "-";
    }
    std::uint64_t rows(const std::string& table) {
        return support::count(connection, "SELECT COUNT(*) FROM " + table);
    }
    std::set<std::string> lying() const {
        std::set<std::string> names;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(scratch.path())) {
            if (entry.is_regular_file()) names.insert(entry.path().filename().string());
        }
        return names;
    }

    int said_ = 0;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(preview_job, Ground)

BOOST_AUTO_TEST_CASE(a_page_and_its_picture_become_a_card) {
    const auto seq = say("http://page.example/a");
    server.serve({page("Hello \u202Eworld", "/p.jpg"), reply("image/jpeg", support::small_jpeg())});
    run();
    const auto shown = card(seq).value();
    BOOST_TEST(shown.title == "Hello world");
    BOOST_TEST(shown.picture.value().width > 0U);
    BOOST_TEST(!shown.picture->blur.empty());
    BOOST_TEST(lying() == std::set<std::string>{shown.picture->key + "-thumb.webp"},
               boost::test_tools::per_element());
    BOOST_TEST(
        support::count(connection,
                       "SELECT COUNT(*) FROM media WHERE attached_at IS NOT NULL AND stored_at IS NOT NULL "
                       "AND owner_participant_id IS NULL") == 1U);
    BOOST_TEST(server.requests().at(1).path == "/p.jpg");
    run();
    BOOST_TEST(server.requests().size() == 2U);
    BOOST_TEST(events().size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_picture_that_is_none_leaves_a_card_without) {
    const auto seq = say("http://page.example/a");
    server.serve({page("Hello", "/p.jpg"), reply("image/png", "<svg onload=alert(1)>")});
    run();
    BOOST_TEST(title(seq) == "Hello");
    BOOST_TEST(!card(seq)->picture.has_value());
    BOOST_TEST(lying().empty());
}

BOOST_AUTO_TEST_CASE(pictures_are_not_fetched_from_this_machine_either) {
    for (const char* where :
         {"http://127.0.0.1/p.png", "http://localhost/p.png", "http://[::1]/p.png", "file:///etc/passwd"}) {
        server.serve({page("Hello", where)});
        const auto seq = say("http://page.example/" + std::to_string(said_));
        run();
        BOOST_TEST(title(seq) == "Hello");
        BOOST_TEST(!card(seq)->picture.has_value(), where);
    }
    BOOST_TEST(server.requests().size() == 4U);
}

BOOST_AUTO_TEST_CASE(no_more_than_so_many_fetches_a_minute_and_for_each_host) {
    config.limits.previews_per_host = 2;
    admin::PreviewJob previews(config, clock, hints, admin::resolver_of(config));
    for (int i = 0; i < 5; ++i) say("http://page.example/" + std::to_string(i));
    server.serve({page("1"), page("2"), page("3"), page("4"), page("5")});
    run(previews);
    BOOST_TEST(server.requests().size() == 2U);
    run(previews);
    BOOST_TEST(server.requests().size() == 2U);
    clock.forward(1min);
    run(previews);
    BOOST_TEST(server.requests().size() == 4U, "the rest waits its turn");
}

BOOST_AUTO_TEST_CASE(who_waited_too_long_waits_no_more) {
    config.limits.previews_per_host = 1;
    admin::PreviewJob previews(config, clock, hints, admin::resolver_of(config));
    server.serve({page("1"), page("2")});
    say("http://page.example/1");
    run(previews);
    say("http://page.example/2");
    run(previews);
    BOOST_TEST(rows("preview_wanted") == 1U);
    clock.forward(config.limits.preview_wait);
    run(previews);
    run(previews);
    BOOST_TEST(rows("preview_wanted") == 0U);
    BOOST_TEST(server.requests().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_page_that_ends_the_process_twice_is_left_alone) {
    const auto seq = say("http://page.example/a");
    server.serve({page("Third")});
    admin::PreviewJob previews(config, clock, hints, admin::resolver_of(config));
    config.limits.previews_per_host = 1;
    for (const auto& one : store::wanted_previews(connection, 10))
        (void)chat::settle_card(connection, one, true, clock.now());
    const auto id = store::waiting_previews(connection, 10).at(0).id;
    store::claim_preview(connection, id);  // and died
    store::release_fetching_previews(connection);
    store::claim_preview(connection, id);  // and died again
    run(previews);
    run(previews);
    BOOST_TEST(title(seq) == "-");
    BOOST_TEST(server.requests().empty());
    BOOST_TEST(rows("preview_wanted") == 0U);
}

BOOST_AUTO_TEST_CASE(what_a_dead_run_began_is_begun_again) {
    const auto seq = say("http://page.example/a");
    for (const auto& one : store::wanted_previews(connection, 10))
        (void)chat::settle_card(connection, one, true, clock.now());
    store::claim_preview(connection, store::waiting_previews(connection, 10).at(0).id);
    server.serve({page("Hello")});
    run();
    BOOST_TEST(title(seq) == "Hello");
}

BOOST_AUTO_TEST_CASE(what_nothing_shows_any_more_goes_with_its_picture) {
    const auto kept = say("http://page.example/kept");
    const auto removed = say("http://page.example/removed");
    server.serve({page("Removed", "/p.jpg"), reply("image/jpeg", support::small_jpeg())});
    config.limits.previews_at_once = 1;
    server.serve({page("Kept")});
    run();
    BOOST_TEST(title(kept) == "Kept");
    BOOST_TEST(title(removed) == "Removed");
    BOOST_REQUIRE(chat::act(connection, house,
                            {.kind = chat::ActKind::remove,
                             .actor = ann,
                             .lounge = lounge.id,
                             .message = removed,
                             .text = {}})
                      .ok());
    run();
    BOOST_TEST(rows("link_preview") == 1U);
    BOOST_TEST(support::count(
                   connection,
                   "SELECT COUNT(*) FROM media WHERE attached_at IS NULL AND removed_at IS NOT NULL") == 1U);
    clock.forward(config.limits.preview_fresh);
    run();
    BOOST_TEST(title(kept) == "Kept", "a card that is shown outlives its freshness");
    BOOST_TEST(store::previews_to_look_at(connection, clock.now(), 10).empty(),
               "and is not looked at all the time");
}

BOOST_AUTO_TEST_CASE(links_to_the_house_itself_are_not_followed) {
    const auto seq = say("https://chat.example/lounges/en-all");
    config.preview_stand_ins += ",chat.example=127.0.0.1:9";
    run();
    run();
    BOOST_TEST(title(seq) == "-");
    BOOST_TEST(rows("preview_wanted") == 0U);
}

BOOST_AUTO_TEST_CASE(switched_off_nobody_is_asked) {
    say("http://page.example/a");
    config.link_previews = false;
    server.serve({page("Hello")});
    run();
    BOOST_TEST(rows("preview_wanted") == 0U);
    BOOST_TEST(server.requests().empty());
}

BOOST_AUTO_TEST_CASE(a_link_to_a_listing_shows_it_and_asks_nobody) {
    const auto seller = support::make_member(connection, bob);
    const auto item = support::add_listing(
        connection, {.seller = seller, .title = "Old lamp", .price = 1250, .currency = "EUR"});
    support::add_item_picture(connection, item, bob, "lampkey");
    const auto seq = say("look https://chat.example/market/items/" + std::to_string(item.value));
    run();
    const auto shown = card(seq).value();
    BOOST_TEST(shown.title == "Old lamp · €12.50");
    BOOST_TEST(shown.summary == "bob");
    BOOST_TEST(shown.picture.value().key == "lampkey");
    BOOST_TEST(shown.url == "https://chat.example/market/items/" + std::to_string(item.value));
    BOOST_TEST(server.requests().empty());
    BOOST_TEST(events().size() == 2U);
}

BOOST_AUTO_TEST_CASE(of_a_listing_with_nudity_the_title_alone_is_shown_and_of_a_hidden_one_nothing) {
    const auto seller = support::make_member(connection, bob);
    const auto bare =
        support::add_listing(connection, {.seller = seller, .title = "Portraits", .content = "NSFW"});
    support::add_item_picture(connection, bare, bob, "barekey");
    const auto draft =
        support::add_listing(connection, {.seller = seller, .title = "Draft", .state = "DRAFT"});
    const std::string at = "https://chat.example/market/items/";
    const auto of_bare = say(at + std::to_string(bare.value));
    const auto of_draft = say(at + std::to_string(draft.value));
    const auto of_none = say(at + "999999");
    run();
    BOOST_TEST(title(of_bare) == "Portraits");
    BOOST_TEST(card(of_bare)->summary == "NSFW");
    BOOST_TEST(!card(of_bare)->picture.has_value());
    BOOST_TEST(title(of_draft) == "-");
    BOOST_TEST(title(of_none) == "-");
    BOOST_TEST(rows("preview_wanted") == 0U);
}

BOOST_AUTO_TEST_CASE(a_listing_that_goes_takes_its_cards_along_and_its_picture_is_not_touched) {
    const auto seller = support::make_member(connection, bob);
    const auto item = support::add_listing(connection, {.seller = seller, .title = "Lamp"});
    support::add_item_picture(connection, item, bob, "lampkey");
    const std::string link = "https://chat.example/market/items/" + std::to_string(item.value);
    const auto first = say(link);
    const auto second = say(link);
    run();
    BOOST_TEST(title(first) == "Lamp · $10.00");
    clock.forward(2h);
    run();
    BOOST_TEST(title(second) == "Lamp · $10.00", "it stands");
    connection.execute("UPDATE marketplace_item SET state = 'REMOVED' WHERE id = ?", item);
    const auto told = events().size();
    clock.forward(2h);
    run();
    BOOST_TEST(title(first) == "-");
    BOOST_TEST(title(second) == "-");
    BOOST_TEST(events().size() == told + 2);
    run();
    BOOST_TEST(rows("link_preview") == 0U);
    BOOST_TEST(rows("media WHERE removed_at IS NULL AND attached_at IS NOT NULL") == 1U,
               "it is the seller's");
}

BOOST_AUTO_TEST_CASE(a_picture_that_its_seller_took_away_is_in_no_card) {
    const auto seller = support::make_member(connection, bob);
    const auto item = support::add_listing(connection, {.seller = seller, .title = "Lamp"});
    const auto picture = support::add_item_picture(connection, item, bob, "lampkey");
    const auto seq = say("https://chat.example/market/items/" + std::to_string(item.value));
    run();
    BOOST_TEST(card(seq)->picture.has_value());
    connection.execute("UPDATE media SET removed_at = '2026-01-01' WHERE id = ?", picture);
    BOOST_TEST(title(seq) == "Lamp · $10.00");
    BOOST_TEST(!card(seq)->picture.has_value());
}

BOOST_AUTO_TEST_SUITE_END()
