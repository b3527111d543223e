#include "core/chat/search_query.h"

#include <unicode/utf8.h>

#include <algorithm>

namespace chat {
namespace {

bool neighbours(const Word& one, const Word& next) {
    return one.single && next.single && one.end == next.begin;
}

void sort_out(std::vector<std::string>& terms) {
    std::ranges::sort(terms);
    terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
}

std::string_view beginning(std::string_view text, std::size_t most_code_points) {
    const auto length = static_cast<std::int32_t>(text.size());
    std::int32_t end = 0;
    U8_FWD_N(text.data(), end, length, static_cast<std::int32_t>(most_code_points));
    return text.substr(0, static_cast<std::size_t>(end));
}

void add_terms(const std::vector<std::string>& phrase, std::vector<std::string>& terms) {
    if (phrase.size() == 1) return terms.push_back(phrase.front());
    for (std::size_t i = 0; i + 1 < phrase.size(); ++i) terms.push_back(phrase[i] + phrase[i + 1]);
}

// Whether the phrase stands at words[at].
bool stands_at(const std::vector<Word>& words, std::size_t at, const std::vector<std::string>& phrase) {
    if (at + phrase.size() > words.size()) return false;
    for (std::size_t i = 0; i < phrase.size(); ++i) {
        if (words[at + i].text != phrase[i]) return false;
        if (i > 0 && !neighbours(words[at + i - 1], words[at + i])) return false;
    }
    return true;
}

std::vector<Span> joined(std::vector<Span> spans) {
    std::ranges::sort(spans, {}, &Span::begin);
    std::vector<Span> out;
    for (const auto& span : spans) {
        if (!out.empty() && span.begin <= out.back().end) {
            out.back().end = std::max(out.back().end, span.end);
        } else {
            out.push_back(span);
        }
    }
    return out;
}

}  // namespace

std::vector<std::string> index_terms(const std::vector<Word>& words, std::size_t most) {
    std::vector<std::string> terms;
    for (std::size_t i = 0; i < words.size(); ++i) {
        terms.push_back(words[i].text);
        if (i + 1 < words.size() && neighbours(words[i], words[i + 1]))
            terms.push_back(words[i].text + words[i + 1].text);
        if (terms.size() < 2 * most) continue;
        sort_out(terms);
        if (terms.size() >= most) break;
    }
    sort_out(terms);
    if (terms.size() > most) terms.resize(most);
    return terms;
}

SearchQuery parse_query(WordBreaker& breaker, std::string_view text, const base::Limits& limits) {
    SearchQuery query;
    const auto words = breaker.words(beginning(text, limits.search_code_points));
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i == 0 || !neighbours(words[i - 1], words[i])) {
            if (query.phrases.size() == limits.search_phrases) break;
            query.phrases.emplace_back();
        }
        query.phrases.back().push_back(words[i].text);
    }
    for (const auto& phrase : query.phrases) add_terms(phrase, query.terms);
    sort_out(query.terms);
    return query;
}

std::optional<std::vector<Span>> find_phrases(const std::vector<Word>& words, const SearchQuery& query) {
    std::vector<Span> spans;
    for (const auto& phrase : query.phrases) {
        bool found = false;
        for (std::size_t at = 0; at < words.size(); ++at) {
            if (!stands_at(words, at, phrase)) continue;
            found = true;
            spans.push_back({words[at].begin, words[at + phrase.size() - 1].end});
        }
        if (!found) return std::nullopt;
    }
    return joined(std::move(spans));
}

}  // namespace chat
