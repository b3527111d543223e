// Web addresses in what people write: where one ends, where it leads, and how it is shown.
//
// Structure and normal form come from libcurl's URL parser, host names from ICU (UTS #46); only http and https lead anywhere. Pure; any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace chat {

struct Link {
    std::string href;   // ASCII, absolute, http or https
    std::string shown;  // as written; as `href` when the host could be taken for another one
};

// Whether an address may begin here: "http://", "https://" or "www." in any case.
bool begins_link(std::string_view text);

// How many bytes at the beginning of `text`, where begins_link() is true, belong to the address. Punctuation that ends a sentence or belongs to
// what stands around it is left out. Linear in the address's length.
std::size_t link_length(std::string_view text);

// Nothing when the address leads nowhere, holds a user name or a password (it would show one host and lead to another), or is above 2,048 bytes.
std::optional<Link> parse_link(std::string_view address);

}  // namespace chat
