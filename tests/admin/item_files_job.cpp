#include "admin/item_files_job.h"

#include <boost/test/unit_test.hpp>
#include <filesystem>

#include "core/market/files.h"
#include "core/media/folder_store.h"
#include "core/store/jobs.h"
#include "core/store/market_pictures.h"
#include "core/store/media.h"
#include "tests/core/selling.h"

namespace {

using namespace std::chrono_literals;
using base::Millis;

struct Ground : support::Selling {
    support::ScratchFolder scratch;
    media::FolderStore objects{scratch.path()};
    market::FileHouse files{house, objects};

    Ground() { config.media_dir = scratch.path(); }

    void run() {
        admin::ItemFilesJob job(config, clock);
        const std::vector<admin::Job> jobs{job.job()};
        store::ensure_job(connection, jobs.front().name, clock.now());
        BOOST_TEST(admin::run_due_jobs(connection, clock, jobs, "test") == 1U);
        clock.forward(Millis{10min});
    }
    store::ItemFile file(base::ItemId id) {
        return market::add_file(connection, files, seller, id, {.name = "a", .bytes = "x"}).value();
    }
    std::size_t lying() {
        std::size_t count = 0;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(scratch.path()))
            count += entry.is_regular_file() ? 1 : 0;
        return count;
    }
    std::uint64_t kept_files() {
        return support::count(other, "SELECT COUNT(*) FROM marketplace_file WHERE removed_at IS NULL");
    }
    base::MediaId shown(base::ItemId id) {
        const auto media = store::add_media(other, {.owner = seller.participant.id,
                                                    .key = "key",
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
        store::set_pictures(other, id, {media});
        return media;
    }
    void remove_by_moderator(base::ItemId id) {
        moderation::Order order{.type = store::ActionType::item_remove};
        order.item = id;
        order.ground = store::ReportReason::scam;
        BOOST_REQUIRE(act(moderator, order).ok());
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(item_files_job, Ground)

BOOST_AUTO_TEST_CASE(a_removed_file_is_erased_when_nobody_may_download_it_any_more) {
    const auto id = offered();
    const auto gone = file(id);
    (void)file(id);
    BOOST_REQUIRE(!market::remove_file(connection, house, seller, id, gone.id));
    clock.forward(config.limits.download_for + Millis{std::chrono::days{30}} - Millis{1h});
    run();
    BOOST_TEST(lying() == 2U);
    clock.forward(Millis{2h});
    run();
    BOOST_TEST(lying() == 1U);
    BOOST_TEST(support::count(other, "SELECT COUNT(*) FROM marketplace_file WHERE erased_at IS NULL") == 1U);
    run();
    BOOST_TEST(lying() == 1U);
}

BOOST_AUTO_TEST_CASE(what_a_moderator_removed_keeps_its_pictures_and_files_while_that_may_be_taken_back) {
    const auto id = offered();
    (void)file(id);
    const auto picture = shown(id);
    remove_by_moderator(id);
    clock.forward(Millis{std::chrono::days{29}});
    run();
    BOOST_TEST(!store::find_media(other, picture)->removed);
    BOOST_TEST(kept_files() == 1U);
    clock.forward(Millis{std::chrono::days{2}});
    run();
    BOOST_TEST(store::find_media(other, picture)->removed);
    BOOST_TEST(store::pictures_of(other, id).empty());
    BOOST_TEST(kept_files() == 0U);
}

BOOST_AUTO_TEST_CASE(nothing_goes_while_somebody_is_to_decide_about_a_report_of_it) {
    const auto id = offered();
    const auto picture = shown(id);
    moderation::Complaint complaint;
    complaint.item = id;
    complaint.reason = store::ReportReason::scam;
    BOOST_REQUIRE(moderation::report(connection, house, of_ann, complaint).ok());
    BOOST_TEST(move(id, market::ListingMove::remove) == "REMOVED");
    BOOST_TEST(!store::find_media(other, picture)->removed);
    clock.forward(Millis{std::chrono::days{31}});
    run();
    BOOST_TEST(!store::find_media(other, picture)->removed);
    other.run("UPDATE moderation_case SET decided_at = '2026-01-01', open_key = NULL");
    run();
    BOOST_TEST(store::find_media(other, picture)->removed);
}

BOOST_AUTO_TEST_SUITE_END()
