#include "core/chat/card.h"

#include <boost/test/unit_test.hpp>

#include "core/chat/act.h"
#include "core/chat/event_json.h"
#include "core/db/transaction.h"
#include "tests/core/talk.h"

namespace {

using support::told;

struct Ground : support::Talk {
    Ground() { lift_pace(); }

    base::Seq say(const std::string& body) {
        return chat::post(connection, house, by(ann, "m" + std::to_string(++said_), body)).value().seq;
    }
    base::Result<chat::Posted> act(chat::ActKind kind, base::Seq message, const std::string& text = {},
                                   std::optional<base::ParticipantId> who = std::nullopt) {
        return chat::act(connection, house,
                         {.kind = kind,
                          .actor = who.value_or(ann),
                          .age = store::AgeCategory::over_18,
                          .lounge = lounge.id,
                          .message = message,
                          .text = text});
    }
    std::size_t wanted() { return store::wanted_previews(connection, 100).size(); }
    // What the job does with all that want one. Returns how many cards came.
    std::size_t settle(bool enabled = true) {
        std::size_t cards = 0;
        for (const auto& one : store::wanted_previews(connection, 100)) {
            const auto hint = db::transact(connection, [&](db::Connection& inside) {
                return chat::settle_card(inside, one, enabled, clock.now());
            });
            if (hint) ++cards;
        }
        return cards;
    }
    // Every fetch that waits finds this.
    std::size_t fetch(const std::optional<std::string>& title) {
        const auto waiting = store::waiting_previews(connection, 100);
        for (const auto& one : waiting) {
            std::optional<store::FoundPreview> found;
            if (title) found = store::FoundPreview{*title, "Summary", std::nullopt};
            store::finish_preview(connection, one.id, found, clock.now() + base::Millis{60'000});
            store::end_wait_for_preview(connection, one.id);
        }
        return waiting.size();
    }
    // The title beside the message, "-" when there is none.
    std::string card(base::Seq message) {
        const auto found = store::messages_after(connection, lounge.id, message - 1, 1);
        return found.at(0).preview ? found[0].preview->title : "-";
    }
    std::string last_event() {
        const auto all = events();
        return chat::event_json("en-all", all.back());
    }

    int said_ = 0;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(card, Ground)

BOOST_AUTO_TEST_CASE(the_first_link_of_a_format_is_found_wherever_it_stands) {
    BOOST_TEST(!chat::first_link("").has_value());
    BOOST_TEST(!chat::first_link(R"([["p","text",["b","bold"]]])").has_value());
    BOOST_TEST(
        chat::first_link(R"([["p","see ",["a","x","https://x.example/"],["a","y","https://y.example/"]]])")
            .value() == "https://x.example/");
    BOOST_TEST(chat::first_link(
                   R"([["c","[\"a\",\"n\",\"https://n.example/\"]"],["q",["a","x","https://x.example/"]]])")
                   .value() == "https://x.example/");
    for (const char* broken : {"[", "{}", R"([["p",["a"]]])", R"([["p",["a","x",1]]])", "[1]", "null"})
        BOOST_TEST(!chat::first_link(broken).has_value(), broken);
}

BOOST_AUTO_TEST_CASE(a_message_comes_first_and_its_card_as_an_event_of_its_own) {
    const auto seq = say("look https://page.example/x#part and https://other.example/");
    BOOST_TEST(wanted() == 1U);
    BOOST_TEST(settle() == 0U);
    BOOST_TEST(wanted() == 0U, "it waits for the fetch");
    BOOST_TEST(fetch("A page") == 1U);
    BOOST_TEST(settle() == 1U);
    BOOST_TEST(told(events()) ==
               "1:look https://page.example/x#part and https://other.example/ "
               "2:look https://page.example/x#part and https://other.example/");
    BOOST_TEST(events().back().kind == "preview");
    BOOST_TEST(card(seq) == "A page");
    BOOST_TEST(last_event().find(R"("kind":"preview","at":)") != std::string::npos);
    BOOST_TEST(last_event().find(R"("of":1,)") != std::string::npos);
    BOOST_TEST(
        last_event().find(
            R"("preview":{"url":"https://page.example/x","site":"page.example","title":"A page","text":"Summary"}})") !=
        std::string::npos);
    BOOST_TEST(last_event().find("body") == std::string::npos);
    BOOST_TEST(chat::event_json("en-all", events().front()).find(R"("preview":{"url")") != std::string::npos,
               "whoever comes later sees it with the message");
    BOOST_TEST(settle() == 0U, "once");
}

BOOST_AUTO_TEST_CASE(messages_without_a_page_to_ask_want_nothing) {
    for (const char* body :
         {"hello", "`https://page.example/`", "https://user:word@page.example/", "example.com"})
        (void)say(body);
    BOOST_TEST(wanted() == 0U);
    (void)say("https://page.example:8080/");
    BOOST_TEST(wanted() == 1U);
    BOOST_TEST(settle() == 0U);
    BOOST_TEST(store::waiting_previews(connection, 10).empty());
    BOOST_TEST(support::count(connection, "SELECT COUNT(*) FROM preview_wanted") == 0U);
}

BOOST_AUTO_TEST_CASE(a_link_posted_often_is_fetched_once) {
    for (int i = 0; i < 20; ++i) (void)say("https://page.example/");
    (void)settle();
    BOOST_TEST(fetch("Once") == 1U);
    BOOST_TEST(settle() == 20U);
    const auto later = say("again HTTPS://page.example");
    BOOST_TEST(settle() == 1U, "what is known comes at once");
    BOOST_TEST(card(later) == "Once");
    BOOST_TEST(fetch("Twice") == 0U);
}

BOOST_AUTO_TEST_CASE(what_gave_nothing_is_remembered_too) {
    (void)say("https://page.example/");
    (void)settle();
    BOOST_TEST(fetch(std::nullopt) == 1U);
    BOOST_TEST(settle() == 0U);
    (void)say("https://page.example/");
    BOOST_TEST(settle() == 0U);
    BOOST_TEST(fetch("x") == 0U);
    BOOST_TEST(events().size() == 2U);
}

BOOST_AUTO_TEST_CASE(an_old_answer_stays_where_it_is_shown_and_is_asked_for_anew) {
    const auto before = say("https://page.example/");
    (void)settle();
    (void)fetch("Old");
    (void)settle();
    clock.forward(base::Millis{61'000});
    const auto after = say("https://page.example/");
    BOOST_TEST(settle() == 0U);
    BOOST_TEST(fetch("New") == 1U);
    (void)settle();
    BOOST_TEST(card(before) == "Old");
    BOOST_TEST(card(after) == "New");
}

BOOST_AUTO_TEST_CASE(an_edited_message_follows_its_new_first_link) {
    const auto seq = say("https://page.example/");
    (void)settle();
    (void)fetch("First");
    (void)settle();
    BOOST_TEST(act(chat::ActKind::edit, seq, "still https://page.example/").ok());
    BOOST_TEST(card(seq) == "First", "the same link keeps its card");
    BOOST_TEST(last_event().find("First") != std::string::npos);
    BOOST_TEST(act(chat::ActKind::edit, seq, "https://other.example/").ok());
    BOOST_TEST(card(seq) == "-");
    BOOST_TEST(last_event().find("preview") == std::string::npos, last_event());
    (void)settle();
    (void)fetch("Second");
    BOOST_TEST(settle() == 1U);
    BOOST_TEST(card(seq) == "Second");
    BOOST_TEST(act(chat::ActKind::edit, seq, "no link").ok());
    BOOST_TEST(card(seq) == "-");
    BOOST_TEST(wanted() == 0U);
}

BOOST_AUTO_TEST_CASE(what_changes_while_the_page_is_fetched_gets_no_wrong_card) {
    const auto edited = say("https://page.example/");
    const auto removed = say("https://page.example/");
    const auto unlinked = say("https://page.example/");
    (void)settle();
    BOOST_TEST(act(chat::ActKind::edit, edited, "https://other.example/").ok());
    BOOST_TEST(act(chat::ActKind::remove, removed).ok());
    BOOST_TEST(act(chat::ActKind::edit, unlinked, "nothing").ok());
    (void)fetch("Wrong");
    BOOST_TEST(settle() == 0U);
    for (const auto seq : {edited, removed, unlinked}) BOOST_TEST(card(seq) == "-");
    (void)fetch("Right");
    (void)settle();
    BOOST_TEST(card(edited) == "Right");
}

BOOST_AUTO_TEST_CASE(a_removed_message_shows_none_and_tells_none) {
    const auto seq = say("https://page.example/");
    (void)settle();
    (void)fetch("Gone");
    (void)settle();
    BOOST_TEST(act(chat::ActKind::remove, seq).ok());
    BOOST_TEST(card(seq) == "-");
    for (const auto& event : events())
        BOOST_TEST(chat::event_json("en-all", event).find("Gone") == std::string::npos);
    BOOST_TEST(store::previews_to_look_at(connection, clock.now(), 10).size() == 1U, "and it goes");
}

BOOST_AUTO_TEST_CASE(the_author_takes_a_card_off_and_nobody_else_does) {
    const auto seq = say("https://page.example/");
    (void)settle();
    (void)fetch("Unwanted");
    (void)settle();
    BOOST_TEST(told(act(chat::ActKind::remove_preview, seq, {}, bob)) == "not_yours");
    BOOST_TEST(told(act(chat::ActKind::remove_preview, seq)) == "3");
    BOOST_TEST(card(seq) == "-");
    BOOST_TEST(last_event().find(R"("kind":"preview")") != std::string::npos);
    BOOST_TEST(last_event().find("Unwanted") == std::string::npos);
    BOOST_TEST(told(act(chat::ActKind::remove_preview, seq)) == "1 again");
    BOOST_TEST(act(chat::ActKind::edit, seq, "still https://page.example/").ok());
    BOOST_TEST(settle() == 0U, "the same link does not bring it back");
    BOOST_TEST(told(act(chat::ActKind::remove_preview, 999)) == "unknown_message");
}

BOOST_AUTO_TEST_CASE(it_can_be_taken_off_before_it_comes) {
    const auto seq = say("https://page.example/");
    (void)settle();
    BOOST_TEST(act(chat::ActKind::remove_preview, seq).ok());
    (void)fetch("Late");
    BOOST_TEST(settle() == 0U);
    BOOST_TEST(card(seq) == "-");
}

BOOST_AUTO_TEST_CASE(a_card_taken_off_between_the_list_and_the_step_stays_off) {
    const auto seq = say("https://page.example/");
    (void)settle();
    (void)fetch("Late");
    const auto listed = store::wanted_previews(connection, 10);
    BOOST_REQUIRE(listed.size() == 1U);
    BOOST_TEST(act(chat::ActKind::remove_preview, seq).ok());
    BOOST_TEST(!chat::settle_card(connection, listed[0], true, clock.now()).has_value());
    BOOST_TEST(card(seq) == "-");
}

BOOST_AUTO_TEST_CASE(links_to_listings_of_the_house_have_one_spelling_at_whatever_port) {
    const std::string at_home = "http://127.0.0.1:8080";
    for (const char* link :
         {"http://127.0.0.1:8080/market/items/7?from=x", "https://127.0.0.1:8080/market/items/7#end",
          "http://127.0.0.1:8080/market/items/07"})
        (void)say(link);
    (void)say("http://127.0.0.1:8080/lounges/en-all");
    for (const auto& one : store::wanted_previews(connection, 10))
        (void)chat::settle_card(connection, one, true, clock.now(), at_home);
    const auto waiting = store::waiting_previews(connection, 10);
    BOOST_REQUIRE(waiting.size() == 1U);
    BOOST_TEST(waiting[0].url == "http://127.0.0.1:8080/market/items/7");
    BOOST_TEST(waiting[0].host == "127.0.0.1:8080");
}

BOOST_AUTO_TEST_CASE(a_card_that_is_withdrawn_is_told_once_and_only_where_it_stands) {
    const auto seq = say("https://page.example/");
    const auto other_card = say("https://other.example/");
    (void)settle();
    (void)fetch("Gone soon");
    (void)settle();
    const auto message = store::messages_after(connection, lounge.id, seq - 1, 1).at(0);
    const auto preview = message.preview_id.value();
    const auto showing = store::messages_showing(connection, preview, 10);
    BOOST_REQUIRE(showing.size() == 1U);
    BOOST_TEST(showing[0].seq == seq);
    const auto withdraw = [&](store::WantedPreview shown) {
        return db::transact(connection, [&](db::Connection& inside) {
            return chat::withdraw_card(inside, shown, preview, clock.now());
        });
    };
    auto another = showing[0];
    another.seq = other_card;
    BOOST_TEST(!withdraw(another).has_value());
    BOOST_TEST(card(other_card) == "Gone soon");
    BOOST_TEST(withdraw(showing[0]).has_value());
    BOOST_TEST(card(seq) == "-");
    BOOST_TEST(last_event().find(R"("kind":"preview")") != std::string::npos);
    BOOST_TEST(last_event().find("Gone") == std::string::npos);
    BOOST_TEST(!withdraw(showing[0]).has_value());
}

BOOST_AUTO_TEST_CASE(switched_off_nothing_is_wanted_and_what_was_is_given_up) {
    (void)say("https://page.example/");
    config.link_previews = false;
    (void)say("https://other.example/");
    BOOST_TEST(wanted() == 1U);
    BOOST_TEST(settle(false) == 0U);
    BOOST_TEST(wanted() == 0U);
    BOOST_TEST(store::waiting_previews(connection, 10).empty());
}

BOOST_AUTO_TEST_SUITE_END()
