#include "core/media/upload.h"

#include <boost/test/unit_test.hpp>

#include "tests/core/uploads.h"

namespace {

using namespace std::chrono_literals;
using support::told;

struct Ground : support::Uploads {
    std::string opening(const accounts::Session& who, const store::Media& picture,
                        const std::string& key = "") {
        return told(media::open_picture(connection, who, picture.id, key.empty() ? picture.key : key,
                                        {clock, config}));
    }
};

class Away final : public media::ObjectStore {
public:
    void put(std::string_view, std::string_view, std::string_view) override {
        throw media::StoreAway("it is away");
    }
    void remove(std::string_view) override {}
    media::Link link(std::string_view, base::Time) const override { return {}; }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(upload, Ground)

BOOST_AUTO_TEST_CASE(a_member_s_picture_is_stored_twice_and_has_a_row) {
    const auto picture = upload(ann, support::small_jpeg());
    BOOST_REQUIRE_EQUAL(told(picture), "ok");
    BOOST_TEST(picture->width == 24U);
    BOOST_TEST(picture->height == 16U);
    BOOST_TEST(picture->key.size() == 26U);
    BOOST_TEST(picture->stored);
    BOOST_TEST(!picture->attached);
    BOOST_TEST(!picture->blur.empty());
    BOOST_TEST((lying() == std::set{picture->key + ".webp", picture->key + "-thumb.webp"}));
    BOOST_TEST(support::count(connection, "SELECT COUNT(*) FROM media WHERE LENGTH(perceptual_hash) = 8") ==
               1U);
}

BOOST_AUTO_TEST_CASE(guests_send_none_and_nobody_too_large_a_one) {
    BOOST_TEST(told(upload(guest("Zoe"), support::small_jpeg())) == "members_only");
    BOOST_TEST(told(upload(ann, "")) == "picture_missing");
    const auto small = support::small_jpeg();
    const auto padded = [&](std::size_t size) { return small + std::string(size - small.size(), 'x'); };
    BOOST_TEST(told(upload(ann, padded(10'485'760))) == "ok");
    BOOST_TEST(told(upload(ann, padded(10'485'761))) == "picture_bytes");
    BOOST_TEST(told(upload(ann, "<svg>")) == "picture_type");
    BOOST_TEST(support::count(connection, "SELECT COUNT(*) FROM media") == 1U);
    BOOST_TEST(lying().size() == 2U);
}

BOOST_AUTO_TEST_CASE(the_pace_of_uploads_is_bounded_per_person) {
    config.limits.uploads = 2;
    BOOST_TEST(told(upload(ann, support::small_jpeg())) == "ok");
    BOOST_TEST(told(upload(ann, "<svg>")) == "picture_type", "counts all the same");
    const auto refused = upload(ann, support::small_jpeg());
    BOOST_TEST(told(refused) == "too_many_uploads");
    BOOST_TEST((refused.error().retry_after > base::Millis{0}));
    const auto ben = session_of(member("+1 202-456-2222", "a long and lovely phrase"));
    BOOST_TEST(told(upload(ben, support::small_jpeg())) == "ok");
    clock.forward(10min);
    BOOST_TEST(told(upload(ann, support::small_jpeg())) == "ok");
}

BOOST_AUTO_TEST_CASE(before_it_is_posted_its_owner_alone_sees_it) {
    const auto picture = uploaded();
    BOOST_TEST(opening(ann, picture) == "ok");
    BOOST_TEST(opening(ann, picture, "wrong") == "not_found");
    BOOST_TEST(opening(guest("Zoe"), picture) == "not_found");
    store::remove_media_of(connection, ann.participant.id, clock.now());
    BOOST_TEST(opening(ann, picture) == "not_found");
}

BOOST_AUTO_TEST_CASE(a_store_that_is_away_leaves_a_row_for_the_job_and_no_picture) {
    Away away;
    const media::House house{clock, {clock, config.limits, "key"}, decoder, films, away};
    BOOST_TEST(told(media::upload(connection, house, ann, support::small_jpeg())) == "unavailable");
    BOOST_TEST(support::count(connection, "SELECT COUNT(*) FROM media WHERE stored_at IS NULL") == 1U);
}

BOOST_AUTO_TEST_CASE(a_video_is_stored_with_a_thumbnail_that_stands_for_it) {
    const auto zoe = guest("Zoe");
    for (const auto& [bytes, type, ending] : {std::tuple(support::small_mp4(), "video/mp4", ".mp4"),
                                              std::tuple(support::small_webm(), "video/webm", ".webm")}) {
        const auto film = upload(ann, bytes);
        BOOST_REQUIRE_EQUAL(told(film), "ok");
        BOOST_TEST(film->content_type == type);
        BOOST_TEST(film->width == 320U);
        BOOST_TEST(film->height == 180U);
        BOOST_TEST(film->blur.starts_with("RIFF"));
        BOOST_REQUIRE(film->duration.has_value());
        BOOST_TEST(std::abs(film->duration->count() - 2000) < 100);
        BOOST_TEST(lying().contains(film->key + ending));
        BOOST_TEST(lying().contains(film->key + "-thumb.webp"));
        BOOST_TEST(opening(ann, *film) == "ok");
        BOOST_TEST(opening(zoe, *film) == "not_found");
    }
    BOOST_TEST(lying().size() == 4U);
}

BOOST_AUTO_TEST_CASE(a_video_has_bounds_of_its_own) {
    const auto padded = [](std::size_t size) {
        return support::small_mp4() + std::string(size - support::small_mp4().size(), '\0');
    };
    BOOST_TEST(told(upload(ann, padded(config.limits.video_bytes + 1))) == "video_bytes");
    BOOST_TEST(told(upload(ann, padded(config.limits.picture_bytes + 1))) == "ok", "more than a picture has");
    BOOST_TEST(told(upload(guest("Zoe"), support::small_mp4())) == "members_only");
    BOOST_TEST(told(upload(ann, support::small_mp4().substr(0, 2000))) == "video_damaged");
    BOOST_TEST(lying().size() == 2U);
}

BOOST_AUTO_TEST_CASE(without_ffmpeg_a_video_is_refused_before_anything_is_counted) {
    config.limits.uploads = 1;
    const media::ConfinedFilms none(std::nullopt, media::confining_launcher());
    const media::House house{clock, {clock, config.limits, "key"}, decoder, none, objects};
    BOOST_TEST(told(media::upload(connection, house, ann, support::small_mp4())) == "picture_video");
    BOOST_TEST(told(media::upload(connection, house, ann, support::small_jpeg())) == "ok");
    BOOST_TEST(told(media::upload(connection, house, ann, support::small_jpeg())) == "too_many_uploads");
}

BOOST_AUTO_TEST_CASE(with_an_account_go_its_pictures) {
    (void)uploaded();
    (void)filmed();
    BOOST_TEST(told(accounts::delete_account(connection, house, ann, "a long and lovely phrase")) == "ok");
    BOOST_TEST(store::erasable_media(connection, 10).size() == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
