// A day in the market: listings are written, offered, changed, looked at, reported and removed.
#pragma once

#include "core/market/listing.h"
#include "core/market/pictures.h"
#include "core/moderation/listing_review.h"
#include "core/store/market_files.h"
#include "core/store/market_listings.h"
#include "core/store/market_pictures.h"
#include "core/store/market_words.h"
#include "tests/core/busy_moderation.h"

namespace support {

struct BusyListings : BusyModeration {
    accounts::Session seller;

    BusyListings() {
        seller.participant.id = add("seller");
        seller.user = make_member(connection, seller.participant.id);
    }

    void sell() {
        std::vector<base::ItemId> items;
        for (int i = 0; i < 6; ++i) items.push_back(offer("Lamp " + std::to_string(i)));
        (void)store::has_items(connection, *seller.user, config.limits.items);
        (void)store::items_of_seller(connection, *seller.user, config.limits.items);
        auto other_words = listing("Lantern");
        other_words.price = "99";
        (void)change(items[0], other_words);
        (void)store::revisions_of(connection, items[0], 10);
        store::set_item_consent(connection, items[0], clock.now());
        take_and_return_a_piece(items[0]);
        show_on(items[1]);
        deliver_with(items[1]);
        be_judged(items[2], items[3]);
        (void)wish(items[4], market::ListingMove::pause);
        (void)wish(items[1], market::ListingMove::remove);
        const auto draft = market::add_listing(connection, house, seller, listing("Nothing")).value();
        (void)wish(draft, market::ListingMove::remove);
        clean_up_the_market();
    }

private:
    market::ListingForm listing(const std::string& title) const {
        return {.title = title,
                .description = "A paper lamp of many words",
                .category = store::ItemCategory::other,
                .content = store::ContentType::sfw,
                .price = "12.50",
                .currency = store::Currency::eur,
                .stock = "1",
                .room = lounge.room.id};
    }
    base::ItemId offer(const std::string& title) {
        const auto id = market::add_listing(connection, house, seller, listing(title)).value();
        BOOST_REQUIRE(wish(id, market::ListingMove::offer));
        return id;
    }
    bool wish(base::ItemId id, market::ListingMove move) {
        clock.forward(base::Millis{1});
        return market::move_listing(connection, house, seller, id, {move, true}).ok();
    }
    bool change(base::ItemId id, const market::ListingForm& form) {
        const std::string mark = market::mark_of(store::find_item(connection, id).value());
        return market::change_listing(connection, house, seller, id, {mark, form}).ok();
    }
    void take_and_return_a_piece(base::ItemId id) {
        BOOST_REQUIRE(store::take_piece(connection, *store::find_item(connection, id), clock.now()));
        store::return_piece(connection, id, clock.now());
    }
    base::MediaId add_media_of_seller(const std::string& key) {
        const auto id = store::add_media(connection, {.owner = seller.participant.id,
                                                      .key = key,
                                                      .content_type = "image/webp",
                                                      .byte_size = 1,
                                                      .width = 1,
                                                      .height = 1,
                                                      .thumb_width = 1,
                                                      .thumb_height = 1,
                                                      .frames = 1,
                                                      .blur = "",
                                                      .perceptual_hash = "12345678",
                                                      .at = clock.now()});
        store::media_stored(connection, id, clock.now());
        return id;
    }
    void show_on(base::ItemId id) {
        const auto first = add_media_of_seller("market-a");
        const auto second = add_media_of_seller("market-b");
        store::set_pictures(connection, id, {first, second});
        (void)store::item_showing(connection, first);
        (void)market::move_picture(connection, house, seller, id, second, market::PictureMove::remove);
        (void)store::pictures_of(connection, id);
    }
    void deliver_with(base::ItemId id) {
        for (const char* key : {"file-a", "file-b", "file-c"}) {
            const auto file = store::add_file(connection, {.item = id,
                                                           .order = std::nullopt,
                                                           .key = key,
                                                           .name = "a.txt",
                                                           .byte_size = 1,
                                                           .at = clock.now()});
            if (std::string_view(key) != "file-c") store::file_stored(connection, file, clock.now());
        }
        const auto files = store::files_of_item(connection, id);
        (void)store::count_files_of_item(connection, id);
        (void)store::count_files_of_order(connection, base::OrderId{1});
        (void)store::files_for(connection, {.id = base::OrderId{1}, .item = id, .created_at = clock.now()});
        (void)store::remove_file(connection, id, files.at(0).id, clock.now());
        store::drop_file(connection, files.at(0).id, clock.now());
        store::remove_unstored_files(connection, id, clock.now() + base::Millis{1}, clock.now());
    }
    // One is let through and then removed, one is reported and hidden.
    void be_judged(base::ItemId waiting, base::ItemId reported) {
        const audit::Log log(config);
        const moderation::Actor actor{.session = &judge, .door = "page"};
        store::set_item_state(connection, waiting, store::ItemState::pending_review, clock.now());
        const auto scope = moderation::scope_of(connection, judge).value();
        (void)store::items_to_review(connection, scope, 20);
        (void)store::items_to_review(connection, {.everywhere = true, .rooms = {}}, 20);
        BOOST_REQUIRE(moderation::review_listing(connection, house, log, actor,
                                                 {.item = waiting, .approve = true, .note = {}})
                          .ok());
        moderation::Order order{.type = store::ActionType::item_remove};
        order.item = waiting;
        order.ground = store::ReportReason::scam;
        const auto removed = moderation::act(connection, house, log, actor, order);
        BOOST_REQUIRE(removed.ok());
        BOOST_REQUIRE(moderation::lift(connection, house, log, actor, removed->action, "a mistake").ok());
        moderation::Complaint complaint;
        complaint.item = reported;
        complaint.reason = store::ReportReason::underage;
        BOOST_REQUIRE(moderation::report(connection, house, complainer, complaint).ok());
        const auto found = store::lock_case_about(connection, reported);
        BOOST_REQUIRE(found.has_value());
        BOOST_REQUIRE(moderation::dismiss(connection, house, log, actor, found->id, "fine").ok());
    }
    void clean_up_the_market() {
        const auto long_ago = clock.now() - base::Millis{std::chrono::hours{1}};
        const auto later = clock.now() + base::Millis{1000};
        (void)store::removed_with_pictures(connection, long_ago, later, 10);
        (void)store::removed_with_files(connection, long_ago, later, 10);
        for (const auto& file : store::erasable_files(connection, later, 10))
            store::file_erased(connection, file.id, clock.now());
    }
};

}  // namespace support
