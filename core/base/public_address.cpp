#include "core/base/public_address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace base {
namespace {

struct Block4 {
    std::uint32_t start;
    unsigned length;
};
constexpr std::uint32_t v4(unsigned a, unsigned b, unsigned c, unsigned d) {
    return a << 24 | b << 16 | c << 8 | d;
}
constexpr std::array special4{
    Block4{v4(0, 0, 0, 0), 8},       // this network
    Block4{v4(10, 0, 0, 0), 8},      // private
    Block4{v4(100, 64, 0, 0), 10},   // shared by a provider's customers
    Block4{v4(127, 0, 0, 0), 8},     // loopback
    Block4{v4(169, 254, 0, 0), 16},  // link-local; the metadata of hosting providers
    Block4{v4(172, 16, 0, 0), 12},   // private
    Block4{v4(192, 0, 0, 0), 24},    // protocol assignments
    Block4{v4(192, 0, 2, 0), 24},    // documentation
    Block4{v4(192, 31, 196, 0), 24}, Block4{v4(192, 52, 193, 0), 24},
    Block4{v4(192, 88, 99, 0), 24},                                  // relays to 6to4
    Block4{v4(192, 168, 0, 0), 16},                                  // private
    Block4{v4(192, 175, 48, 0), 24}, Block4{v4(198, 18, 0, 0), 15},  // benchmarks
    Block4{v4(198, 51, 100, 0), 24},                                 // documentation
    Block4{v4(203, 0, 113, 0), 24},                                  // documentation
    Block4{v4(224, 0, 0, 0), 4},                                     // multicast
    Block4{v4(240, 0, 0, 0), 4},                                     // reserved, broadcast
};

using Bytes6 = std::array<std::uint8_t, 16>;
struct Block6 {
    Bytes6 start;
    unsigned length;
};
// Within 2000::/3, outside of which nothing is given to anybody.
constexpr std::array special6{
    Block6{{0x20, 0x01, 0x00}, 23},                    // protocol assignments: Teredo, benchmarks, ORCHID
    Block6{{0x20, 0x01, 0x0d, 0xb8}, 32},              // documentation
    Block6{{0x20, 0x02}, 16},                          // 6to4: any IPv4 address within
    Block6{{0x26, 0x20, 0x00, 0x4f, 0x80, 0x00}, 48},  // AS112
    Block6{{0x3f, 0xff, 0x00}, 20},                    // documentation
};
constexpr Block6 global6{{0x20}, 3};
constexpr Block6 mapped4{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96};
constexpr Block6 translated4{{0x00, 0x64, 0xff, 0x9b}, 96};

bool within(std::uint32_t address, const Block4& block) {
    return (address ^ block.start) >> (32 - block.length) == 0;
}

bool within(const Bytes6& address, const Block6& block) {
    const std::size_t whole = block.length / 8;
    if (!std::equal(address.begin(), address.begin() + static_cast<std::ptrdiff_t>(whole),
                    block.start.begin()))
        return false;
    const unsigned rest = block.length % 8;
    return rest == 0 || (address[whole] ^ block.start[whole]) >> (8 - rest) == 0;
}

bool is_public4(std::uint32_t address) {
    return std::ranges::none_of(special4, [&](const Block4& block) { return within(address, block); });
}

bool is_public6(const Bytes6& address) {
    if (within(address, mapped4) || within(address, translated4))
        return is_public4(v4(address[12], address[13], address[14], address[15]));
    return within(address, global6) &&
           std::ranges::none_of(special6, [&](const Block6& block) { return within(address, block); });
}

}  // namespace

bool is_public_address(const sockaddr& address, socklen_t length) {
    if (address.sa_family == AF_INET && length >= sizeof(sockaddr_in)) {
        sockaddr_in in{};
        std::memcpy(&in, &address, sizeof in);
        return is_public4(ntohl(in.sin_addr.s_addr));
    }
    if (address.sa_family == AF_INET6 && length >= sizeof(sockaddr_in6)) {
        sockaddr_in6 in{};
        std::memcpy(&in, &address, sizeof in);
        return is_public6(std::to_array(in.sin6_addr.s6_addr));
    }
    return false;
}

bool is_public_address(const std::string& text) {
    in_addr four{};
    if (inet_pton(AF_INET, text.c_str(), &four) == 1) return is_public4(ntohl(four.s_addr));
    in6_addr six{};
    if (inet_pton(AF_INET6, text.c_str(), &six) == 1) return is_public6(std::to_array(six.s6_addr));
    return false;
}

}  // namespace base
