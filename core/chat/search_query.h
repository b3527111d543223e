// What is looked for, and where a text holds it. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/limits.h"
#include "core/chat/words.h"

namespace chat {

// The words of a message that go into the index, each once, sorted: its words; of Chinese and Japanese every character and every pair of neighbours.
// Of a very long message the first `most`.
std::vector<std::string> index_terms(const std::vector<Word>& words, std::size_t most);

// A message is found when it holds every phrase.
struct SearchQuery {
    // A word, or neighbouring characters of a script without spaces.
    std::vector<std::vector<std::string>> phrases;
    // What the index is asked for: enough to find every such message, and perhaps a few more.
    std::vector<std::string> terms;

    bool empty() const { return phrases.empty(); }
};
SearchQuery parse_query(WordBreaker& breaker, std::string_view text, const base::Limits& limits);

// Bytes of a text.
struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;

    bool operator==(const Span&) const = default;
};
// Where the phrases stand, ascending, neighbours joined; nothing unless every phrase is there.
std::optional<std::vector<Span>> find_phrases(const std::vector<Word>& words, const SearchQuery& query);

}  // namespace chat
