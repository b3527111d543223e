#include "fcgi/handlers/lounge_page.h"

#include <algorithm>
#include <utility>

#include "core/accounts/roles.h"
#include "core/base/random.h"
#include "core/chat/reading.h"
#include "core/store/held_posts.h"
#include "core/store/own_in_lounge.h"
#include "core/store/presence.h"
#include "core/view/flag.h"
#include "core/view/lines.h"
#include "core/view/locale_text.h"

namespace fcgi::handlers {
namespace {

void fill_lines(const store::Lounge& lounge, const History& history, view::LoungePage& page) {
    page.lines = view::lines_of(lounge, history.messages, history.reactions);
    if (page.lines.empty()) return;
    page.first_seq = page.lines.front().seq;
    page.last_seq = page.lines.back().seq;
}

// For everybody alike.
RecentLog read_newest(Context& context, const store::Lounge& lounge) {
    const std::size_t most = context.services().config.limits.history_page;
    auto messages = store::messages_before(context.connection(), lounge.id, end_of_time, most + 1);
    RecentLog log{.more = messages.size() > most};
    if (log.more) messages.erase(messages.begin());
    for (const auto& message : messages) {
        if (message.reacted && !message.removed) log.reacted.push_back(message.id);
    }
    log.lines = view::lines_of(lounge, messages,
                               store::reactions_to(context.connection(), log.reacted, base::ParticipantId{}));
    return log;
}

// The line with the reactions marked that are the viewer's.
view::Line with_own(view::Line line, const std::vector<store::OwnReaction>& own) {
    for (auto& reaction : line.reactions) {
        reaction.mine = std::ranges::any_of(own, [&](const auto& one) {
            return one.message.value == line.id && one.emoji == reaction.emoji;
        });
    }
    return line;
}

// The lines of the log for this viewer: with their reactions marked, and whole where they have blocked the author, for veil(). `first_new`: where what they
// have missed begins, or 0.
std::vector<view::Line> lines_for_viewer(Context& context, RecentLog& log, const store::OwnInLounge& own,
                                         const chat::Blocked& blocked, base::Seq first_new) {
    const auto viewer = context.known_visitor()->participant.id.value;
    const auto is_blocked = [&](std::uint64_t author) {
        return blocked.contains(base::ParticipantId{author});
    };
    const auto reacted = [&](std::uint64_t message) {
        return std::ranges::any_of(own.reactions,
                                   [&](const auto& one) { return one.message.value == message; });
    };
    auto lines = lines_of(log, context.services().renderer, context.language(), [&](const view::Line& line) {
        return line.seq == first_new || line.author_id == viewer || reacted(line.id) ||
               is_blocked(line.author_id) || (line.quote && is_blocked(line.quote->author_id));
    });
    for (auto& line : lines) {
        if (line.drawn) continue;
        line.first_new = line.seq == first_new;
        line = with_own(std::move(line), own.reactions);
    }
    return lines;
}

// Of a log that is kept: it changes with the lounge's stream, and with how the lounge shows pictures.
std::uint64_t version_of(const store::Lounge& lounge) {
    return 2 * lounge.last + (lounge.blurs_pictures ? 1 : 0);
}

// Gives whom the viewer has blocked, which comes with what else is theirs.
chat::Blocked show_newest(Context& context, const store::Lounge& lounge, view::LoungePage& page) {
    // lounge.last was read before the messages: scripts go on from here, and what is committed in between must reach them twice rather than never.
    const auto& services = context.services();
    const auto& limits = services.config.limits;
    const auto viewer = context.known_visitor()->participant.id;
    auto& log = services.recent->logs.at(lounge.id, version_of(lounge), services.clock.now(),
                                         [&] { return read_newest(context, lounge); });
    page.at_end = true;
    page.last_seq = lounge.last;
    if (!log.lines.empty()) {
        page.first_seq = log.lines.front().seq;
        page.last_seq = std::max(lounge.last, log.lines.back().seq);
    }
    if (log.more) page.older_before = page.first_seq;
    const auto own =
        store::own_in_lounge(context.connection(), lounge.id, viewer, log.reacted, limits.blocks);
    chat::Blocked blocked(own.blocked.begin(), own.blocked.end());
    const auto missed = chat::catch_up(context.connection(), viewer, lounge.id, own.read, page.last_seq,
                                       blocked, limits.unread_shown);
    if (missed) page.away = view::Away{.text = context.missed_text(*missed), .first = missed->first};
    page.lines = lines_for_viewer(context, log, own, blocked, missed ? missed->first : 0);
    return blocked;
}

void show_before(Context& context, const store::Lounge& lounge, base::Seq before, view::LoungePage& page) {
    const History history = history_before(context, lounge.id, before);
    fill_lines(lounge, history, page);
    if (page.lines.empty()) return;
    if (history.more) page.older_before = page.first_seq;
    page.newer_after = page.last_seq;
}

void show_after(Context& context, const store::Lounge& lounge, base::Seq after, view::LoungePage& page) {
    const History history = history_after(context, lounge.id, after);
    fill_lines(lounge, history, page);
    if (page.lines.empty()) return;
    page.older_before = page.first_seq;
    if (history.more) page.newer_after = page.last_seq;
}

void show_around(Context& context, const store::Lounge& lounge, base::Seq seq, view::LoungePage& page) {
    const std::size_t side = context.services().config.limits.history_page / 2;
    History history = history_before(context, lounge.id, seq, side);
    const History rest = history_after(context, lounge.id, seq - 1, side + 1);
    const bool older = std::exchange(history.more, false);
    history.messages.insert(history.messages.end(), rest.messages.begin(), rest.messages.end());
    history.reactions.insert(history.reactions.end(), rest.reactions.begin(), rest.reactions.end());
    fill_lines(lounge, history, page);
    if (page.lines.empty()) return;
    if (older) page.older_before = page.first_seq;
    if (rest.more) page.newer_after = page.last_seq;
    const auto target = std::ranges::find(page.lines, seq, &view::Line::seq);
    page.to_target = target != page.lines.end();
    if (page.to_target) target->target = true;
}

// Gives whom the viewer has blocked.
chat::Blocked show_history(Context& context, const store::Lounge& lounge, const Place& place,
                           view::LoungePage& page) {
    if (std::holds_alternative<Newest>(place)) return show_newest(context, lounge, page);
    page.at_end = false;
    if (const auto* before = std::get_if<Before>(&place)) show_before(context, lounge, before->seq, page);
    if (const auto* after = std::get_if<After>(&place)) show_after(context, lounge, after->seq, page);
    if (const auto* around = std::get_if<Around>(&place)) show_around(context, lounge, around->seq, page);
    return blocked_of(context);
}

void show_people(Context& context, const store::Lounge& lounge, const chat::Blocked& blocked,
                 view::LoungePage& page) {
    const auto most = context.services().config.limits.member_list;
    page.present = lounge.present;
    if (lounge.present <= most) {
        const auto& services = context.services();
        const auto& people = services.recent->people.at(lounge.id, lounge.present, services.clock.now(), [&] {
            return store::present_in(context.connection(), lounge.id, most);
        });
        for (const auto& person : people) {
            page.members.push_back({.id = person.id.value,
                                    .name = person.name,
                                    .guest = person.guest,
                                    .blocked = blocked.contains(person.id),
                                    .away = person.away});
        }
        // Whoever opens the page is here, though their socket has yet to say so.
        const auto& viewer = context.visitor()->participant;
        const auto own = std::ranges::find(page.members, viewer.id.value, &view::Member::id);
        if (own == page.members.end()) {
            page.members.push_back({.id = viewer.id.value, .name = viewer.name, .guest = viewer.guest});
            ++page.present;
        } else {
            own->away = false;
        }
    }
    page.present_text = context.people_here(page.present);
}

// Nobody but who took the second step is asked about: it is a query for each page.
bool moderates(Context& context, const store::Lounge& lounge) {
    const auto& session = context.session().value();
    return session.second_step_taken &&
           !accounts::refusal(context.connection(), session, accounts::Act::moderate, lounge.room.id);
}

std::optional<std::string> muted_until(Context& context) {
    const auto& until = context.session()->participant.muted_until;
    if (!until || *until <= context.services().clock.now()) return std::nullopt;
    return view::moment_text(*until, context.language());
}

// Asked only of somebody who has any.
std::vector<view::HeldLine> held_here(Context& context, const store::Lounge& lounge) {
    std::vector<view::HeldLine> held;
    const auto& viewer = context.session()->participant;
    if (viewer.held_posts == 0) return held;
    for (auto& post : store::held_of(context.connection(), viewer.id, viewer.held_posts)) {
        if (post.lounge == lounge.id) held.push_back({std::move(post.client_id), std::move(post.body)});
    }
    return held;
}

History with_reactions(Context& context, History history) {
    history.reactions =
        store::reactions_to(context.connection(), history.messages, context.known_visitor()->participant.id);
    return history;
}

}  // namespace

History history_before(Context& context, base::LoungeId lounge, base::Seq before, std::size_t most) {
    History history{.messages = store::messages_before(context.connection(), lounge, before, most + 1),
                    .reactions = {}};
    history.more = history.messages.size() > most;
    if (history.more) history.messages.erase(history.messages.begin());
    return with_reactions(context, std::move(history));
}

History history_after(Context& context, base::LoungeId lounge, base::Seq after, std::size_t most) {
    History history{.messages = store::messages_after(context.connection(), lounge, after, most + 1),
                    .reactions = {}};
    history.more = history.messages.size() > most;
    if (history.more) history.messages.pop_back();
    return with_reactions(context, std::move(history));
}

History history_before(Context& context, base::LoungeId lounge, base::Seq before) {
    return history_before(context, lounge, before, context.services().config.limits.history_page);
}

History history_after(Context& context, base::LoungeId lounge, base::Seq after) {
    return history_after(context, lounge, after, context.services().config.limits.history_page);
}

void veil(const chat::Blocked& blocked, std::vector<view::Line>& lines) {
    for (auto& line : lines) view::veil(line, blocked);
}

chat::Blocked blocked_of(Context& context) {
    return chat::blocked_by(context.connection(), context.services().house(),
                            context.session()->participant.id);
}

view::LoungePage lounge_page(Context& context, const store::Lounge& lounge, const Place& place) {
    view::LoungePage page;
    page.slug = lounge.slug;
    page.name = lounge.name;
    page.flag = view::flag_of(lounge.country);
    page.code = lounge.room.code;
    page.language = lounge.room.name;
    page.red = lounge.access == store::AccessLevel::red_lounge;
    page.blurs_pictures = lounge.blurs_pictures;
    page.viewer_id = context.session()->participant.id.value;
    page.viewer_name = context.session()->participant.name;
    page.post_id = base::random_client_id();
    page.made_at = static_cast<std::uint64_t>(base::to_epoch_ms(context.services().clock.now()));
    const auto blocked = show_history(context, lounge, place, page);
    for (const auto person : blocked) page.blocked.push_back(person.value);
    veil(blocked, page.lines);
    for (auto& line : page.lines) line.own = line.author_id == page.viewer_id;
    show_people(context, lounge, blocked, page);
    page.videos = context.services().films.present();
    page.moderates = moderates(context, lounge);
    page.moderates_queue = lounge.capacity && page.moderates;
    page.muted_until = muted_until(context);
    page.held = held_here(context, lounge);
    // Of those who may read it all the same.
    if (lounge.closed) page.post_error = context.language().text(base::Error{base::ErrorCode::lounge_closed});
    return page;
}

}  // namespace fcgi::handlers
