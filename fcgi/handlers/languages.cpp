#include <algorithm>
#include <map>

#include "core/chat/access.h"
#include "core/view/flag.h"
#include "fcgi/banned.h"
#include "fcgi/handlers/handlers.h"
#include "fcgi/handlers/lounge_page.h"

namespace fcgi::handlers {
namespace {

constexpr std::size_t flags_on_card = 5;
// Between two flags, which would run from left to right on every page.
constexpr std::string_view right_to_left_mark = "\u200f";

struct Room {
    std::uint64_t present = 0;
    std::uint64_t lounges = 0;
    std::size_t flags_shown = 0;
    std::string flags;
    chat::Counted unread;
};

using Unread = std::map<base::LoungeId, chat::Counted>;

Unread unread_of_visitor(Context& context) {
    const auto* visitor = context.visitor();
    if (visitor == nullptr) return {};
    return chat::unread(context.connection(), visitor->participant.id, blocked_of(context),
                        context.services().config.limits.unread_shown);
}

// Nobody can go and read it where it is closed.
chat::Counted unread_in(const Unread& unread, const store::Lounge& lounge) {
    const auto found = unread.find(lounge.id);
    return found == unread.end() || lounge.closed ? chat::Counted{} : found->second;
}

std::map<std::string, Room> gather(const std::vector<store::Lounge>& lounges, const Unread& unread) {
    std::map<std::string, Room> rooms;
    for (const auto& lounge : lounges) {
        Room& room = rooms[lounge.room.code];
        room.present += lounge.present;
        ++room.lounges;
        room.unread = room.unread + unread_in(unread, lounge);
        const bool shown = !lounge.country.empty() && lounge.access == store::AccessLevel::main_lounge &&
                           room.flags_shown < flags_on_card;
        if (!shown) continue;
        ++room.flags_shown;
        if (!room.flags.empty()) room.flags += right_to_left_mark;
        room.flags += view::flag_of(lounge.country);
    }
    return rooms;
}

view::LoungeRow row_of(Context& context, const store::Lounge& lounge, const Unread& unread) {
    const auto* visitor = context.visitor();
    const bool red = lounge.access == store::AccessLevel::red_lounge;
    // A visitor who has not entered yet may open the door of every main lounge and is asked for a name there.
    const bool closed =
        visitor != nullptr
            ? chat::refusal(visitor->age, lounge, context.services().config.red_lounges,
                            context.services().clock.now())
                  .has_value()
            : lounge.closed || (red && context.services().config.red_lounges == base::RedLounges::verified);
    return {.slug = lounge.slug,
            .name = lounge.name,
            .flag = view::flag_of(lounge.country),
            .present = lounge.present,
            .present_text = context.people_here(lounge.present),
            .red = red,
            .closed = closed,
            .shut = lounge.closed,
            .unread = context.unread_text(unread_in(unread, lounge))};
}

}  // namespace

base::Result<Response> show_languages(Context& context) {
    if (auto decision = to_decision(context)) return std::move(*decision);
    auto rooms = gather(store::all_lounges(context.connection()), unread_of_visitor(context));
    view::LanguagesPage page;
    for (const auto& language : store::language_rooms(context.connection())) {
        const Room& room = rooms[language.code];
        page.languages.push_back(
            {.code = language.code,
             .name = language.name,
             .dir = language.right_to_left ? "rtl" : "ltr",
             .flags = room.flags,
             .present_text = room.present == 0 ? std::string() : context.people_here(room.present),
             .lounges_text = context.language().plural("{1} lounge", "{1} lounges", room.lounges),
             .unread = context.unread_text(room.unread)});
    }
    return context.page(200, context.language().text("Languages"), page);
}

base::Result<Response> show_lounges(Context& context) {
    if (auto decision = to_decision(context)) return std::move(*decision);
    const auto lounges = store::lounges_of(context.connection(), context.path("code"));
    if (lounges.empty()) return base::ErrorCode::unknown_language;
    const store::LanguageRoom& room = lounges.front().room;
    view::LoungesPage page{.code = room.code, .name = room.name, .present_text = {}, .lounges = {}};
    std::uint64_t present = 0;
    const Unread unread = unread_of_visitor(context);
    for (const auto& lounge : lounges) {
        present += lounge.present;
        page.lounges.push_back(row_of(context, lounge, unread));
    }
    page.present_text = context.people_here(present);
    return context.page(200, room.name, page);
}

}  // namespace fcgi::handlers
