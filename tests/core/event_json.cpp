#include "core/chat/event_json.h"

#include <boost/test/unit_test.hpp>

namespace {

store::Message message() {
    return {.id = base::MessageId{981},
            .lounge = base::LoungeId{4},
            .seq = 63,
            .author = base::ParticipantId{17},
            .author_name = "Ana",
            .guest = true,
            .client_id = "c-1",
            .body = "Hello",
            .removed = false,
            .at = base::from_epoch_ms(1'767'268'800'123)};
}

store::Event event_of(const store::Message& message) {
    return {.stream = base::StreamId{9},
            .seq = message.seq,
            .kind = "message",
            .at = message.at,
            .message = message,
            .payload = {}};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(event_json)

BOOST_AUTO_TEST_CASE(a_message_is_written_as_the_protocol_says) {
    BOOST_TEST(chat::event_json("en-us", event_of(message())) ==
               R"({"t":"event","lounge":"en-us","seq":63,"kind":"message","id":981,"at":1767268800123,)"
               R"("from":{"id":17,"name":"Ana","guest":true},"cid":"c-1","body":"Hello"})");
    BOOST_TEST(chat::event_json("en-us", event_of(message())) == chat::message_json("en-us", message()));
}

BOOST_AUTO_TEST_CASE(a_removed_message_shows_neither_author_nor_body) {
    auto removed = message();
    removed.removed = true;
    BOOST_TEST(
        chat::event_json("en-us", event_of(removed)) ==
        R"({"t":"event","lounge":"en-us","seq":63,"kind":"message","id":981,"at":1767268800123,"removed":true})");
}

BOOST_AUTO_TEST_CASE(an_event_of_another_kind_keeps_its_payload_from_readers) {
    const store::Event event{.stream = base::StreamId{9},
                             .seq = 64,
                             .kind = "session_end",
                             .at = base::from_epoch_ms(5),
                             .message = std::nullopt,
                             .payload = R"({"session":3})"};
    BOOST_TEST(chat::event_json("en-us", event) ==
               R"({"t":"event","lounge":"en-us","seq":64,"kind":"session_end","at":5})");
}

BOOST_AUTO_TEST_CASE(the_payload_of_a_kind_that_is_for_clients_follows_and_what_is_no_object_does_not) {
    store::Event event{.stream = base::StreamId{9},
                       .seq = 64,
                       .kind = "block",
                       .at = base::from_epoch_ms(5),
                       .message = std::nullopt,
                       .payload = R"({ "who":3, "more":{"a":["\u0022"]} })"};
    BOOST_TEST(chat::event_json("@me", event) ==
               R"({"t":"event","lounge":"@me","seq":64,"kind":"block","at":5,"who":3,"more":{"a":["\""]}})");
    for (const char* payload : {"", "[3]", "{"}) {
        event.payload = payload;
        BOOST_TEST(chat::event_json("@me", event) ==
                   R"({"t":"event","lounge":"@me","seq":64,"kind":"block","at":5})");
    }
}

BOOST_AUTO_TEST_CASE(no_text_can_break_out_of_its_member) {
    const struct {
        std::string body;
        const char* written;
    } cases[] = {
        {R"("},{"t":"bye)", R"("body":"\"},{\"t\":\"bye"})"},
        {R"(back\slash)", R"("body":"back\\slash"})"},
        {"two\nlines\tand a tab", R"("body":"two\nlines\tand a tab"})"},
        {std::string("nul\0", 4), R"("body":"nul\u0000"})"},
        {"王伟 😀", R"("body":"王伟 😀"})"},
    };
    for (const auto& c : cases) {
        auto with_body = message();
        with_body.body = c.body;
        BOOST_TEST(chat::message_json("en-us", with_body).ends_with(c.written), c.written);
    }
}

BOOST_AUTO_TEST_SUITE_END()
