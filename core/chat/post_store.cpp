// What is stored of the posts that passed, and who hears of it.
#include "core/chat/held.h"
#include "core/chat/mention.h"
#include "core/chat/post_batch.h"
#include "core/db/transaction.h"
#include "core/store/held_posts.h"
#include "core/store/link_previews.h"
#include "core/store/push_deliveries.h"

namespace chat {

using base::ErrorCode;

bool PostBatch::shows_video(std::size_t i) const {
    return posts_[i].picture && pictures_.at(*posts_[i].picture).duration.has_value();
}

std::optional<store::Picture> PostBatch::picture_of(std::size_t i) const {
    if (!posts_[i].picture) return std::nullopt;
    const auto& media = pictures_.at(*posts_[i].picture);
    return store::Picture{.id = media.id,
                          .key = media.key,
                          .thumb_width = media.thumb_width,
                          .thumb_height = media.thumb_height,
                          .blur = media.blur,
                          .content_type = media.content_type,
                          .duration = media.duration};
}

void PostBatch::store_accepted() {
    const auto accepted = open_posts();
    if (accepted.empty()) return;
    find_quotes(accepted);
    open_cases(accepted);
    const auto counts = events_of(accepted);
    if (care_ == Care::together) {
        seqs_ = store::take_seqs(connection_, counts);
        add_together(accepted);
        return;
    }
    std::vector<base::StreamId> streams;
    for (const auto& [stream, count] : counts) streams.push_back(stream);
    seqs_ = store::lock_streams(connection_, streams);
    for (const std::size_t i : accepted) add_alone(i);
    store::set_last_seqs(connection_, seqs_);
}

void PostBatch::find_quotes(const std::vector<std::size_t>& accepted) {
    for (const std::size_t i : accepted) {
        if (!posts_[i].reply_to) continue;
        auto quote = store::find_quote(connection_, posts_[i].lounge, *posts_[i].reply_to);
        if (quote && !quote->removed) quotes_[i] = std::move(quote);
    }
}

// Before streams are locked, as moderators lock a case before the streams that hear of it.
void PostBatch::open_cases(const std::vector<std::size_t>& accepted) {
    for (const std::size_t i : accepted) {
        if (!held(i)) continue;
        cases_[i] =
            case_for_held(connection_, posts_[i].author, lounges_.at(posts_[i].lounge), verdicts_[i], now_);
    }
}

// How many numbers each stream gives: a lounge's one a post, a person's one for each time they are named.
store::Counts PostBatch::events_of(const std::vector<std::size_t>& accepted) const {
    store::Counts counts;
    for (const std::size_t i : accepted) {
        if (held(i)) continue;
        ++counts[stream_of(i)];
        for (const auto& person : told_in(drafts_[i], posts_[i].author)) ++counts[person.stream];
    }
    return counts;
}

void PostBatch::add_together(const std::vector<std::size_t>& accepted) {
    try {
        add(accepted);
    } catch (const db::ConnectionLost&) {
        throw;
    } catch (const db::Conflict&) {
        throw;
    } catch (const db::Error&) {
        throw Spoiled{};
    }
}

void PostBatch::add_alone(std::size_t i) {
    const auto before = seqs_;
    try {
        db::Savepoint savepoint(connection_);
        add({i});
        savepoint.keep();
    } catch (const db::Duplicate&) {
        seqs_ = before;
        const auto stored = store::find_by_client_ids(connection_, {{posts_[i].author, posts_[i].client_id}});
        if (stored.empty()) throw;
        answer_repeated(i, stored.front());
    } catch (const db::ConnectionLost&) {
        throw;
    } catch (const db::Conflict&) {
        throw;
    } catch (const db::Error&) {
        seqs_ = before;
        refuse(i, {ErrorCode::body_invalid});
    }
}

void PostBatch::add(const std::vector<std::size_t>& places) {
    const auto ids = add_messages(places);
    std::vector<std::size_t> shown;
    std::vector<std::size_t> waiting;
    std::vector<base::MessageId> shown_ids;
    std::vector<base::MessageId> waiting_ids;
    for (std::size_t n = 0; n < places.size(); ++n) {
        (held(places[n]) ? waiting : shown).push_back(places[n]);
        (held(places[n]) ? waiting_ids : shown_ids).push_back(ids.at(n));
    }
    show(shown, shown_ids);
    hold(waiting, waiting_ids);
}

std::vector<base::MessageId> PostBatch::add_messages(const std::vector<std::size_t>& places) {
    std::vector<store::NewMessage> messages;
    messages.reserve(places.size());
    std::vector<base::MediaId> pictures;
    for (const std::size_t i : places) {
        places_[i] = held(i) ? 0 : ++seqs_.at(stream_of(i));
        messages.push_back({.lounge = posts_[i].lounge,
                            .seq = places_[i],
                            .author = posts_[i].author,
                            .client_id = posts_[i].client_id,
                            .body = drafts_[i].body,
                            .format = drafts_[i].format,
                            .links = drafts_[i].links,
                            .reply_to = quotes_[i] ? std::optional(quotes_[i]->id) : std::nullopt,
                            .picture = posts_[i].picture,
                            .video = shows_video(i),
                            .at = now_});
        if (posts_[i].picture) pictures.push_back(*posts_[i].picture);
    }
    store::attach_media(connection_, pictures, now_);
    return store::add_messages(connection_, messages);
}

void PostBatch::show(const std::vector<std::size_t>& places, const std::vector<base::MessageId>& ids) {
    std::vector<store::NewEvent> events;
    for (std::size_t n = 0; n < places.size(); ++n) {
        events.push_back({.stream = stream_of(places[n]),
                          .seq = places_[places[n]],
                          .kind = store::message_kind,
                          .message = ids[n],
                          .payload = std::nullopt,
                          .at = now_});
    }
    store::add_events(connection_, events);
    want_cards(places, ids);
    tell_answered(places, ids);
    for (std::size_t n = 0; n < places.size(); ++n) {
        const std::size_t i = places[n];
        auto others = tell_mentioned(i, ids[n]);
        auto& posted = answer_new(i, ids[n]);
        posted.others = std::move(others);
        if (verdicts_[i].alerted)
            alert(connection_, *posted.event->message, lounges_.at(posts_[i].lounge), verdicts_[i], now_);
    }
}

// Nobody hears of it but moderators: no event, no card, no mention before they have looked.
void PostBatch::hold(const std::vector<std::size_t>& places, const std::vector<base::MessageId>& ids) {
    std::vector<store::NewHeldPost> posts;
    for (std::size_t n = 0; n < places.size(); ++n) {
        const std::size_t i = places[n];
        posts.push_back({.message = ids[n],
                         .held_in = cases_.at(i),
                         .author = posts_[i].author,
                         .kind = verdicts_[i].kind,
                         .pattern = verdicts_[i].pattern});
        outcomes_[i].emplace(Posted{.seq = 0,
                                    .at = now_,
                                    .repeated = false,
                                    .held = true,
                                    .lounge = posts_[i].lounge,
                                    .event = std::nullopt,
                                    .others = {}});
    }
    store::add_held_posts(connection_, posts, now_);
}

// What a link leads to is asked later, by the jobs process.
void PostBatch::want_cards(const std::vector<std::size_t>& places, const std::vector<base::MessageId>& ids) {
    if (!house_.config.link_previews) return;
    std::vector<base::MessageId> wanting;
    for (std::size_t n = 0; n < places.size(); ++n) {
        if (drafts_[places[n]].links) wanting.push_back(ids[n]);
    }
    store::want_previews(connection_, wanting);
}

std::vector<Hint> PostBatch::tell_mentioned(std::size_t i, base::MessageId id) {
    return add_mentions(connection_, drafts_[i], posts_[i].author,
                        {.id = id,
                         .lounge = posts_[i].lounge,
                         .lounge_slug = lounges_.at(posts_[i].lounge).slug,
                         .at = now_,
                         .push_at = now_ + house_.config.limits.push_settle},
                        seqs_);
}

// Whoever was answered and has no page open. (A block between the two is asked for when they are told.)
void PostBatch::tell_answered(const std::vector<std::size_t>& places,
                              const std::vector<base::MessageId>& ids) {
    std::vector<store::PushOccasion> occasions;
    for (std::size_t n = 0; n < places.size(); ++n) {
        const auto& quote = quotes_[places[n]];
        const auto& post = posts_[places[n]];
        if (!quote || quote->author == post.author) continue;
        occasions.push_back({.who = quote->author,
                             .reason = store::PushReason::reply,
                             .place = post.lounge.value,
                             .message = ids[n]});
    }
    store::add_push_occasions(connection_, occasions, now_, now_ + house_.config.limits.push_settle);
}

Posted& PostBatch::answer_new(std::size_t i, base::MessageId id) {
    const auto& author = people_.at(posts_[i].author);
    store::Event event{.stream = stream_of(i),
                       .seq = places_[i],
                       .kind = std::string(store::message_kind),
                       .at = now_,
                       .message = std::nullopt,
                       .payload = {}};
    event.message = store::Message{.id = id,
                                   .lounge = posts_[i].lounge,
                                   .seq = places_[i],
                                   .author = author.id,
                                   .author_name = author.name,
                                   .guest = author.guest,
                                   .client_id = posts_[i].client_id,
                                   .body = drafts_[i].body,
                                   .format = drafts_[i].format,
                                   .at = now_,
                                   .edited_at = std::nullopt,
                                   .quote = quotes_[i],
                                   .picture = picture_of(i)};
    outcomes_[i].emplace(Posted{.seq = places_[i],
                                .at = now_,
                                .repeated = false,
                                .lounge = posts_[i].lounge,
                                .event = std::move(event),
                                .others = {}});
    return **outcomes_[i];
}

}  // namespace chat
