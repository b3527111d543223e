#include "core/media/object_store.h"

#include <filesystem>
#include <fstream>

#include <boost/test/unit_test.hpp>

#include "core/media/bucket_store.h"
#include "core/media/folder_store.h"
#include "core/media/signature_v4.h"
#include "tests/support/loopback_server.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/stepped_clock.h"

namespace {

// The key, host and time of the examples in Amazon's documentation of the signature.
const media::SigningKey key{.access_key = "AKIAIOSFODNN7EXAMPLE",
                            .secret_key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
                            .region = "us-east-1"};
const base::Time example_time = base::from_epoch_ms(1'369'353'600'000);  // 2013-05-24

media::Signed example(std::string method, std::string path) {
    return {.method = std::move(method),
            .host = "examplebucket.s3.amazonaws.com",
            .path = std::move(path),
            .at = example_time};
}

std::string signature_of(const media::Headers& headers) {
    for (const auto& [name, value] : headers) {
        if (name == "Authorization") return value.substr(value.rfind('=') + 1);
    }
    return "";
}

std::string content_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(object_store)

BOOST_AUTO_TEST_CASE(requests_are_signed_as_amazon_s_examples_are) {
    BOOST_TEST(
        signature_of(media::signed_headers(key, example("GET", "/test.txt"), "", {{"Range", "bytes=0-9"}})) ==
        "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
    BOOST_TEST(
        signature_of(media::signed_headers(
            key, example("PUT", media::percent_encoded("/test$file.text", true)), "Welcome to Amazon S3.",
            {{"Date", "Fri, 24 May 2013 00:00:00 GMT"}, {"x-amz-storage-class", "REDUCED_REDUNDANCY"}})) ==
        "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
    const auto query = media::presigned_query(key, example("GET", "/test.txt"), 86'400);
    BOOST_TEST(
        query.ends_with("&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"));
}

BOOST_AUTO_TEST_CASE(a_folder_keeps_what_it_is_given_and_gives_it_to_nginx_alone) {
    const support::ScratchFolder scratch;
    const std::string folder = scratch.path() + "/not/yet";
    media::FolderStore store(folder);
    store.put("abcdef.webp", "bytes", "image/webp");
    store.put("abcdef.webp", "bytes", "image/webp");
    BOOST_TEST(content_of(folder + "/ab/abcdef.webp") == "bytes");
    const auto rights = std::filesystem::status(folder + "/ab/abcdef.webp").permissions();
    BOOST_TEST((rights == (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write)));
    const auto link = store.link("abcdef.webp", example_time);
    BOOST_TEST(link.internal);
    BOOST_TEST(link.target == "/-/media/ab/abcdef.webp");
    store.remove("abcdef.webp");
    store.remove("abcdef.webp");
    BOOST_TEST(std::distance(std::filesystem::directory_iterator(folder + "/ab"), {}) == 0);
    std::ofstream(scratch.path() + "/file") << "in the way";
    media::FolderStore blocked(scratch.path() + "/file");
    BOOST_CHECK_THROW(blocked.put("abcdef.webp", "bytes", "image/webp"), media::StoreAway);
}

BOOST_AUTO_TEST_CASE(a_link_to_a_bucket_is_steady_for_a_while) {
    support::SteppedClock clock;
    const media::BucketStore store({.endpoint = "https://s3.example.com",
                                    .bucket = "pictures",
                                    .access_key = key.access_key,
                                    .secret_key = key.secret_key,
                                    .region = "eu-1"},
                                   clock);
    const auto first = store.link("a.webp", base::from_epoch_ms(1'767'268'800'000));
    BOOST_TEST(!first.internal);
    BOOST_TEST(first.target.starts_with("https://s3.example.com/pictures/a.webp?X-Amz-Algorithm="));
    BOOST_TEST(first.target == store.link("a.webp", base::from_epoch_ms(1'767'269'699'999)).target);
    BOOST_TEST(first.target != store.link("a.webp", base::from_epoch_ms(1'767'269'700'000)).target);
}

BOOST_AUTO_TEST_CASE(a_bucket_that_is_away_or_refuses_says_so) {
    support::SteppedClock clock;
    media::BucketStore away({.endpoint = "http://127.0.0.1:1",
                             .bucket = "pictures",
                             .access_key = "a",
                             .secret_key = "b",
                             .region = "eu-1"},
                            clock);
    BOOST_CHECK_THROW(away.put("a.webp", "bytes", "image/webp"), media::StoreAway);
    BOOST_CHECK_THROW(away.remove("a.webp"), media::StoreAway);
}

BOOST_AUTO_TEST_SUITE_END()
