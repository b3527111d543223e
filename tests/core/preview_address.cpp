#include "core/preview/address.h"

#include <boost/test/unit_test.hpp>

#include <netinet/in.h>
#include <sys/socket.h>

namespace {

bool is_public(const std::string& text) {
    const auto address = preview::parse_address(text);
    BOOST_REQUIRE_MESSAGE(address.has_value(), text << " is no address");
    return preview::is_public(*address);
}

void all(std::initializer_list<const char*> addresses, bool expected) {
    for (const char* address : addresses) BOOST_TEST(is_public(address) == expected, address);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(preview_address)

// The first and the last of each range of IANA's registry, and multicast.
BOOST_AUTO_TEST_CASE(special_addresses_of_IPv4_are_not_public) {
    all({"0.0.0.0", "0.255.255.255", "10.0.0.0", "10.255.255.255", "100.64.0.0", "100.127.255.255"}, false);
    all({"127.0.0.0", "127.0.0.1", "127.255.255.255", "169.254.0.0", "169.254.169.254", "169.254.255.255"},
        false);
    all({"172.16.0.0", "172.31.255.255", "192.0.0.0", "192.0.0.170", "192.0.0.255", "192.0.2.0",
         "192.0.2.255"},
        false);
    all({"192.31.196.0", "192.31.196.255", "192.52.193.0", "192.52.193.255", "192.88.99.0", "192.88.99.255"},
        false);
    all({"192.168.0.0", "192.168.255.255", "192.175.48.0", "192.175.48.255", "198.18.0.0", "198.19.255.255"},
        false);
    all({"198.51.100.0", "198.51.100.255", "203.0.113.0", "203.0.113.255", "224.0.0.0", "239.255.255.255"},
        false);
    all({"240.0.0.0", "255.255.255.254", "255.255.255.255"}, false);
}

// What lies just before and after them.
BOOST_AUTO_TEST_CASE(their_neighbours_are) {
    all({"1.0.0.0", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
         "128.0.0.0"},
        true);
    all({"169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "191.255.255.255", "192.0.1.0",
         "192.0.3.0"},
        true);
    all({"192.31.195.255", "192.31.197.0", "192.52.192.255", "192.52.194.0", "192.88.98.255", "192.88.100.0"},
        true);
    all({"192.167.255.255", "192.169.0.0", "192.175.47.255", "192.175.49.0", "198.17.255.255", "198.20.0.0"},
        true);
    all({"198.51.99.255", "198.51.101.0", "203.0.112.255", "203.0.114.0", "223.255.255.255", "8.8.8.8"},
        true);
}

BOOST_AUTO_TEST_CASE(special_addresses_of_IPv6_are_not_public) {
    all({"::", "::1", "::2"}, false);
    // IPv4 inside: mapped, compatible, translated, NAT64 (both prefixes), 6to4, Teredo.
    all({"::ffff:127.0.0.1", "::127.0.0.1", "::8.8.8.8", "::ffff:0:127.0.0.1"}, false);
    all({"64:ff9b::7f00:1", "64:ff9b:1::1", "64:ff9b:1:ffff::"}, false);
    all({"2002::", "2002:7f00:1::1", "2002:808:808::1", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff"}, false);
    all({"2001::", "2001:0:808:808::1", "2001:2::1", "2001:20::1", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff"},
        false);
    all({"100::1", "100:0:0:1::1", "2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "3fff::1",
         "3fff:fff::1"},
        false);
    all({"2620:4f:8000::1", "5f00::1", "fc00::", "fd00:ec2::254", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"},
        false);
    all({"fe80::1", "febf::1", "fec0::1", "ff00::1", "ff02::1", "ff0e::1", "4000::1", "8000::1",
         "1fff:ffff::1"},
        false);
}

BOOST_AUTO_TEST_CASE(global_unicast_is) {
    all({"2000::1", "2001:200::1", "2001:4860:4860::8888", "2606:4700:4700::1111", "2a00:1450::1",
         "2620:4f:7fff::1"},
        true);
    all({"2620:4f:8001::1", "2001:db7:ffff::1", "2001:db9::1", "2003::1", "3fff:1000::1", "3ffd:ffff::1"},
        true);
}

BOOST_AUTO_TEST_CASE(addresses_of_sockets_are_read_whole) {
    sockaddr_in v4{};
    v4.sin_family = AF_INET;
    v4.sin_port = htons(443);
    v4.sin_addr.s_addr = htonl(0x7f000001);
    const auto& as_v4 = reinterpret_cast<const sockaddr&>(v4);
    BOOST_TEST(preview::to_text(preview::address_of(as_v4).value()) == "127.0.0.1");
    BOOST_TEST(preview::port_of(as_v4) == 443U);
    sockaddr_in6 v6{};
    v6.sin6_family = AF_INET6;
    v6.sin6_port = htons(80);
    v6.sin6_addr = in6addr_loopback;
    const auto& as_v6 = reinterpret_cast<const sockaddr&>(v6);
    BOOST_TEST(preview::to_text(preview::address_of(as_v6).value()) == "::1");
    BOOST_TEST(preview::port_of(as_v6) == 80U);
    sockaddr other{};
    other.sa_family = AF_UNIX;
    BOOST_TEST(!preview::address_of(other).has_value());
}

BOOST_AUTO_TEST_CASE(what_is_no_address_is_not_taken_for_one) {
    for (const char* text : {"", "127.1", "2130706433", "0x7f.1", "127.0.0.1.", " 127.0.0.1", "localhost",
                             "fe80::1%lo", "1.2.3.256"})
        BOOST_TEST(!preview::parse_address(text).has_value(), text);
}

BOOST_AUTO_TEST_SUITE_END()
