// The lounges that somebody has been in, and what another app hands over for one of them: it stands in the composer there, and is sent by nobody but them.
#include <algorithm>
#include <set>

#include "core/chat/access.h"
#include "core/store/read_markers.h"
#include "core/view/flag.h"
#include "fcgi/handlers/handlers.h"
#include "fcgi/handlers/lounge_page.h"

namespace fcgi::handlers {
namespace {

// A title, words and an address, each on a line of its own; what says the same again is left out.
std::string shared_text(const Fields& query) {
    std::string text;
    for (const auto* name : {"title", "text", "url"}) {
        const auto part = query.get(name);
        if (part.empty() || text.find(part) != std::string::npos) continue;
        text.append(text.empty() ? "" : "\n").append(part);
    }
    return text;
}

bool may_enter(Context& context, const store::Lounge& lounge) {
    return !chat::refusal(context.session()->age, lounge, context.services().config.red_lounges,
                          context.services().clock.now());
}

view::SharePage lounges_page(Context& context) {
    view::SharePage page;
    const auto person = context.session()->participant.id;
    std::set<std::string> been;
    for (auto& read : store::lounges_read(context.connection(), person)) been.insert(std::move(read.lounge));
    const auto unread = chat::unread(context.connection(), person, blocked_of(context),
                                     context.services().config.limits.unread_shown);
    for (const auto& lounge : store::all_lounges(context.connection())) {
        if (!may_enter(context, lounge)) continue;
        const bool own = been.contains(lounge.slug);
        if (!own && lounge.room.code != context.language().code()) continue;
        const auto news = unread.find(lounge.id);
        (own ? page.own : page.others)
            .push_back({.slug = lounge.slug,
                        .name = lounge.name,
                        .flag = view::flag_of(lounge.country),
                        .language = lounge.room.name,
                        .red = lounge.access == store::AccessLevel::red_lounge,
                        .unread = news == unread.end() ? std::nullopt : context.unread_text(news->second)});
    }
    return page;
}

}  // namespace

base::Result<Response> show_own_lounges(Context& context) {
    return context.page(200, context.language().text("Your lounges"), lounges_page(context));
}

base::Result<Response> show_share(Context& context) {
    auto page = lounges_page(context);
    page.text = shared_text(context.request().query);
    const auto title = page.text.empty() ? "Your lounges" : "Share into a lounge";
    return context.page(200, context.language().text(title), page);
}

}  // namespace fcgi::handlers
