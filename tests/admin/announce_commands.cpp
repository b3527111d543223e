#include "admin/announce_commands.h"

#include <boost/test/unit_test.hpp>

#include <stdexcept>

#include "tests/core/talk.h"

namespace {

struct Operator : support::Talk {
    Operator() { config.audit_secret = std::string(32, 'a'); }

    std::string order(const std::string& where, const std::string& text = "We restart at eight.") {
        return admin::announce(connection, config, clock, {.where = where, .text = text}).text;
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(announce_commands, Operator)

BOOST_AUTO_TEST_CASE(one_lounge_a_language_or_everywhere) {
    BOOST_TEST(order("en-us") == "Said in 1 lounge.\n");
    BOOST_TEST(messages() == 1U);
    const auto english = store::lounges_of(connection, "en").size();
    BOOST_TEST(order("en") == "Said in " + std::to_string(english) + " lounges.\n");
    BOOST_TEST(messages() == 1U + english);
    const auto all = store::all_lounges(connection).size();
    BOOST_TEST(order("everywhere") ==
               "Said in " + std::to_string(all) + (all == 1 ? " lounge.\n" : " lounges.\n"));
    BOOST_TEST(messages() == 1U + english + all);
}

BOOST_AUTO_TEST_CASE(closed_lounges_hear_nothing_of_what_is_said_to_many) {
    const auto before = store::lounges_of(connection, "en").size();
    other.run("UPDATE lounge SET closed_at = UTC_TIMESTAMP(3) WHERE slug = 'en-us'");
    BOOST_TEST(order("en") ==
               "Said in " + std::to_string(before - 1) + (before == 2 ? " lounge.\n" : " lounges.\n"));
}

BOOST_AUTO_TEST_CASE(no_such_place_and_no_such_text_are_refused) {
    BOOST_CHECK_THROW(order("en-nowhere"), std::runtime_error);
    BOOST_CHECK_THROW(order("xx"), std::runtime_error);
    BOOST_CHECK_THROW(order("en-us", " "), std::runtime_error);
    BOOST_CHECK_THROW(order("en-us", std::string(4001, 'x')), std::runtime_error);
    BOOST_TEST(messages() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
