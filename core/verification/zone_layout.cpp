#include "core/verification/zone_layout.h"

namespace verification {
namespace {

constexpr std::array<int, 3> weights{7, 3, 1};

constexpr std::array<std::string_view, 3> td1_masks{
    "aaaaaxxxxxxxxxbxxxxxxxxxxxxxxx", "bbbbbbdsbbbbbbdaaaxxxxxxxxxxxd", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};
constexpr std::array<std::string_view, 2> td2_masks{"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                                                    "xxxxxxxxxbaaabbbbbbdsbbbbbbdxxxxxxxd"};
constexpr std::array<std::string_view, 2> td3_masks{"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                                                    "xxxxxxxxxdaaabbbbbbdsbbbbbbdxxxxxxxxxxxxxxbd"};

constexpr Layout td1{.format = ZoneFormat::td1,
                     .width = 30,
                     .masks = td1_masks,
                     .code = {0, 0, 2},
                     .state = {0, 2, 3},
                     .number = {0, 5, 9},
                     .number_check = {0, 14, 1},
                     .nationality = {1, 15, 3},
                     .birth = {1, 0, 6},
                     .birth_check = {1, 6, 1},
                     .sex = {1, 7, 1},
                     .expiry = {1, 8, 6},
                     .expiry_check = {1, 14, 1},
                     .optional = {0, 15, 15},
                     .optional_check = {},
                     .more_optional = {1, 18, 11},
                     .names = {2, 0, 30},
                     .composite_check = {1, 29, 1},
                     .composite = {{{0, 5, 25}, {1, 0, 7}, {1, 8, 7}, {1, 18, 11}}}};

constexpr Layout td2{.format = ZoneFormat::td2,
                     .width = 36,
                     .masks = td2_masks,
                     .code = {0, 0, 2},
                     .state = {0, 2, 3},
                     .number = {1, 0, 9},
                     .number_check = {1, 9, 1},
                     .nationality = {1, 10, 3},
                     .birth = {1, 13, 6},
                     .birth_check = {1, 19, 1},
                     .sex = {1, 20, 1},
                     .expiry = {1, 21, 6},
                     .expiry_check = {1, 27, 1},
                     .optional = {1, 28, 7},
                     .optional_check = {},
                     .more_optional = {},
                     .names = {0, 5, 31},
                     .composite_check = {1, 35, 1},
                     .composite = {{{1, 0, 10}, {1, 13, 7}, {1, 21, 14}, {}}}};

constexpr Layout td3{.format = ZoneFormat::td3,
                     .width = 44,
                     .masks = td3_masks,
                     .code = {0, 0, 2},
                     .state = {0, 2, 3},
                     .number = {1, 0, 9},
                     .number_check = {1, 9, 1},
                     .nationality = {1, 10, 3},
                     .birth = {1, 13, 6},
                     .birth_check = {1, 19, 1},
                     .sex = {1, 20, 1},
                     .expiry = {1, 21, 6},
                     .expiry_check = {1, 27, 1},
                     .optional = {1, 28, 14},
                     .optional_check = {1, 42, 1},
                     .more_optional = {},
                     .names = {0, 5, 39},
                     .composite_check = {1, 43, 1},
                     .composite = {{{1, 0, 10}, {1, 13, 7}, {1, 21, 22}, {}}}};

}  // namespace

const Layout& layout_of(ZoneFormat format) {
    switch (format) {
        case ZoneFormat::td1:
            return td1;
        case ZoneFormat::td2:
            return td2;
        case ZoneFormat::td3:
            break;
    }
    return td3;
}

int value_of(char character) {
    if (character >= '0' && character <= '9') return character - '0';
    if (character >= 'A' && character <= 'Z') return character - 'A' + 10;
    return 0;
}

char check_digit(std::string_view text) {
    int sum = 0;
    for (std::size_t i = 0; i < text.size(); ++i) sum += value_of(text[i]) * weights[i % weights.size()];
    return static_cast<char>('0' + sum % 10);
}

bool composite_holds(std::span<const std::string> lines, const Layout& layout) {
    std::string covered;
    for (const auto& place : layout.composite) {
        if (place.length > 0) covered += text_at(lines, place);
    }
    return check_digit(covered) == text_at(lines, layout.composite_check).front();
}

}  // namespace verification
