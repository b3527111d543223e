#include "core/content/said.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace content {
namespace {

constexpr std::size_t word_weight = 3;
constexpr std::size_t mark_weight = 4;

// "https://www.Example.org:8080/x" -> "example.org"; an href of chat::parse_link is ASCII and in lower case.
std::string host_of(std::string_view href) {
    const auto scheme = href.find("://");
    if (scheme != std::string_view::npos) href.remove_prefix(scheme + 3);
    href = href.substr(0, href.find_first_of("/?#:"));
    if (href.starts_with("www.")) href.remove_prefix(4);
    return std::string(href);
}

void add_run(const nlohmann::json& run, Said& said) {
    if (run.is_string()) {
        said.text += run.get<std::string>();
        return;
    }
    if (!run.is_array() || run.size() < 2 || !run[0].is_string() || !run[1].is_string()) return;
    const auto& kind = run[0].get_ref<const std::string&>();
    if (kind == "a" && run.size() > 2) {
        said.hosts.push_back(host_of(run[2].get<std::string>()));
        said.text += ' ';
    } else if (kind == "m") {
        ++said.mentions;
        said.text += ' ';
    } else {
        said.text += run[1].get<std::string>();
    }
}

// Rows of one thing: how long the present one is, and the longest.
class Row {
public:
    void begin() { length_ = 1; }
    void go_on() { longest_ = std::max(longest_, ++length_); }
    std::size_t longest() const { return longest_; }

private:
    std::size_t length_ = 0;
    std::size_t longest_ = 1;
};

std::size_t longest_row_of_words(std::string_view text) {
    Row row;
    std::string_view last;
    while (!text.empty()) {
        const auto begin = text.find_first_not_of(" \n\t,.!?");
        if (begin == std::string_view::npos) break;
        text.remove_prefix(begin);
        const auto word = text.substr(0, text.find_first_of(" \n\t,.!?"));
        if (word == last)
            row.go_on();
        else
            row.begin();
        last = word;
        text.remove_prefix(word.size());
    }
    return row.longest();
}

}  // namespace

Said said_of(std::string_view body, std::string_view format, bool picture) {
    Said said{.text = {}, .hosts = {}, .mentions = 0, .picture = picture};
    const auto blocks = nlohmann::json::parse(format, nullptr, false);
    if (!blocks.is_array()) {
        said.text = body;
        return said;
    }
    for (const auto& block : blocks) {
        if (!block.is_array()) continue;
        for (std::size_t i = 1; i < block.size(); ++i) add_run(block[i], said);
        said.text += '\n';
    }
    return said;
}

std::size_t wall_of(std::string_view text) {
    Row characters;
    std::size_t marks = 0;
    std::size_t most_marks = 0;
    std::size_t emoji = 0;
    std::size_t lines = 0;
    UChar32 last = -1;
    const auto length = static_cast<std::int32_t>(text.size());
    for (std::int32_t i = 0; i < length;) {
        UChar32 c = 0;
        U8_NEXT(text.data(), i, length, c);
        if (c == last)
            characters.go_on();
        else
            characters.begin();
        last = c;
        marks = (U_GET_GC_MASK(c) & U_GC_MN_MASK) != 0 ? marks + 1 : 0;
        most_marks = std::max(most_marks, marks);
        if (u_hasBinaryProperty(c, UCHAR_EXTENDED_PICTOGRAPHIC)) ++emoji;
        if (c == '\n') ++lines;
    }
    return std::max({characters.longest(), word_weight * longest_row_of_words(text), mark_weight * most_marks,
                     emoji, lines});
}

}  // namespace content
