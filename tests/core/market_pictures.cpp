#include "core/market/pictures.h"

#include "core/store/market_pictures.h"
#include "tests/core/selling.h"
#include "tests/core/uploads.h"

namespace {

using market::PictureMove;

struct Shown : support::Selling {
    support::ScratchFolder scratch;
    media::ConfinedDecoder decoder{media::decoder_program()};
    media::ConfinedFilms films{media::find_film_tools(""), media::confining_launcher()};
    media::FolderStore objects{scratch.path()};
    media::House pictures{clock, {clock, config.limits, "key"}, decoder, films, objects};

    Shown() { config.limits.uploads = 1000; }

    std::string add(base::ItemId id, bool consent = false, const accounts::Session* who = nullptr) {
        clock.forward(base::Millis{1});
        return told(market::add_picture(connection, house, pictures, who == nullptr ? seller : *who, id,
                                        support::small_jpeg(), consent));
    }
    std::string put(base::ItemId id, base::MediaId picture, PictureMove step) {
        return told(market::move_picture(connection, house, seller, id, picture, step));
    }
    std::vector<base::MediaId> ids(base::ItemId id) {
        std::vector<base::MediaId> ids;
        for (const auto& picture : store::pictures_of(other, id)) ids.push_back(picture.id);
        return ids;
    }
    std::string seen(const accounts::Session& who, base::MediaId id) {
        const auto media = store::find_media(other, id).value();
        return code(media::open_picture(connection, who, id, media.key, house));
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(market_pictures, Shown)

BOOST_AUTO_TEST_CASE(pictures_are_shown_in_the_order_that_their_seller_wants) {
    const auto id = draft();
    for (int i = 0; i < 3; ++i) BOOST_TEST(add(id) == "DRAFT");
    const auto at_first = ids(id);
    BOOST_REQUIRE_EQUAL(at_first.size(), 3U);
    const auto a = at_first[0];
    const auto b = at_first[1];
    const auto c = at_first[2];
    BOOST_TEST(put(id, c, PictureMove::first) == "DRAFT");
    BOOST_TEST((ids(id) == std::vector{c, a, b}));
    put(id, a, PictureMove::later);
    BOOST_TEST((ids(id) == std::vector{c, b, a}));
    put(id, a, PictureMove::earlier);
    BOOST_TEST((ids(id) == std::vector{c, a, b}));
    put(id, c, PictureMove::earlier);
    put(id, b, PictureMove::later);
    BOOST_TEST((ids(id) == std::vector{c, a, b}));
    put(id, a, PictureMove::remove);
    BOOST_TEST((ids(id) == std::vector{c, b}));
    BOOST_TEST(store::find_media(other, a)->removed);
    BOOST_TEST(!store::find_media(other, c)->removed);
    BOOST_TEST(put(id, a, PictureMove::first) == "picture_gone");
    BOOST_TEST(store::items_of_seller(other, *seller.user, 1).front().picture.value().value == c.value);
}

BOOST_AUTO_TEST_CASE(a_listing_has_eight_pictures_and_no_video) {
    config.limits.item_pictures = 2;
    const auto id = draft();
    BOOST_TEST(add(id) == "DRAFT");
    BOOST_TEST(add(id) == "DRAFT");
    BOOST_TEST(add(id) == "item_pictures_many");
    BOOST_TEST(ids(id).size() == 2U);
    const auto empty = draft();
    const auto tried = [&](const std::string& bytes) {
        return told(market::add_picture(connection, house, pictures, seller, empty, bytes, false));
    };
    BOOST_TEST(tried(support::small_mp4()) == "picture_type");
    BOOST_TEST(tried("") == "picture_missing");
    BOOST_TEST(tried("<svg/>") == "picture_type");
    BOOST_TEST(base::Limits{}.item_pictures == 8U);
}

BOOST_AUTO_TEST_CASE(nobody_puts_a_picture_to_what_another_sells) {
    const auto id = draft();
    BOOST_TEST(add(id, false, &other_seller) == "item_unknown");
    BOOST_TEST(add(id, false, &of_ann) == "members_only");
    BOOST_TEST(add(id) == "DRAFT");
    BOOST_TEST(told(market::move_picture(connection, house, other_seller, id, ids(id).front(),
                                         PictureMove::remove)) == "item_unknown");
    const auto mine = draft();
    BOOST_TEST(put(mine, ids(id).front(), PictureMove::remove) == "picture_gone");
}

BOOST_AUTO_TEST_CASE(whoever_may_see_the_listing_sees_its_pictures) {
    const auto id = draft();
    add(id);
    const auto picture = ids(id).front();
    BOOST_TEST(seen(seller, picture) == "ok");
    BOOST_TEST(seen(of_ann, picture) == "not_found");
    BOOST_TEST(seen(elsewhere, picture) == "not_found");
    BOOST_TEST(seen(moderator, picture) == "ok");
    BOOST_TEST(move(id, market::ListingMove::offer) == "PUBLISHED");
    BOOST_TEST(seen(of_ann, picture) == "ok");
    BOOST_TEST(seen(plain, picture) == "ok");
    BOOST_TEST(move(id, market::ListingMove::remove) == "REMOVED");
    BOOST_TEST(seen(of_ann, picture) == "not_found");
    BOOST_TEST(store::find_media(other, picture)->removed);
}

BOOST_AUTO_TEST_CASE(what_shows_nudity_is_seen_by_whom_it_may_be_shown) {
    config.red_lounges = base::RedLounges::verified;
    config.market.review = base::ListingReview::none;
    const auto id = offered_nsfw();
    config.market.review = base::ListingReview::none;
    BOOST_TEST(add(id) == "item_consent");
    const auto before = item(id).consent_declared_at;
    BOOST_TEST(add(id, true) == "PUBLISHED");
    BOOST_TEST((item(id).consent_declared_at > before));
    const auto picture = ids(id).front();
    BOOST_TEST(seen(plain, picture) == "age_unproven");
    BOOST_TEST(seen(of_ann, picture) == "age_unproven");
    config.red_lounges = base::RedLounges::declared;
    BOOST_TEST(seen(of_ann, picture) == "item_no_access");
    config.red_lounges = base::RedLounges::verified;
    verify(plain);
    BOOST_TEST(seen(plain, picture) == "ok");
}

BOOST_AUTO_TEST_CASE(another_picture_is_looked_at_first_where_listings_are) {
    const auto id = offered_nsfw();
    BOOST_TEST(add(id, true) == "PENDING_REVIEW");
    BOOST_TEST(!indexed(id, "photos"));
    const auto plain_one = offered();
    BOOST_TEST(add(plain_one) == "PUBLISHED");
    config.market.review = base::ListingReview::all;
    BOOST_TEST(add(plain_one) == "PENDING_REVIEW");
    // A draft is declared when it is offered, whatever was declared before.
    const auto later = draft(nsfw());
    BOOST_TEST(add(later) == "DRAFT");
    BOOST_TEST(move(later, market::ListingMove::offer) == "item_consent");
    seller.age.proven_until = clock.now();
    BOOST_TEST(add(id, true) == "seller_unverified");
}

BOOST_AUTO_TEST_CASE(a_draft_goes_with_its_pictures) {
    const auto id = draft();
    add(id);
    const auto picture = ids(id).front();
    BOOST_TEST(move(id, market::ListingMove::remove) == "REMOVED");
    BOOST_TEST(!store::find_item(other, id).has_value());
    BOOST_TEST(store::find_media(other, picture)->removed);
    BOOST_TEST(store::erasable_media(other, 10).size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
