#include "admin/lounge_commands.h"

#include <boost/test/unit_test.hpp>

#include "tests/core/door.h"

namespace {

struct Operator : support::AtTheDoor {
    std::string order(std::optional<std::string> how = std::nullopt, std::string slug = "en-all") {
        return admin::change_pictures(connection, config, clock,
                                      {.slug = std::move(slug), .how = std::move(how)});
    }
    std::uint64_t on_record(const std::string& detail) {
        return support::count(
            other, "SELECT COUNT(*) FROM audit_log WHERE action = 'lounge.pictures' AND detail LIKE '%" +
                       detail + "%'");
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(lounge_commands, Operator)

BOOST_AUTO_TEST_CASE(the_operator_says_whether_pictures_are_blurred_and_it_goes_on_record) {
    const std::string blurred = "en-all: pictures are blurred until somebody asks for them\n";
    const std::string shown = "en-all: pictures are shown\n";
    BOOST_TEST(order() == shown);
    BOOST_TEST(order("blurred") == blurred);
    BOOST_TEST(order() == blurred);
    BOOST_TEST(order("plain") == shown);
    BOOST_TEST(order("default") == shown);
    other.run("UPDATE lounge SET access_level = 'RED_LOUNGE'");
    BOOST_TEST(order() == blurred);
    BOOST_TEST(order("plain") == shown);
    BOOST_TEST(on_record("true") == 1U);
    BOOST_TEST(on_record("false") == 2U);
    BOOST_TEST(on_record("null") == 1U);
    BOOST_TEST(support::count(other, "SELECT COUNT(*) FROM lounge WHERE blurs_pictures IS NOT NULL") == 1U);
}

BOOST_AUTO_TEST_CASE(orders_that_make_no_sense_change_nothing) {
    for (const char* how : {"", "on", "BLURRED"}) BOOST_CHECK_THROW(order(how), std::runtime_error);
    BOOST_CHECK_THROW(order("blurred", "nowhere"), std::runtime_error);
    BOOST_TEST(support::count(other, "SELECT COUNT(*) FROM audit_log") == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
