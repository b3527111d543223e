#include "core/content/contact.h"

#include <re2/re2.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <string>

namespace content {
namespace {

// By bytes: a class of all the world's letters makes RE2's programs large and slow. What is not ASCII counts as a letter, once ready() has taken away what is
// none.
class Pattern {
public:
    explicit Pattern(const std::string& text) : pattern_(text, RE2::Latin1) {}
    bool in(const std::string& text) const { return RE2::PartialMatch(text, pattern_); }
    const RE2& re2() const { return pattern_; }

private:
    RE2 pattern_;
};

// Ends of host names that spam lives under, or that everybody knows. Country codes that are words (me, it, is, so) count with a path alone.
#define SURE_ENDS                                                                                                 \
    "(?:com|net|org|info|biz|xyz|top|club|online|site|shop|store|live|app|link|click|vip|icu|cam|chat|space|fun|" \
    "website|porn|sex|xxx|ru|cn|tk|ml|cf|gq|ly|gg|gl|cc|tv)"
#define ANY_END "(?:" SURE_ENDS "|[a-z]{2})"
// The word for the dot: English, Spanish and Italian, French, German, Portuguese, Arabic, Hindi, Chinese.
#define DOT_WORD "(?:dot|punto|point|punkt|ponto|دوت|نقطة|डॉट|点|點)"

constexpr UChar32 middle_dot = 0x00B7;
constexpr UChar32 bullet = 0x2022;
constexpr UChar32 ideographic_stop = 0x3002;

// Digits of every script as ASCII ones, what is like a dot as one, other marks and spaces as spaces.
std::string ready(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    const auto length = static_cast<std::int32_t>(text.size());
    for (std::int32_t i = 0; i < length;) {
        const std::int32_t begin = i;
        UChar32 c = 0;
        U8_NEXT(text.data(), i, length, c);
        const std::int32_t digit = c < 0 ? -1 : u_charDigitValue(c);
        if (digit >= 0)
            out += static_cast<char>('0' + digit);
        else if (c == middle_dot || c == bullet || c == ideographic_stop)
            out += '.';
        else if (c > 0x7f && (U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_M_MASK)) == 0)
            out += ' ';
        else
            out += text.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(i - begin));
    }
    return out;
}

constexpr std::ptrdiff_t least_digits = 9;

bool is_number_of_groups(const std::string& run) {
    static const Pattern date(R"(^\(?[12]\d{3}[-/. ][01]?\d[-/. ][0-3]?\d)");
    static const Pattern thousands(R"(^\d{1,3}(?:[. ]\d{3}){3,}$)");
    return date.in(run) || thousands.in(run);
}

bool has_phone(const std::string& text) {
    static const Pattern groups(R"((\+?\(?\d(?:[-./() ]{0,2}\d){8,}))");
    re2::StringPiece rest(text);
    std::string run;
    while (RE2::FindAndConsume(&rest, groups.re2(), &run)) {
        const auto digits = std::ranges::count_if(run, [](char c) { return c >= '0' && c <= '9'; });
        if (digits >= least_digits && !is_number_of_groups(run)) return true;
    }
    return false;
}

#define L "[a-z0-9\\x80-\\xff]"
#define NO_L "[^a-z0-9\\x80-\\xff]"
#define ENDS "(?:" NO_L "|$)"

// One with a digit or an underscore, or with @ before it: nobody's plain word.
#define ACCOUNT "(?:@[\\w.]{3,}|[a-z][a-z.]*[_0-9][\\w.]{2,})"
#define NUMBER "(?:\\d{7,})"
#define WESTERN                                                                                               \
    "(?:telegram|telgram|whats ?app|snap ?chat|kik|we ?chat|weixin|viber|discord|insta(?:gram)?|skype|zangi|" \
    "tele|tg|wa|snap|vx|wx|line|signal|qq|ig)"
#define OTHER \
    "(?:微信|电报|飞机|تيليجرام|تليجرام|تلجرام|تيليغرام|واتس ?اب|سناب ?شات|टेलीग्राम|टेलिग्राम|व्हाट्सएप|व्हाट्सऐप|वाट्सएप)"
// Words between the two: "on telegram, my name there is x_99".
#define BETWEEN "(?:[^a-z0-9\\x80-\\xff@]{1,6}(?:" L "+[^a-z0-9\\x80-\\xff@]{1,3}){0,4}|\\s?[:=@]\\s?)"

}  // namespace

bool has_disguised_address(std::string_view plain_text) {
    static const Pattern spelled_dot(L "{2,}[\\s(\\[{*_]*" DOT_WORD "[\\s)\\]}*_]*(?:" SURE_ENDS
                                       "|كوم|نت|कॉम)" ENDS);
    static const Pattern torn_dot(L "{2,}(?:\\s+\\.\\s*|\\s*[(\\[{]\\s*[.,]\\s*[)\\]}]\\s*)" SURE_ENDS ENDS);
    static const Pattern bare_host("(?:^|[^a-z0-9\\x80-\\xff@.])(?:[a-z0-9\\x80-\\xff-]+\\.)+" SURE_ENDS
                                   "(?:[^a-z0-9\\x80-\\xff.]|\\.?$|\\.\\s)");
    static const Pattern with_path("(?:^|[^a-z0-9\\x80-\\xff@.])(?:[a-z0-9\\x80-\\xff-]+\\.)+" ANY_END
                                   "/[\\w+@-]{2,}");
    static const Pattern broken_scheme(
        R"(\bh\s*(?:xx|\*\*|t\s*t)\s*p\s*s?\s*[:;]?\s*/|\bhxxps?\b|\bwww\s*[.,]?\s+[a-z0-9])");
    const std::string text = ready(plain_text);
    return spelled_dot.in(text) || torn_dot.in(text) || bare_host.in(text) || with_path.in(text) ||
           broken_scheme.in(text);
}

bool has_contact(std::string_view plain_text) {
    static const Pattern mail(
        R"([\w.+-]{2,}\s?(?:@|\(at\)|\[at\])\s?[\w-]+\s?(?:\.|\(dot\)|\[dot\])\s?[a-z]{2,})");
    static const Pattern named("(?:^|" NO_L ")" WESTERN BETWEEN ACCOUNT);
    static const Pattern numbered("(?:^|" NO_L ")" WESTERN BETWEEN NUMBER);
    static const Pattern named_otherwise(
        OTHER NO_L "{0,6}(?:" L "+[^a-z0-9\\x80-\\xff@]{1,3}){0,2}(?:" ACCOUNT "|" NUMBER ")");
    static const Pattern named_after(ACCOUNT NO_L "{1,4}(?:" L "+" NO_L "{1,3}){0,2}(?:" WESTERN ENDS
                                                  "|" OTHER ")");
    const std::string text = ready(plain_text);
    return has_phone(text) || mail.in(text) || named.in(text) || numbered.in(text) ||
           named_otherwise.in(text) || named_after.in(text);
}

}  // namespace content
