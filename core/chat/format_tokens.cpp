#include "core/chat/format_tokens.h"

#include <algorithm>

#include "core/chat/format_characters.h"
#include "core/chat/link.h"

namespace chat {
namespace {

// What the column of names holds.
constexpr std::size_t longest_name = 80;
constexpr std::size_t longest_marks = 3;
constexpr auto nowhere = std::string_view::npos;

// For each run of backticks, where the next one of the same length begins.
class Backticks {
public:
    explicit Backticks(std::string_view text) {
        for (std::size_t at = text.find('`'); at != nowhere; at = text.find('`', at)) {
            const std::size_t end = std::min(text.find_first_not_of('`', at), text.size());
            runs_.push_back({.at = at, .length = end - at});
            at = end;
        }
        if (!runs_.empty()) pair();
    }

    // `at` moves forward from call to call. nowhere: nothing ends the code that would begin there.
    std::size_t partner(std::size_t at) {
        while (runs_[current_].at < at) ++current_;
        return runs_[current_].partner;
    }

private:
    struct Stretch {
        std::size_t at = 0;
        std::size_t length = 0;
        std::size_t partner = nowhere;
    };

    void pair() {
        const auto longest = std::ranges::max(runs_, {}, &Stretch::length).length;
        std::vector<std::size_t> latest(longest + 1, nowhere);
        for (auto run = runs_.rbegin(); run != runs_.rend(); ++run) {
            run->partner = latest[run->length];
            latest[run->length] = run->at;
        }
    }

    std::vector<Stretch> runs_;
    std::size_t current_ = 0;
};

// Spaces at both ends are there to keep backticks apart.
std::string_view without_padding(std::string_view code) {
    const bool padded = code.size() > 2 && code.starts_with(' ') && code.ends_with(' ') &&
                        code.find_first_not_of(' ') != nowhere;
    return padded ? code.substr(1, code.size() - 2) : code;
}

// Marks begin something after a space, punctuation or an emoji. A slash is none of these: paths and "/*" stay as they are, and so does a shrug's arm.
bool may_stand_before_beginning(UChar32 c) {
    if (c == '/' || c == '\\' || c < 0) return false;
    return !is_of_word(c) && u_charType(c) != U_MODIFIER_SYMBOL;
}

class Scanner {
public:
    Scanner(std::string_view text, const Mentions& mentions, std::vector<std::string>* names)
        : text_(text),
          mentions_(mentions),
          names_(names),
          backticks_(text) {}

    std::vector<Token> scan() {
        while (at_ < text_.size()) step();
        add_text(at_);
        return std::move(tokens_);
    }

private:
    void step() {
        constexpr std::string_view interesting = "\\`*_@hHwW";
        at_ = std::min(text_.find_first_of(interesting, at_), text_.size());
        if (at_ == text_.size()) return;
        switch (text_[at_]) {
            case '\\':
                return backslash();
            case '`':
                return backticks(false);
            case '*':
            case '_':
                return marks(false);
            case '@':
                return mention();
            default:
                return link();
        }
    }

    // Of several backslashes each stands for itself, but the last when their number is odd and a mark follows.
    void backslash() {
        const std::size_t end = std::min(text_.find_first_not_of('\\', at_), text_.size());
        const bool odd = (end - at_) % 2 == 1;
        const char next = end < text_.size() ? text_[end] : '\0';
        at_ = end;
        if (!odd || (next != '*' && next != '_' && next != '`')) return;
        add_text(end - 1);
        add({.kind = Token::Kind::backslash, .text = text_.substr(end - 1, 1)});
        begin_ = end;
        if (next == '`') return backticks(true);
        marks(true);
    }

    void backticks(bool escaped) {
        const std::size_t end = std::min(text_.find_first_not_of('`', at_), text_.size());
        const std::size_t partner = backticks_.partner(at_);
        // This run would end what a backslash kept from beginning.
        const bool kept_end = at_ == kept_end_;
        if (escaped && kept_end) tokens_[kept_beginning_].gone = tokens_.back().gone = true;
        if (kept_end || escaped || partner == nowhere) {
            if (!kept_end && escaped) kept_end_ = partner, kept_beginning_ = tokens_.size() - 1;
            at_ = end;
            return;
        }
        const std::string_view code = without_padding(text_.substr(end, partner - end));
        if (code.find_first_not_of(" \t\n") == nowhere) {
            at_ = partner + (end - at_);
            return;
        }
        add_text(at_);
        finish({.kind = RunKind::code, .text = std::string(code)}, partner + (end - at_));
    }

    void marks(bool escaped) {
        const char letter = text_[at_];
        const std::size_t end = std::min(text_.find_first_not_of(letter, at_), text_.size());
        const std::size_t most = letter == '*' ? longest_marks : 1;
        const UChar32 before = character_before(text_, escaped ? at_ - 1 : at_);
        const UChar32 after = character_at(text_, end);
        Marks found{.letter = letter,
                    .opens = !is_space(after) && may_stand_before_beginning(before),
                    .closes = !is_space(before) && !is_of_word(after),
                    .escaped = escaped};
        if (end - at_ <= most && (found.opens || found.closes)) {
            add_text(at_);
            add({.kind = Token::Kind::marks, .text = text_.substr(at_, end - at_), .marks = found});
            begin_ = end;
        }
        at_ = end;
    }

    void mention() {
        const std::size_t begin = at_++;
        if (is_of_word(character_before(text_, begin))) return;
        std::string_view name = name_at(at_);
        if (name.empty()) return;
        propose(name);
        const std::string_view shorter = name.substr(0, name.find_last_not_of("_-.") + 1);
        if (shorter != name) propose(shorter);
        auto found = mentions_.find(std::string(name));
        if (found == mentions_.end()) found = mentions_.find(std::string(shorter));
        if (found == mentions_.end()) return;
        add_text(begin);
        const std::size_t length = 1 + found->first.size();
        finish({.kind = RunKind::mention,
                .text = std::string(text_.substr(begin, length)),
                .who = found->second},
               begin + length);
    }

    // The longest that could be a name; nothing when that is too long for one.
    std::string_view name_at(std::size_t begin) const {
        std::size_t end = begin;
        std::size_t characters = 0;
        for (std::size_t next = begin; end < text_.size(); end = next) {
            const UChar32 c = character_at(text_, end, &next);
            const bool joint = end > begin && (c == '_' || c == '-' || c == '.');
            if (!joint && !is_letter_mark_or_digit(c)) break;
            if (++characters > longest_name) return {};
        }
        return text_.substr(begin, end - begin);
    }

    void propose(std::string_view name) {
        if (names_ == nullptr || names_->size() == most_mentions || name.size() < 2) return;
        if (std::ranges::find(*names_, name) == names_->end()) names_->emplace_back(name);
    }

    void link() {
        const std::string_view rest = text_.substr(at_);
        if (at_ < no_link_before_ || !begins_link(rest) || is_of_word(character_before(text_, at_))) {
            ++at_;
            return;
        }
        const std::string_view address = rest.substr(0, link_length(rest));
        const auto found = parse_link(address);
        if (!found) {
            // Else "www.www.www." would be read again from every one of its beginnings.
            no_link_before_ = at_ + address.size();
            ++at_;
            return;
        }
        add_text(at_);
        finish({.kind = RunKind::link, .text = found->shown, .href = found->href}, at_ + address.size());
    }

    void finish(Run run, std::size_t end) {
        add({.kind = Token::Kind::run, .run = std::move(run)});
        at_ = begin_ = end;
    }

    // What lies between the last token and `end` is text.
    void add_text(std::size_t end) {
        if (begin_ < end) add({.kind = Token::Kind::text, .text = text_.substr(begin_, end - begin_)});
        begin_ = end;
    }

    void add(Token token) { tokens_.push_back(std::move(token)); }

    std::string_view text_;
    const Mentions& mentions_;
    std::vector<std::string>* names_;
    Backticks backticks_;
    std::vector<Token> tokens_;
    std::size_t begin_ = 0;  // of what is not in tokens_ yet
    std::size_t at_ = 0;
    std::size_t kept_end_ = nowhere;
    std::size_t kept_beginning_ = 0;  // the token of the backslash before it
    std::size_t no_link_before_ = 0;
};

}  // namespace

std::vector<Token> tokens_of(std::string_view paragraph, const Mentions& mentions,
                             std::vector<std::string>* names) {
    return Scanner(paragraph, mentions, names).scan();
}

}  // namespace chat
