#include "core/view/locale.h"

#include <algorithm>
#include <boost/locale.hpp>
#include <limits>

#include "core/view/number_text.h"
#include "core/view/quality_list.h"

namespace view {
namespace {

std::string with_number(std::string text, const std::string& number) {
    constexpr std::string_view place = "{1}";
    if (const auto at = text.find(place); at != std::string::npos) text.replace(at, place.size(), number);
    return text;
}

// The catalogue's plural rules count in int; from a million on, every language's form is that of the last six digits.
int plural_count(std::uint64_t count) {
    constexpr std::uint64_t million = 1'000'000;
    return static_cast<int>(count < million ? count : million + count % million);
}

}  // namespace

std::string Language::text(std::string_view msgid) const {
    // The catalogue keeps its header under the empty text.
    if (msgid.empty()) return {};
    return boost::locale::gettext(std::string(msgid).c_str(), locale_);
}

std::string Language::plural(std::string_view one, std::string_view many, std::uint64_t count) const {
    const std::string single(one);
    const std::string several(many);
    return with_number(boost::locale::ngettext(single.c_str(), several.c_str(), plural_count(count), locale_),
                       number_text(count, code_));
}

std::string_view Language::own_name() const {
    const auto place = std::find(language_codes.begin(), language_codes.end(), code_);
    return language_names.at(static_cast<std::size_t>(place - language_codes.begin()));
}

Languages::Languages(const std::string& folder) {
    boost::locale::generator generator;
    generator.categories(boost::locale::message_facet);
    generator.characters(boost::locale::char_facet);
    generator.add_messages_path(folder);
    generator.add_messages_domain("chatroom");
    for (const auto code : language_codes) {
        languages_.emplace(code, Language(std::string(code), generator(std::string(code) + ".UTF-8")));
    }
}

const Language& Languages::at(std::string_view code) const {
    const Language* found = find(code);
    return found != nullptr ? *found : languages_.find(language_codes.front())->second;
}

const Language* Languages::find(std::string_view code) const {
    const auto found = languages_.find(code);
    return found != languages_.end() ? &found->second : nullptr;
}

const Language& Languages::choose(std::string_view accept_language) const {
    for (const auto& item : parse_quality_list(accept_language)) {
        const auto primary = item.value.substr(0, item.value.find('-'));
        for (const auto code : language_codes) {
            if (equal_ignoring_case(primary, code)) return at(code);
        }
    }
    return at(language_codes.front());
}

}  // namespace view
