#include "core/chat/act.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "core/chat/access.h"
#include "core/chat/card.h"
#include "core/chat/content_check.h"
#include "core/chat/draft.h"
#include "core/chat/emergency.h"
#include "core/chat/emoji.h"
#include "core/chat/mention.h"
#include "core/chat/seats.h"
#include "core/db/transaction.h"
#include "core/store/media.h"
#include "core/store/message_changes.h"
#include "core/store/moderation_cases.h"
#include "core/store/reactions.h"

namespace chat {
namespace {

using base::ErrorCode;

// What an act did to the rows, before its event has a number.
struct Change {
    store::Message message;  // as it stands now
    std::string_view kind;
    std::string payload;
    Draft draft;  // of an edit
};
// Nothing when it was so already.
using Changed = base::Result<std::optional<Change>>;

// One try at a batch; made anew for each replay.
class Acts {
public:
    Acts(db::Connection& connection, const House& house, const std::vector<Act>& acts)
        : connection_(connection),
          house_(house),
          limits_(house.config.limits),
          acts_(acts) {}

    std::vector<base::Result<Posted>> run() {
        find_people_and_lounges();
        std::vector<Changed> changes;
        for (const auto& act : acts_) changes.push_back(change(act));
        content_.record();
        seqs_ = store::lock_streams(connection_, streams_of(changes));
        std::vector<base::Result<Posted>> outcomes;
        for (std::size_t i = 0; i < acts_.size(); ++i) outcomes.push_back(record(acts_[i], changes[i]));
        store::set_last_seqs(connection_, seqs_);
        return outcomes;
    }

private:
    // Counts first: that locks each person's row for writing, in the order of their ids.
    void find_people_and_lounges() {
        std::vector<base::ParticipantId> people;
        std::vector<base::LoungeId> lounges;
        for (const auto& act : acts_) {
            people.push_back(act.actor);
            lounges.push_back(act.lounge);
        }
        std::ranges::sort(people);
        for (const auto person : people)
            counts_[person] = store::count_act(connection_, person, now_, limits_.acts_per);
        people.erase(std::unique(people.begin(), people.end()), people.end());
        for (auto& person : store::lock_participants(connection_, people))
            people_.emplace(person.id, std::move(person));
        std::ranges::sort(lounges);
        lounges.erase(std::unique(lounges.begin(), lounges.end()), lounges.end());
        for (auto& lounge : store::find_lounges(connection_, lounges))
            lounges_.emplace(lounge.id, std::move(lounge));
        std::vector<store::Seat> seats;
        for (const auto& act : acts_) seats.emplace_back(act.lounge, act.actor);
        seats_.find(connection_, lounges_, seats);
        kicks_ = kicks_among(connection_, people_, now_);
    }

    static bool takes_back(const Act& act) {
        return act.kind == ActKind::remove || act.kind == ActKind::remove_preview;
    }

    std::optional<base::Error> refusal_of(const Act& act) const {
        const auto person = people_.find(act.actor);
        if (person == people_.end()) return base::Error{ErrorCode::session_ended};
        if (const auto refused = status_refusal(person->second.status)) return refused;
        const auto lounge = lounges_.find(act.lounge);
        if (lounge == lounges_.end()) return base::Error{ErrorCode::unknown_lounge};
        if (const auto refused = chat::refusal(act.age, lounge->second, house_.config.red_lounges, now_))
            return refused;
        if (const auto out = kicks_.find({act.lounge, act.actor}); out != kicks_.end() && !takes_back(act))
            return base::Error{ErrorCode::kicked, out->second - now_};
        // Whoever has no place may still take back what they wrote.
        if (!takes_back(act) && seats_.shut_out(lounge->second, act.actor))
            return base::Error{ErrorCode::waiting};
        if (counts_.at(act.actor) > limits_.acts) return base::Error{ErrorCode::slow_down, limits_.acts_per};
        // Whoever may not write may still take back what they wrote.
        if (takes_back(act)) return std::nullopt;
        if (const auto muted = mute_of(person->second, now_)) return muted;
        return emergency_refusal(lounge->second, person->second, false);
    }

    std::optional<base::Error> emergency_refusal(const store::Lounge& lounge,
                                                 const store::Participant& person, bool links) const {
        if (!in_emergency(lounge, now_)) return std::nullopt;
        return emergency_refusals(connection_, now_,
                                  {{.lounge = &lounge,
                                    .author = person.id,
                                    .guest = person.guest,
                                    .links = links,
                                    .posting = false}})
            .front();
    }

    Changed change(const Act& act) {
        if (const auto refused = refusal_of(act)) return *refused;
        auto message = store::lock_message(connection_, act.lounge, act.message);
        if (!message) return ErrorCode::unknown_message;
        switch (act.kind) {
            case ActKind::edit:
                return edit(act, std::move(*message));
            case ActKind::remove:
                return remove(act, std::move(*message));
            case ActKind::react:
            case ActKind::unreact:
                return react(act, std::move(*message));
            case ActKind::remove_preview:
                return remove_preview(act, std::move(*message));
        }
        return ErrorCode::internal;
    }

    Changed edit(const Act& act, store::Message message) {
        if (message.author != act.actor) return ErrorCode::not_yours;
        if (message.removed) return ErrorCode::unknown_message;
        auto draft = draft_of(connection_, act.text, limits_, message.picture.has_value());
        if (!draft) return draft.error();
        if (draft->body == message.body) return std::optional<Change>();
        if (now_ - message.at > limits_.edit_within) return ErrorCode::edit_too_late;
        if (const auto refused =
                emergency_refusal(lounges_.at(act.lounge), people_.at(act.actor), draft->links))
            return *refused;
        const auto picture = message.picture ? std::optional(message.picture->id) : std::nullopt;
        if (const auto refused = content_.edit({.author = &people_.at(act.actor),
                                                .lounge = &lounges_.at(act.lounge),
                                                .draft = &*draft,
                                                .picture = picture}))
            return *refused;
        store::edit_message(connection_, message, draft->body, draft->format, draft->links, now_);
        leave_out_blockers(connection_, *draft, act.actor);
        const auto before = store::mentioned_in(connection_, message.id);
        std::erase_if(draft->named, [&](const store::Named& one) {
            return std::ranges::find(before, one.id) != before.end();
        });
        shut_out_of(act.lounge, *draft);
        follow_link(message, draft->format);
        message.body = draft->body;
        message.format = draft->format;
        message.edited_at = now_;
        return std::optional(Change{
            .message = std::move(message), .kind = edit_kind, .payload = {}, .draft = std::move(*draft)});
    }

    void shut_out_of(base::LoungeId lounge, Draft& draft) {
        std::vector<store::Seat> seats;
        for (const auto& one : draft.named) seats.emplace_back(lounge, one.id);
        seats_.find(connection_, lounges_, seats);
        shut_out(draft, lounges_.at(lounge), seats_, house_.config.red_lounges, now_);
    }

    // The card is that of the first link. One that stays the same keeps its card, or stays without when its author took it off.
    void follow_link(store::Message& message, std::string_view format) {
        const auto link = first_link(format);
        if (link == first_link(message.format)) return;
        drop_card(connection_, message.id, now_);
        message.preview.reset();
        if (link && house_.config.link_previews) store::want_previews(connection_, {message.id});
    }

    Changed remove_preview(const Act& act, store::Message message) {
        if (message.author != act.actor) return ErrorCode::not_yours;
        if (message.removed) return ErrorCode::unknown_message;
        if (!message.preview && !store::wants_preview(connection_, message.id))
            return std::optional<Change>();
        drop_card(connection_, message.id, now_);
        message.preview.reset();
        return std::optional(
            Change{.message = std::move(message), .kind = preview_kind, .payload = {}, .draft = {}});
    }

    Changed remove(const Act& act, store::Message message) {
        if (message.author != act.actor) return ErrorCode::not_yours;
        if (message.removed) return std::optional<Change>();
        store::remove_message(connection_, message.id, now_);
        // What was reported is there for whoever decides; it goes with what else is kept of it (store::forget_removed).
        if (!store::has_open_report(connection_, message.id))
            store::remove_media_of_message(connection_, message.id, now_);
        if (first_link(message.format)) drop_card(connection_, message.id, now_);
        message.removed = true;
        message.body.clear();
        message.format.clear();
        message.picture.reset();
        message.preview.reset();
        return std::optional(
            Change{.message = std::move(message), .kind = remove_kind, .payload = {}, .draft = {}});
    }

    Changed react(const Act& act, store::Message message) {
        if (message.removed) return ErrorCode::unknown_message;
        const auto emoji = parse_emoji(act.text);
        if (!emoji) return ErrorCode::emoji_invalid;
        const bool on = act.kind == ActKind::react;
        if (on && store::reactions_with(connection_, message.id, *emoji) == 0 &&
            store::different_emoji(connection_, message.id) >= limits_.emoji_per_message)
            return ErrorCode::too_many_emoji;
        const bool changed = on ? store::add_reaction(connection_, message.id, *emoji, act.actor, now_)
                                : store::remove_reaction(connection_, message.id, *emoji, act.actor);
        if (!changed) return std::optional<Change>();
        const nlohmann::json payload{
            {"of", message.seq},     {"id", message.id.value},
            {"emoji", *emoji},       {"count", store::reactions_with(connection_, message.id, *emoji)},
            {"by", act.actor.value}, {"on", on}};
        return std::optional(Change{
            .message = std::move(message), .kind = react_kind, .payload = payload.dump(), .draft = {}});
    }

    std::vector<base::StreamId> streams_of(const std::vector<Changed>& changes) const {
        std::vector<base::StreamId> streams;
        for (std::size_t i = 0; i < changes.size(); ++i) {
            if (!changes[i] || !*changes[i]) continue;
            streams.push_back(lounges_.at(acts_[i].lounge).stream);
            for (const auto& person : told_in((**changes[i]).draft, acts_[i].actor))
                streams.push_back(person.stream);
        }
        std::ranges::sort(streams);
        streams.erase(std::unique(streams.begin(), streams.end()), streams.end());
        return streams;
    }

    base::Result<Posted> record(const Act& act, Changed& changed) {
        if (!changed) return changed.error();
        Posted posted{.seq = act.message,
                      .at = now_,
                      .repeated = !*changed,
                      .lounge = act.lounge,
                      .event = std::nullopt,
                      .others = {}};
        if (!*changed) return posted;
        Change& change = **changed;
        const auto& lounge = lounges_.at(act.lounge);
        store::Event event{.stream = lounge.stream,
                           .seq = ++seqs_.at(lounge.stream),
                           .kind = std::string(change.kind),
                           .at = now_,
                           .message = std::nullopt,
                           .payload = change.payload};
        const bool tells_message = change.payload.empty();
        store::add_events(
            connection_,
            {{.stream = event.stream,
              .seq = event.seq,
              .kind = change.kind,
              .message = tells_message ? std::optional(change.message.id) : std::nullopt,
              .payload = tells_message ? std::nullopt : std::optional<std::string_view>(event.payload),
              .at = now_}});
        posted.others = add_mentions(connection_, change.draft, act.actor,
                                     {.id = change.message.id,
                                      .lounge = lounge.id,
                                      .lounge_slug = lounge.slug,
                                      .at = now_,
                                      .push_at = now_ + limits_.push_settle},
                                     seqs_);
        if (tells_message) event.message = std::move(change.message);
        posted.seq = event.seq;
        posted.event = std::move(event);
        return posted;
    }

    db::Connection& connection_;
    const House& house_;
    const base::Limits& limits_;
    const std::vector<Act>& acts_;
    const base::Time now_ = house_.clock.now();
    std::unordered_map<base::ParticipantId, std::uint64_t> counts_;
    std::unordered_map<base::ParticipantId, store::Participant> people_;
    std::unordered_map<base::LoungeId, store::Lounge> lounges_;
    Seats seats_;
    store::Kicks kicks_;
    ContentCheck content_{connection_, house_, now_};
    store::LastSeqs seqs_;
};

}  // namespace

std::vector<base::Result<Posted>> act_batch(db::Connection& connection, const House& house,
                                            const std::vector<Act>& acts) {
    return db::transact(connection, [&](db::Connection& inside) { return Acts(inside, house, acts).run(); });
}

base::Result<Posted> act(db::Connection& connection, const House& house, const Act& one) {
    return act_batch(connection, house, {one}).front();
}

}  // namespace chat
