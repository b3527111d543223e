// A market with many listings, and people who look around in it.
#pragma once

#include "core/market/finding.h"
#include "core/store/order_talk.h"
#include "core/store/sellers.h"
#include "tests/core/busy_people.h"
#include "tests/support/market_rows.h"

namespace support {

struct BusyMarket : BusyPeople {
    static constexpr unsigned listings = 400;

    BusyMarket() {
        for (unsigned i = 0; i < listings; ++i) offered_ = add_listing(connection, listing(i));
        connection.execute("INSERT INTO seller (user_id, rating_count, rating_sum) VALUES (?, 2, 9)", of_ann);
    }

    void look_around_in_the_market() {
        market::Viewer viewer;
        for (const bool sees_nsfw : {false, true}) {
            viewer.sees_nsfw = sees_nsfw;
            for (const auto order :
                 {store::ItemOrder::newest, store::ItemOrder::cheapest, store::ItemOrder::dearest})
                browse(order, viewer);
        }
        search(viewer);
        (void)market::newest(connection, lounge.room.id, viewer, 6);
        read_pages({}, [&](const auto& after) {
            return market::offers_of(connection, config.limits, of_ann, viewer, after);
        });
        look_at_one();
    }

private:
    Listing listing(unsigned number) const {
        return {.seller = number % 4 == 0 ? of_bob : of_ann,
                .title = "Picture " + std::to_string(number) + (number % 50 == 0 ? " rare" : " common"),
                .category = number % 3 == 0 ? "PHOTOS" : "VIDEOS",
                .content = number % 5 == 0 ? "NSFW" : "SFW",
                // Of each price there are many.
                .price = 1000U + 500U * (number % 7),
                .currency = number % 2 == 0 ? "USD" : "EUR",
                .state = number % 11 == 0 ? "PAUSED" : "PUBLISHED",
                .listed_at = clock.now() + base::Millis{number / 20}};
    }
    template <class Read>
    void read_pages(const std::optional<market::ItemPlace>& from, Read&& read) {
        auto page = read(from);
        for (int i = 0; i < 5 && page.after; ++i) page = read(page.after);
    }
    void browse(store::ItemOrder order, const market::Viewer& viewer) {
        market::ItemFilter filter{.currency = store::Currency::usd, .order = order};
        for (const bool in_room : {false, true}) {
            for (const bool in_category : {false, true}) {
                filter.room = in_room ? std::optional(lounge.room.id) : std::nullopt;
                filter.category = in_category ? std::optional(store::ItemCategory::photos) : std::nullopt;
                find_all(filter, viewer);
            }
        }
        filter.least = 1500;
        filter.most = 2000;
        find_all(filter, viewer);
    }
    void search(const market::Viewer& viewer) {
        for (const char* words : {"picture", "picture common", "rare common", "rare", "nowhere"})
            find_all({.words = words}, viewer);
    }
    void find_all(const market::ItemFilter& filter, const market::Viewer& viewer) {
        read_pages({}, [&](const auto& after) {
            return market::find(connection, config.limits, filter, viewer, after);
        });
    }
    void look_at_one() {
        add_item_picture(connection, offered_, ann, "shown");
        (void)store::pictures_of(connection, offered_);
        (void)store::stars_of_seller(connection, of_ann);
        (void)store::ratings_of_item(connection, offered_, 20);
        (void)store::find_item(connection, offered_);
        db::transact(connection, [&](db::Connection& inside) {
            (void)store::lock_item(inside, offered_);
            store::take_piece(inside, *store::lock_item(inside, offered_), clock.now());
            store::return_piece(inside, offered_, clock.now());
            store::set_item_state(inside, offered_, store::ItemState::paused, clock.now());
            return true;
        });
    }

    base::ItemId offered_{};
};

}  // namespace support
