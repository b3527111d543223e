// A member who sells, another who does too, and what they sell: the ground of the tests of listings.
#pragma once

#include "core/market/listing.h"
#include "core/store/market_listings.h"
#include "tests/core/moderated.h"

namespace support {

struct Selling : Moderated {
    accounts::Session seller = member("sal");
    accounts::Session other_seller = member("sue");

    market::ListingForm form(const std::string& title = "Lamp") const {
        return {.title = title,
                .description = "A paper lamp",
                .category = store::ItemCategory::other,
                .content = store::ContentType::sfw,
                .price = "12.50",
                .currency = store::Currency::eur,
                .stock = "3",
                .room = lounge.room.id};
    }
    market::ListingForm nsfw(const std::string& title = "Photos") const {
        auto typed = form(title);
        typed.content = store::ContentType::nsfw;
        return typed;
    }
    base::ItemId draft(const market::ListingForm& typed) {
        return market::add_listing(connection, house, seller, typed).value();
    }
    base::ItemId draft() { return draft(form()); }
    base::ItemId offered() {
        const auto id = draft();
        BOOST_REQUIRE_EQUAL(move(id, market::ListingMove::offer), "PUBLISHED");
        return id;
    }
    // With a proof of age, and without a moderator between.
    base::ItemId offered_nsfw() {
        verify(seller);
        const auto review = config.market.review;
        config.market.review = base::ListingReview::none;
        const auto id = draft(nsfw());
        BOOST_REQUIRE_EQUAL(move(id, market::ListingMove::offer, true), "PUBLISHED");
        config.market.review = review;
        return id;
    }
    void verify(accounts::Session& who) { who.age.proven_until = clock.now() + std::chrono::hours{1}; }

    static std::string told(const base::Result<store::ItemState>& result) {
        return std::string(result ? store::name_of(*result) : base::wire_code(result.error().code));
    }
    template <class T>
    static std::string code(const base::Result<T>& result) {
        return result ? "ok" : std::string(base::wire_code(result.error().code));
    }
    std::string move(const accounts::Session& who, base::ItemId id, market::ListingMove step,
                     bool consent = false) {
        clock.forward(base::Millis{1});
        return told(market::move_listing(connection, house, who, id, {step, consent}));
    }
    std::string move(base::ItemId id, market::ListingMove step, bool consent = false) {
        return move(seller, id, step, consent);
    }
    // As the seller sees it now.
    std::string change(base::ItemId id, const market::ListingForm& typed) {
        clock.forward(base::Millis{1});
        const std::string mark = market::mark_of(item(id));
        return told(market::change_listing(connection, house, seller, id, {mark, typed}));
    }
    store::Item item(base::ItemId id) { return store::find_item(other, id).value(); }
    std::string state(base::ItemId id) { return std::string(store::name_of(item(id).state)); }
    void set_state(base::ItemId id, store::ItemState state) {
        store::set_item_state(other, id, state, clock.now());
    }
    std::uint64_t versions(base::ItemId id) { return store::revisions_of(other, id, 100).size(); }
    // Whether search finds the listing by this word.
    bool indexed(base::ItemId id, const std::string& word) {
        return count(other, "SELECT COUNT(*) FROM marketplace_word WHERE word = '" + word +
                                "' AND item_id = " + std::to_string(id.value)) > 0;
    }
};

}  // namespace support
