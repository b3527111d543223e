// What a text says once its disguises are off: the letters of its words, one after the other. The rules about words and about repeated texts see nothing else.
//
// Words are found and folded as search does (core/chat/words.h). Besides, letters of another script that look alike, invisible characters and digits within a
// word (m0ney) are read as what they stand for, and it does not matter where a word is torn apart (e a r n).
// Source: Unicode UTS #39 (confusable skeletons), UAX #44 (Default_Ignorable_Code_Point), through ICU.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace content {

struct Letters {
    std::string text;                 // UTF-8; no spaces
    std::vector<std::size_t> begins;  // in bytes, of each word
    std::vector<std::size_t> ends;    // ascending, like `begins`

    // Whether these letters stand here as whole words; with `prefix` the last word may go on.
    bool contain(std::string_view letters, bool prefix) const;
};

// Keeps ICU's tools at hand. One thread at a time.
class LetterReader {
public:
    LetterReader();
    ~LetterReader();
    LetterReader(const LetterReader&) = delete;
    LetterReader& operator=(const LetterReader&) = delete;

    // `text` is valid UTF-8.
    Letters read(std::string_view text);

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

// Compatibility forms, capitals and invisible characters gone: what patterns of characters are looked for in. Throws when ICU fails; any thread.
std::string plain(std::string_view text);

}  // namespace content
