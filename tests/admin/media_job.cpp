#include "admin/media_job.h"

#include <boost/test/unit_test.hpp>

#include "core/store/jobs.h"
#include "tests/core/uploads.h"

namespace {

using namespace std::chrono_literals;

struct Ground : support::Uploads {
    Ground() { config.media_dir = scratch.path(); }

    void run() {
        admin::MediaJob media(config, clock);
        const std::vector<admin::Job> jobs{media.job()};
        store::ensure_job(connection, jobs.front().name, clock.now());
        BOOST_TEST(admin::run_due_jobs(connection, clock, jobs, "test") == 1U);
        clock.forward(1min);
    }
    std::uint64_t rows() { return support::count(connection, "SELECT COUNT(*) FROM media"); }
    void attach(const store::Media& picture) {
        connection.execute("UPDATE media SET attached_at = created_at WHERE id = ?", picture.id);
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(media_job, Ground)

BOOST_AUTO_TEST_CASE(what_nobody_posts_within_the_hour_goes_with_its_row) {
    (void)uploaded();
    const auto posted = uploaded();
    attach(posted);
    run();
    BOOST_TEST(lying().size() == 4U);
    clock.forward(1h);
    (void)uploaded();
    run();
    BOOST_TEST(lying().size() == 4U, "the posted one and the fresh one");
    BOOST_TEST(rows() == 2U);
    BOOST_TEST(lying().contains(posted.key + ".webp"));
}

BOOST_AUTO_TEST_CASE(what_was_removed_leaves_the_store_and_keeps_its_hash) {
    const auto picture = uploaded();
    attach(picture);
    store::remove_media_of(connection, ann.participant.id, clock.now());
    run();
    BOOST_TEST(lying().empty());
    BOOST_TEST(rows() == 1U);
    BOOST_TEST(store::erasable_media(connection, 10).empty());
    run();
}

BOOST_AUTO_TEST_CASE(a_video_leaves_the_store_with_its_thumbnail) {
    const auto film = filmed();
    attach(film);
    BOOST_TEST(lying().contains(film.key + ".mp4"));
    store::remove_media_of(connection, ann.participant.id, clock.now());
    run();
    BOOST_TEST(lying().empty());
}

BOOST_AUTO_TEST_CASE(a_store_that_is_away_is_tried_again) {
    const auto picture = uploaded();
    attach(picture);
    store::remove_media_of(connection, ann.participant.id, clock.now());
    config.s3 = base::S3Settings{
        .endpoint = "http://127.0.0.1:1", .bucket = "b", .access_key = "k", .secret_key = "s", .region = "r"};
    run();
    BOOST_TEST(store::erasable_media(connection, 10).size() == 1U);
    BOOST_TEST(support::count(connection, "SELECT COUNT(*) FROM job WHERE last_error LIKE 'the bucket%'") ==
               1U);
    config.s3.reset();
    run();
    BOOST_TEST(store::erasable_media(connection, 10).empty());
}

BOOST_AUTO_TEST_SUITE_END()
