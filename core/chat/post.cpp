#include "core/chat/post.h"

#include "core/chat/post_batch.h"
#include "core/db/transaction.h"

namespace chat {

std::vector<base::Result<Posted>> PostBatch::run() {
    refuse_bad_ids();
    find_twins();
    if (care_ == Care::each_alone) find_repeated();
    check_bodies();
    check_people_and_lounges();
    check_pace();
    find_pictures();
    check_content();
    store_accepted();
    if (care_ == Care::together) look_for_repeated_among_refused();
    answer_twins();
    std::vector<base::Result<Posted>> results;
    for (auto& outcome : outcomes_) results.push_back(std::move(*outcome));
    return results;
}

// The same client id twice in one batch: the later one hears what became of the first.
void PostBatch::answer_twins() {
    for (const auto& [later, first] : twins_) {
        outcomes_[later] = outcomes_[first];
        if (outcomes_[later]->ok()) {
            (*outcomes_[later])->repeated = true;
            (*outcomes_[later])->event.reset();
            (*outcomes_[later])->others.clear();
        }
    }
}

std::vector<base::Result<Posted>> post_batch(db::Connection& connection, const House& house,
                                             const std::vector<Post>& posts) {
    const auto stored = [&](Care care) {
        return db::transact(
            connection, [&](db::Connection& inside) { return PostBatch(inside, house, posts, care).run(); });
    };
    try {
        return stored(Care::together);
    } catch (const Spoiled&) {
        return stored(Care::each_alone);
    }
}

void send_hints(const HintSender& hints, const Posted& posted) {
    if (posted.event) hints.send({.stream = posted.event->stream, .seq = posted.seq});
    for (const auto& other : posted.others) hints.send(other);
}

base::Result<Posted> post(db::Connection& connection, const House& house, const Post& post) {
    return post_batch(connection, house, {post}).front();
}

}  // namespace chat
