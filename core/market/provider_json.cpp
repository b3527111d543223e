#include "core/market/provider_json.h"

#include <algorithm>

#include "core/market/amount.h"

namespace market {
namespace {

constexpr std::size_t longest_word = 255;
constexpr std::size_t longest_page = 2048;  // as its column has it

const nlohmann::json& nothing() {
    static const nlohmann::json null;
    return null;
}

}  // namespace

nlohmann::json parse_json(std::string_view text) {
    auto json = nlohmann::json::parse(text, nullptr, false);
    if (json.is_discarded()) json = nullptr;
    return json;
}

const nlohmann::json& member(const nlohmann::json& json, std::initializer_list<std::string_view> path) {
    const nlohmann::json* here = &json;
    for (const auto name : path) {
        if (!here->is_object()) return nothing();
        const auto found = here->find(name);
        if (found == here->end()) return nothing();
        here = &*found;
    }
    return *here;
}

const nlohmann::json& first(const nlohmann::json& list) {
    return list.is_array() && !list.empty() ? list.front() : nothing();
}

std::string text_of(const nlohmann::json& json) {
    const auto* text = json.get_ptr<const std::string*>();
    return text != nullptr ? *text : std::string();
}

bool is_word(std::string_view text) {
    const auto fits = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
               c == '_' || c == '.';
    };
    return !text.empty() && text.size() <= longest_word && text != "." &&
           text.find("..") == std::string_view::npos && std::ranges::all_of(text, fits);
}

std::string word_of(const nlohmann::json& json) {
    auto text = text_of(json);
    return is_word(text) ? text : std::string();
}

std::string page_of(const nlohmann::json& json) {
    auto text = text_of(json);
    const bool secure = text.starts_with("https://") || text.starts_with("http://127.0.0.1:") ||
                        text.starts_with("http://localhost:");
    const auto fits = [](char c) {
        return c > ' ' && c < '\x7f' && c != '"' && c != '<' && c != '>' && c != '\\';
    };
    return secure && text.size() <= longest_page && std::ranges::all_of(text, fits) ? text : std::string();
}

std::optional<std::uint64_t> number_of(const nlohmann::json& json) {
    if (!json.is_number_unsigned()) return std::nullopt;
    return json.get<std::uint64_t>();
}

std::optional<store::Money> money_of(const nlohmann::json& value, const nlohmann::json& currency) {
    const auto minor = parse_decimal(text_of(value));
    const auto known = store::parse_currency(text_of(currency));
    if (!minor || !known) return std::nullopt;
    return store::Money{*minor, *known};
}

std::string written(const nlohmann::json& json) {
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace market
