#include "core/preview/visit.h"

#include "core/base/ascii.h"
#include "core/base/log.h"
#include "core/preview/clean_text.h"
#include "core/preview/page_reader.h"

namespace preview {
namespace {

std::optional<Fetched> get(const Fetcher& fetcher, const Target& target, const Wanted& wanted,
                           Budget& budget) {
    auto outcome = fetcher.get(target, wanted, budget);
    if (auto* fetched = std::get_if<Fetched>(&outcome)) return std::move(*fetched);
    base::log::info("not fetched: {}", std::get<NotFetched>(outcome).reason);
    return std::nullopt;
}

int digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    const char low = base::lower(c);
    return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

// The last part of the path, with its %XX read.
std::string file_name(std::string_view url) {
    url = url.substr(0, url.find('?'));
    url.remove_prefix(url.rfind('/') + 1);
    std::string name;
    for (std::size_t i = 0; i < url.size(); ++i) {
        const bool coded =
            url[i] == '%' && i + 2 < url.size() && digit(url[i + 1]) >= 0 && digit(url[i + 2]) >= 0;
        name += coded ? static_cast<char>(digit(url[i + 1]) * 16 + digit(url[i + 2])) : url[i];
        if (coded) i += 2;
    }
    return name;
}

// Nothing of the file itself is read, and nothing of it shown.
std::optional<Found> film_at(const Target& target, const base::Limits& limits) {
    Found found;
    found.title = clean_text(to_utf8(file_name(target.url), ""), limits.preview_title);
    found.video = true;
    if (found.title.empty()) return std::nullopt;
    return found;
}

}  // namespace

std::optional<Found> visit(const Fetcher& fetcher, const Target& target, const base::Limits& limits) {
    Budget budget({.total = limits.preview_patience,
                   .bytes = limits.preview_bytes,
                   .redirects = limits.preview_redirects});
    const auto page =
        get(fetcher, target,
            {.types = {"text/html"}, .enough = "/head>", .heads = {"video/mp4", "video/webm"}}, budget);
    if (!page) return std::nullopt;
    if (page->type != "text/html") return film_at(page->from, limits);
    const auto head = read_head(page->body, page->charset);
    Found found{.title = clean_text(head.title, limits.preview_title),
                .summary = clean_text(head.text, limits.preview_summary),
                .picture = {},
                .video = head.video};
    if (found.title.empty()) return std::nullopt;
    if (const auto picture = target_from(page->from, head.picture)) {
        auto file = get(fetcher, *picture, {.types = {"image/"}}, budget);
        if (file) found.picture = std::move(file->body);
    }
    return found;
}

}  // namespace preview
