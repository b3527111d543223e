// Two hundred spammers of five habits against fifty people who talk, with the rules that a house begins with. What they write is nothing that the rules' own
// tests know.
#include <functional>
#include <random>

#include <boost/test/unit_test.hpp>
#include "admin/default_rules.h"
#include "tests/admin/ordinary_talk.h"
#include "tests/core/talk.h"

using namespace std::chrono_literals;

namespace {

using Random = std::mt19937;

template <class List>
std::string one_of(const List& list, Random& random) {
    return std::string(list[random() % std::size(list)]);
}

// Somebody who writes `lines` times, `every` apart.
struct Writer {
    base::ParticipantId id;
    bool spammer = false;
    std::size_t habit = 0;
    std::function<std::string(std::size_t)> line;
    std::size_t lines = 20;
    base::Millis every{0};
    base::Millis next{0};
    std::size_t written = 0;
};

struct Figures {
    std::size_t said = 0;
    std::size_t seen = 0;
    std::size_t held = 0;
    std::size_t refused = 0;
};

// 1. Links to ever other places, under ever other words.
std::string with_link(Random& random, std::size_t n) {
    static constexpr std::array starts{"wow this is what I was looking for",
                                       "mira lo que encontré",
                                       "schau dir das mal an",
                                       "c'est ici que ça se passe",
                                       "everybody is there tonight",
                                       "看这里",
                                       "my new photos are up"};
    static constexpr std::array hosts{"sunny-roses", "velvetroom", "night-garden", "lucky-harbour",
                                      "bluecandle"};
    return one_of(starts, random) + " https://" + one_of(hosts, random) + std::to_string(n) + ".example/" +
           std::to_string(random() % 10'000);
}

// 2. One text, by everybody of a campaign.
std::string campaign(std::size_t which) {
    static constexpr std::array texts{
        "Hey guys I am Nadia, 23, new in town and bored, have a look at my profile and say hi to me",
        "Hola chicos soy Carla y estoy sola esta noche, mirad mi perfil que no os vais a arrepentir",
        "Wer hat Lust auf etwas Besonderes heute Abend, einfach mein Profil anklicken und mir schreiben",
        "我是小雨，今年二十三岁，一个人在家好无聊，快来看我的主页吧"};
    return texts[which % texts.size()];
}

// 3. One text again, spun: other words, other letters, numbers and signs each time.
std::string spun(Random& random) {
    static constexpr std::array hello{"Hi dear", "Hello dear", "Hey dear", "hi  DEAR"};
    static constexpr std::array gain{"my uncle showed me how to turn a hundred into a thousand every week",
                                     "my unсle showed me how to turn a hundred into a thousand every week",
                                     "my uncle showed me how to turn a hundred into a thousand each week",
                                     "my uncle sh0wed me how to turn a hundred into a thousand every w33k"};
    static constexpr std::array ends{"ask me how!!", "ask me how :)", "just ask me how", "ask mе how 💰💰"};
    return one_of(hello, random) + " " + one_of(gain, random) + " " + one_of(ends, random) + " " +
           std::to_string(random() % 1000);
}

// 4. Anything, as fast as it is taken.
std::string noise(Random& random) {
    std::string text;
    const std::size_t words = 1 + random() % 5;
    for (std::size_t i = 0; i < words; ++i) {
        if (i > 0) text += ' ';
        const std::size_t letters = 2 + random() % 8;
        for (std::size_t n = 0; n < letters; ++n) text += static_cast<char>('a' + random() % 26);
    }
    return text;
}

// 5. Ways to somewhere else, no two alike.
std::string elsewhere(Random& random, std::size_t n) {
    static constexpr std::array why{"so lonely tonight",
                                    "I show you everything",
                                    "private and cheap",
                                    "heute noch Zeit",
                                    "busco amigo",
                                    "viens me parler",
                                    "想聊天",
                                    "تعال نتكلم"};
    const std::string tail = std::to_string(100 + random() % 900);
    const std::array ways{"telegram @honey" + tail,
                          "my whatsapp +44 7" + tail + " " + tail + " " + tail,
                          "snapchat: rosy_" + tail,
                          "honeyplace" + tail + " dot com",
                          "rosy" + tail + "@mail.example.com",
                          "rosyland" + tail + " [.] club",
                          "微信 rosy" + tail,
                          "t.me/rosy" + tail,
                          "0" + tail + "-" + tail + "-" + tail + " call"};
    return one_of(why, random) + " " + ways[(n + random()) % ways.size()];
}

struct Night : support::Talk {
    Random random{20261129};
    std::vector<Writer> writers;
    std::array<Figures, 6> figures;  // of each habit; the last: those who talk

    Night() {
        config.root_dir = support::source_root();
        store::add_language_room(connection,
                                 {.id = {}, .code = "es", .name = "Español", .right_to_left = false}, 2);
        for (const auto* code : {"fr", "de", "pt", "ar", "hi", "zh"})
            store::add_language_room(connection,
                                     {.id = {}, .code = code, .name = code, .right_to_left = false}, 3);
        admin::add_default_rules(connection, config, clock.now());
    }

    void come() {
        for (std::size_t i = 0; i < 200; ++i) {
            const std::size_t habit = i % 5;
            Writer one{.id = add("spam" + std::to_string(i)),
                       .spammer = true,
                       .habit = habit,
                       .line = line_of(habit, i),
                       .every = habit == 3 ? 500ms : 8s};
            one.next = base::Millis{static_cast<std::int64_t>(random() % 20'000)};
            writers.push_back(std::move(one));
        }
        for (std::size_t i = 0; i < 50; ++i) {
            const auto& talk = support::small_talk()[i % 8];
            // Each says other sentences than those of the same language: 64 apart, 512 in all.
            const std::size_t first = i / 8 * 73;
            writers.push_back(
                {.id = add("talker" + std::to_string(i)),
                 .habit = 5,
                 .line = [&talk,
                          first](std::size_t n) { return support::sentence(talk, (first + n * 11) % 512); },
                 .every = base::Millis{5'000 + static_cast<std::int64_t>(random() % 15'000)},
                 .next = base::Millis{static_cast<std::int64_t>(random() % 20'000)}});
        }
    }

    std::function<std::string(std::size_t)> line_of(std::size_t habit, std::size_t who) {
        switch (habit) {
            case 0:
                return [this, who](std::size_t n) { return with_link(random, who * 20 + n); };
            case 1:
                return [who](std::size_t) { return campaign(who / 5); };
            case 2:
                return [this](std::size_t) { return spun(random); };
            case 3:
                return [this](std::size_t) { return noise(random); };
            default:
                return [this](std::size_t n) { return elsewhere(random, n); };
        }
    }

    // As the sidecar posts: whatever is due goes into one batch.
    void talk_for(base::Millis length) {
        for (base::Millis at{0}; at < length; at += 500ms, clock.forward(500ms)) {
            std::vector<chat::Post> batch;
            std::vector<Writer*> authors;
            for (auto& one : writers) {
                if (one.written == one.lines || one.next > at) continue;
                batch.push_back(by(one.id, std::to_string(one.written), one.line(one.written)));
                authors.push_back(&one);
                ++one.written;
                one.next = at + one.every;
            }
            if (batch.empty()) continue;
            const auto posted = chat::post_batch(connection, house, batch);
            for (std::size_t i = 0; i < posted.size(); ++i) count(*authors[i], posted[i]);
        }
    }

    void count(const Writer& writer, const base::Result<chat::Posted>& posted) {
        auto& of = figures.at(writer.habit);
        ++of.said;
        if (!posted)
            ++of.refused;
        else if (posted->held)
            ++of.held;
        else
            ++of.seen;
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(spam, Night)

BOOST_AUTO_TEST_CASE(of_two_hundred_spammers_next_to_nothing_is_seen_and_fifty_talkers_are_left_in_peace) {
    come();
    talk_for(10min);
    constexpr std::array names{"links",  "campaigns",      "spun texts",
                               "floods", "ways elsewhere", "ordinary talk"};
    Figures spam;
    for (std::size_t i = 0; i < figures.size(); ++i) {
        const auto& of = figures[i];
        BOOST_TEST_MESSAGE(names[i] << ": " << of.said << " said, " << of.seen << " seen, " << of.held
                                    << " held, " << of.refused << " refused");
        if (i == 5) break;
        spam.said += of.said;
        spam.seen += of.seen;
    }
    const auto& talk = figures.back();
    BOOST_TEST(spam.said == 4000U);
    BOOST_TEST(talk.said == 1000U);
    BOOST_TEST(spam.seen * 100 <= spam.said * 5, "at most 5 % of " << spam.said << " is seen: " << spam.seen);
    BOOST_TEST(talk.held * 100 <= talk.said, "at most 1 % of " << talk.said << " is held: " << talk.held);
    BOOST_TEST(talk.refused * 100 <= talk.said, "nor refused: " << talk.refused);
    BOOST_TEST(spam.seen + talk.seen == events().size(), "what is seen is what readers get");
}

BOOST_AUTO_TEST_SUITE_END()
