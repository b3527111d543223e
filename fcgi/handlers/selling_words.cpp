#include "fcgi/handlers/selling_words.h"

#include <fmt/format.h>

#include "core/view/money_text.h"
#include "fcgi/handlers/market_words.h"

namespace fcgi::handlers {

std::string content_type_text(const view::Language& language, store::ContentType type) {
    return type == store::ContentType::sfw ? language.text("No (SFW)") : language.text("Yes (NSFW)");
}

std::string item_state_text(const view::Language& language, store::ItemState state) {
    switch (state) {
        case store::ItemState::draft:
            return language.text("A draft: nobody else sees it.");
        case store::ItemState::pending_review:
            return language.text("A moderator looks at it first. Until then nobody else sees it.");
        case store::ItemState::published:
            return language.text("It is on offer.");
        case store::ItemState::paused:
            return language.text("Paused: nobody can buy it for now.");
        case store::ItemState::sold_out:
            return language.text("Sold out.");
        case store::ItemState::removed:
            break;
    }
    return language.text("Removed.");
}

std::string pieces_text(const view::Language& language, const std::optional<std::uint64_t>& stock) {
    if (!stock) return language.text("Does not run out");
    return language.plural("{1} piece left", "{1} pieces left", *stock);
}

std::string facts_text(const view::Language& language, store::ItemCategory category,
                       store::ContentType content, const store::Money& price) {
    const view::MoneyText money(language.code());
    return fmt::format("{} · {} · {}", category_text(language, category), money(price),
                       store::name_of(content));
}

std::string file_size_text(std::uint64_t bytes) {
    constexpr double kilo = 1000;
    const auto size = static_cast<double>(bytes);
    if (size < kilo) return fmt::format("{} B", bytes);
    if (size < kilo * kilo) return fmt::format("{:.1f} kB", size / kilo);
    return fmt::format("{:.1f} MB", size / kilo / kilo);
}

}  // namespace fcgi::handlers
