// Search over a real index: what the jobs process writes, and what a page finds.
#include "core/chat/search.h"

#include <boost/test/unit_test.hpp>
#include <map>

#include "core/chat/search_index.h"
#include "core/db/transaction.h"
#include "tests/core/talk.h"

namespace {

struct Library : support::Talk {
    chat::WordBreaker breaker;
    unsigned said = 0;

    Library() { lift_pace(); }

    base::Seq say(const std::string& body, const std::optional<store::Lounge>& where = std::nullopt) {
        auto post = by(ann, "s" + std::to_string(++said), body);
        if (where) post.lounge = where->id;
        return chat::post(connection, house, post)->seq;
    }
    // What the jobs process does, until nothing is left.
    std::size_t index() {
        std::size_t events = 0;
        for (auto& progress : store::index_progress(connection)) {
            while (const auto taken = chat::index_next(connection, breaker, progress, config.limits))
                events += taken;
        }
        return events;
    }
    chat::SearchPage look(const std::string& words, base::Seq before = 1'000'000) {
        const auto query = chat::parse_query(breaker, words, config.limits);
        return chat::search(connection, breaker, lounge.id, query, before, config.limits);
    }
    // The places found, newest first: "3 1".
    std::string places(const std::string& words, base::Seq before = 1'000'000) {
        std::string out;
        for (const auto& found : look(words, before).found)
            out += (out.empty() ? "" : " ") + std::to_string(found.message.seq);
        return out;
    }
    std::uint64_t rows(const std::string& table) {
        return support::count(other, "SELECT COUNT(*) FROM " + table);
    }
    // As another program would change a message, with the event that tells of it.
    void change(base::Seq seq, const std::string& what) {
        const std::string place =
            " WHERE lounge_id = " + std::to_string(lounge.id.value) + " AND seq = " + std::to_string(seq);
        other.run("UPDATE chat_message SET " + what + place);
        auto message = base::MessageId{support::count(other, "SELECT id FROM chat_message" + place)};
        db::transact(connection, [&](db::Connection& inside) {
            auto seqs = store::lock_streams(inside, {lounge.stream});
            store::add_events(inside, {{.stream = lounge.stream,
                                        .seq = ++seqs.at(lounge.stream),
                                        .kind = "changed",
                                        .message = message,
                                        .payload = std::nullopt,
                                        .at = clock.now()}});
            store::set_last_seqs(inside, seqs);
            return true;
        });
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(search, Library)

BOOST_AUTO_TEST_CASE(a_word_is_found_in_each_of_the_eight_languages) {
    const std::map<std::string, std::pair<std::string, std::string>> languages{
        {"en", {"The lighthouse stands by the Sea.", "sea"}},
        {"es", {"¡Qué alegría, mañana hay fiesta!", "manana"}},
        {"fr", {"J'ai vu l'été à Besançon", "ete"}},
        {"de", {"Die Straße ist über Nacht vereist.", "STRASSE"}},
        {"pt", {"Não há solução sem coração", "coracao"}},
        {"ar", {"ذهبتُ إلى المدرسةِ صباحًا", "مدرسة"}},
        {"hi", {"मुझे हिन्दी में बात करना पसंद है।", "पसंद"}},
        {"zh", {"我们明天去长城看日出", "长城"}},
    };
    std::map<std::string, base::Seq> seqs;
    for (const auto& [language, text] : languages) seqs[language] = say(text.first);
    index();
    for (const auto& [language, text] : languages)
        BOOST_TEST(places(text.second) == std::to_string(seqs[language]), language);
}

BOOST_AUTO_TEST_CASE(newest_first_every_word_must_be_there_and_only_of_this_lounge) {
    say("red wine");
    say("red roses");
    say("red wine again", second_lounge);
    say("wine, and it was red");
    index();
    BOOST_TEST(places("red") == "3 2 1");
    BOOST_TEST(places("red wine") == "3 1");
    BOOST_TEST(places("wine roses") == "");
    BOOST_TEST(places("white") == "");
    BOOST_TEST(places("  ?! ") == "");
    BOOST_TEST(places("red", 3) == "2 1");
    BOOST_TEST(places("red", 1) == "");
}

BOOST_AUTO_TEST_CASE(nothing_is_found_before_it_is_indexed_and_everything_once) {
    say("needle");
    BOOST_TEST(places("needle") == "");
    BOOST_TEST(index() == 1U);
    BOOST_TEST(places("needle") == "1");
    BOOST_TEST(index() == 0U);
    // A run that was killed before it noted how far it had come does all of it again.
    other.run("UPDATE search_progress SET seq = 0");
    const auto before = rows("search_word");
    BOOST_TEST(index() == 1U);
    BOOST_TEST(rows("search_word") == before);
    BOOST_TEST(places("needle") == "1");
}

BOOST_AUTO_TEST_CASE(many_messages_are_indexed_in_steps) {
    config.limits.index_step = 3;
    for (int i = 0; i < 10; ++i) say("hay " + std::to_string(i));
    BOOST_TEST(index() == 10U);
    BOOST_TEST(places("hay") == "10 9 8 7 6 5 4 3 2 1");
    BOOST_TEST(places("hay 7") == "8");
}

BOOST_AUTO_TEST_CASE(a_removed_message_is_gone_at_once_and_its_words_with_the_next_run) {
    say("secret garden");
    say("garden");
    index();
    change(1, "moderation_status = 'REMOVED'");
    BOOST_TEST(places("garden") == "2");
    BOOST_TEST(places("secret") == "");
    index();
    BOOST_TEST(rows("search_word WHERE word = 'secret'") == 0U);
    BOOST_TEST(rows("search_word WHERE seq = 1") == 0U);
    BOOST_TEST(rows("search_document WHERE seq = 1") == 0U);
    BOOST_TEST(places("garden") == "2");
}

BOOST_AUTO_TEST_CASE(an_edited_message_is_found_by_what_it_says_now) {
    say("secret garden");
    index();
    change(1, "body = 'open garden'");
    BOOST_TEST(places("secret") == "");
    BOOST_TEST(places("garden") == "1");
    index();
    BOOST_TEST(places("open garden") == "1");
    BOOST_TEST(rows("search_word WHERE word = 'secret'") == 0U);
    BOOST_TEST(rows("search_word") == 2U);
}

BOOST_AUTO_TEST_CASE(results_come_in_pages_that_lose_and_repeat_nothing) {
    config.limits.search_page = 4;
    for (int i = 1; i <= 10; ++i) say(i % 5 == 0 ? "other" : "word");
    index();
    auto page = look("word");
    BOOST_TEST(places("word") == "9 8 7 6");
    BOOST_TEST(!page.broken_off);
    BOOST_REQUIRE(page.before);
    BOOST_TEST(places("word", *page.before) == "4 3 2 1");
    page = look("word", *page.before);
    BOOST_TEST(places("word", page.before.value_or(1)) == "");
    BOOST_TEST(!look("other").before);
}

BOOST_AUTO_TEST_CASE(words_that_are_frequent_but_never_together_break_the_search_off_where_it_can_go_on) {
    config.limits.search_postings = 100;
    say("left right");
    for (int i = 0; i < 400; ++i) say(i % 2 == 0 ? "left" : "right");
    index();
    std::size_t pages = 0;
    base::Seq before = 1'000'000;
    std::string found;
    for (; pages < 50; ++pages) {
        const auto page = look("left right", before);
        for (const auto& one : page.found) found += std::to_string(one.message.seq);
        if (!page.before) break;
        BOOST_REQUIRE(*page.before < before);
        before = *page.before;
        if (found.empty()) BOOST_TEST(page.broken_off);
    }
    BOOST_TEST(found == "1");
    BOOST_TEST(pages > 1U);
}

BOOST_AUTO_TEST_CASE(characters_that_stand_apart_are_not_taken_for_a_word) {
    say("长的城墙");
    say("去长城");
    say("长，城");
    index();
    BOOST_TEST(places("长城") == "2");
    BOOST_TEST(places("长") == "3 2 1");
    BOOST_TEST(places("長城") == "2");
}

BOOST_AUTO_TEST_CASE(no_text_can_harm_the_index) {
    for (const char* body :
         {"' OR 1=1 --", "%_\\", "\"\"", "ﷺ", "a\u0301\u0301\u0301\u0301", "𝕳𝖊𝖑𝖑𝖔", "👩‍👩‍👧"})
        say(body);
    say(std::string(4000, 'x'));
    std::string long_chinese;
    for (int i = 0; i < 4000; ++i) long_chinese += i % 2 == 0 ? "长" : "城";
    say(long_chinese);
    index();
    BOOST_TEST(places("hello") == "6");
    BOOST_TEST(places("or 1=1") == "1");
    BOOST_TEST(places(std::string(4000, 'x')) == "8");
    BOOST_TEST(places("长城") == "9");
    BOOST_TEST(places("%") == "");
}

BOOST_AUTO_TEST_SUITE_END()
