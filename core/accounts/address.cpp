#include "core/accounts/address.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace accounts {
namespace {

constexpr std::array<unsigned char, 12> v4_mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

}  // namespace

std::string prefix_of(std::string_view address) {
    std::string text(address);
    std::array<unsigned char, 16> bytes{};
    if (::inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1) return text;
    if (std::equal(v4_mapped.begin(), v4_mapped.end(), bytes.begin()))
        return fmt::format("{}.{}.{}.{}", bytes[12], bytes[13], bytes[14], bytes[15]);
    std::string prefix;
    for (std::size_t i = 0; i < 8; i += 2) prefix += fmt::format("{:x}:", bytes.at(i) << 8 | bytes.at(i + 1));
    return prefix;
}

}  // namespace accounts
