#include "core/chat/direct.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "core/chat/body.h"
#include "core/chat/correspondence.h"
#include "core/chat/draft.h"
#include "core/chat/notice.h"
#include "core/db/transaction.h"
#include "core/store/blocks.h"
#include "core/store/push_deliveries.h"

namespace chat {
namespace {

using base::ErrorCode;

store::Pair pair_of(const Direct& message) { return std::minmax(message.author, message.to); }

// One try at storing a batch. Made anew for each replay, so that nothing of a rolled-back try survives.
class DirectBatch {
public:
    DirectBatch(db::Connection& connection, const House& house, const std::vector<Direct>& messages)
        : connection_(connection),
          house_(house),
          messages_(messages),
          outcomes_(messages.size()),
          drafts_(messages.size()) {}

    std::vector<base::Result<Posted>> run() {
        refuse_bad_ids();
        find_repeated();
        check_bodies();
        check_people();
        check_pace();
        open_conversations();
        store_accepted();
        answer_twins();
        std::vector<base::Result<Posted>> results;
        for (auto& outcome : outcomes_) results.push_back(std::move(*outcome));
        return results;
    }

private:
    void refuse(std::size_t i, base::Error error) { outcomes_[i].emplace(error); }

    std::vector<std::size_t> open() const {
        std::vector<std::size_t> places;
        for (std::size_t i = 0; i < messages_.size(); ++i) {
            if (!outcomes_[i] && !twins_.contains(i)) places.push_back(i);
        }
        return places;
    }

    std::vector<base::ParticipantId> authors() const {
        std::vector<base::ParticipantId> ids;
        for (const std::size_t i : open()) ids.push_back(messages_[i].author);
        return distinct(std::move(ids));
    }

    static std::vector<base::ParticipantId> distinct(std::vector<base::ParticipantId> ids) {
        std::ranges::sort(ids);
        ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
        return ids;
    }

    void refuse_bad_ids() {
        for (std::size_t i = 0; i < messages_.size(); ++i) {
            if (!valid_client_id(messages_[i].client_id, house_.config.limits))
                refuse(i, {ErrorCode::bad_id});
        }
    }

    // Before every limit, block and ban: the first result stands.
    void find_repeated() {
        std::map<store::ClientKey, std::size_t> places;
        std::vector<store::ClientKey> keys;
        for (const std::size_t i : open()) {
            const store::ClientKey key{messages_[i].author, messages_[i].client_id};
            const auto [first, is_new] = places.emplace(key, i);
            if (is_new) {
                keys.push_back(key);
            } else {
                twins_.emplace(i, first->second);
            }
        }
        for (const auto& stored : store::find_directs(connection_, keys))
            answer_repeated(places.at({stored.author, stored.client_id}), stored);
    }

    void answer_repeated(std::size_t i, const store::DirectMessage& stored) {
        Posted posted;
        posted.seq = stored.seq;
        posted.at = stored.at;
        posted.repeated = true;
        outcomes_[i].emplace(std::move(posted));
    }

    void check_bodies() {
        for (const std::size_t i : open()) {
            auto draft = draft_of(connection_, messages_[i].body, house_.config.limits);
            if (draft) {
                drafts_[i] = std::move(*draft);
            } else {
                refuse(i, draft.error());
            }
        }
    }

    void check_people() {
        std::vector<base::ParticipantId> ids;
        std::vector<store::Pair> pairs;
        for (const std::size_t i : open()) {
            ids.insert(ids.end(), {messages_[i].author, messages_[i].to});
            pairs.push_back(pair_of(messages_[i]));
        }
        for (auto& one : store::lock_correspondents(connection_, distinct(std::move(ids))))
            people_.emplace(one.person.id, std::move(one));
        const auto blocks = store::blocks_between(connection_, pairs);
        for (const std::size_t i : open()) {
            const auto& message = messages_[i];
            if (const auto refused = refusal(people_, blocks, message.author, message.to, now_))
                refuse(i, *refused);
        }
    }

    // The messages themselves are the record of the pace, as in lounges.
    void check_pace() {
        const auto& limits = house_.config.limits;
        auto paces = paces_of(store::direct_pace_since(connection_, authors(), now_ - limits.posts_per));
        for (const std::size_t i : open()) {
            if (const auto wait = over(paces, messages_[i].author, limits.posts, limits.posts_per))
                refuse(i, {ErrorCode::slow_down, wait});
        }
    }

    // Last of the checks, for it opens them. Under their locks, so that two programs cannot give one place twice.
    void open_conversations() {
        std::vector<store::Pair> pairs;
        for (const std::size_t i : open()) pairs.push_back(pair_of(messages_[i]));
        for (const auto& one : store::lock_conversations(connection_, pairs))
            conversations_.emplace(store::Pair{one.low, one.high}, one);
        const auto& limits = house_.config.limits;
        auto paces =
            paces_of(store::opened_since(connection_, authors(), now_ - limits.new_conversations_per));
        for (const std::size_t i : open()) {
            const auto& message = messages_[i];
            if (conversations_.contains(pair_of(message))) continue;
            if (const auto wait =
                    over(paces, message.author, limits.new_conversations, limits.new_conversations_per)) {
                refuse(i, {ErrorCode::too_many_conversations, wait});
            } else {
                conversations_.emplace(pair_of(message), store::open_conversation(connection_, message.author,
                                                                                  message.to, now_));
            }
        }
    }

    using Paces = std::unordered_map<base::ParticipantId, store::Pace>;
    static Paces paces_of(const std::vector<store::Pace>& list) {
        Paces paces;
        for (const auto& pace : list) paces.emplace(pace.participant, pace);
        return paces;
    }
    // Counts one more; how long to wait when that is too many.
    std::optional<base::Millis> over(Paces& paces, base::ParticipantId who, std::uint64_t most,
                                     base::Millis per) const {
        auto& pace = paces.try_emplace(who, store::Pace{who, 0, now_}).first->second;
        if (pace.posts >= most) return std::max(base::Millis{1}, pace.first + per - now_);
        ++pace.posts;
        return std::nullopt;
    }

    void store_accepted() {
        const auto accepted = open();
        if (accepted.empty()) return;
        std::vector<base::StreamId> streams;
        for (const std::size_t i : accepted) {
            for (const auto id : {messages_[i].author, messages_[i].to})
                streams.push_back(people_.at(id).stream);
        }
        std::ranges::sort(streams);
        streams.erase(std::unique(streams.begin(), streams.end()), streams.end());
        seqs_ = store::lock_streams(connection_, streams);
        for (const std::size_t i : accepted) add(i);
        store::set_last_seqs(connection_, seqs_);
    }

    void add(std::size_t i) {
        auto& conversation = conversations_.at(pair_of(messages_[i]));
        const auto before = seqs_;
        const auto last = conversation.last_seq;
        const auto undo = [&] {
            seqs_ = before;
            conversation.last_seq = last;
        };
        try {
            db::Savepoint savepoint(connection_);
            add_to(conversation, i);
            savepoint.keep();
        } catch (const db::Duplicate&) {
            undo();
            const auto stored =
                store::find_directs(connection_, {{messages_[i].author, messages_[i].client_id}});
            if (stored.empty()) throw;
            answer_repeated(i, stored.front());
        } catch (const db::ConnectionLost&) {
            throw;
        } catch (const db::Conflict&) {
            throw;
        } catch (const db::Error&) {
            undo();
            refuse(i, {ErrorCode::body_invalid});
        }
    }

    void add_to(store::Conversation& conversation, std::size_t i) {
        const auto& message = messages_[i];
        Posted posted;
        posted.seq = ++conversation.last_seq;
        posted.at = now_;
        const auto id = store::add_direct(connection_, {.conversation = conversation.id,
                                                        .seq = posted.seq,
                                                        .author = message.author,
                                                        .client_id = message.client_id,
                                                        .body = drafts_[i].body,
                                                        .format = drafts_[i].format,
                                                        .at = now_});
        store::advance(connection_, conversation, message.author, posted.seq, now_);
        std::vector<store::NewEvent> events;
        for (const auto who : {message.author, message.to}) {
            const auto stream = people_.at(who).stream;
            posted.others.push_back({.stream = stream, .seq = ++seqs_.at(stream)});
            events.push_back({.stream = stream,
                              .seq = posted.others.back().seq,
                              .kind = direct_kind,
                              .message = std::nullopt,
                              .payload = std::nullopt,
                              .at = now_,
                              .direct = id});
        }
        store::add_events(connection_, events);
        store::add_push_occasions(connection_,
                                  {{.who = message.to,
                                    .reason = store::PushReason::direct,
                                    .place = conversation.id.value,
                                    .direct = id}},
                                  now_, now_ + house_.config.limits.push_settle);
        outcomes_[i].emplace(std::move(posted));
    }

    // The same client id twice in one batch: the later one hears what became of the first.
    void answer_twins() {
        for (const auto& [later, first] : twins_) {
            outcomes_[later] = outcomes_[first];
            if (!outcomes_[later]->ok()) continue;
            (*outcomes_[later])->repeated = true;
            (*outcomes_[later])->others.clear();
        }
    }

    db::Connection& connection_;
    const House& house_;
    const std::vector<Direct>& messages_;
    const base::Time now_ = house_.clock.now();
    std::vector<std::optional<base::Result<Posted>>> outcomes_;
    std::vector<Draft> drafts_;
    std::map<std::size_t, std::size_t> twins_;
    Correspondents people_;
    std::map<store::Pair, store::Conversation> conversations_;
    store::LastSeqs seqs_;
};

}  // namespace

std::vector<base::Result<Posted>> direct_batch(db::Connection& connection, const House& house,
                                               const std::vector<Direct>& messages) {
    return db::transact(connection,
                        [&](db::Connection& inside) { return DirectBatch(inside, house, messages).run(); });
}

base::Result<Posted> direct(db::Connection& connection, const House& house, const Direct& message) {
    return direct_batch(connection, house, {message}).front();
}

}  // namespace chat
