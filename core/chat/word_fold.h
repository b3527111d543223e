// What two spellings of one word have in common; the table is in words.h.
#pragma once

#include <memory>
#include <string>

#include <unicode/unistr.h>

namespace chat {

class WordFold {
public:
    WordFold();
    ~WordFold();
    WordFold(const WordFold&) = delete;
    WordFold& operator=(const WordFold&) = delete;

    // UTF-8; empty when nothing of the word counts.
    std::string fold(const icu::UnicodeString& word) const;
    // Of one Chinese or Japanese character.
    std::string fold_single(const icu::UnicodeString& character) const;

private:
    class Impl;
    std::unique_ptr<const Impl> impl_;
};

}  // namespace chat
