#include "ws/protocol.h"

#include <boost/test/unit_test.hpp>

namespace {

std::string of(const ws::Command& command) { return command.of ? " of " + std::to_string(*command.of) : ""; }

// "dm <id> <whom> <body>".
std::string personal(const ws::Command& command) {
    const std::string rest = command.id + " " + std::to_string(command.whom.value);
    switch (command.kind) {
        case ws::CommandKind::direct:
            return "dm " + rest + " " + command.body;
        case ws::CommandKind::direct_read:
            return "dm_read " + rest + of(command);
        case ws::CommandKind::direct_remove:
            return "dm_delete " + rest + of(command);
        case ws::CommandKind::block:
            return "block " + rest;
        case ws::CommandKind::unblock:
            return "unblock " + rest;
        default:
            return "?";
    }
}

// "join en-us since 41", "post <id> en-us <body>", or "!malformed id=x".
std::string told(const std::variant<ws::Command, ws::Refusal>& parsed) {
    if (const auto* refusal = std::get_if<ws::Refusal>(&parsed)) {
        return "!" + std::string(base::wire_code(refusal->error.code)) +
               (refusal->id ? " id=" + *refusal->id : "");
    }
    const auto& command = std::get<ws::Command>(parsed);
    switch (command.kind) {
        case ws::CommandKind::join:
            return "join " + command.lounge +
                   (command.since ? " since " + std::to_string(*command.since) : "");
        case ws::CommandKind::leave:
            return "leave " + command.lounge;
        case ws::CommandKind::post:
            return "post " + command.id + " " + command.lounge + " " + command.body + of(command);
        case ws::CommandKind::edit:
            return "edit " + command.id + " " + command.lounge + " " + command.body + of(command);
        case ws::CommandKind::remove:
            return "delete " + command.id + " " + command.lounge + of(command);
        case ws::CommandKind::react:
            return "react " + command.id + " " + command.lounge + " " + command.body + of(command);
        case ws::CommandKind::unreact:
            return "unreact " + command.id + " " + command.lounge + " " + command.body + of(command);
        case ws::CommandKind::remove_preview:
            return "unpreview " + command.id + " " + command.lounge + of(command);
        case ws::CommandKind::typing:
            return "typing " + command.lounge;
        case ws::CommandKind::read:
            return "read " + command.lounge + of(command);
        case ws::CommandKind::active:
            return "active";
        default:
            return personal(command);
    }
}

struct Case {
    std::string frame;
    std::string told;
};

// One parser for all, as in the sidecar: a bad frame must not spoil the next.
void check(std::initializer_list<Case> cases) {
    static ws::Parser parser;
    for (const auto& c : cases) {
        BOOST_TEST(told(parser.parse(c.frame)) == c.told, c.frame.substr(0, 200));
    }
}

std::string repeated(std::string_view text, std::size_t count) {
    std::string out;
    while (count-- > 0) out += text;
    return out;
}

// A post with this JSON text (quotes and all) as its body.
std::string post_of(const std::string& body) {
    return R"({"t":"post","id":"c1","lounge":"en-us","body":)" + body + "}";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(protocol)

BOOST_AUTO_TEST_CASE(every_frame_of_the_protocol_is_understood) {
    check({
        {R"({"t":"join","lounge":"en-us"})", "join en-us"},
        {R"({"t":"join","lounge":"en-us","since":41})", "join en-us since 41"},
        {R"({"t":"join","lounge":"en-us","since":0})", "join en-us since 0"},
        {R"({"t":"leave","lounge":"en-us"})", "leave en-us"},
        {R"({"t":"post","id":"c1","lounge":"en-us","body":"Hello"})", "post c1 en-us Hello"},
        {R"({"t":"post","id":"c1","lounge":"en-us","body":"Hello","replyTo":63})",
         "post c1 en-us Hello of 63"},
        {R"({"t":"edit","id":"c1","lounge":"en-us","seq":63,"body":"Hi"})", "edit c1 en-us Hi of 63"},
        {R"({"t":"delete","id":"c1","lounge":"en-us","seq":63})", "delete c1 en-us of 63"},
        {R"({"t":"react","id":"c1","lounge":"en-us","seq":63,"emoji":"x"})", "react c1 en-us x of 63"},
        {R"({"t":"unreact","id":"c1","lounge":"en-us","seq":63,"emoji":"x"})", "unreact c1 en-us x of 63"},
        {R"({"t":"unpreview","id":"c1","lounge":"en-us","seq":63})", "unpreview c1 en-us of 63"},
        {R"({"t":"typing","lounge":"en-us"})", "typing en-us"},
        {R"({"t":"read","lounge":"en-us","seq":41})", "read en-us of 41"},
        {R"({"t":"active"})", "active"},
        {R"({"t":"dm","id":"c1","to":12,"body":"Hello"})", "dm c1 12 Hello"},
        {R"({"t":"dm_read","id":"c1","with":12,"n":5})", "dm_read c1 12 of 5"},
        {R"({"t":"dm_delete","id":"c1","with":12,"n":5})", "dm_delete c1 12 of 5"},
        {R"({"t":"block","id":"c1","who":12})", "block c1 12"},
        {R"({"t":"unblock","id":"c1","who":12})", "unblock c1 12"},
    });
}

BOOST_AUTO_TEST_CASE(order_white_space_escapes_and_unknown_members_do_not_matter) {
    check({
        {R"({"body":"Hello","lounge":"en-us","t":"post","id":"c1"})", "post c1 en-us Hello"},
        {" \r\n\t{ \"t\" : \"leave\" ,\n \"lounge\" : \"en-us\" } \n", "leave en-us"},
        {R"({"\u0074":"l\u0065ave","lounge":"en\u002dus"})", "leave en-us"},
        {R"({"t":"leave","lounge":"en-us","later":{"a":[1,2,{"t":"post"}]},"x":null,"since":"y"})",
         "leave en-us"},
        {R"({"t":"active","lounge":7,"id":[],"body":null})", "active"},
        {R"({"t":"join","lounge":""})", "join "},
    });
}

BOOST_AUTO_TEST_CASE(what_is_no_object_is_malformed) {
    using namespace std::string_literals;
    for (const auto& frame : {""s,
                              " "s,
                              "x"s,
                              "null"s,
                              "true"s,
                              "1"s,
                              R"("join")"s,
                              "[]"s,
                              R"(["t","join"])"s,
                              R"([{"t":"active"}])"s,
                              "{"s,
                              "}"s,
                              R"({"t")"s,
                              R"({"t":"active")"s,
                              R"({"t":"active"}})"s,
                              R"({"t":"active"} {"t":"active"})"s,
                              R"({"t":"active"}x)"s,
                              R"({"t":"active",})"s,
                              R"({'t':'active'})"s,
                              R"({t:"active"})"s,
                              R"({"t":"active"}//)"s,
                              "{\"t\":\"act\nive\"}"s,
                              R"({"t":"active","a":01})"s,
                              R"({"t":"active","a":NaN})"s,
                              "{\"t\":\"active\"}\0"s,
                              "\0"s,
                              "{\"t\":\"active\",\"a\":\"\xff\"}"s,
                              "{\"t\":\"active\",\"a\":\"\xc0\xaf\"}"s,
                              "{\"t\":\"active\",\"a\":\"\xed\xa0\x80\"}"s,
                              R"({"t":"active","a":"\x"})"s,
                              R"({"t":"active","a":"\u12"})"s}) {
        check({{frame, "!malformed"}});
    }
}

BOOST_AUTO_TEST_CASE(the_type_must_be_a_known_word) {
    check({
        {"{}", "!malformed"},
        {R"({"lounge":"en-us"})", "!malformed"},
        {R"({"t":1})", "!malformed"},
        {R"({"t":null})", "!malformed"},
        {R"({"t":["join"]})", "!malformed"},
        {R"({"T":"active"})", "!malformed"},
        {R"({"t":""})", "!unknown_type"},
        {R"({"t":"Join","lounge":"en-us"})", "!unknown_type"},
        {R"({"t":"join ","lounge":"en-us"})", "!unknown_type"},
        {R"({"t":"joi","lounge":"en-us"})", "!unknown_type"},
        {R"({"t":"join\u0000","lounge":"en-us"})", "!unknown_type"},
        {R"({"t":"welcome"})", "!unknown_type"},
        {R"({"t":"mend","id":"c1"})", "!unknown_type id=c1"},
    });
}

BOOST_AUTO_TEST_CASE(a_member_that_is_missing_or_of_the_wrong_type_makes_a_frame_malformed) {
    for (const char* type : {"join", "leave", "typing"}) {
        for (const char* rest : {"", R"(,"Lounge":"en-us")", R"(,"lounge":7)", R"(,"lounge":null)",
                                 R"(,"lounge":{})", R"(,"lounge":["en-us"])", R"(,"lounge":true)"}) {
            check({{std::string(R"({"t":")") + type + "\"" + rest + "}", "!malformed"}});
        }
    }
    check({
        {R"({"t":"post","lounge":"en-us","body":"x"})", "!malformed"},
        {R"({"t":"post","id":7,"lounge":"en-us","body":"x"})", "!malformed"},
        {R"({"t":"post","id":"c1","body":"x"})", "!malformed id=c1"},
        {R"({"t":"post","id":"c1","lounge":"en-us"})", "!malformed id=c1"},
        {R"({"t":"post","id":"c1","lounge":"en-us","body":"x","replyTo":"63"})", "!malformed id=c1"},
        {R"({"t":"edit","id":"c1","lounge":"en-us","body":"x"})", "!malformed id=c1"},
        {R"({"t":"edit","id":"c1","lounge":"en-us","seq":63})", "!malformed id=c1"},
        {R"({"t":"edit","lounge":"en-us","seq":63,"body":"x"})", "!malformed"},
        {R"({"t":"delete","id":"c1","lounge":"en-us","seq":-1})", "!malformed id=c1"},
        {R"({"t":"delete","id":"c1","lounge":"en-us"})", "!malformed id=c1"},
        {R"({"t":"unpreview","id":"c1","lounge":"en-us"})", "!malformed id=c1"},
        {R"({"t":"react","id":"c1","lounge":"en-us","seq":63})", "!malformed id=c1"},
        {R"({"t":"unreact","id":"c1","lounge":"en-us","emoji":"x"})", "!malformed id=c1"},
        {R"({"t":"read","lounge":"en-us"})", "!malformed"},
        {R"({"t":"read","seq":41})", "!malformed"},
        {R"({"t":"read","lounge":"en-us","seq":-1})", "!malformed"},
        {R"({"t":"read","lounge":"en-us","seq":"41"})", "!malformed"},
        {R"({"t":"read","lounge":"en-us","seq":1.5})", "!malformed"},
    });
    for (const char* body : {"7", "null", "[]", "{}", "true", R"(["x"])"})
        check({{post_of(body), "!malformed id=c1"}});
}

BOOST_AUTO_TEST_CASE(since_is_a_whole_number_that_fits) {
    for (const char* bad : {"-1", "1.0", "1.5", "1e3", "\"41\"", "null", "true", "[41]", "{}", "-0.0",
                            "18446744073709551616", "1e400", "99999999999999999999999999"}) {
        check({{std::string(R"({"t":"join","lounge":"en-us","since":)") + bad + "}", "!malformed"}});
    }
    for (const char* good :
         {"1", "9007199254740991", "9223372036854775807", "9223372036854775808", "18446744073709551615"}) {
        check({{std::string(R"({"t":"join","lounge":"en-us","since":)") + good + "}",
                std::string("join en-us since ") + good}});
    }
}

BOOST_AUTO_TEST_CASE(of_doubled_members_the_first_counts) {
    check({
        {R"({"t":"leave","t":"join","lounge":"en-us"})", "leave en-us"},
        {R"({"t":"post","id":"a","id":"b","lounge":"x","lounge":"y","body":"1","body":"2"})", "post a x 1"},
        {R"({"t":"post","id":"a","id":"b","lounge":"x"})", "!malformed id=a"},
        {R"({"t":"post","id":7,"id":"b","lounge":"x","body":"1"})", "!malformed"},
    });
}

BOOST_AUTO_TEST_CASE(texts_arrive_as_they_were_meant) {
    using namespace std::string_literals;
    const Case cases[] = {
        {R"("")", ""},
        {R"("\"\\\/\b\f\n\r\t")", "\"\\/\b\f\n\r\t"},
        {R"("a\u0000b")", "a\0b"s},
        {R"("\u00e9 \u4f60 \ud83d\ude00")", "é 你 😀"},
        {R"("é 你 😀 مرحبا नमस्ते")", "é 你 😀 مرحبا नमस्ते"},
        {"\"\u2028 \u2029 \u202e \u007f\"", "\u2028 \u2029 \u202e \u007f"},
        {R"("{\"t\":\"active\"}")", R"({"t":"active"})"},
    };
    for (const auto& c : cases) check({{post_of(c.frame), "post c1 en-us " + c.told}});
}

BOOST_AUTO_TEST_CASE(half_of_a_surrogate_pair_is_no_text) {
    for (const char* body :
         {R"("\ud83d")", R"("\ude00")", R"("\ud83dx")", R"("\ude00\ud83d")", R"("\ud83d\ud83d")"})
        check({{post_of(body), "!malformed"}});
}

BOOST_AUTO_TEST_CASE(nesting_as_deep_as_a_frame_allows_does_no_harm) {
    for (const auto& [open, close] : {std::pair{"[", "]"}, std::pair{R"({"a":)", "}"}}) {
        const auto nested = [&](std::size_t depth) {
            return R"({"t":"active","a":)" + repeated(open, depth) + "1" + repeated(close, depth) + "}";
        };
        check({{nested(20), "active"}, {nested(2000), "!malformed"}});
        check({{repeated(open, 16'384 / std::string_view(open).size()), "!malformed"}});
    }
    check({{R"({"t":"active"})", "active"}});
}

BOOST_AUTO_TEST_CASE(long_texts_and_many_members_are_taken_whole) {
    const std::string body = repeated("😀", 4000);
    check({{post_of("\"" + body + "\""), "post c1 en-us " + body}});
    const std::string name = repeated("x", 16'000);
    check({{R"({"t":"leave","lounge":")" + name + "\"}", "leave " + name},
           {R"({"t":")" + name + "\"}", "!unknown_type"},
           {R"({"t":"x","id":")" + name + "\"}", "!unknown_type id=" + name},
           {"{" + repeated(R"("a":1,)", 2000) + R"("t":"active"})", "active"},
           {R"({"t":"active"})", "active"}});
}

// Every prefix of a good frame and every frame with one byte changed: an answer, never a crash; the sanitizers watch.
BOOST_AUTO_TEST_CASE(no_damaged_frame_harms_the_parser) {
    const std::string good =
        R"({"t":"post","id":"c1","lounge":"en-us","body":"é \ud83d\ude00","x":[1,-2.5e3,{}]})";
    ws::Parser parser;
    for (std::size_t length = 0; length < good.size(); ++length) {
        BOOST_TEST(told(parser.parse(good.substr(0, length))) == "!malformed", length);
    }
    for (std::size_t at = 0; at < good.size(); ++at) {
        for (int byte = 0; byte < 256; ++byte) {
            std::string damaged = good;
            damaged[at] = static_cast<char>(byte);
            told(parser.parse(damaged));
        }
    }
    BOOST_TEST(told(parser.parse(good)) == "post c1 en-us é 😀");
}

BOOST_AUTO_TEST_SUITE_END()
