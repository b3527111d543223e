// The page of all components in all their states, for whoever works on them. In production there is none.
#include <re2/re2.h>

#include <fstream>
#include <iterator>

#include "fcgi/handlers/handlers.h"

namespace fcgi::handlers {
namespace {

constexpr base::Time noon = base::from_epoch_ms(1'767'268'800'000);
constexpr base::Millis minute{60'000};

std::string text_of_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// Each first group of the pattern, in the order of the text.
std::vector<std::string> all(const std::string& text, const char* pattern) {
    std::vector<std::string> found;
    re2::StringPiece rest(text);
    const RE2 wanted(pattern);
    for (std::string one; RE2::FindAndConsume(&rest, wanted, &one);) found.push_back(one);
    return found;
}

view::Line line(std::uint64_t seq, std::uint64_t author, std::string name, std::string body) {
    return {.slug = "en-us",
            .seq = seq,
            .id = seq,
            .author_id = author,
            .author = std::move(name),
            .cid = "styleguide",
            .at = noon + static_cast<int>(seq) * minute,
            .body = std::move(body)};
}

std::vector<view::Line> lines() {
    std::vector<view::Line> out;
    out.push_back(line(1, 11, "Marisol", "A message of one line."));
    out.push_back(line(2, 12, "عمر", "رسالة بالعربية، من اليمين إلى اليسار."));
    out.back().guest = true;
    out.push_back(line(3, 13, "Jonas", "An answer, changed later, with reactions."));
    out.back().quote = view::Quote{.seq = 1, .author = "Marisol", .text = "A message of one line."};
    out.back().edited = true;
    out.back().reactions = {{.emoji = "👍", .people = 3, .mine = true}, {.emoji = "🔥", .people = 1}};
    out.push_back(line(4, 14, "अनन्या", ""));
    out.back().removed = true;
    out.push_back(line(5, 15, "The Chatroom", "The house says this to everybody."));
    out.back().system = true;
    out.push_back(line(6, 16, "Wei", "Of somebody who is blocked: shown on demand."));
    out.back().veiled = true;
    out.push_back(line(7, 17, "Inês", "Where a link leads: https://example.org/"));
    out.back().preview = view::Preview{.url = "https://example.org/",
                                       .site = "example.org",
                                       .title = "A page with a title",
                                       .summary = "And a few words about it.",
                                       .picture = std::nullopt};
    out.back().first_new = true;
    return out;
}

view::StyleguidePage styleguide(Context& context) {
    const std::string folder = context.services().config.root_dir + "/static/";
    const auto sheet = text_of_file(folder + "css/app.css");
    view::StyleguidePage page;
    page.colours = all(sheet, R"((?m)^  (--[a-z-]+): light-dark\(#)");
    page.sizes = all(sheet, R"((?m)^  (--space-[0-9]+):)");
    page.icons = all(text_of_file(folder + "icons/sprite.svg"), R"re(<symbol id="([a-z-]+)")re");
    page.lines = lines();
    page.members = {{.id = 11, .name = "Marisol"},
                    {.id = 12, .name = "عمر", .guest = true},
                    {.id = 13, .name = "Jonas", .away = true},
                    {.id = 16, .name = "Wei", .blocked = true}};
    page.items = {{.id = 1,
                   .title = "Twelve photographs of the old harbour",
                   .price = "12,50 €",
                   .category = "Photos",
                   .seller = "Inês",
                   .rating = "★ 4.8 (12)"},
                  {.id = 2,
                   .title = "A drawing",
                   .price = "$5.00",
                   .category = "Other",
                   .seller = "Jonas",
                   .nsfw = true}};
    page.phone = {.number = "12",
                  .countries = {{"US", "United States", "1", true}},
                  .error = context.language().text(base::Error{base::ErrorCode::phone_invalid})};
    page.name = {.name = "?", .error = context.language().text(base::Error{base::ErrorCode::name_too_short})};
    page.age = {.over_18 = true, .red = false, .error = std::nullopt};
    return page;
}

}  // namespace

base::Result<Response> show_styleguide(Context& context) {
    if (context.services().config.environment == base::Environment::production)
        return base::ErrorCode::not_found;
    return context.page(200, "Styleguide", styleguide(context));
}

}  // namespace fcgi::handlers
