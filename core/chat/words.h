// The words of a text, as search sees them: for the index and for what is looked for alike, in every language of the house.
//
// Where ICU sees the bounds of a word, and within them at everything that is no letter, mark or digit (so l'homme is two words). Each is then folded,
// so that people find what they would call the same word:
//   all        NFKC and case folding; digits of every script are 0 to 9; at most 32 characters count
//   Latin, Greek, Cyrillic   without accents (café = cafe, año = ano, über = uber, ß = ss); œ = oe, æ = ae, ø = o, ł = l, đ = d
//   Arabic     without vowel signs and tatweel; all forms of alef and hamza's seats alike; ى = ي, ة = ه, ی = ي, ک = ك; without the article (ال, and وال بال
//              كال فال لل) where at least three letters remain
//   Hindi      vowel signs and virama are kept: they make the word; without nukta (ज़ = ज), chandrabindu = anusvara
//   Chinese, Japanese   written without spaces: every character is a word of its own, and search looks for neighbours; traditional = simplified
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace chat {

struct Word {
    std::string text;       // folded, UTF-8; never empty
    std::size_t begin = 0;  // in bytes of the text
    std::size_t end = 0;
    bool single = false;  // a character of a script without spaces; its neighbour begins where it ends
};

// Keeps ICU's rules at hand: making one costs about as much as breaking a few messages. One thread at a time.
class WordBreaker {
public:
    WordBreaker();
    ~WordBreaker();
    WordBreaker(const WordBreaker&) = delete;
    WordBreaker& operator=(const WordBreaker&) = delete;

    // In their order. `text` is valid UTF-8.
    std::vector<Word> words(std::string_view text);

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace chat
