#include "core/view/styles.h"

#include <algorithm>
#include <array>

namespace view {
namespace {

struct Styles {
    std::string_view page;
    std::array<std::string_view, 7> names{};
};

constexpr std::array table{
    Styles{"appeal", {"moderation"}},
    Styles{"audit", {"moderation"}},
    Styles{"case", {"lines", "moderation", "selling"}},
    Styles{"conversation", {"lines", "lounge", "direct"}},
    Styles{"decision", {"moderation"}},
    Styles{"direct", {"direct"}},
    Styles{"disputes", {"market"}},
    Styles{"emergency", {"moderation"}},
    Styles{"entry", {"door"}},
    Styles{"item", {"lines", "market"}},
    Styles{"item_history", {"selling"}},
    Styles{"keys", {"keys"}},
    Styles{"languages", {"door"}},
    Styles{"listing_reviews", {"lines", "moderation", "selling"}},
    Styles{"lounge", {"lines", "lounge"}},
    Styles{"market", {"market"}},
    Styles{"message", {"lines", "lounge"}},
    Styles{"moderation", {"moderation"}},
    Styles{"order", {"market"}},
    Styles{"orders", {"market"}},
    Styles{"overview", {"overview"}},
    Styles{"person", {"moderation", "direct"}},
    Styles{"proof_review", {"moderation", "proof"}},
    Styles{"proof_reviews", {"moderation", "proof"}},
    Styles{"queue", {"moderation"}},
    Styles{"removal_state", {"moderation"}},
    Styles{"rules", {"moderation"}},
    Styles{"search", {"lines", "search"}},
    Styles{"second_step", {"account"}},
    Styles{"sell", {"selling"}},
    Styles{"sell_edit", {"selling"}},
    Styles{"sell_new", {"selling"}},
    Styles{"seller", {"market"}},
    Styles{"sign_in_code", {"account"}},
    Styles{"statement", {"market"}},
    Styles{"styleguide", {"door", "lines", "lounge", "tools", "market", "direct", "styleguide"}},
    Styles{"test_payment", {"market"}},
    Styles{"verification", {"proof"}},
    Styles{"waiting", {"door"}},
};

}  // namespace

std::span<const std::string_view> styles_of(std::string_view page) {
    const auto found = std::ranges::find(table, page, &Styles::page);
    if (found == table.end()) return {};
    const auto& names = found->names;
    const auto end = std::ranges::find(names, std::string_view{});
    return std::span(names).first(static_cast<std::size_t>(end - names.begin()));
}

}  // namespace view
