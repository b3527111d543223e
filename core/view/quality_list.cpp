#include "core/view/quality_list.h"

#include <algorithm>
#include <optional>

#include "core/base/ascii.h"

namespace view {
namespace {

constexpr std::size_t most_items = 32;

// "1", "0.5", "0.123"; nothing for any other text.
std::optional<int> parse_weight(std::string_view text) {
    if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return std::nullopt;
    if (text.size() > 1 && text[1] != '.') return std::nullopt;
    int weight = (text[0] - '0') * 1000;
    int place = 100;
    for (std::size_t i = 2; i < text.size(); ++i, place /= 10) {
        if (text[i] < '0' || text[i] > '9') return std::nullopt;
        weight += (text[i] - '0') * place;
    }
    return weight <= 1000 ? std::optional(weight) : std::nullopt;
}

// The value of the parameter q among "; a=b; q=0.5"; 1 when there is none.
std::optional<int> weight_of(std::string_view parameters) {
    while (!parameters.empty()) {
        parameters.remove_prefix(1);  // the semicolon
        const auto end = std::min(parameters.find(';'), parameters.size());
        const auto parameter = trim(parameters.substr(0, end));
        if (parameter.size() >= 2 && base::lower(parameter[0]) == 'q' && parameter[1] == '=') {
            return parse_weight(parameter.substr(2));
        }
        parameters.remove_prefix(end);
    }
    return 1000;
}

}  // namespace

std::string_view trim(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return base::lower(x) == base::lower(y); });
}

std::vector<Weighted> parse_quality_list(std::string_view header) {
    std::vector<Weighted> items;
    for (std::size_t seen = 0; !header.empty() && seen < most_items; ++seen) {
        const auto end = std::min(header.find(','), header.size());
        const auto item = header.substr(0, end);
        header.remove_prefix(std::min(end + 1, header.size()));
        const auto semicolon = std::min(item.find(';'), item.size());
        const auto value = trim(item.substr(0, semicolon));
        const auto weight = weight_of(item.substr(semicolon));
        if (!value.empty() && weight.value_or(0) > 0) items.push_back({value, *weight});
    }
    std::stable_sort(items.begin(), items.end(),
                     [](const Weighted& a, const Weighted& b) { return a.thousandths > b.thousandths; });
    return items;
}

}  // namespace view
