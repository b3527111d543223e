// Numbers as a language writes them, by ICU: "12,345" in English, "12.345" in German; in the digits 0 to 9, like all numbers of the pages.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace view {

// Made once a page: the formatter is dear, the texts are not. One thread at a time.
class NumberText {
public:
    // `language`: one of language_codes.
    explicit NumberText(std::string_view language);
    ~NumberText();
    NumberText(const NumberText&) = delete;
    NumberText& operator=(const NumberText&) = delete;

    std::string operator()(std::uint64_t number) const;
    // "12.3 GB", of 1,000,000,000 bytes each.
    std::string gigabytes(std::uint64_t bytes) const;

private:
    class Formatter;
    std::unique_ptr<Formatter> formatter_;
};

// One number alone. Pure; any thread.
std::string number_text(std::uint64_t number, std::string_view language);

}  // namespace view
