#include "ws/doors.h"

#include <boost/test/unit_test.hpp>

namespace {

const base::LoungeId full{7};
const base::ParticipantId ann{1};
const base::ParticipantId bob{2};

chat::Place waiting(std::uint64_t position, std::optional<int> seconds = std::nullopt) {
    chat::Place place{.state = store::PlaceState::waiting, .position = position};
    if (seconds) place.estimate = base::Millis{1000 * *seconds};
    return place;
}
chat::Place held() { return {.state = store::PlaceState::called}; }

struct Doorstep {
    ws::Doors doors;

    Doorstep() {
        doors.wait(full, "en-us", {.connection = 10, .person = ann, .told = waiting(1)});
        doors.wait(full, "en-us", {.connection = 11, .person = ann, .told = waiting(1)});
        doors.wait(full, "en-us", {.connection = 20, .person = bob, .told = waiting(2)});
    }
    // "10 held, 20 1, ..."
    std::string news(const std::vector<chat::Standing>& standings) {
        std::string text;
        for (const auto& one : doors.take_news(full, standings)) {
            BOOST_TEST(one.slug == "en-us");
            std::string state = "gone";
            if (one.place && one.place->in()) state = "in";
            if (one.place && one.place->state == store::PlaceState::called) state = "held";
            if (one.place && one.place->state == store::PlaceState::waiting)
                state = std::to_string(one.place->position);
            text += (text.empty() ? "" : ", ") + std::to_string(one.connection) + " " + state;
        }
        return text;
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(doors, Doorstep)

BOOST_AUTO_TEST_CASE(each_person_is_asked_about_once_and_each_connection_is_told) {
    BOOST_TEST((doors.people(full) == std::vector{ann, bob}));
    BOOST_TEST((doors.lounges() == std::vector{full}));
    BOOST_TEST(news({{ann, held()}, {bob, waiting(1)}}) == "10 held, 11 held, 20 1");
    BOOST_TEST(news({{ann, held()}, {bob, waiting(1)}}) == "", "once");
}

BOOST_AUTO_TEST_CASE(whoever_is_in_or_gone_is_not_asked_about_again) {
    BOOST_TEST(news({{ann, chat::Place{}}, {bob, std::nullopt}}) == "10 in, 11 in, 20 gone");
    BOOST_TEST(doors.lounges().empty());
    BOOST_TEST(news({{ann, held()}}) == "");
}

BOOST_AUTO_TEST_CASE(whoever_came_after_the_question_waits_for_the_next_one) {
    doors.leave(full, 10);
    doors.leave(full, 11);
    BOOST_TEST(news({{bob, std::nullopt}}) == "20 gone");
    doors.wait(full, "en-us", {.connection = 21, .person = bob, .told = waiting(1)});
    BOOST_TEST(news({{ann, held()}}) == "");
    BOOST_TEST((doors.people(full) == std::vector{bob}));
}

BOOST_AUTO_TEST_CASE(a_frame_goes_out_for_another_position_and_for_a_time_that_is_another_by_half) {
    const struct {
        chat::Place told;
        chat::Place now;
        bool worth;
    } cases[] = {
        {waiting(2), waiting(2), false},
        {waiting(2), waiting(1), true},
        {waiting(2), waiting(3), true},
        {waiting(2), waiting(2, 60), true},
        {waiting(2, 60), waiting(2), true},
        {waiting(2, 60), waiting(2, 70), false},
        {waiting(2, 60), waiting(2, 91), true},
        {waiting(2, 60), waiting(2, 39), true},
        {waiting(1), held(), true},
        {held(), held(), false},
        {held(), chat::Place{}, true},
    };
    for (const auto& c : cases) BOOST_TEST(ws::worth_telling(c.told, c.now) == c.worth);
}

BOOST_AUTO_TEST_SUITE_END()
