#include "fcgi/handlers/lounge_page.h"

#include <algorithm>

#include "core/accounts/roles.h"
#include "core/base/random.h"
#include "core/store/events.h"
#include "core/store/presence.h"
#include "core/view/flag.h"
#include "core/view/lines.h"

namespace fcgi::handlers {
namespace {

void show_history(Context& context, const store::Lounge& lounge, std::optional<base::Seq> before,
                  const chat::Blocked& blocked, view::LoungePage& page) {
    // Read before the messages: scripts go on from here, and what is committed in between must reach them twice rather than never.
    const auto reached = store::last_seqs(context.connection(), {lounge.stream});
    const auto last = reached.find(lounge.stream);
    const History history = history_before(context, lounge.id, before.value_or(end_of_time));
    page.lines = view::lines_of(lounge, history.messages, history.reactions);
    veil(blocked, page.lines);
    page.at_end = !before;
    if (page.at_end && last != reached.end()) page.last_seq = last->second;
    if (page.lines.empty()) return;
    page.first_seq = page.lines.front().seq;
    page.last_seq = std::max(page.last_seq, page.lines.back().seq);
    if (history.more) page.older_before = page.first_seq;
}

void show_people(Context& context, const store::Lounge& lounge, const chat::Blocked& blocked,
                 view::LoungePage& page) {
    const auto most = context.services().config.limits.member_list;
    page.present = lounge.present;
    if (lounge.present <= most) {
        for (const auto& person : store::present_in(context.connection(), lounge.id, most)) {
            page.members.push_back({.id = person.id.value,
                                    .name = person.name,
                                    .guest = person.guest,
                                    .blocked = blocked.contains(person.id)});
        }
        // Whoever opens the page is here, though their socket has yet to say so.
        const auto& viewer = context.visitor()->participant;
        if (std::ranges::find(page.members, viewer.id.value, &view::Member::id) == page.members.end()) {
            page.members.push_back(
                {.id = viewer.id.value, .name = viewer.name, .guest = viewer.guest, .blocked = false});
            ++page.present;
        }
    }
    page.present_text = context.people_here(page.present);
}

History with_reactions(Context& context, History history) {
    history.reactions =
        store::reactions_to(context.connection(), history.messages, context.known_visitor()->participant.id);
    return history;
}

}  // namespace

History history_before(Context& context, base::LoungeId lounge, base::Seq before) {
    const std::size_t most = context.services().config.limits.history_page;
    History history{.messages = store::messages_before(context.connection(), lounge, before, most + 1),
                    .reactions = {}};
    history.more = history.messages.size() > most;
    if (history.more) history.messages.erase(history.messages.begin());
    return with_reactions(context, std::move(history));
}

History history_after(Context& context, base::LoungeId lounge, base::Seq after) {
    const std::size_t most = context.services().config.limits.history_page;
    History history{.messages = store::messages_after(context.connection(), lounge, after, most + 1),
                    .reactions = {}};
    history.more = history.messages.size() > most;
    if (history.more) history.messages.pop_back();
    return with_reactions(context, std::move(history));
}

void veil(const chat::Blocked& blocked, std::vector<view::Line>& lines) {
    for (auto& line : lines) view::veil(line, blocked);
}

chat::Blocked blocked_of(Context& context) {
    return chat::blocked_by(context.connection(), context.services().house(),
                            context.session()->participant.id);
}

view::LoungePage lounge_page(Context& context, const store::Lounge& lounge, std::optional<base::Seq> before) {
    view::LoungePage page;
    page.slug = lounge.slug;
    page.name = lounge.name;
    page.flag = view::flag_of(lounge.country);
    page.code = lounge.room.code;
    page.language = lounge.room.name;
    page.red = lounge.access == store::AccessLevel::red_lounge;
    page.viewer_id = context.session()->participant.id.value;
    page.viewer_name = context.session()->participant.name;
    page.post_id = base::random_client_id();
    const auto blocked = blocked_of(context);
    for (const auto person : blocked) page.blocked.push_back(person.value);
    show_history(context, lounge, before, blocked, page);
    show_people(context, lounge, blocked, page);
    page.moderates_queue =
        lounge.capacity && !accounts::refusal(context.connection(), context.session().value(),
                                              accounts::Act::moderate, lounge.room.id);
    return page;
}

}  // namespace fcgi::handlers
