#include "core/market/item_link.h"

#include <charconv>

#include "core/moderation/house_address.h"

namespace market {
namespace {

constexpr std::string_view items = "/market/items/";

}  // namespace

std::string item_link(std::string_view house, base::ItemId id) {
    return std::string(house) + std::string(items) + std::to_string(id.value);
}

std::optional<base::ItemId> item_of_link(std::string_view house, std::string_view link) {
    const auto path = moderation::path_in_house(house, link);
    if (house.empty() || !path || !path->starts_with(items)) return std::nullopt;
    std::string_view number = std::string_view(*path).substr(items.size());
    number = number.substr(0, number.find_first_of("?#"));
    base::ItemId id{};
    const char* end = number.data() + number.size();
    const auto read = std::from_chars(number.data(), end, id.value);
    if (read.ec != std::errc() || read.ptr != end || id.value == 0) return std::nullopt;
    return id;
}

}  // namespace market
