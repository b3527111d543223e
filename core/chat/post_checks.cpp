// Why a post is not stored.
#include "core/chat/access.h"
#include "core/chat/body.h"
#include "core/chat/emergency.h"
#include "core/chat/mention.h"
#include "core/chat/post_batch.h"

namespace chat {

using base::ErrorCode;

void PostBatch::refuse_bad_ids() {
    for (std::size_t i = 0; i < posts_.size(); ++i) {
        if (!valid_client_id(posts_[i].client_id, house_.config.limits)) refuse(i, {ErrorCode::bad_id});
    }
}

void PostBatch::find_twins() {
    std::map<store::ClientKey, std::size_t> places;
    for (const std::size_t i : open_posts()) {
        const auto [first, is_new] =
            places.emplace(store::ClientKey{posts_[i].author, posts_[i].client_id}, i);
        if (!is_new) twins_.emplace(i, first->second);
    }
}

// Before every limit and ban: the first result stands.
void PostBatch::find_repeated() {
    std::map<store::ClientKey, std::size_t> places;
    std::vector<store::ClientKey> keys;
    for (const std::size_t i : open_posts()) {
        keys.emplace_back(posts_[i].author, posts_[i].client_id);
        places.emplace(keys.back(), i);
    }
    for (const auto& stored : store::find_by_client_ids(connection_, keys)) {
        answer_repeated(places.at({stored.author, stored.client_id}), stored);
    }
}

// A retry that was refused all the same, or that took a part of its author's pace from another post: everything once more, with a look first. (One that
// was accepted has met its first when it was added.)
void PostBatch::look_for_repeated_among_refused() {
    std::vector<store::ClientKey> keys;
    for (std::size_t i = 0; i < posts_.size(); ++i) {
        const bool refused =
            outcomes_[i] && !outcomes_[i]->ok() && outcomes_[i]->error().code != ErrorCode::bad_id;
        if (refused) keys.emplace_back(posts_[i].author, posts_[i].client_id);
    }
    if (!keys.empty() && !store::find_by_client_ids(connection_, keys).empty()) throw Spoiled{};
}

void PostBatch::answer_repeated(std::size_t i, const store::Stored& stored) {
    if (stored.not_shown) return refuse(i, {ErrorCode::not_shown});
    outcomes_[i].emplace(Posted{.seq = stored.seq,
                                .at = stored.at,
                                .repeated = true,
                                .held = stored.held,
                                .lounge = stored.lounge,
                                .event = std::nullopt,
                                .others = {}});
}

void PostBatch::check_bodies() {
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

void PostBatch::check_people_and_lounges() {
    const auto people = distinct<base::ParticipantId>([](const Post& post) { return post.author; });
    for (auto& person : store::lock_authors(connection_, people, now_ - house_.config.limits.posts_per)) {
        paces_.emplace(person.person.id, person.pace);
        people_.emplace(person.person.id, std::move(person.person));
    }
    const auto lounges = distinct<base::LoungeId>([](const Post& post) { return post.lounge; });
    for (auto& lounge : store::find_lounges(connection_, lounges))
        lounges_.emplace(lounge.id, std::move(lounge));
    seats_.find(connection_, lounges_, wanted_seats());
    kicks_ = kicks_among(connection_, people_, now_);
    for (const std::size_t i : open_posts()) {
        if (const auto refused = refusal_of(posts_[i])) {
            refuse(i, *refused);
        } else {
            shut_out(drafts_[i], lounges_.at(posts_[i].lounge), seats_, house_.config.red_lounges, now_);
        }
    }
    check_emergency();
}

// Asks nothing more where everything is as usual.
void PostBatch::check_emergency() {
    std::vector<Writing> writings;
    std::vector<std::size_t> places;
    for (const std::size_t i : open_posts()) {
        const auto& lounge = lounges_.at(posts_[i].lounge);
        if (!in_emergency(lounge, now_)) continue;
        const auto& author = people_.at(posts_[i].author);
        writings.push_back(
            {.lounge = &lounge, .author = author.id, .guest = author.guest, .links = drafts_[i].links});
        places.push_back(i);
    }
    const auto refused = emergency_refusals(connection_, now_, writings);
    for (std::size_t n = 0; n < refused.size(); ++n) {
        if (refused[n]) refuse(places[n], *refused[n]);
    }
}

// Of those who post, and of those they name.
std::vector<store::Seat> PostBatch::wanted_seats() const {
    std::vector<store::Seat> seats;
    for (const std::size_t i : open_posts()) {
        seats.emplace_back(posts_[i].lounge, posts_[i].author);
        for (const auto& one : drafts_[i].named) seats.emplace_back(posts_[i].lounge, one.id);
    }
    return seats;
}

std::optional<base::Error> PostBatch::refusal_of(const Post& post) const {
    const auto person = people_.find(post.author);
    if (person == people_.end()) return base::Error{ErrorCode::session_ended};
    if (const auto refused = status_refusal(person->second.status)) return refused;
    const auto lounge = lounges_.find(post.lounge);
    if (lounge == lounges_.end()) return base::Error{ErrorCode::unknown_lounge};
    if (const auto refused = chat::refusal(post.age, lounge->second, house_.config.red_lounges, now_))
        return refused;
    if (const auto out = kicks_.find({post.lounge, post.author}); out != kicks_.end())
        return base::Error{ErrorCode::kicked, out->second - now_};
    if (seats_.shut_out(lounge->second, post.author)) return base::Error{ErrorCode::waiting};
    return mute_of(person->second, now_);
}

// The posts themselves are the record of the pace: it holds over doors, workers and restarts without a counter of its own.
void PostBatch::check_pace() {
    const auto& limits = house_.config.limits;
    for (const std::size_t i : open_posts()) {
        auto& pace = paces_.at(posts_[i].author);
        const auto newcomers = content_.pace_of(people_.at(posts_[i].author));
        const auto most = std::min<std::uint64_t>(limits.posts, newcomers.value_or(limits.posts));
        if (pace.posts < most) {
            if (pace.posts++ == 0) pace.first = now_;
        } else {
            refuse(i,
                   {ErrorCode::slow_down, std::max(base::Millis{1}, pace.first + limits.posts_per - now_)});
            if (newcomers) content_.refused_for_pace(posts_[i].author);
        }
    }
}

// Each shows in one message; the rows stay locked, so that no other post and no job takes them meanwhile.
void PostBatch::find_pictures() {
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

// Last of the checks: what is refused for another reason is nobody's strike.
void PostBatch::check_content() {
    const auto open = open_posts();
    std::vector<Utterance> said;
    said.reserve(open.size());
    for (const std::size_t i : open) {
        said.push_back({.author = &people_.at(posts_[i].author),
                        .lounge = &lounges_.at(posts_[i].lounge),
                        .draft = &drafts_[i],
                        .picture = posts_[i].picture});
    }
    auto verdicts = content_.posts(said);
    for (std::size_t n = 0; n < open.size(); ++n) {
        if (verdicts[n].refused) refuse(open[n], *verdicts[n].refused);
        verdicts_[open[n]] = std::move(verdicts[n]);
    }
    content_.record();
}

bool PostBatch::take_picture(const Post& post) {
    const auto found = pictures_.find(*post.picture);
    if (found == pictures_.end()) return false;
    auto& media = found->second;
    if (media.owner != post.author || !media.stored || media.attached || media.removed) return false;
    media.attached = true;
    return true;
}

}  // namespace chat
