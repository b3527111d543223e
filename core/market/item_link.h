// The address of a listing's page, and links that lead to one. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/ids.h"

namespace market {

// "https://chat.example/market/items/12". `house`: the house's own address, FRONTEND_URL.
std::string item_link(std::string_view house, base::ItemId id);

// Which listing of this house a link leads to; nothing for any other page or host. The listing needs not be there.
std::optional<base::ItemId> item_of_link(std::string_view house, std::string_view link);

}  // namespace market
