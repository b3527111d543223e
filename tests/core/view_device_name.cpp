#include "core/view/device_name.h"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(view_device_name)

BOOST_AUTO_TEST_CASE(browsers_and_systems_are_told_apart_by_their_own_words) {
    const struct {
        const char* agent;
        const char* name;
    } cases[] = {
        {"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36",
         "Chrome · Linux"},
        {"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 "
         "Edg/130.0.0.0",
         "Edge · Windows"},
        {"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 "
         "OPR/115.0.0.0",
         "Opera · Windows"},
        {"Mozilla/5.0 (Linux; Android 14; SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/26.0 "
         "Chrome/122.0.0.0 Mobile Safari/537.36",
         "Samsung Internet · Android"},
        {"Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0", "Firefox · Android"},
        {"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 "
         "Safari/605.1.15",
         "Safari · Mac"},
        {"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/130.0 "
         "Mobile/15E148 Safari/604.1",
         "Chrome · iPhone"},
        {"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36",
         "Chrome · ChromeOS"},
        {"curl/7.88.1", "curl"},
        {"Linux", "Linux"},
        {"Test/1.0", ""},
        {"", ""},
    };
    for (const auto& c : cases) BOOST_TEST(view::device_name(c.agent) == c.name, c.agent);
}

BOOST_AUTO_TEST_SUITE_END()
