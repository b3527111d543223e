#include "core/chat/draft.h"

#include <algorithm>

#include "core/accounts/name.h"
#include "core/chat/body.h"
#include "core/chat/format.h"

namespace chat {
namespace {

// As a run of core/chat/format.h begins that is a link.
constexpr std::string_view link_run = R"(["a",)";

// Who is there under the names that the text has; a name that nobody has stays text.
Mentions find_people(db::Connection& connection, const std::vector<std::string>& names,
                     const base::Limits& limits, std::vector<store::Named>& named) {
    std::unordered_map<std::string, std::vector<std::string>> names_of_key;
    std::vector<std::string> keys;
    for (const auto& text : names) {
        const auto name = accounts::parse_name(text, limits, true);
        if (!name) continue;
        auto& spellings = names_of_key[name->key];
        if (spellings.empty()) keys.push_back(name->key);
        spellings.push_back(text);
    }
    Mentions mentions;
    named = store::find_named(connection, keys);
    for (const auto& one : named) {
        for (const auto& text : names_of_key.at(one.key)) mentions.emplace(text, one.id);
    }
    return mentions;
}

}  // namespace

base::Result<Draft> draft_of(db::Connection& connection, std::string_view typed, const base::Limits& limits,
                             bool with_picture) {
    auto body = check_body(typed, limits);
    if (!body && body.error().code == base::ErrorCode::body_empty && with_picture) return Draft{};
    if (!body) return body.error();
    Draft draft{.body = std::move(*body), .format = {}, .links = false, .named = {}, .shut_out = {}};
    Mentions mentions;
    if (const auto names = mentioned_names(draft.body); !names.empty())
        mentions = find_people(connection, names, limits, draft.named);
    draft.format = format_of(draft.body, mentions);
    draft.links = draft.format.find(link_run) != std::string::npos;
    return draft;
}

}  // namespace chat
