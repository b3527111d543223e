#include "core/market/listing.h"

#include "core/db/transaction.h"
#include "core/market/access.h"
#include "core/market/item_index.h"
#include "core/market/listing_state.h"
#include "core/store/market_files.h"
#include "core/store/market_pictures.h"

namespace market {
namespace {

using base::ErrorCode;
using enum store::ItemState;
using store::ContentType;

constexpr std::optional<std::uint64_t> none_left{0};

bool was_offered(const store::Item& item) { return item.state != draft; }

// Whether readers are told or shown something else, or something of another kind.
bool says_another_thing(const store::ItemFacts& before, const store::ItemFacts& now) {
    return before.title != now.title || before.description != now.description ||
           before.content != now.content;
}

// What a revision keeps of it: pieces come and go.
bool is_another_version(store::ItemFacts before, const store::ItemFacts& now) {
    before.stock = now.stock;
    before.room = now.room;
    return before != now;
}

// One try at a change, inside a transaction that holds the listing's lock.
class Changing {
public:
    Changing(db::Connection& connection, const chat::House& house, const accounts::Session& session,
             const store::Item& item, const ListingForm& form, const store::ItemFacts& facts)
        : connection_(connection),
          house_(house),
          session_(session),
          item_(item),
          form_(form),
          before_(store::facts_of(item)),
          now_is_(facts) {}

    base::Result<store::ItemState> run() {
        if (before_ == now_is_) return item_.state;
        if (const auto refused = refusal_of_change()) return *refused;
        store::change_item(connection_, item_.id, now_is_, now_);
        settle_consent();
        if (item_.version > 0 && is_another_version(before_, now_is_))
            store::add_revision(connection_, item_.id, now_);
        const auto state = next_state();
        if (state != item_.state) store::set_item_state(connection_, item_.id, state, now_);
        settle_index(connection_, house_.config.limits, item_.id);
        return state;
    }

private:
    std::optional<base::Error> refusal_of_change() {
        if (!was_offered(item_)) return std::nullopt;
        if (auto refused = selling_refusal(house_, session_, now_is_.content)) return refused;
        if (needs_declaration() && !form_.consent) return base::Error{ErrorCode::item_consent};
        return std::nullopt;
    }

    bool needs_declaration() const {
        return now_is_.content == ContentType::nsfw &&
               (before_.content != ContentType::nsfw || !item_.consent_declared_at);
    }

    // A draft is declared when it is offered.
    void settle_consent() {
        if (before_.content == now_is_.content && !needs_declaration()) return;
        const bool declared = was_offered(item_) && now_is_.content == ContentType::nsfw && form_.consent;
        store::set_item_consent(connection_, item_.id, declared ? std::optional(now_) : std::nullopt);
    }

    store::ItemState next_state() const {
        if (item_.state == draft) return draft;
        // What was NSFW goes there too: calling it something else is no way around.
        const auto review = house_.config.market.review;
        const bool looked_at = needs_review(review, before_.content) || needs_review(review, now_is_.content);
        if (looked_at && says_another_thing(before_, now_is_)) return pending_review;
        if (item_.state == published && now_is_.stock == none_left) return sold_out;
        if (item_.state == sold_out && now_is_.stock != none_left) return published;
        return item_.state;
    }

    db::Connection& connection_;
    const chat::House& house_;
    const accounts::Session& session_;
    const store::Item& item_;
    const ListingForm& form_;
    const store::ItemFacts before_;
    const store::ItemFacts& now_is_;
    const base::Time now_ = house_.clock.now();
};

base::Result<store::ItemState> offer(db::Connection& connection, const chat::House& house,
                                     const accounts::Session& session, const store::Item& item,
                                     bool consent) {
    if (item.state != draft && item.state != paused) return ErrorCode::item_state;
    if (const auto refused = selling_refusal(house, session, item.content)) return *refused;
    const base::Time now = house.clock.now();
    const bool declares =
        item.content == ContentType::nsfw && (item.state == draft || !item.consent_declared_at);
    if (declares && !consent) return ErrorCode::item_consent;
    if (declares) store::set_item_consent(connection, item.id, now);
    store::set_review_note(connection, item.id, "");
    if (item.state == paused || !needs_review(house.config.market.review, item.content))
        return put_on_offer(connection, house, item);
    store::set_item_state(connection, item.id, pending_review, now);
    return pending_review;
}

base::Result<store::ItemState> pause(db::Connection& connection, const chat::House& house,
                                     const store::Item& item) {
    if (!may_move(Mover::seller, item.state, paused)) return ErrorCode::item_state;
    store::set_item_state(connection, item.id, paused, house.clock.now());
    settle_index(connection, house.config.limits, item.id);
    return paused;
}

}  // namespace

std::string mark_of(const store::Item& item) {
    return std::to_string(item.version) + "." + std::to_string(base::to_epoch_ms(item.updated_at));
}

base::Result<base::ItemId> add_listing(db::Connection& connection, const chat::House& house,
                                       const accounts::Session& session, const ListingForm& form) {
    if (!session.user) return ErrorCode::members_only;
    const auto facts = check_listing(form, house.config.limits);
    if (!facts) return facts.error();
    if (store::has_items(connection, *session.user, house.config.limits.items)) return ErrorCode::items_many;
    return store::add_item(connection, *session.user, *facts, house.clock.now());
}

base::Result<store::Item> lock_own(db::Connection& connection, const accounts::Session& session,
                                   base::ItemId id) {
    if (!session.user) return ErrorCode::members_only;
    auto item = store::lock_item(connection, id);
    if (!item || item->seller != *session.user || item->state == removed) return ErrorCode::item_unknown;
    if (store::is_item_hidden(connection, id)) return ErrorCode::item_state;
    return std::move(*item);
}

base::Result<store::ItemState> change_listing(db::Connection& connection, const chat::House& house,
                                              const accounts::Session& session, base::ItemId id,
                                              const Change& change) {
    return db::transact(connection, [&](db::Connection& inside) -> base::Result<store::ItemState> {
        const auto item = lock_own(inside, session, id);
        if (!item) return item.error();
        const auto facts = check_listing(change.form, house.config.limits);
        if (!facts) return facts.error();
        if (store::facts_of(*item) != *facts && mark_of(*item) != change.mark) return ErrorCode::item_changed;
        return Changing(inside, house, session, *item, change.form, *facts).run();
    });
}

base::Result<store::ItemState> move_listing(db::Connection& connection, const chat::House& house,
                                            const accounts::Session& session, base::ItemId id,
                                            const Wish& wish) {
    return db::transact(connection, [&](db::Connection& inside) -> base::Result<store::ItemState> {
        const auto item = lock_own(inside, session, id);
        if (!item) return item.error();
        switch (wish.move) {
            case ListingMove::offer:
                return offer(inside, house, session, *item, wish.consent);
            case ListingMove::pause:
                return pause(inside, house, *item);
            case ListingMove::remove:
                break;
        }
        take_down(inside, house, *item);
        return removed;
    });
}

void take_down(db::Connection& connection, const chat::House& house, const store::Item& item) {
    const base::Time now = house.clock.now();
    if (!store::has_open_case(connection, item.id)) store::remove_pictures_of(connection, item.id, now);
    if (store::erase_draft(connection, item.id)) return;
    store::remove_files_of(connection, item.id, now);
    store::set_item_state(connection, item.id, removed, now);
    settle_index(connection, house.config.limits, item.id);
}

store::ItemState put_on_offer(db::Connection& connection, const chat::House& house, const store::Item& item) {
    const base::Time now = house.clock.now();
    const auto state = item.stock == none_left ? sold_out : published;
    if (item.version == 0) store::add_revision(connection, item.id, now);
    store::set_item_listed(connection, item.id, now);
    store::set_item_state(connection, item.id, state, now);
    settle_index(connection, house.config.limits, item.id);
    return state;
}

}  // namespace market
