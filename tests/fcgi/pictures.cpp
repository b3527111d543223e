// Uploads and pictures at the pages' doors.
#include <nlohmann/json.hpp>

#include <filesystem>

#include "core/store/admissions.h"
#include "fcgi/multipart.h"
#include "tests/fcgi/account_pages.h"
#include "tests/support/film_files.h"
#include "tests/support/picture_files.h"

using support::contains;
using support::Pages;
using support::Visitor;

namespace {

constexpr const char* picture_link = "class=\"picture\" href=\"";
constexpr const char* boundary = "----WebKitFormBoundary7MA4YWxkTrZu0gW";

std::string form_type() { return std::string("multipart/form-data; boundary=") + boundary; }

std::string form_part(const std::string& disposition, const std::string& content) {
    return "--" + std::string(boundary) + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" +
           content + "\r\n";
}
std::string form_end() { return "--" + std::string(boundary) + "--\r\n"; }

struct Uploader : Pages {
    explicit Uploader(const std::function<void(base::Config&)>& configure = [](base::Config&) {})
        : Pages(configure) {
        become_member(ana);
    }
    // A video by the form, without words.
    fcgi::Response film_in(const std::string& lounge, const std::string& id) {
        const auto form = form_part("name=\"csrfToken\"", ana.cookies["csrfToken"]) +
                          form_part("name=\"clientId\"", id) + form_part("name=\"body\"", "") +
                          form_part("name=\"picture\"; filename=\"x.mp4\"", support::small_mp4()) +
                          form_end();
        return ana.upload("/lounges/" + lounge + "/pictures", form, form_type());
    }
    fcgi::Response send(const std::string& bytes) {
        return ana.upload("/api/media", bytes, "application/octet-stream");
    }
    // Picture and words by the form.
    fcgi::Response show_in(const std::string& lounge, const std::string& id) {
        const auto form = form_part("name=\"csrfToken\"", ana.cookies["csrfToken"]) +
                          form_part("name=\"clientId\"", id) + form_part("name=\"body\"", "look") +
                          form_part("name=\"picture\"; filename=\"x\"", support::small_jpeg()) + form_end();
        return ana.upload("/lounges/" + lounge + "/pictures", form, form_type());
    }
    // "/media/1/abc..."
    std::string address() {
        const auto picture = nlohmann::json::parse(send(support::small_jpeg()).body());
        return "/media/" + std::to_string(picture.at("id").get<int>()) + "/" +
               picture.at("key").get<std::string>();
    }
};

std::string told(const std::optional<std::vector<fcgi::Part>>& parts) {
    if (!parts) return "malformed";
    std::string text;
    for (const auto& part : *parts)
        text += part.name + (part.file ? " (file)" : "") + "=" + std::string(part.content) + ";";
    return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(pictures)

BOOST_AUTO_TEST_CASE(a_form_with_a_file_is_taken_apart) {
    const auto type = form_type();
    const std::string text = form_part("name=\"csrfToken\"", "abc");
    const std::string file =
        form_part("name=\"picture\"; filename=\"a \\\"b\\\".png\"\r\nContent-Type: image/png", "\r\n--x\0y");
    BOOST_TEST(told(fcgi::parse_multipart(type, text + file + form_end())) ==
               "csrfToken=abc;picture (file)=\r\n--x;");
    BOOST_TEST(told(fcgi::parse_multipart(type, "preamble\r\n" + text + form_end() + "epilogue")) ==
               "csrfToken=abc;");
    BOOST_TEST(told(fcgi::parse_multipart(type, form_part("name=\"\"", "") + form_end())) == "=;");
    BOOST_TEST(told(fcgi::parse_multipart("multipart/form-data; boundary=\"" + std::string(boundary) + "\"",
                                          text + form_end())) == "csrfToken=abc;");
    const std::string broken[] = {"",
                                  "x",
                                  text,
                                  text + file,
                                  "--" + std::string(boundary) + "\r\nname=x\r\n\r\n\r\n" + form_end(),
                                  form_part("filename=\"x\"", "y") + form_end(),
                                  "--" + std::string(boundary)};
    for (const auto& body : broken) BOOST_TEST(told(fcgi::parse_multipart(type, body)) == "malformed", body);
    for (const char* wrong :
         {"multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"\""})
        BOOST_TEST(told(fcgi::parse_multipart(wrong, text + form_end())) == "malformed", wrong);
    std::string many;
    for (int i = 0; i < 33; ++i) many += text;
    BOOST_TEST(told(fcgi::parse_multipart(type, many + form_end())) == "malformed");
}

BOOST_AUTO_TEST_CASE(a_member_uploads_a_body_or_a_form) {
    Uploader house;
    const auto answer = house.send(support::small_jpeg());
    BOOST_REQUIRE_EQUAL(answer.status(), 201);
    const auto picture = nlohmann::json::parse(answer.body());
    BOOST_TEST(picture.at("width") == 24);
    BOOST_TEST(picture.at("height") == 16);
    const auto form = form_part("name=\"csrfToken\"", house.ana.cookies["csrfToken"]) +
                      form_part("name=\"picture\"; filename=\"../../x.svg\"\r\nContent-Type: image/svg+xml",
                                support::small_jpeg()) +
                      form_end();
    BOOST_TEST(house.ana.upload("/api/media", form, form_type()).status() == 201);
    BOOST_TEST(house.ana.upload("/api/media", form_end(), form_type()).status() == 400);
}

BOOST_AUTO_TEST_CASE(refusals_of_uploads_are_told_in_the_visitor_s_language) {
    Uploader house;
    house.house.connection().run("UPDATE user SET locale = 'de'");
    const auto refused = house.ana.upload("/api/media", "<svg xmlns=''></svg>", "image/png");
    house.house.connection().run("UPDATE user SET locale = 'en'");
    BOOST_TEST(refused.status() == 415);
    const auto told = nlohmann::json::parse(refused.body());
    BOOST_TEST(told.at("error") == "A picture must be a JPEG, PNG, WebP or GIF file.");
    BOOST_TEST(told.at("code") == "picture_type");
    BOOST_TEST(told.at("message") == "Ein Bild muss eine JPEG-, PNG-, WebP- oder GIF-Datei sein.");
    BOOST_TEST(house.send("").status() == 400);
    const auto jpeg = support::small_jpeg();
    BOOST_TEST(house.send(jpeg + std::string(10'485'761 - jpeg.size(), ' ')).status() == 413);
    const auto enormous = house.send(std::string(25'165'825, 'x'));
    BOOST_TEST(enormous.status() == 413);
    BOOST_TEST(contains(enormous.body(), "at most 10 MB"));
}

BOOST_AUTO_TEST_CASE(no_guest_and_no_stranger_s_page_uploads) {
    Pages pages;
    Visitor zoe(pages.house);
    zoe.get("/");
    BOOST_TEST(zoe.upload("/api/media", support::small_jpeg(), "image/jpeg").status() == 401);
    zoe.enter("Zoe");
    BOOST_TEST(zoe.upload("/api/media", support::small_jpeg(), "image/jpeg").status() == 403);
    Uploader house;
    house.ana.cookies["csrfToken"] = "another";
    BOOST_TEST(house.send(support::small_jpeg()).status() == 403);
    BOOST_TEST(house.ana.post_raw("/api/media", "x", "image/jpeg").status() == 415,
               "not by way of nginx's file");
}

BOOST_AUTO_TEST_CASE(a_picture_is_handed_to_nginx_for_its_owner) {
    Uploader house;
    const auto address = house.address();
    const auto full = house.ana.get(address);
    BOOST_REQUIRE_EQUAL(full.status(), 200);
    BOOST_TEST(full.header("Content-Type") == "image/webp");
    BOOST_TEST(full.header("Cache-Control") == "private, max-age=86400, immutable");
    BOOST_TEST(full.header("Content-Disposition") == "inline; filename=\"picture.webp\"");
    const auto key = address.substr(address.rfind('/') + 1);
    BOOST_TEST(full.header("X-Accel-Redirect") == "/-/media/" + key.substr(0, 2) + "/" + key + ".webp");
    const auto thumb = house.ana.get(address + "/thumb");
    BOOST_TEST(thumb.header("X-Accel-Redirect") ==
               "/-/media/" + key.substr(0, 2) + "/" + key + "-thumb.webp");
    BOOST_TEST(std::filesystem::exists(house.house.config.media_dir + "/" + key.substr(0, 2) + "/" + key +
                                       "-thumb.webp"));
}

BOOST_AUTO_TEST_CASE(nobody_else_gets_it_and_no_guess_does) {
    Uploader house;
    const auto address = house.address();
    Visitor zoe(house.house);
    BOOST_TEST(zoe.get(address).status() == 401);
    zoe.enter("Zoe");
    BOOST_TEST(zoe.get(address).status() == 404);
    for (const auto& wrong :
         {address + "x", address.substr(0, address.size() - 1), std::string("/media/0/x"),
          std::string("/media/99/x"), std::string("/media/x/y"), address + "/full", address + "/../x"})
        BOOST_TEST(house.ana.get(wrong).status() == 404, wrong);
}

BOOST_AUTO_TEST_CASE(a_form_without_scripts_sends_picture_and_words_at_once) {
    Uploader house;
    const auto form = [&](const std::string& bytes, const std::string& id) {
        return form_part("name=\"csrfToken\"", house.ana.cookies["csrfToken"]) +
               form_part("name=\"clientId\"", id) + form_part("name=\"body\"", "my <cat>") +
               form_part("name=\"picture\"; filename=\"cat.jpg\"", bytes) + form_end();
    };
    const auto send = [&](const std::string& bytes, const std::string& id) {
        return house.ana.upload("/lounges/en-all/pictures", form(bytes, id), form_type());
    };
    // Of the form for pictures, as a browser would send it.
    const auto id_in = [](const std::string& page) {
        const auto sender = support::between(page, "action=\"/lounges/en-all/pictures\"", "</form>");
        return support::between(sender, "name=\"clientId\" value=\"", "\"");
    };
    const auto id = id_in(house.ana.get("/lounges/en-all").body());
    const auto refused = send("<svg></svg>", id);
    BOOST_TEST(refused.status() == 415);
    BOOST_TEST(support::alert_of(refused) == "A picture must be a JPEG, PNG, WebP or GIF file.");
    BOOST_TEST(contains(refused.body(), "my &lt;cat&gt;</textarea>"), "the words are kept");
    BOOST_TEST(id_in(refused.body()) == id, "under the same id");
    BOOST_TEST(support::location(send(support::small_jpeg(), id)) == "/lounges/en-all#end");
    BOOST_TEST(support::location(send(support::small_jpeg(), id)) == "/lounges/en-all#end", "sent twice");
    const auto page = house.ana.get("/lounges/en-all").body();
    BOOST_TEST(support::count(page, "class=\"picture\" href=\"/media/") == 2U,
               "the message's, and the blank's");
    BOOST_TEST(contains(page, "width=\"24\" height=\"16\" loading=\"lazy\" alt=\"Picture from "));
    Visitor zoe(house.house);
    zoe.enter("Zoe");
    const auto guest_page = zoe.get("/lounges/en-all").body();
    BOOST_TEST(!contains(guest_page, "/pictures\""));
    BOOST_TEST(!contains(guest_page, "add-picture"));
    const auto address = support::between(guest_page, "class=\"picture\" href=\"", "\"");
    BOOST_TEST(zoe.get(address + "/thumb").status() == 200);
    house.house.connection().run("UPDATE chat_message SET moderation_status = 'REMOVED'");
    BOOST_TEST(zoe.get(address + "/thumb").status() == 404);
    BOOST_TEST(house.ana.upload("/lounges/en-red/pictures", form(support::small_jpeg(), "two"), form_type())
                   .status() == 403);
}

BOOST_AUTO_TEST_CASE(who_waits_at_the_door_sees_no_picture_and_sends_none) {
    Uploader house;
    BOOST_REQUIRE_EQUAL(support::location(house.show_in("en-us", "one")), "/lounges/en-us#end");
    const auto address = support::between(house.ana.get("/lounges/en-us").body(), picture_link, "\"");
    store::set_bounds(house.house.connection(), house.house.lounge("en-us").id, 1, std::nullopt);
    house.ana.get("/lounges/en-us");
    Visitor bob(house.house);
    bob.enter("Bob");
    BOOST_TEST(contains(bob.get("/lounges/en-us").body(), "class=\"page-waiting\""));
    for (const auto& path : {address, address + "/thumb"}) {
        const auto refused = bob.get(path);
        BOOST_TEST(refused.status() == 403, path);
        BOOST_TEST(refused.header("X-Accel-Redirect").empty(), path);
    }
    house.ana.post("/lounges/en-us/queue/leave", {});
    BOOST_TEST(contains(bob.get("/lounges/en-us").body(), "class=\"page-lounge\""));
    BOOST_TEST(bob.get(address).status() == 200);
    BOOST_TEST(support::location(house.show_in("en-us", "two")) == "/lounges/en-us",
               "to the door, where they wait who left");
    BOOST_TEST(support::count(bob.get("/lounges/en-us/lines").body(), picture_link) == 1U);
}

BOOST_AUTO_TEST_CASE(a_block_folds_pictures_away_with_their_lines) {
    Uploader house;
    BOOST_REQUIRE_EQUAL(support::location(house.show_in("en-us", "one")), "/lounges/en-us#end");
    Visitor bob(house.house);
    bob.enter("Bob");
    const auto line = [&] {
        return support::between(bob.get("/lounges/en-us").body(), "<li class=\"line\" data-seq=\"1\"",
                                "</li>");
    };
    const auto events = [&](const std::string& query) {
        return bob.get("/lounges/en-us/lines?after=0" + query, {{"HTTP_ACCEPT", "application/json"}}).body();
    };
    BOOST_TEST(contains(line(), picture_link));
    BOOST_TEST(!contains(line(), "class=\"veil\""));
    BOOST_TEST(contains(events(""), "\"media\":{"));
    const auto ana = support::between(line(), "data-author=\"", "\"");
    BOOST_REQUIRE_EQUAL(bob.post("/people/" + ana + "/block", {}).status(), 303);
    BOOST_TEST(line().find("class=\"veil\"") < line().find(picture_link),
               "what follows the veil is out of sight");
    BOOST_TEST(!contains(events(""), "\"media\""));
    BOOST_TEST(contains(events("&blocked=show"), "\"media\":{"));
}

BOOST_AUTO_TEST_CASE(a_red_lounge_blurs_its_pictures) {
    Uploader house([](base::Config& config) { config.red_lounges = base::RedLounges::declared; });
    house.ana.post("/account/profile", {{"displayName", "Ana"},
                                        {"firstName", ""},
                                        {"lastName", ""},
                                        {"locale", ""},
                                        {"bio", ""},
                                        {"ageCategory", "18+RED"}});
    BOOST_TEST(support::location(house.show_in("en-red", "one")) == "/lounges/en-red#end");
    const auto page = house.ana.get("/lounges/en-red").body();
    BOOST_TEST(contains(page, "<img class=\"blurred\" src=\"data:image/webp;base64,UklG"),
               support::between(page, "class=\"picture\"", "</a>"));
    BOOST_TEST(contains(page, "Show the picture"));
    BOOST_TEST(!contains(page, "/thumb\""));
}

BOOST_AUTO_TEST_CASE(a_lounge_blurs_its_pictures_where_it_says_so_whatever_its_access) {
    Uploader house([](base::Config& config) { config.red_lounges = base::RedLounges::declared; });
    BOOST_REQUIRE_EQUAL(support::location(house.show_in("en-us", "one")), "/lounges/en-us#end");
    const auto blurs = [&](const std::string& page) {
        const auto html = house.ana.get(page).body();
        BOOST_TEST(contains(html, "class=\"blurred\"") != contains(html, "/thumb\""), page);
        return contains(html, "class=\"blurred\"");
    };
    const auto set = [&](std::optional<bool> how) {
        store::set_blurs_pictures(house.house.connection(), house.house.lounge("en-us").id, how);
    };
    for (const char* page : {"/lounges/en-us", "/lounges/en-us/lines", "/lounges/en-us/messages/1"}) {
        set(std::nullopt);
        BOOST_TEST(!blurs(page));
        set(true);
        BOOST_TEST(blurs(page));
        set(false);
        BOOST_TEST(!blurs(page));
    }
    set(std::nullopt);
    house.house.connection().run("UPDATE lounge SET access_level = 'RED_LOUNGE'");
    house.house.connection().run("UPDATE user SET age_category = '_18PLUS_RED'");
    BOOST_TEST(blurs("/lounges/en-us"));
    set(false);
    BOOST_TEST(!blurs("/lounges/en-us"), "a RED lounge may show them");
}

BOOST_AUTO_TEST_CASE(a_video_goes_up_and_is_handed_to_nginx_as_what_it_is) {
    Uploader house;
    const auto answer = house.send(support::small_webm());
    BOOST_REQUIRE_EQUAL(answer.status(), 201);
    const auto film = nlohmann::json::parse(answer.body());
    BOOST_TEST(film.at("video") == "video/webm");
    BOOST_TEST(film.at("width") == 320);
    BOOST_TEST(std::abs(film.at("duration").get<int>() - 2000) < 100);
    const auto key = film.at("key").get<std::string>();
    const auto address = "/media/" + std::to_string(film.at("id").get<int>()) + "/" + key;
    const auto full = house.ana.get(address);
    BOOST_REQUIRE_EQUAL(full.status(), 200);
    BOOST_TEST(full.header("Content-Type") == "video/webm");
    BOOST_TEST(full.header("Content-Disposition") == "inline; filename=\"video.webm\"");
    BOOST_TEST(full.header("X-Accel-Redirect") == "/-/media/" + key.substr(0, 2) + "/" + key + ".webm");
    BOOST_TEST(house.ana.get(address + "/thumb").header("Content-Type") == "image/webp");
    Visitor zoe(house.house);
    BOOST_TEST(zoe.get(address).status() == 401);
    zoe.enter("Zoe");
    BOOST_TEST(zoe.get(address).status() == 404, "it is not posted");
    BOOST_TEST(zoe.upload("/api/media", support::small_mp4(), "video/mp4").status() == 403);
    BOOST_TEST(support::location(zoe.upload("/lounges/en-all/pictures", "x", "video/mp4")) !=
               "/lounges/en-all#end");
}

BOOST_AUTO_TEST_CASE(a_video_is_seen_where_it_is_shown_until_it_is_removed) {
    Uploader house;
    BOOST_REQUIRE_EQUAL(support::location(house.film_in("en-us", "one")), "/lounges/en-us#end");
    Visitor bob(house.house);
    bob.enter("Bob");
    const auto page = bob.get("/lounges/en-us").body();
    const auto film = support::between(page, "<video src=\"", "</video>");
    BOOST_TEST(contains(film, " controls playsinline preload=\"none\" aria-label=\"Video from "), film);
    BOOST_TEST(contains(film, "width=\"320\" height=\"180\""), film);
    BOOST_TEST(contains(page, "<span class=\"film-length\">0:02</span>"));
    const auto address = film.substr(0, film.find('"'));
    BOOST_TEST(contains(film, "poster=\"" + address + "/thumb\""), film);
    BOOST_TEST(bob.get(address).header("Content-Type") == "video/mp4");
    BOOST_TEST(contains(bob.get("/lounges/en-us/lines?after=0", {{"HTTP_ACCEPT", "application/json"}}).body(),
                        "\"video\":\"video/mp4\""));
    house.ana.post("/lounges/en-us/messages/1/delete", {});
    for (const auto& path : {address, address + "/thumb"}) {
        BOOST_TEST(bob.get(path).status() == 404);
        BOOST_TEST(house.ana.get(path).status() == 404);
    }
}

BOOST_AUTO_TEST_CASE(a_house_without_ffmpeg_says_so_and_offers_none) {
    Uploader house([](base::Config& config) { config.ffmpeg = "none"; });
    const auto refused = house.send(support::small_mp4());
    BOOST_TEST(refused.status() == 415);
    BOOST_TEST(nlohmann::json::parse(refused.body()).at("message") ==
               "Videos cannot be shown here. Please send a link to yours instead.");
    const auto form = house.film_in("en-us", "one");
    BOOST_TEST(support::alert_of(form) ==
               "Videos cannot be shown here. Please send a link to yours instead.");
    const auto page = house.ana.get("/lounges/en-us").body();
    BOOST_TEST(!contains(page, "video/mp4"));
    BOOST_TEST(!contains(page, " data-videos"));
    BOOST_TEST(contains(page, "Send a picture</summary>"));
    Uploader other;
    const auto offering = other.ana.get("/lounges/en-us").body();
    BOOST_TEST(contains(offering, "image/gif,video/mp4,video/webm,video/quicktime\""));
    BOOST_TEST(contains(offering, " data-videos"));
    BOOST_TEST(contains(offering, "Send a picture or video</summary>"));
}

BOOST_AUTO_TEST_CASE(a_red_lounge_blurs_its_videos) {
    Uploader house([](base::Config& config) { config.red_lounges = base::RedLounges::declared; });
    house.ana.post("/account/profile", {{"displayName", "Ana"},
                                        {"firstName", ""},
                                        {"lastName", ""},
                                        {"locale", ""},
                                        {"bio", ""},
                                        {"ageCategory", "18+RED"}});
    BOOST_TEST(support::location(house.film_in("en-red", "one")) == "/lounges/en-red#end");
    const auto page = house.ana.get("/lounges/en-red").body();
    BOOST_TEST(contains(page, "Show the video"));
    BOOST_TEST(!contains(page, "<video"));
    BOOST_TEST(!contains(page, "/thumb\""));
}

BOOST_AUTO_TEST_CASE(a_bucket_is_looked_at_by_a_link_that_its_origin_is_allowed_for) {
    Uploader house([](base::Config& config) {
        config.s3 = base::S3Settings{.endpoint = "http://127.0.0.1:1",
                                     .bucket = "b",
                                     .access_key = "k",
                                     .secret_key = "s",
                                     .region = "r"};
    });
    BOOST_TEST(house.send(support::small_jpeg()).status() == 503, "nobody is there to take it");
    house.house.connection().run("UPDATE media SET stored_at = created_at");
    auto rows = house.house.connection().query("SELECT id, store_key FROM media");
    BOOST_REQUIRE(rows.next());
    const auto found = house.ana.get("/media/" + rows.text(0) + "/" + rows.text(1));
    BOOST_TEST(found.status() == 302);
    BOOST_TEST(found.header("Location")
                   .starts_with("http://127.0.0.1:1/b/" + rows.text(1) + ".webp?X-Amz-Algorithm="));
    BOOST_TEST(found.header("Cache-Control") == "private, max-age=600");
    const auto page = fcgi::Response::html(200, "x");
    BOOST_TEST(contains(page.serialise(false, true, {.pictures = "https://s3.test"}),
                        "img-src 'self' data: https://s3.test;"));
    BOOST_TEST(contains(page.serialise(false, true, {.pictures = "https://s3.test"}),
                        "media-src 'self' https://s3.test;"));
    BOOST_TEST(contains(page.serialise(false, true), "img-src 'self' data:; media-src 'self';"));
}

BOOST_AUTO_TEST_SUITE_END()
