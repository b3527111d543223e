#include "core/moderation/house_address.h"

#include <boost/test/unit_test.hpp>

namespace {

constexpr const char* house = "https://chat.example:8443";

std::string path_of(std::string_view typed) {
    return moderation::path_in_house(house, typed).value_or("elsewhere");
}

// "en-us/12", "person 7", "picture 9 k", or "nothing".
std::string named(std::string_view path) {
    const auto one = moderation::named_by(path);
    if (!one.slug.empty()) return one.slug + "/" + std::to_string(one.seq);
    if (one.person.value > 0) return "person " + std::to_string(one.person.value);
    if (one.media.value > 0) return "picture " + std::to_string(one.media.value) + " " + one.key;
    return "nothing";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(house_address)

BOOST_AUTO_TEST_CASE(an_address_of_this_house_is_known_however_it_was_copied) {
    for (const char* typed :
         {"/lounges/en-us/12", "https://chat.example:8443/lounges/en-us/12",
          "http://chat.example:8443/lounges/en-us/12", "HTTPS://Chat.Example:8443/lounges/en-us/12",
          "chat.example:8443/lounges/en-us/12"})
        BOOST_TEST(path_of(typed) == "/lounges/en-us/12", typed);
    BOOST_TEST(path_of("/lounges/en-us/12?x=%20#m12") == "/lounges/en-us/12?x=%20#m12");
    BOOST_TEST(path_of("https://chat.example:8443/") == "/");
}

BOOST_AUTO_TEST_CASE(no_other_address_passes_for_one_of_this_house) {
    for (const char* typed :
         {"", "lounges/en-us/12", "//evil.example/lounges/en-us/12", "/\\evil.example", "\\\\evil.example",
          "https://evil.example/lounges/en-us/12", "https://chat.example/lounges/en-us/12",
          "https://chat.example:8443", "https://chat.example:8443@evil.example/x",
          "https://chat.example:8443.evil.example/x", "https://chat.example:8443//evil.example/x",
          "https://x@chat.example:8443/y", "javascript:alert(1)", "data:text/html,x", "/a\tb", "/a\nb",
          "/a b", "/a\x01", "/\x7f"})
        BOOST_TEST(path_of(typed) == "elsewhere", typed);
}

BOOST_AUTO_TEST_CASE(a_path_names_a_message_a_person_or_a_picture_or_nothing) {
    const struct {
        const char* path;
        const char* what;
    } cases[] = {
        {"/lounges/en-us/12", "en-us/12"},
        {"/lounges/en-us/12?from=x#m12", "en-us/12"},
        {"/lounges/en-us/messages/12", "en-us/12"},
        {"/lounges/en-us/messages/12/edit#report", "en-us/12"},
        {"/people/7", "person 7"},
        {"/people/7#record", "person 7"},
        {"/media/9/k3y", "picture 9 k3y"},
        {"/media/9/k3y/thumb", "picture 9 k3y"},
        {"/lounges/en-us", "nothing"},
        {"/lounges/en-us/", "nothing"},
        {"/lounges/en-us/0", "nothing"},
        {"/lounges/en-us/-1", "nothing"},
        {"/lounges/en-us/1x", "nothing"},
        {"/lounges/en-us/99999999999999999999", "nothing"},
        {"/lounges/en-us/messages", "nothing"},
        {"/people/", "nothing"},
        {"/people/x", "nothing"},
        {"/direct/7", "nothing"},
        {"/", "nothing"},
        {"/?/lounges/en-us/12", "nothing"},
        {"", "nothing"},
    };
    for (const auto& c : cases) BOOST_TEST(named(c.path) == c.what, c.path);
}

BOOST_AUTO_TEST_SUITE_END()
