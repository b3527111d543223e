// The visitor's language: which of the eight, and its message catalogue (gettext, through Boost.Locale).
#pragma once

#include <array>
#include <cstdint>
#include <locale>
#include <map>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace view {

inline constexpr std::array<std::string_view, 8> language_codes{"en", "es", "fr", "de",
                                                                "pt", "ar", "hi", "zh"};
// In themselves, in the same order.
inline constexpr std::array<std::string_view, 8> language_names{"English",   "Español", "Français", "Deutsch",
                                                                "Português", "العربية", "हिन्दी",    "中文"};

class Language {
public:
    Language(std::string code, const std::locale& locale) : code_(std::move(code)), locale_(locale) {}
    const std::string& code() const { return code_; }
    std::string_view own_name() const;
    bool right_to_left() const { return code_ == "ar"; }
    std::string_view direction() const { return right_to_left() ? "rtl" : "ltr"; }

    // The translation; the text itself where there is none. Mark the literal with tr() of core/base/tr.h or write it here directly.
    std::string text(std::string_view msgid) const;
    // The form for `count`, with {1} replaced by the number.
    std::string plural(std::string_view one, std::string_view many, std::uint64_t count) const;
    std::string text(const base::Error& error) const { return text(base::message_id(error.code)); }

private:
    std::string code_;
    std::locale locale_;
};

// Read once, before forking or starting threads; then constant and safe from any thread.
class Languages {
public:
    // `folder` holds <code>/LC_MESSAGES/chatroom.mo. A missing catalogue leaves that language in English.
    explicit Languages(const std::string& folder);
    const Language& at(std::string_view code) const;  // English when unknown
    // Null for what is none of the eight.
    const Language* find(std::string_view code) const;
    // The best of the eight for an Accept-Language header (RFC 9110 section 12.5.4); English when none fits.
    const Language& choose(std::string_view accept_language) const;

private:
    std::map<std::string, Language, std::less<>> languages_;
};

}  // namespace view
