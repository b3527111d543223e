#include "fcgi/legacy.h"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(legacy)

BOOST_AUTO_TEST_CASE(what_is_written_is_read_again) {
    for (const auto& one : {fcgi::Legacy{}, fcgi::Legacy{{{"page", 5}}, {}},
                            fcgi::Legacy{{{"page", 5}, {"slow", 12}}, {120, 121, 4000000}}}) {
        const auto again = fcgi::parse_legacy(fcgi::write_legacy(one));
        BOOST_REQUIRE(again.has_value());
        BOOST_TEST((*again == one), fcgi::write_legacy(one));
    }
    BOOST_TEST(fcgi::write_legacy({{{"page", 5}}, {120, 121}}) == "page=5;workers=120,121");
}

BOOST_AUTO_TEST_CASE(what_was_not_written_here_is_refused) {
    for (const char* text :
         {"page", "page=", "page=x", "=5", "workers=1", "workers=-5", "workers=12,x", "page=5;;workers=12"}) {
        BOOST_TEST(!fcgi::parse_legacy(text), text);
    }
}

BOOST_AUTO_TEST_SUITE_END()
