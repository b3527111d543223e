#include "core/chat/format_blocks.h"

#include <algorithm>

namespace chat {
namespace {

constexpr std::string_view action = "/me ";
constexpr std::string_view fence = "```";
constexpr auto nowhere = std::string_view::npos;

std::vector<std::string_view> lines_of(std::string_view body) {
    std::vector<std::string_view> lines;
    for (std::size_t begin = 0; begin <= body.size();) {
        const std::size_t end = std::min(body.find('\n', begin), body.size());
        lines.push_back(body.substr(begin, end - begin));
        begin = end + 1;
    }
    return lines;
}

bool begins_quote(std::string_view line) {
    return line.starts_with("> ") && line.find_first_not_of(' ', 2) != nowhere;
}
bool continues_quote(std::string_view line) { return line == ">" || line.starts_with("> "); }

// Three backticks or more, and none after them: "```code```" in one line is for the runs.
bool begins_code(std::string_view line) {
    return line.starts_with(fence) &&
           line.find('`', std::min(line.find_first_not_of('`'), line.size())) == nowhere;
}
bool ends_code(std::string_view line) {
    const std::size_t last = line.find_last_not_of(" \t");
    return last != nowhere && line.substr(0, last + 1).ends_with(fence);
}

std::string_view without_last_fence(std::string_view line) {
    const std::size_t end = line.find_last_not_of(" \t") + 1;
    return line.substr(0, line.find_last_not_of('`', end - 1) + 1);
}

class Splitter {
public:
    explicit Splitter(std::string_view body) : lines_(lines_of(body)) {
        while (at_ < lines_.size()) step();
        end_paragraph();
    }
    std::vector<Block> take() { return std::move(blocks_); }

private:
    void step() {
        if (begins_quote(lines_[at_])) return quote();
        if (const std::size_t end = code_end(); end != nowhere) return code(end);
        text_line();
    }

    void text_line() {
        std::string_view line = lines_[at_++];
        // A backslash that kept the line from being a quote has done its work.
        if (line.starts_with('\\') && begins_quote(line.substr(1))) line.remove_prefix(1);
        if (paragraph_started_) paragraph_ += '\n';
        paragraph_ += line;
        paragraph_started_ = true;
    }

    void quote() {
        end_paragraph();
        std::string text;
        for (; at_ < lines_.size() && continues_quote(lines_[at_]); ++at_) {
            if (!text.empty()) text += '\n';
            text += lines_[at_].substr(std::min<std::size_t>(2, lines_[at_].size()));
        }
        text.resize(text.find_last_not_of('\n') + 1);
        blocks_.push_back({BlockKind::quote, std::move(text)});
    }

    // The line that ends the code which begins here. When one has no end, no later one has.
    std::size_t code_end() {
        if (no_code_ || !begins_code(lines_[at_])) return nowhere;
        for (std::size_t i = at_ + 1; i < lines_.size(); ++i) {
            if (ends_code(lines_[i])) return i;
        }
        no_code_ = true;
        return nowhere;
    }

    // What stands beside the marks ("```js", "end```") is kept: it may be the code itself.
    void code(std::size_t end) {
        std::string text;
        const std::string_view beside =
            lines_[at_].substr(std::min(lines_[at_].find_first_not_of('`'), lines_[at_].size()));
        if (!beside.empty()) text = std::string(beside) + '\n';
        for (std::size_t i = at_ + 1; i < end; ++i) text += std::string(lines_[i]) + '\n';
        text += without_last_fence(lines_[end]);
        if (text.ends_with('\n')) text.pop_back();
        if (text.find_first_not_of(" \t\n") == nowhere) {
            while (at_ <= end) text_line();
            return;
        }
        at_ = end + 1;
        end_paragraph();
        blocks_.push_back({BlockKind::code, std::move(text)});
    }

    void end_paragraph() {
        const std::size_t begin = paragraph_.find_first_not_of('\n');
        if (begin != nowhere) {
            const std::size_t end = paragraph_.find_last_not_of('\n') + 1;
            blocks_.push_back({BlockKind::paragraph, paragraph_.substr(begin, end - begin)});
        }
        paragraph_.clear();
        paragraph_started_ = false;
    }

    std::vector<std::string_view> lines_;
    std::size_t at_ = 0;
    std::string paragraph_;
    bool paragraph_started_ = false;
    bool no_code_ = false;
    std::vector<Block> blocks_;
};

}  // namespace

std::vector<Block> blocks_of(std::string_view body) {
    if (body.starts_with(action)) {
        const std::size_t begin = body.find_first_not_of(' ', action.size());
        if (begin != nowhere) return {{BlockKind::me, std::string(body.substr(begin))}};
    }
    return Splitter(body).take();
}

}  // namespace chat
