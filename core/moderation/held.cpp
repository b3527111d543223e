#include "core/moderation/held.h"

#include <nlohmann/json.hpp>

#include "core/chat/draft.h"
#include "core/chat/mention.h"
#include "core/chat/notice.h"
#include "core/chat/seats.h"
#include "core/moderation/settle_case.h"
#include "core/store/link_previews.h"
#include "core/store/lounges.h"
#include "core/store/message_changes.h"
#include "core/store/push_deliveries.h"
#include "core/store/removed_pictures.h"

namespace moderation {
namespace {

constexpr std::size_t most_at_once = 200;

// As when it was posted: nobody was told while it was held.
void tell_named(db::Connection& connection, const chat::House& house, const store::HeldPost& post,
                chat::OwnEvents& events) {
    auto draft = chat::draft_of(connection, post.body, house.config.limits, post.picture.has_value());
    if (!draft || draft->named.empty()) return;
    const auto lounges = store::find_lounges(connection, {post.lounge});
    if (lounges.empty()) return;
    chat::leave_out_blockers(connection, *draft, post.author);
    std::vector<store::Seat> wanted;
    std::vector<base::ParticipantId> named;
    for (const auto& one : draft->named) {
        wanted.emplace_back(post.lounge, one.id);
        if (one.id != post.author) named.push_back(one.id);
    }
    chat::Seats seats;
    seats.find(connection, {{post.lounge, lounges.front()}}, wanted);
    const base::Time now = house.clock.now();
    chat::shut_out(*draft, lounges.front(), seats, house.config.red_lounges, now);
    store::add_mentions(connection, post.id, named);
    std::vector<store::PushOccasion> occasions;
    for (const auto& one : chat::told_in(*draft, post.author)) {
        events.add(one.stream, chat::mention_kind, post.id, nlohmann::json{{"in", post.lounge_slug}}.dump());
        occasions.push_back({.who = one.id,
                             .reason = store::PushReason::mention,
                             .place = post.lounge.value,
                             .message = post.id});
    }
    store::add_push_occasions(connection, occasions, now, now + house.config.limits.push_settle);
}

}  // namespace

void show_held(db::Connection& connection, const chat::House& house, base::CaseId id,
               chat::OwnEvents& events) {
    const auto posts = store::held_in(connection, id, most_at_once);
    std::vector<base::MessageId> with_links;
    for (const auto& post : posts) {
        events.add_place(post.stream, post.id);
        tell_named(connection, house, post, events);
        if (post.links) with_links.push_back(post.id);
    }
    if (house.config.link_previews) store::want_previews(connection, with_links);
    store::end_holding(connection, posts);
    if (!posts.empty()) store::vouch_for(connection, posts.front().author, house.clock.now());
}

void drop_held(db::Connection& connection, base::Time now, base::CaseId id,
               std::optional<store::ReportReason> ground, chat::OwnEvents& events) {
    const auto posts = store::held_in(connection, id, most_at_once);
    for (const auto& post : posts) {
        store::drop_held(connection, post.id, now);
        if (ground) store::remember_removed_picture(connection, post.id, *ground, now);
        events.add(post.author_stream, chat::not_shown_kind,
                   nlohmann::json{{"in", post.lounge_slug}, {"cid", post.client_id}}.dump());
    }
    store::end_holding(connection, posts);
}

std::vector<chat::Hint> end_waiting(db::Connection& connection, base::Time now, base::CaseId id) {
    const auto found = store::lock_case(connection, id);
    if (!found) return {};
    chat::OwnEvents events;
    drop_held(connection, now, id, std::nullopt, events);
    const bool reported_by_people = found->reports > 1;
    if (!found->decided_at && !reported_by_people)
        settle_case(connection, id, std::nullopt, false, now, events);
    return events.store(connection, now);
}

}  // namespace moderation
