#include "core/chat/format_runs.h"

#include <array>

#include "core/chat/format_tokens.h"

namespace chat {
namespace {

// The kinds of marks. Three stars are two and one.
enum Style : std::size_t { bold, star_italic, low_italic, style_count };
using Styles = std::array<bool, style_count>;

Styles styles_of(const Token& token) {
    if (token.marks.letter == '_') return {false, false, true};
    return {token.text.size() >= 2, token.text.size() != 2, false};
}

std::size_t width_of(std::size_t style) { return style == bold ? 2 : 1; }

// What a token of marks does in the end.
struct Effect {
    Styles begins{};
    Styles ends{};
    std::size_t consumed = 0;
};

// Pairs every end with the nearest beginning of its kind before it that has something between. A pair does nothing where a backslash stands before one
// of the two; where both have theirs, somebody knew what it is for, and the two are gone. One alone may be part of a path.
class Pairing {
public:
    explicit Pairing(std::vector<Token>& tokens) : tokens_(tokens), effects_(tokens.size()) {
        open_.fill(none);
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            if (tokens[i].kind == Token::Kind::marks) {
                take(i);
            } else if (tokens[i].kind != Token::Kind::backslash) {
                latest_content_ = i;
            }
        }
    }

    const Effect& effect(std::size_t token) const { return effects_[token]; }

private:
    void take(std::size_t i) {
        const Styles styles = styles_of(tokens_[i]);
        for (std::size_t style = 0; style < style_count; ++style) {
            if (!styles[style]) continue;
            std::size_t& open = open_[style];
            if (tokens_[i].marks.closes && open < latest_content_) {
                pair(open, i, style);
                open = none;
            } else if (tokens_[i].marks.opens) {
                open = i;
            }
        }
    }

    void pair(std::size_t first, std::size_t last, std::size_t style) {
        const bool first_escaped = tokens_[first].marks.escaped;
        const bool last_escaped = tokens_[last].marks.escaped;
        if (first_escaped && last_escaped) tokens_[first - 1].gone = tokens_[last - 1].gone = true;
        if (first_escaped || last_escaped) return;
        effects_[first].begins[style] = true;
        effects_[last].ends[style] = true;
        effects_[first].consumed += width_of(style);
        effects_[last].consumed += width_of(style);
    }

    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    std::vector<Token>& tokens_;
    std::vector<Effect> effects_;
    std::array<std::size_t, style_count> open_{};
    std::size_t latest_content_ = 0;
};

class Writer {
public:
    explicit Writer(std::vector<Run>& runs) : runs_(runs) {}

    void write(const Token& token, const Effect& effect) {
        switch (token.kind) {
            case Token::Kind::run:
                return add(token.run);
            case Token::Kind::backslash:
                return token.gone ? void() : add_text(token.text);
            case Token::Kind::marks:
                return write_marks(token, effect);
            case Token::Kind::text:
                return add_text(token.text);
        }
    }

    void add_text(std::string_view text) { add({.kind = kind(), .text = std::string(text)}); }

private:
    // Marks that found no partner are text, outside of what ends and begins here.
    void write_marks(const Token& token, const Effect& effect) {
        for (std::size_t style = 0; style < style_count; ++style)
            on_[style] = on_[style] && !effect.ends[style];
        add_text(token.text.substr(effect.consumed));
        for (std::size_t style = 0; style < style_count; ++style)
            on_[style] = on_[style] || effect.begins[style];
    }

    RunKind kind() const {
        const bool italic = on_[star_italic] || on_[low_italic];
        if (on_[bold]) return italic ? RunKind::bold_italic : RunKind::bold;
        return italic ? RunKind::italic : RunKind::text;
    }

    void add(Run run) {
        if (run.text.empty()) return;
        const bool joins = !runs_.empty() && runs_.back().kind == run.kind && run.kind != RunKind::link &&
                           run.kind != RunKind::mention && run.kind != RunKind::code;
        if (joins) {
            runs_.back().text += run.text;
        } else {
            runs_.push_back(std::move(run));
        }
    }

    std::vector<Run>& runs_;
    Styles on_{};
};

void add_paragraph(std::string_view text, const Mentions& mentions, std::vector<std::string>* names,
                   Writer writer) {
    std::vector<Token> tokens = tokens_of(text, mentions, names);
    const Pairing pairing(tokens);
    for (std::size_t i = 0; i < tokens.size(); ++i) writer.write(tokens[i], pairing.effect(i));
}

// Where the blank lines begin that end the paragraph at the beginning of `text`, and where they end.
struct Gap {
    std::size_t begin;
    std::size_t end;
};
Gap gap_in(std::string_view text) {
    for (std::size_t line = text.find('\n'); line != std::string_view::npos;
         line = text.find('\n', line + 1)) {
        const std::size_t next = text.find_first_not_of(" \t", line + 1);
        if (next == std::string_view::npos || text[next] != '\n') continue;
        const std::size_t end = text.find_first_not_of(" \t\n", next);
        return {line, end == std::string_view::npos ? text.size() : text.rfind('\n', end) + 1};
    }
    return {text.size(), text.size()};
}

}  // namespace

std::vector<Run> runs_of(std::string_view text, const Mentions& mentions, std::vector<std::string>* names) {
    std::vector<Run> runs;
    while (!text.empty()) {
        const Gap gap = gap_in(text);
        add_paragraph(text.substr(0, gap.begin), mentions, names, Writer(runs));
        Writer(runs).add_text(text.substr(gap.begin, gap.end - gap.begin));
        text.remove_prefix(gap.end);
    }
    return runs;
}

}  // namespace chat
