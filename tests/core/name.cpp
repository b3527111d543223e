#include "core/accounts/name.h"

#include <boost/test/unit_test.hpp>
#include <set>

namespace {

const base::Limits limits;

std::string outcome(std::string_view typed) {
    const auto name = accounts::parse_name(typed, limits);
    return name ? name->text : "<" + std::string(base::wire_code(name.error().code)) + ">";
}

std::string key(std::string_view typed) {
    const auto name = accounts::parse_name(typed, limits);
    BOOST_REQUIRE_MESSAGE(name.ok(), typed);
    return name->key;
}

std::string repeated(std::string_view text, std::size_t count) {
    std::string out;
    while (count-- > 0) out += text;
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(name)

BOOST_AUTO_TEST_CASE(names_of_every_script_are_fine) {
    const struct {
        const char* typed;
        const char* shown;
    } cases[] = {
        {"Ana", "Ana"},     {"王伟", "王伟"},    {"हिन्दी", "हिन्दी"},          {"محمد", "محمد"},
        {"Ольга", "Ольга"}, {"x2", "x2"},        {"Jean-Luc", "Jean-Luc"},    {"a_b.c", "a_b.c"},
        {"7even", "7even"}, {"  Ana \t", "Ana"}, {"Jose\u0301", "Jos\u00e9"},
    };
    for (const auto& c : cases) BOOST_TEST(outcome(c.typed) == c.shown);
}

BOOST_AUTO_TEST_CASE(length_is_counted_in_what_a_reader_takes_for_one_character) {
    const std::string hindi = "हि";  // two code points, one grapheme
    const struct {
        const char* what;
        std::string typed;
        const char* outcome;  // empty: accepted
    } cases[] = {
        {"nothing", "", "<name_too_short>"},
        {"white space", "  \n", "<name_too_short>"},
        {"one letter", "a", "<name_too_short>"},
        {"one grapheme of two code points", hindi, "<name_too_short>"},
        {"two letters", "ab", ""},
        {"twenty letters", repeated("x", 20), ""},
        {"twenty-one letters", repeated("x", 21), "<name_too_long>"},
        {"twenty graphemes of two code points", repeated(hindi, 20), ""},
        {"twenty-one of them", repeated(hindi, 21), "<name_too_long>"},
        {"more than the table's column holds, in twenty graphemes", repeated("x\u0323\u0301\u0302\u0303", 20),
         "<name_too_long>"},
        {"one endless grapheme of letters", "x" + repeated("\u1100", 200), "<name_too_long>"},
        {"letters that unfold to eighteen each", repeated("\ufdfa", 20), "<name_too_long>"},
        {"a megabyte", repeated("x", 1'000'000), "<name_too_long>"},
    };
    for (const auto& c : cases) {
        const std::string got = outcome(c.typed);
        if (*c.outcome == '\0') {
            BOOST_TEST(got == c.typed, c.what);
        } else {
            BOOST_TEST(got == c.outcome, c.what);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_name_of_other_characters_is_refused) {
    const struct {
        const char* what;
        std::string_view typed;
    } cases[] = {
        {"a space", "Ana Bo"},
        {"an emoji", "Ana😀"},
        {"a leading dash", "-ana"},
        {"a leading dot", ".ana"},
        {"a leading _", "_ana"},
        {"markup", "<b>x"},
        {"a zero-width joiner", "a\u200db"},
        {"a direction override", "ab\u202ecd"},
        {"a control character", "a\x01z"},
        {"a soft hyphen", "a\u00adb"},
        {"a full stop of width", "a。b"},
        {"not UTF-8", "ab\xff"},
        {"a leading mark", "\u0301ab"},
        {"five marks on a letter", "ax\u0323\u0301\u0302\u0303\u0304b"},
        {"a private character", "a\ue000b"},
    };
    for (const auto& c : cases) BOOST_TEST(outcome(c.typed) == "<name_characters>", c.what);
}

BOOST_AUTO_TEST_CASE(names_that_sound_like_the_house_are_reserved_in_every_disguise) {
    for (const char* typed : {"admin",
                              "ADMIN",
                              "Admin",
                              "аdmin" /* Cyrillic a */,
                              "ΑDΜΙΝ" /* Greek */,
                              "АDМIN" /* Cyrillic */,
                              "ａｄｍｉｎ",
                              "moderator",
                              "System",
                              "root",
                              "r00t",
                              "me",
                              "guest_1",
                              "Guest_abc",
                              "GUEST_x",
                              "guеst_x" /* Cyrillic e */,
                              "thechatroom",
                              "adm1n",
                              "5upport",
                              "m0d",
                              "gu3st_1"}) {
        BOOST_TEST(outcome(typed) == "<name_reserved>", typed);
    }
    for (const char* typed : {"administer", "guest", "guests", "rooted", "mel", "Sysop"})
        BOOST_TEST(outcome(typed) == typed);
}

BOOST_AUTO_TEST_CASE(names_that_look_alike_have_one_key) {
    const struct {
        const char* a;
        const char* b;
    } cases[] = {
        {"Ana", "ana"},        {"Ana", "ANA"},    {"paypal", "раураl"} /* Cyrillic */,
        {"Bill", "Bi11"},      {"Bob", "B0b"},    {"Jose\u0301", "Jos\u00e9"},
        {"straße", "STRASSE"}, {"ana", "ａｎａ"}, {"corner", "comer"},
    };
    for (const auto& c : cases) BOOST_TEST(key(c.a) == key(c.b), c.a << " and " << c.b);
}

BOOST_AUTO_TEST_CASE(names_alike_as_capitals_alone_are_found_by_their_second_key) {
    const struct {
        const char* a;
        const char* b;
    } cases[] = {
        {"ANA", "ΑΝΑ" /* Greek */},
        {"Ilona", "llona"},
        {"BOPHE", "ВОРНЕ" /* Cyrillic */},
    };
    const auto parsed = [](const char* typed) { return accounts::parse_name(typed, limits).value(); };
    for (const auto& c : cases) {
        BOOST_TEST(accounts::look_alike(parsed(c.a), parsed(c.b)), c.a << " and " << c.b);
        BOOST_TEST(!accounts::look_alike(parsed(c.a), parsed("Maria")), c.a);
    }
}

BOOST_AUTO_TEST_CASE(names_that_differ_have_different_keys) {
    const char* typed[] = {"Ana",  "Anna", "王伟", "王卫", "हिन्दी", "Ольга", "Олга",
                           "محمد", "a_b",  "a-b",  "a.b",  "ab",    "José",  "Jose"};
    std::set<std::string> keys;
    for (const char* name : typed) keys.insert(key(name));
    BOOST_TEST(keys.size() == std::size(typed));
}

BOOST_AUTO_TEST_CASE(the_house_gives_names_that_visitors_cannot_choose) {
    std::set<std::string> keys;
    for (int i = 0; i < 200; ++i) {
        const auto name = accounts::generated_name(limits);
        BOOST_TEST(name.text.starts_with("guest_"));
        BOOST_TEST(outcome(name.text) == "<name_reserved>");
        keys.insert(name.key);
    }
    BOOST_TEST(keys.size() == 200U);
}

BOOST_AUTO_TEST_SUITE_END()
