// One try at storing a batch of posts: internal to chat::post_batch, which says what holds of it. Its checks are post_checks.cpp, what it stores post_store.cpp.
#pragma once

#include <algorithm>
#include <map>
#include <unordered_map>

#include "core/chat/content_check.h"
#include "core/chat/draft.h"
#include "core/chat/post.h"
#include "core/chat/seats.h"
#include "core/store/lounges.h"
#include "core/store/media.h"
#include "core/store/moderation_actions.h"

namespace chat {

// Thrown out of a batch that was stored together: one of its posts cannot be, or was stored before.
struct Spoiled {};

enum class Care { together, each_alone };

// Made anew for each replay, so that nothing of a rolled-back try survives. Together costs the fewest statements, because retries are rare: it does not look
// for them first. One refusal of the database, or a retry, spoils the whole transaction then; the next try looks, and stores each post alone. Inside the
// caller's transaction.
class PostBatch {
public:
    PostBatch(db::Connection& connection, const House& house, const std::vector<Post>& posts, Care care)
        : connection_(connection),
          house_(house),
          posts_(posts),
          care_(care),
          outcomes_(posts.size()),
          drafts_(posts.size()),
          quotes_(posts.size()),
          verdicts_(posts.size()) {}

    // One outcome for each post, in their order. Once. Throws Spoiled, db::Error.
    std::vector<base::Result<Posted>> run();

private:
    using Outcome = std::optional<base::Result<Posted>>;

    bool held(std::size_t i) const { return verdicts_[i].held; }
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

    base::StreamId stream_of(std::size_t i) const { return lounges_.at(posts_[i].lounge).stream; }

    void answer_twins();

    // post_checks.cpp
    void refuse_bad_ids();
    void find_twins();
    void find_repeated();
    void look_for_repeated_among_refused();
    void answer_repeated(std::size_t i, const store::Stored& stored);
    void check_bodies();
    void check_people_and_lounges();
    std::vector<store::Seat> wanted_seats() const;
    std::optional<base::Error> refusal_of(const Post& post) const;
    void check_emergency();
    void check_pace();
    void find_pictures();
    bool take_picture(const Post& post);
    void check_content();

    // post_store.cpp
    bool shows_video(std::size_t i) const;
    std::optional<store::Picture> picture_of(std::size_t i) const;
    void store_accepted();
    void open_cases(const std::vector<std::size_t>& accepted);
    void find_quotes(const std::vector<std::size_t>& accepted);
    store::Counts events_of(const std::vector<std::size_t>& accepted) const;
    void add_together(const std::vector<std::size_t>& accepted);
    void add_alone(std::size_t i);
    void add(const std::vector<std::size_t>& places);
    std::vector<base::MessageId> add_messages(const std::vector<std::size_t>& places);
    void show(const std::vector<std::size_t>& places, const std::vector<base::MessageId>& ids);
    void hold(const std::vector<std::size_t>& places, const std::vector<base::MessageId>& ids);
    void want_cards(const std::vector<std::size_t>& places, const std::vector<base::MessageId>& ids);
    std::vector<Hint> tell_mentioned(std::size_t i, base::MessageId id);
    void tell_answered(const std::vector<std::size_t>& places, const std::vector<base::MessageId>& ids);
    Posted& answer_new(std::size_t i, base::MessageId id);

    db::Connection& connection_;
    const House& house_;
    const std::vector<Post>& posts_;
    const Care care_;
    const base::Time now_ = house_.clock.now();
    std::vector<Outcome> outcomes_;
    std::vector<Draft> drafts_;
    std::vector<std::optional<store::Quote>> quotes_;
    std::vector<Verdict> verdicts_;
    std::vector<base::Seq> places_ = std::vector<base::Seq>(posts_.size());
    std::map<std::size_t, base::CaseId> cases_;  // of held posts
    ContentCheck content_{connection_, house_, now_};
    std::map<std::size_t, std::size_t> twins_;
    std::unordered_map<base::ParticipantId, store::Participant> people_;
    std::unordered_map<base::LoungeId, store::Lounge> lounges_;
    Seats seats_;
    store::Kicks kicks_;
    std::unordered_map<base::MediaId, store::Media> pictures_;
    std::unordered_map<base::ParticipantId, store::Pace> paces_;
    store::LastSeqs seqs_;
};

}  // namespace chat
