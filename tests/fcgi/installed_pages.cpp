// The house as an app: its manifest, the page that the browser keeps for when there is no network, and the pages that nginx has for when there is no worker.
#include <filesystem>
#include <fstream>
#include <iterator>

#include "fcgi/standing_pages.h"
#include "tests/fcgi/account_api.h"

using support::Api;
using support::contains;
using support::House;
using support::json;
using support::Visitor;

namespace {

json manifest(Visitor& who, const std::string& language) {
    const auto answer = who.get("/manifest.webmanifest?lang=" + language);
    BOOST_REQUIRE_EQUAL(answer.status(), 200);
    BOOST_TEST(answer.header("Content-Type") == "application/manifest+json; charset=utf-8");
    return json::parse(answer.body());
}

std::string file_at(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(installed_pages)

BOOST_AUTO_TEST_CASE(the_manifest_speaks_each_language_and_its_pages_are_there) {
    House house;
    Visitor ana(house);
    ana.enter("Ana");
    for (const std::string language : {"en", "es", "fr", "de", "pt", "ar", "hi", "zh"}) {
        const auto told = manifest(ana, language);
        BOOST_TEST_CONTEXT(language) {
            BOOST_TEST(told.at("lang") == language);
            BOOST_TEST(told.at("dir") == (language == "ar" ? "rtl" : "ltr"));
            BOOST_TEST(contains(told.at("description"), "18"));
            BOOST_TEST((told.at("description") == manifest(ana, "en").at("description")) ==
                       (language == "en"));
        }
    }
    const auto told = manifest(ana, "en");
    BOOST_TEST(told.at("id") == "/");
    BOOST_TEST(told.at("start_url") == "/languages");
    BOOST_TEST(ana.get("/languages").status() == 200);
    BOOST_TEST(told.at("shortcuts").size() == 3U);
    BOOST_TEST(ana.get(told.at("shortcuts").front().at("url").get<std::string>()).status() == 200);
    for (const auto& icon : told.at("icons"))
        BOOST_TEST(std::filesystem::exists(house.config.root_dir + icon.at("src").get<std::string>()));
}

BOOST_AUTO_TEST_CASE(a_house_without_a_market_has_no_way_to_it) {
    House house([](base::Config& config) { config.market.open = false; });
    Visitor ana(house);
    for (const auto& shortcut : manifest(ana, "en").at("shortcuts"))
        BOOST_TEST(shortcut.at("url") != "/market");
}

BOOST_AUTO_TEST_CASE(what_the_browser_keeps_has_the_visitors_language_and_look_and_nothing_of_them) {
    Api api;
    Visitor& ana = api.browser;
    ana.enter("Anastasia");
    ana.cookies["theme"] = "dark";
    const auto page = ana.get("/offline", {{"HTTP_ACCEPT_LANGUAGE", "ar"}});
    BOOST_TEST(page.status() == 200);
    BOOST_TEST(contains(page.body(), "<html lang=\"ar\" dir=\"rtl\" data-theme=\"dark\">"));
    BOOST_TEST(page.header("Content-Language") == "ar");
    BOOST_TEST(!contains(page.body(), "Anastasia"));
    BOOST_TEST(!contains(page.body(), ana.cookies["csrfToken"]));
    BOOST_TEST(!contains(page.body(), "csrfToken"));
}

BOOST_AUTO_TEST_CASE(nginx_finds_a_page_for_every_language_and_appearance) {
    House house;
    const std::string folder = house.scratch() + "/pages";
    fcgi::write_standing_pages(folder, house.services().renderer, house.services().languages);
    fcgi::write_standing_pages(folder, house.services().renderer, house.services().languages);
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        ++files;
        BOOST_TEST(entry.path().extension() == ".html", entry.path());
        BOOST_TEST(contains(file_at(entry.path()), "</html>"), entry.path());
    }
    BOOST_TEST(files == 4U * 8U * 3U);
    const auto german = file_at(folder + "/unavailable.de.dark.html");
    BOOST_TEST(contains(german, "<html lang=\"de\" dir=\"ltr\" data-theme=\"dark\">"));
    BOOST_TEST(contains(file_at(folder + "/too_large.ar.system.html"), "dir=\"rtl\""));
    BOOST_TEST(!contains(german, "<script"));
    BOOST_TEST(contains(file_at(folder + "/reconnecting.zh.light.html"), "http-equiv=\"refresh\""));
}

BOOST_AUTO_TEST_SUITE_END()
