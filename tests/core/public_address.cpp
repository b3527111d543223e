#include "core/base/public_address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/un.h>

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(public_address)

BOOST_AUTO_TEST_CASE(the_addresses_of_the_internet_are_public) {
    for (const char* text : {"1.1.1.1",
                             "8.8.8.8",
                             "9.255.255.255",
                             "11.0.0.0",
                             "100.63.255.255",
                             "100.128.0.0",
                             "126.255.255.255",
                             "128.0.0.1",
                             "169.253.255.255",
                             "169.255.0.0",
                             "172.15.255.255",
                             "172.32.0.0",
                             "192.0.1.0",
                             "192.167.255.255",
                             "192.169.0.0",
                             "198.17.255.255",
                             "198.20.0.0",
                             "223.255.255.255",
                             "2000::",
                             "2001:200::",
                             "2606:4700:4700::1111",
                             "2a00:1450:4001:810::200e",
                             "3ffe:ffff::1",
                             "::ffff:8.8.8.8",
                             "64:ff9b::8.8.8.8"})
        BOOST_TEST(base::is_public_address(text), text);
}

BOOST_AUTO_TEST_CASE(what_is_special_or_private_is_not) {
    for (const char* text :
         {"0.0.0.0",         "0.255.255.255",  "10.0.0.0",        "10.255.255.255",  "100.64.0.0",
          "100.127.255.255", "127.0.0.1",      "127.255.255.255", "169.254.169.254", "172.16.0.0",
          "172.31.255.255",  "192.0.0.0",      "192.0.2.1",       "192.31.196.1",    "192.52.193.1",
          "192.88.99.1",     "192.168.0.0",    "192.168.255.255", "192.175.48.1",    "198.18.0.0",
          "198.19.255.255",  "198.51.100.1",   "203.0.113.1",     "224.0.0.1",       "239.255.255.255",
          "240.0.0.1",       "255.255.255.255"})
        BOOST_TEST(!base::is_public_address(text), text);
    for (const char* text : {"::",
                             "::1",
                             "::2",
                             "::127.0.0.1",
                             "::8.8.8.8",
                             "64:ff9b:1::1",
                             "100::1",
                             "1fff:ffff::",
                             "2001::",
                             "2001:1ff::1",
                             "2001:db8::1",
                             "2002:808:808::1",
                             "2620:4f:8000::1",
                             "3fff::1",
                             "3fff:fff::1",
                             "4000::",
                             "5f00::1",
                             "fc00::1",
                             "fdff::1",
                             "fe80::1",
                             "fec0::1",
                             "ff02::1"})
        BOOST_TEST(!base::is_public_address(text), text);
}

BOOST_AUTO_TEST_CASE(an_address_in_an_address_is_judged_as_what_it_leads_to) {
    for (const char* text : {"::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::ffff:0:1",
                             "64:ff9b::127.0.0.1", "64:ff9b::192.168.1.1"})
        BOOST_TEST(!base::is_public_address(text), text);
}

BOOST_AUTO_TEST_CASE(what_is_no_address_is_not_public) {
    for (const char* text : {"", "localhost", "example.org", "8.8.8", "8.8.8.8.8", "0x08080808", "134744072",
                             "[::1]", "8.8.8.8 ", "2001:200::%1"})
        BOOST_TEST(!base::is_public_address(text), text);
}

BOOST_AUTO_TEST_CASE(sockets_addresses_are_read_in_their_own_order_of_bytes) {
    sockaddr_in four{};
    four.sin_family = AF_INET;
    const auto is_public = [&](const char* text) {
        BOOST_REQUIRE(inet_pton(AF_INET, text, &four.sin_addr) == 1);
        return base::is_public_address(reinterpret_cast<const sockaddr&>(four), sizeof four);
    };
    BOOST_TEST(is_public("9.9.9.10"));
    BOOST_TEST(!is_public("10.9.9.9"));
    sockaddr_in6 six{};
    six.sin6_family = AF_INET6;
    BOOST_REQUIRE(inet_pton(AF_INET6, "2606:4700::1", &six.sin6_addr) == 1);
    BOOST_TEST(base::is_public_address(reinterpret_cast<const sockaddr&>(six), sizeof six));
    BOOST_TEST(!base::is_public_address(reinterpret_cast<const sockaddr&>(six), sizeof four), "cut short");
    sockaddr_un local{};
    local.sun_family = AF_UNIX;
    BOOST_TEST(!base::is_public_address(reinterpret_cast<const sockaddr&>(local), sizeof local));
}

BOOST_AUTO_TEST_SUITE_END()
