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
            .format = {},
            .removed = false,
            .reacted = false,
            .at = base::from_epoch_ms(1'767'268'800'123),
            .edited_at = std::nullopt,
            .quote = std::nullopt};
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

BOOST_AUTO_TEST_CASE(what_a_message_has_besides_is_told_when_it_is_there) {
    auto edited = message();
    edited.format = R"([["p",["b","Hello"]]])";
    edited.edited_at = base::from_epoch_ms(7);
    edited.quote = store::Quote{.id = base::MessageId{970},
                                .seq = 41,
                                .author = base::ParticipantId{3},
                                .author_name = "Bo\"b",
                                .text = "Hi",
                                .removed = false};
    BOOST_TEST(
        chat::message_json("en-us", edited)
            .ends_with(
                R"("body":"Hello","format":[["p",["b","Hello"]]],"re":{"seq":41,"id":970,"from":{"id":3,"name":"Bo\"b"},"text":"Hi"},"edited":7})"));
    edited.quote->removed = true;
    BOOST_TEST(chat::message_json("en-us", edited)
                   .ends_with(R"("re":{"seq":41,"id":970,"removed":true},"edited":7})"));
}

BOOST_AUTO_TEST_CASE(reactions_are_listed_for_the_viewer_they_were_read_for) {
    auto liked = message();
    liked.reacted = true;
    const std::vector<store::Reaction> reactions{
        {.message = liked.id, .emoji = "👍", .people = 3, .mine = true},
        {.message = base::MessageId{1}, .emoji = "🔥", .people = 1, .mine = false}};
    BOOST_TEST(chat::message_json("en-us", liked, reactions)
                   .ends_with(R"("reactions":[{"emoji":"👍","count":3,"mine":true}]})"));
    BOOST_TEST(chat::message_json("en-us", liked).find("reactions") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_became_of_a_message_is_told_by_its_place) {
    auto event = event_of(message());
    event.seq = 70;
    event.kind = "edit";
    const std::string head = R"({"t":"event","lounge":"en-us","seq":70,"kind":)";
    BOOST_TEST(chat::event_json("en-us", event) ==
               head + R"("edit","at":1767268800123,"of":63,"id":981,"body":"Hello"})");
    event.kind = "remove";
    BOOST_TEST(chat::event_json("en-us", event) == head + R"("remove","at":1767268800123,"of":63,"id":981})");
    event.kind = "edit";
    event.message->removed = true;
    BOOST_TEST(chat::event_json("en-us", event) ==
               head + R"("edit","at":1767268800123,"of":63,"id":981,"removed":true})");
    event.message.reset();
    event.kind = "react";
    event.payload = R"({"by":17,"count":3,"emoji":"👍","id":981,"of":63,"on":true})";
    BOOST_TEST(chat::event_json("en-us", event) ==
               head +
                   R"("react","at":1767268800123,"by":17,"count":3,"emoji":"👍","id":981,"of":63,"on":true})");
}

BOOST_AUTO_TEST_CASE(a_message_that_was_restored_is_told_whole_by_its_place) {
    auto event = event_of(message());
    event.seq = 70;
    event.kind = "restore";
    event.message->edited_at = base::from_epoch_ms(7);
    const std::string head =
        R"({"t":"event","lounge":"en-us","seq":70,"kind":"restore","at":1767268800123,"of":63,"id":981,)";
    BOOST_TEST(chat::event_json("en-us", event) ==
               head + R"("from":{"id":17,"name":"Ana","guest":true},"cid":"c-1","body":"Hello","edited":7})");
    event.message->edited_at.reset();
    event.message->reacted = true;
    event.message->preview = {.url = "https://a.example/",
                              .host = "a.example",
                              .title = "A",
                              .summary = "",
                              .picture = std::nullopt};
    const auto whole = chat::event_json("en-us", event);
    BOOST_TEST(
        whole.ends_with(
            R"("preview":{"url":"https://a.example/","site":"a.example","title":"A"},"reacted":true})"),
        whole);
    event.message->removed = true;
    BOOST_TEST(chat::event_json("en-us", event) == head + R"("removed":true})");
}

BOOST_AUTO_TEST_CASE(a_mention_shows_the_beginning_of_the_message) {
    auto event = event_of(message());
    event.kind = "mention";
    event.payload = R"({"in":"en-us"})";
    for (int i = 0; i < 200; ++i) event.message->body += "é";
    const auto json = chat::event_json("@me", event);
    BOOST_TEST(
        json.find(R"("kind":"mention","at":1767268800123,"in":"en-us","of":63,"id":981,"from":{"id":17,)") !=
            std::string::npos,
        json);
    std::string glimpse = "Hello";
    for (int i = 0; i < 135; ++i) glimpse += "é";
    BOOST_TEST(json.ends_with(R"("text":")" + glimpse + "\"}"));
}

BOOST_AUTO_TEST_CASE(what_a_blocked_person_said_is_told_without_its_text) {
    BOOST_TEST(chat::veiled_json("en-us", message()) ==
               R"({"t":"event","lounge":"en-us","seq":63,"kind":"message","id":981,"at":1767268800123,)"
               R"("from":{"id":17,"name":"Ana","guest":true},"blocked":true})");
    auto removed = message();
    removed.removed = true;
    BOOST_TEST(chat::veiled_json("en-us", removed) == chat::message_json("en-us", removed));
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
    event.kind = "sanction";
    event.payload = R"({"action":7,"in":"en-us","type":"KICK","until":9})";
    BOOST_TEST(
        chat::event_json("@me", event) ==
        R"({"t":"event","lounge":"@me","seq":64,"kind":"sanction","at":5,"action":7,"in":"en-us","type":"KICK","until":9})");
    event.kind = "block";
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
