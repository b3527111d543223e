#include "core/chat/post.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "core/chat/access.h"
#include "core/chat/body.h"
#include "core/chat/draft.h"
#include "core/chat/mention.h"
#include "core/chat/seats.h"
#include "core/db/transaction.h"
#include "core/store/lounges.h"
#include "core/store/media.h"

namespace chat {
namespace {

using base::ErrorCode;
using Outcome = std::optional<base::Result<Posted>>;

// One try at storing a batch. Made anew for each replay, so that nothing of a rolled-back try survives.
class Batch {
public:
    Batch(db::Connection& connection, const House& house, const std::vector<Post>& posts)
        : connection_(connection),
          house_(house),
          posts_(posts),
          outcomes_(posts.size()),
          drafts_(posts.size()),
          quotes_(posts.size()) {}

    std::vector<base::Result<Posted>> run() {
        refuse_bad_ids();
        find_repeated();
        check_bodies();
        check_people_and_lounges();
        check_pace();
        find_pictures();
        store_accepted();
        answer_twins();
        std::vector<base::Result<Posted>> results;
        for (auto& outcome : outcomes_) results.push_back(std::move(*outcome));
        return results;
    }

private:
    bool open(std::size_t i) const { return !outcomes_[i] && !twins_.contains(i); }
    void refuse(std::size_t i, base::Error error) { outcomes_[i].emplace(error); }

    std::vector<std::size_t> open_posts() const {
        std::vector<std::size_t> places;
        for (std::size_t i = 0; i < posts_.size(); ++i) {
            if (open(i)) places.push_back(i);
        }
        return places;
    }

    template <class Id, class Get>
    std::vector<Id> distinct(Get&& get) const {
        std::vector<Id> ids;
        for (const std::size_t i : open_posts()) ids.push_back(get(posts_[i]));
        std::ranges::sort(ids);
        ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
        return ids;
    }

    void refuse_bad_ids() {
        for (std::size_t i = 0; i < posts_.size(); ++i) {
            if (!valid_client_id(posts_[i].client_id, house_.config.limits)) refuse(i, {ErrorCode::bad_id});
        }
    }

    // Before every limit and ban: the first result stands.
    void find_repeated() {
        std::map<store::ClientKey, std::size_t> places;
        std::vector<store::ClientKey> keys;
        for (const std::size_t i : open_posts()) {
            const store::ClientKey key{posts_[i].author, posts_[i].client_id};
            const auto [first, is_new] = places.emplace(key, i);
            if (is_new) {
                keys.push_back(key);
            } else {
                twins_.emplace(i, first->second);
            }
        }
        for (const auto& stored : store::find_by_client_ids(connection_, keys)) {
            answer_repeated(places.at({stored.author, stored.client_id}), stored);
        }
    }

    void answer_repeated(std::size_t i, const store::Stored& stored) {
        outcomes_[i].emplace(Posted{.seq = stored.seq,
                                    .at = stored.at,
                                    .repeated = true,
                                    .lounge = stored.lounge,
                                    .event = std::nullopt,
                                    .others = {}});
    }

    void check_bodies() {
        for (const std::size_t i : open_posts()) {
            auto draft =
                draft_of(connection_, posts_[i].body, house_.config.limits, posts_[i].picture.has_value());
            if (draft) {
                drafts_[i] = std::move(*draft);
                leave_out_blockers(connection_, drafts_[i], posts_[i].author);
            } else {
                refuse(i, draft.error());
            }
        }
    }

    void check_people_and_lounges() {
        const auto people = distinct<base::ParticipantId>([](const Post& post) { return post.author; });
        for (auto& person : store::lock_participants(connection_, people))
            people_.emplace(person.id, std::move(person));
        const auto lounges = distinct<base::LoungeId>([](const Post& post) { return post.lounge; });
        for (auto& lounge : store::find_lounges(connection_, lounges))
            lounges_.emplace(lounge.id, std::move(lounge));
        seats_.find(connection_, lounges_, wanted_seats());
        for (const std::size_t i : open_posts()) {
            if (const auto refused = refusal_of(posts_[i])) refuse(i, *refused);
        }
    }

    std::vector<store::Seat> wanted_seats() const {
        std::vector<store::Seat> seats;
        for (const std::size_t i : open_posts()) seats.emplace_back(posts_[i].lounge, posts_[i].author);
        return seats;
    }

    std::optional<base::Error> refusal_of(const Post& post) const {
        const auto person = people_.find(post.author);
        if (person == people_.end() || person->second.status != store::AccountStatus::active)
            return base::Error{ErrorCode::session_ended};
        const auto lounge = lounges_.find(post.lounge);
        if (lounge == lounges_.end()) return base::Error{ErrorCode::unknown_lounge};
        if (const auto refused = chat::refusal(post.age, lounge->second, house_.config.red_lounges))
            return refused;
        if (seats_.shut_out(lounge->second, post.author)) return base::Error{ErrorCode::waiting};
        const auto& until = person->second.muted_until;
        if (until && *until > now_) return base::Error{ErrorCode::muted, *until - now_};
        return std::nullopt;
    }

    // The posts themselves are the record of the pace: it holds over doors, workers and restarts without a counter of its own.
    void check_pace() {
        const auto& limits = house_.config.limits;
        std::unordered_map<base::ParticipantId, store::Pace> paces;
        const auto people = distinct<base::ParticipantId>([](const Post& post) { return post.author; });
        for (const auto& pace : store::pace_since(connection_, people, now_ - limits.posts_per))
            paces.emplace(pace.participant, pace);
        for (const std::size_t i : open_posts()) {
            auto& pace =
                paces.try_emplace(posts_[i].author, store::Pace{posts_[i].author, 0, now_}).first->second;
            if (pace.posts < limits.posts) {
                ++pace.posts;
            } else {
                refuse(i, {ErrorCode::slow_down,
                           std::max(base::Millis{1}, pace.first + limits.posts_per - now_)});
            }
        }
    }

    // Each shows in one message; the rows stay locked, so that no other post and no job takes them meanwhile.
    void find_pictures() {
        std::vector<base::MediaId> ids;
        for (const std::size_t i : open_posts()) {
            if (posts_[i].picture) ids.push_back(*posts_[i].picture);
        }
        std::ranges::sort(ids);
        ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
        for (auto& media : store::lock_media(connection_, ids)) pictures_.emplace(media.id, std::move(media));
        for (const std::size_t i : open_posts()) {
            if (posts_[i].picture && !take_picture(posts_[i])) refuse(i, {ErrorCode::picture_gone});
        }
    }

    bool take_picture(const Post& post) {
        const auto found = pictures_.find(*post.picture);
        if (found == pictures_.end()) return false;
        auto& media = found->second;
        if (media.owner != post.author || !media.stored || media.attached || media.removed) return false;
        media.attached = true;
        return true;
    }

    std::optional<store::Picture> picture_of(std::size_t i) const {
        if (!posts_[i].picture) return std::nullopt;
        const auto& media = pictures_.at(*posts_[i].picture);
        return store::Picture{.id = media.id,
                              .key = media.key,
                              .thumb_width = media.thumb_width,
                              .thumb_height = media.thumb_height,
                              .blur = media.blur};
    }

    void store_accepted() {
        const auto accepted = open_posts();
        if (accepted.empty()) return;
        find_quotes(accepted);
        seqs_ = store::lock_streams(connection_, streams_of(accepted));
        const auto before = seqs_;
        try {
            db::Savepoint savepoint(connection_);
            add(accepted);
            savepoint.keep();
        } catch (const db::ConnectionLost&) {
            throw;
        } catch (const db::Conflict&) {
            throw;
        } catch (const db::Error&) {
            // One of them cannot be stored; which one shows when each goes alone. The numbers that all of them took are free again.
            seqs_ = before;
            for (const std::size_t i : accepted) add_alone(i);
        }
        store::set_last_seqs(connection_, seqs_);
    }

    void find_quotes(const std::vector<std::size_t>& accepted) {
        for (const std::size_t i : accepted) {
            if (!posts_[i].reply_to) continue;
            auto quote = store::find_quote(connection_, posts_[i].lounge, *posts_[i].reply_to);
            if (quote && !quote->removed) quotes_[i] = std::move(quote);
        }
    }

    // Each once: the lounges, and whoever is named.
    std::vector<base::StreamId> streams_of(const std::vector<std::size_t>& accepted) const {
        std::vector<base::StreamId> streams;
        for (const std::size_t i : accepted) {
            streams.push_back(stream_of(i));
            for (const auto& person : told_in(drafts_[i], posts_[i].author)) streams.push_back(person.stream);
        }
        std::ranges::sort(streams);
        streams.erase(std::unique(streams.begin(), streams.end()), streams.end());
        return streams;
    }

    void add_alone(std::size_t i) {
        const auto before = seqs_;
        try {
            db::Savepoint savepoint(connection_);
            add({i});
            savepoint.keep();
        } catch (const db::Duplicate&) {
            seqs_ = before;
            const auto stored =
                store::find_by_client_ids(connection_, {{posts_[i].author, posts_[i].client_id}});
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

    void add(const std::vector<std::size_t>& places) {
        std::vector<store::NewMessage> messages;
        messages.reserve(places.size());
        std::vector<base::MediaId> shown;
        for (const std::size_t i : places) {
            messages.push_back({.lounge = posts_[i].lounge,
                                .seq = ++seqs_.at(stream_of(i)),
                                .author = posts_[i].author,
                                .client_id = posts_[i].client_id,
                                .body = drafts_[i].body,
                                .format = drafts_[i].format,
                                .links = drafts_[i].links,
                                .reply_to = quotes_[i] ? std::optional(quotes_[i]->id) : std::nullopt,
                                .picture = posts_[i].picture,
                                .at = now_});
            if (posts_[i].picture) shown.push_back(*posts_[i].picture);
        }
        store::attach_media(connection_, shown, now_);
        const auto ids = store::add_messages(connection_, messages);
        std::vector<store::NewEvent> events;
        for (std::size_t n = 0; n < places.size(); ++n) {
            events.push_back({.stream = stream_of(places[n]),
                              .seq = messages[n].seq,
                              .kind = store::message_kind,
                              .message = ids.at(n),
                              .payload = std::nullopt,
                              .at = now_});
        }
        store::add_events(connection_, events);
        for (std::size_t n = 0; n < places.size(); ++n) {
            auto others = tell_mentioned(places[n], ids[n]);
            answer_new(places[n], messages[n], ids[n]).others = std::move(others);
        }
    }

    std::vector<Hint> tell_mentioned(std::size_t i, base::MessageId id) {
        return add_mentions(connection_, drafts_[i], posts_[i].author,
                            {.id = id, .lounge_slug = lounges_.at(posts_[i].lounge).slug, .at = now_}, seqs_);
    }

    Posted& answer_new(std::size_t i, const store::NewMessage& message, base::MessageId id) {
        const auto& author = people_.at(posts_[i].author);
        store::Event event{.stream = stream_of(i),
                           .seq = message.seq,
                           .kind = std::string(store::message_kind),
                           .at = now_,
                           .message = std::nullopt,
                           .payload = {}};
        event.message = store::Message{.id = id,
                                       .lounge = posts_[i].lounge,
                                       .seq = message.seq,
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
        outcomes_[i].emplace(Posted{.seq = message.seq,
                                    .at = now_,
                                    .repeated = false,
                                    .lounge = posts_[i].lounge,
                                    .event = std::move(event),
                                    .others = {}});
        return **outcomes_[i];
    }

    // The same client id twice in one batch: the later one hears what became of the first.
    void answer_twins() {
        for (const auto& [later, first] : twins_) {
            outcomes_[later] = outcomes_[first];
            if (outcomes_[later]->ok()) {
                (*outcomes_[later])->repeated = true;
                (*outcomes_[later])->event.reset();
                (*outcomes_[later])->others.clear();
            }
        }
    }

    base::StreamId stream_of(std::size_t i) const { return lounges_.at(posts_[i].lounge).stream; }

    db::Connection& connection_;
    const House& house_;
    const std::vector<Post>& posts_;
    const base::Time now_ = house_.clock.now();
    std::vector<Outcome> outcomes_;
    std::vector<Draft> drafts_;
    std::vector<std::optional<store::Quote>> quotes_;
    std::map<std::size_t, std::size_t> twins_;
    std::unordered_map<base::ParticipantId, store::Participant> people_;
    std::unordered_map<base::LoungeId, store::Lounge> lounges_;
    Seats seats_;
    std::unordered_map<base::MediaId, store::Media> pictures_;
    store::LastSeqs seqs_;
};

}  // namespace

std::vector<base::Result<Posted>> post_batch(db::Connection& connection, const House& house,
                                             const std::vector<Post>& posts) {
    return db::transact(connection,
                        [&](db::Connection& inside) { return Batch(inside, house, posts).run(); });
}

void send_hints(const HintSender& hints, const Posted& posted) {
    if (posted.event) hints.send({.stream = posted.event->stream, .seq = posted.seq});
    for (const auto& other : posted.others) hints.send(other);
}

base::Result<Posted> post(db::Connection& connection, const House& house, const Post& post) {
    return post_batch(connection, house, {post}).front();
}

}  // namespace chat
