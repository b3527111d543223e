// What the load client says: a text that carries its own number and checksum, so that a damaged or
// exchanged body is seen.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace load {

// The shortest body that holds number and checksum.
inline constexpr std::size_t kShortestBody = 48;

// The body of post `number` of run `run` (8 hexadecimal digits): `size` ASCII characters, at least
// kShortestBody, none of which JSON escapes.
std::string make_body(std::string_view run, std::uint64_t number, std::size_t size);

struct CheckedBody {
    std::string_view run;
    std::uint64_t number = 0;
};

// Reads a body; nothing when it is not one of ours or is damaged.
std::optional<CheckedBody> check_body(std::string_view body);

}  // namespace load
