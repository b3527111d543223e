#include "fcgi/recent_lounges.h"

namespace fcgi {

std::vector<view::Line> lines_of(RecentLog& log, const view::Renderer& renderer,
                                 const view::Language& language,
                                 const std::function<bool(const view::Line&)>& own) {
    auto& drawn = log.drawn[&language];
    drawn.resize(log.lines.size());
    std::vector<view::Line> lines;
    lines.reserve(log.lines.size());
    for (std::size_t i = 0; i < log.lines.size(); ++i) {
        const auto& line = log.lines[i];
        if (own(line)) {
            lines.push_back(line);
            continue;
        }
        if (!drawn[i]) {
            auto html = std::make_shared<std::string>();
            renderer.line(language, line, *html);
            drawn[i] = std::move(html);
        }
        lines.push_back(view::Line{.slug = {},
                                   .seq = line.seq,
                                   .author = {},
                                   .cid = {},
                                   .body = {},
                                   .quote = std::nullopt,
                                   .reactions = {},
                                   .drawn = drawn[i]});
    }
    return lines;
}

}  // namespace fcgi
