// Messages that show a picture.
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "core/chat/act.h"
#include "core/chat/admission.h"
#include "core/chat/event_json.h"
#include "core/store/admissions.h"
#include "tests/core/uploads.h"

namespace {

using support::told;

struct Ground : support::Uploads {
    chat::House house_of_talk{clock, config};
    store::Lounge lounge = *store::find_lounge(connection, "en-all");
    int said = 0;

    chat::Post saying(const accounts::Session& who, const store::Media& picture,
                      const std::string& body = "") {
        return {.author = who.participant.id,
                .age = who.age,
                .lounge = lounge.id,
                .client_id = "p" + std::to_string(++said),
                .body = body,
                .reply_to = std::nullopt,
                .picture = picture.id};
    }
    base::Result<chat::Posted> post(const chat::Post& post) {
        return chat::post(connection, house_of_talk, post);
    }
    std::string opening(const accounts::Session& who, const store::Media& picture) {
        return told(media::open_picture(connection, who, picture.id, picture.key, house_of_talk));
    }
    store::Message newest() { return store::messages_before(connection, lounge.id, 1'000'000, 1).front(); }
};

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

BOOST_FIXTURE_TEST_SUITE(post_picture, Ground)

BOOST_AUTO_TEST_CASE(a_picture_is_posted_with_words_or_without_and_reaches_readers) {
    const auto picture = uploaded();
    const auto posted = post(saying(ann, picture));
    BOOST_REQUIRE_EQUAL(told(posted), "ok");
    const auto message = newest();
    BOOST_REQUIRE(message.picture.has_value());
    BOOST_TEST(message.picture->key == picture.key);
    BOOST_TEST(message.body.empty());
    BOOST_TEST(support::count(connection, "SELECT COUNT(*) FROM chat_message WHERE message_type = 'IMAGE'") ==
               1U);
    const auto frame = chat::event_json("en-all", *posted->event);
    BOOST_TEST(holds(
        frame, R"("media":{"id":1,"key":")" + picture.key + R"(","width":24,"height":16,"blur":"UklG)"));
    const auto replayed = store::events_after(connection, lounge.stream, posted->seq - 1, 1);
    BOOST_TEST(chat::event_json("en-all", replayed.front()) == frame, "the same when it is read again");
    BOOST_TEST(told(post(saying(ann, uploaded(), "look"))) == "ok");
    BOOST_TEST(newest().body == "look");
}

BOOST_AUTO_TEST_CASE(a_video_is_posted_as_one) {
    const auto film = filmed();
    const auto posted = post(saying(ann, film));
    BOOST_REQUIRE_EQUAL(told(posted), "ok");
    BOOST_TEST(support::count(connection, "SELECT COUNT(*) FROM chat_message WHERE message_type = 'VIDEO'") ==
               1U);
    const auto frame = chat::event_json("en-all", *posted->event);
    const auto media = nlohmann::json::parse(frame).at("media");
    BOOST_TEST(media.at("video") == "video/mp4");
    BOOST_TEST(media.at("duration") == film.duration->count());
    BOOST_TEST(media.at("width") == 320);
    const auto replayed = store::events_after(connection, lounge.stream, posted->seq - 1, 1);
    BOOST_TEST(chat::event_json("en-all", replayed.front()) == frame, "the same when it is read again");
    BOOST_TEST(told(post(saying(ann, film))) == "picture_gone", "shown already");
}

BOOST_AUTO_TEST_CASE(each_is_posted_once_and_by_its_owner) {
    const auto picture = uploaded();
    const auto ben = session_of(member("+1 202-456-2222", "a long and lovely phrase"));
    BOOST_TEST(told(post(saying(ben, picture))) == "picture_gone");
    const auto first = saying(ann, picture, "x");
    BOOST_TEST(told(post(first)) == "ok");
    BOOST_TEST(told(post(first)) == "ok", "a retry gets its first result");
    BOOST_TEST(told(post(saying(ann, picture))) == "picture_gone");
    store::Media absent = picture;
    absent.id = base::MediaId{999};
    BOOST_TEST(told(post(saying(ann, absent))) == "picture_gone");
    BOOST_TEST(support::count(connection, "SELECT COUNT(*) FROM chat_message") == 1U);
}

BOOST_AUTO_TEST_CASE(of_two_posts_in_one_batch_one_shows_it) {
    const auto picture = uploaded();
    const auto outcomes =
        chat::post_batch(connection, house_of_talk, {saying(ann, picture), saying(ann, picture)});
    BOOST_TEST(told(outcomes.at(0)) == "ok");
    BOOST_TEST(told(outcomes.at(1)) == "picture_gone");
}

BOOST_AUTO_TEST_CASE(a_post_that_is_refused_leaves_the_picture_for_the_next) {
    const auto picture = uploaded();
    BOOST_TEST(told(post(saying(ann, picture, std::string(5000, 'x')))) == "body_too_long");
    BOOST_TEST(told(post(saying(ann, picture))) == "ok");
}

BOOST_AUTO_TEST_CASE(whoever_may_be_in_the_lounge_sees_it_and_nobody_once_it_is_removed) {
    const auto picture = uploaded();
    const auto zoe = guest("Zoe");
    const auto posted = post(saying(ann, picture));
    BOOST_REQUIRE_EQUAL(told(posted), "ok");
    BOOST_TEST(opening(zoe, picture) == "ok");
    connection.run("UPDATE lounge SET access_level = 'RED_LOUNGE' WHERE slug = 'en-all'");
    BOOST_TEST(opening(zoe, picture) == "age_unproven");
    connection.run("UPDATE lounge SET access_level = 'MAIN_LOUNGE' WHERE slug = 'en-all'");
    connection.run("UPDATE chat_message SET moderation_status = 'PENDING'");
    BOOST_TEST(opening(zoe, picture) == "not_found", "held for review");
    connection.run("UPDATE chat_message SET moderation_status = 'APPROVED'");
    const auto removed = chat::act(connection, house_of_talk,
                                   {.kind = chat::ActKind::remove,
                                    .actor = ann.participant.id,
                                    .age = ann.age,
                                    .lounge = lounge.id,
                                    .message = posted->seq,
                                    .text = {}});
    BOOST_TEST(told(removed) == "ok");
    BOOST_TEST(opening(zoe, picture) == "not_found");
    BOOST_TEST(opening(ann, picture) == "not_found");
    BOOST_TEST(!newest().picture.has_value());
    BOOST_TEST(store::erasable_media(connection, 10).size() == 1U);
}

BOOST_AUTO_TEST_CASE(in_a_full_lounge_it_is_seen_by_whoever_has_a_place_and_by_its_owner) {
    const auto picture = uploaded();
    BOOST_REQUIRE_EQUAL(told(post(saying(ann, picture))), "ok");
    const auto zoe = guest("Zoe");
    store::set_bounds(connection, lounge.id, 1, std::nullopt);
    BOOST_TEST(opening(zoe, picture) == "waiting");
    BOOST_TEST(opening(ann, picture) == "ok", "which is one's own everywhere");
    BOOST_REQUIRE(
        chat::come_in(connection, house_of_talk, *store::find_lounge(connection, "en-all"), zoe).in());
    BOOST_TEST(opening(zoe, picture) == "ok");
}

BOOST_AUTO_TEST_CASE(the_download_of_one_s_data_says_where_one_s_pictures_are) {
    const auto picture = uploaded();
    const auto gone = uploaded();
    const auto posted = uploaded();
    const auto place = post(saying(ann, posted));
    BOOST_REQUIRE_EQUAL(told(place), "ok");
    connection.run("UPDATE media SET removed_at = created_at WHERE id = " + std::to_string(gone.id.value));
    const auto text = accounts::download_data(connection, house, ann, "a long and lovely phrase");
    BOOST_REQUIRE(text.ok());
    const auto list = nlohmann::json::parse(*text).at("pictures");
    BOOST_REQUIRE_EQUAL(list.size(), 2U);
    const auto path = [](const store::Media& one) {
        return "/media/" + std::to_string(one.id.value) + "/" + one.key;
    };
    BOOST_TEST(list.at(0).at("address") == config.frontend_url + path(picture));
    BOOST_TEST(list.at(0).at("width") == 24);
    BOOST_TEST(!list.at(0).contains("lounge"));
    BOOST_TEST(list.at(1).at("address") == config.frontend_url + path(posted));
    BOOST_TEST(list.at(1).at("lounge") == "en-all");
    BOOST_TEST(list.at(1).at("number") == place->seq);
}

BOOST_AUTO_TEST_CASE(its_words_may_be_edited_away) {
    const auto posted = post(saying(ann, uploaded(), "look"));
    const auto edited = chat::act(connection, house_of_talk,
                                  {.kind = chat::ActKind::edit,
                                   .actor = ann.participant.id,
                                   .age = ann.age,
                                   .lounge = lounge.id,
                                   .message = posted->seq,
                                   .text = " "});
    BOOST_TEST(told(edited) == "ok");
    BOOST_TEST(newest().body.empty());
    BOOST_TEST(newest().picture.has_value());
    BOOST_TEST(support::count(connection, "SELECT COUNT(*) FROM chat_message WHERE message_type = 'IMAGE'") ==
               1U);
}

BOOST_AUTO_TEST_SUITE_END()
