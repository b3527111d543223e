#include <simdjson.h>

#include <boost/test/unit_test.hpp>
#include <functional>
#include <map>

#include "core/chat/event_json.h"
#include "ws/protocol.h"

namespace {

const view::Languages languages("/nonexistent");  // no catalogue: English
const view::Language& english = languages.at("en");
const base::Time at = base::from_epoch_ms(1'767'268'800'123);

// What another parser than the one that wrote it understands, without white space.
std::string understood(const std::string& json) {
    simdjson::dom::parser parser;
    simdjson::dom::element value;
    if (parser.parse(json).get(value) != simdjson::SUCCESS) return "no JSON: " + json;
    return simdjson::minify(value);
}

// The text at a JSON pointer.
std::string text_at(const std::string& json, const std::string& pointer) {
    simdjson::dom::parser parser;
    std::string_view text;
    if (parser.parse(json).at_pointer(pointer).get(text) != simdjson::SUCCESS) return "nothing at " + pointer;
    return std::string(text);
}

void check(const std::string& written, const std::string& expected) {
    BOOST_TEST(understood(written) == understood(expected));
}

accounts::Session session(std::string name) {
    accounts::Session session;
    session.expires_at = base::from_epoch_ms(1'767'268'800'000);
    session.participant.id = base::ParticipantId{17};
    session.participant.name = std::move(name);
    return session;
}

store::Event message(const std::string& name, const std::string& body) {
    return {.stream = base::StreamId{9},
            .seq = 63,
            .kind = "message",
            .at = at,
            .message = store::Message{.id = base::MessageId{981},
                                      .lounge = base::LoungeId{4},
                                      .seq = 63,
                                      .author = base::ParticipantId{17},
                                      .author_name = name,
                                      .guest = true,
                                      .client_id = "c1",
                                      .body = body,
                                      .format = {},
                                      .removed = false,
                                      .reacted = false,
                                      .at = at,
                                      .edited_at = std::nullopt,
                                      .quote = std::nullopt},
            .payload = {}};
}

ws::Person person(std::uint64_t id, std::string name, bool guest = true) {
    return {base::ParticipantId{id}, std::move(name), guest};
}

chat::Posted posted(bool repeated) {
    return {.seq = 63,
            .at = at,
            .repeated = repeated,
            .lounge = base::LoungeId{4},
            .event = std::nullopt,
            .others = {}};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(protocol_write)

BOOST_AUTO_TEST_CASE(the_welcome_tells_who_one_is_and_the_bounds_of_the_house) {
    check(
        ws::welcome_json(session("Ana"), base::Limits{},
                         {.last = 7,
                          .blocked = {base::ParticipantId{3}, base::ParticipantId{9}},
                          .unread = {base::ParticipantId{4}},
                          .orders = {base::OrderId{8}},
                          .era = "0af3"}),
        R"({"t":"welcome","v":1,"era":"0af3","you":{"id":17,"name":"Ana","guest":true},"expires":1767268800000,"me":{"seq":7,"unread":[4],"orders":[8]},"blocked":[3,9],
              "limits":{"frame":16384,"body":4000,"posts":5,"per":5000,"lounges":8},"ping":25})");
    base::Limits other;
    other.frame_bytes = 1;
    other.body_code_points = 2;
    other.posts = 3;
    other.posts_per = base::Millis{4};
    other.lounges_per_socket = 5;
    other.ping_every = base::Millis{6000};
    auto member = session("Ana");
    member.participant.guest = false;
    check(
        ws::welcome_json(member, other, {}),
        R"({"t":"welcome","v":1,"era":"","you":{"id":17,"name":"Ana","guest":false},"expires":1767268800000,"me":{"seq":0,"unread":[],"orders":[]},"blocked":[],
              "limits":{"frame":1,"body":2,"posts":3,"per":4,"lounges":5},"ping":6})");
}

BOOST_AUTO_TEST_CASE(coming_leaving_and_resuming_are_written_as_the_protocol_says) {
    check(ws::joined_json("en-us", 63, 13), R"({"t":"joined","lounge":"en-us","seq":63,"replay":13})");
    check(ws::joined_json("en-us", 0, 0), R"({"t":"joined","lounge":"en-us","seq":0,"replay":0})");
    check(ws::resync_json("en-us", 900), R"({"t":"resync","lounge":"en-us","seq":900})");
    check(ws::left_json("en-us"), R"({"t":"left","lounge":"en-us"})");
}

BOOST_AUTO_TEST_CASE(numbers_up_to_two_to_the_53_keep_every_digit) {
    constexpr base::Seq largest = 9'007'199'254'740'991;
    check(ws::joined_json("x", largest, 0),
          R"({"t":"joined","lounge":"x","seq":9007199254740991,"replay":0})");
    check(ws::typing_json("x", person(largest, "a")),
          R"({"t":"typing","lounge":"x","who":[{"id":9007199254740991,"name":"a"}]})");
}

BOOST_AUTO_TEST_CASE(an_ack_says_whether_it_is_repeated_only_when_it_is) {
    check(ws::ack_json("en-us", "c1", posted(false)),
          R"({"t":"ack","id":"c1","lounge":"en-us","seq":63,"at":1767268800123})");
    check(ws::ack_json("en-us", "c1", posted(true)),
          R"({"t":"ack","id":"c1","lounge":"en-us","seq":63,"at":1767268800123,"repeated":true})");
    auto held = posted(false);
    held.seq = 0;
    held.held = true;
    check(ws::ack_json("en-us", "c1", held),
          R"({"t":"ack","id":"c1","lounge":"en-us","held":true,"at":1767268800123})");
}

BOOST_AUTO_TEST_CASE(a_nack_has_an_id_and_a_time_to_wait_only_where_there_is_one) {
    check(ws::nack_json(english, {base::ErrorCode::slow_down, base::Millis{3200}}, "c1"),
          R"({"t":"nack","id":"c1","code":"slow_down",
              "message":"You are writing very fast. Please wait a moment, then send it again.","retryAfter":3200})");
    check(ws::nack_json(english, {base::ErrorCode::too_early}, std::nullopt),
          R"({"t":"nack","code":"too_early","message":"Please wait for the welcome."})");
    check(ws::nack_json(english, {base::ErrorCode::bad_id}, ""),
          R"({"t":"nack","id":"","code":"bad_id",
              "message":"The message id must be 1 to 36 letters, digits, - or _."})");
}

BOOST_AUTO_TEST_CASE(a_goodbye_has_its_reason_and_its_close_code) {
    const std::map<base::ErrorCode, std::pair<std::string, std::uint16_t>> cases{
        {base::ErrorCode::going_away, {"going_away", 1001}},
        {base::ErrorCode::malformed, {"malformed", 4400}},
        {base::ErrorCode::session_ended, {"session_ended", 4401}},
        {base::ErrorCode::slow_reader, {"slow_reader", 4408}},
        {base::ErrorCode::too_many_sockets, {"too_many_sockets", 4409}},
    };
    for (const auto& [code, expected] : cases) {
        const auto json = ws::bye_json(english, code);
        BOOST_TEST(text_at(json, "/t") == "bye");
        BOOST_TEST(text_at(json, "/code") == expected.first);
        BOOST_TEST(text_at(json, "/message") == std::string(base::message_id(code)));
        BOOST_TEST(ws::close_code(code) == expected.second);
    }
}

BOOST_AUTO_TEST_CASE(presence_is_the_whole_list_or_what_changed_or_a_count) {
    check(ws::presence_json("en-us", 2, {person(17, "Ana"), person(18, "Bo", false)}),
          R"({"t":"presence","lounge":"en-us","count":2,
              "members":[{"id":17,"name":"Ana","guest":true},{"id":18,"name":"Bo","guest":false}]})");
    check(ws::presence_json("en-us", 0, {}), R"({"t":"presence","lounge":"en-us","count":0,"members":[]})");
    check(
        ws::presence_change_json("en-us", 3, {person(17, "Ana")},
                                 {base::ParticipantId{12}, base::ParticipantId{13}}, {}, {}),
        R"({"t":"presence","lounge":"en-us","count":3,"joined":[{"id":17,"name":"Ana","guest":true}],"left":[12,13]})");
    check(ws::presence_change_json("en-us", 0, {}, {}, {}, {}),
          R"({"t":"presence","lounge":"en-us","count":0,"joined":[],"left":[]})");
    check(ws::presence_count_json("en-us", 201), R"({"t":"presence","lounge":"en-us","count":201})");
}

BOOST_AUTO_TEST_CASE(presence_says_who_is_away_and_who_is_back) {
    ws::Person away = person(17, "Ana");
    away.away = true;
    check(ws::presence_json("en-us", 1, {away}),
          R"({"t":"presence","lounge":"en-us","count":1,
              "members":[{"id":17,"name":"Ana","guest":true,"away":true}]})");
    check(ws::presence_change_json("en-us", 3, {away}, {}, {base::ParticipantId{12}},
                                   {base::ParticipantId{13}, base::ParticipantId{14}}),
          R"({"t":"presence","lounge":"en-us","count":3,
              "joined":[{"id":17,"name":"Ana","guest":true,"away":true}],"left":[],"away":[12],"back":[13,14]})");
}

BOOST_AUTO_TEST_CASE(typing_names_who_writes) {
    check(ws::typing_json("en-us", person(17, "Ana")),
          R"({"t":"typing","lounge":"en-us","who":[{"id":17,"name":"Ana"}]})");
}

// Wherever a text of a visitor stands, another parser gets that text back, and nothing else of the frame changes.
BOOST_AUTO_TEST_CASE(no_text_can_break_out_of_any_frame) {
    std::string controls;
    for (char c = 0; c < 0x20; ++c) controls += c;
    const std::string hostile[] = {"\"",
                                   "\\",
                                   "\\\"",
                                   R"("},{"t":"bye)",
                                   "</script><!--",
                                   controls,
                                   "\x7f",
                                   "\u2028\u2029",
                                   "\u202egnp.exe\u202c",
                                   "مرحبا \u200f!",
                                   "👩‍👩‍👧‍👦 नमस्ते 😀",
                                   "\ufeffBOM",
                                   "\u0085\u00a0",
                                   R"(\u0000 \n)",
                                   "{{SLUG}} %s %n",
                                   "'",
                                   std::string(5000, '"'),
                                   ""};
    const std::map<std::string, std::function<std::string(const std::string&)>> frames{
        {"/you/name", [](const auto& s) { return ws::welcome_json(session(s), base::Limits{}, {}); }},
        {"/lounge", [](const auto& s) { return ws::joined_json(s, 1, 0); }},
        {"/id", [](const auto& s) { return ws::ack_json("en-us", s, posted(false)); }},
        {"/id#nack", [](const auto& s) { return ws::nack_json(english, {base::ErrorCode::bad_id}, s); }},
        {"/lounge#left", [](const auto& s) { return ws::left_json(s); }},
        {"/lounge#resync", [](const auto& s) { return ws::resync_json(s, 1); }},
        {"/lounge#count", [](const auto& s) { return ws::presence_count_json(s, 1); }},
        {"/who/0/name", [](const auto& s) { return ws::typing_json("en-us", person(1, s)); }},
        {"/members/1/name",
         [](const auto& s) {
             return ws::presence_json("en-us", 2, {person(1, "a"), person(2, s)});
         }},
        {"/joined/0/name",
         [](const auto& s) { return ws::presence_change_json("en-us", 1, {person(1, s)}, {}, {}, {}); }},
        {"/from/name", [](const auto& s) { return chat::event_json("en-us", message(s, "x")); }},
        {"/body", [](const auto& s) { return chat::event_json("en-us", message("Ana", s)); }},
    };
    for (const auto& [key, write] : frames) {
        const std::string pointer = key.substr(0, key.find('#'));
        for (const auto& text : hostile) {
            const auto frame = write(text);
            BOOST_TEST(text_at(frame, pointer) == text, key);
            BOOST_TEST(std::ranges::none_of(frame, [](unsigned char c) { return c < 0x20; }), key);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_refusal_speaks_the_language_of_the_person) {
    const char* folder = std::getenv("CHATROOM_MESSAGES");
    const view::Languages all(folder == nullptr ? "build/messages" : folder);
    for (const auto code : view::language_codes) {
        const auto& language = all.at(code);
        const base::Error error{base::ErrorCode::slow_down};
        const auto message = text_at(ws::nack_json(language, error, std::nullopt), "/message");
        BOOST_TEST(message == language.text(error), code);
        BOOST_TEST((message == std::string(base::message_id(error.code))) == (code == "en"), code);
    }
}

BOOST_AUTO_TEST_SUITE_END()
