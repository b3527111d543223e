// What a page says of itself in its head: Open Graph (https://ogp.me), Twitter's cards, or its title. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace preview {

// UTF-8 as the page has it, not cleaned; each may be empty.
struct PageHead {
    std::string title;
    std::string text;
    std::string picture;  // an address, perhaps relative
    bool video = false;   // it shows one
};

// `charset`: what the page was sent as; empty when nothing was said. Reads the head and no more: what stands in a body may be anybody's. Linear in the page's length.
PageHead read_head(std::string_view page, std::string_view charset);

}  // namespace preview
