// The operator's own texts in place of the house's: /terms, /privacy.
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>

#include "fcgi/site_text.h"
#include "tests/fcgi/house.h"

using support::contains;
using support::House;
using support::Visitor;

namespace {

struct SiteFolder {
    SiteFolder() { std::filesystem::create_directories(path); }
    ~SiteFolder() { std::filesystem::remove_all(path); }
    SiteFolder(const SiteFolder&) = delete;
    SiteFolder& operator=(const SiteFolder&) = delete;
    void write(const std::string& name, const std::string& text) const { std::ofstream(path / name) << text; }

    std::filesystem::path path =
        std::filesystem::temp_directory_path() / ("chatroom-site-" + std::to_string(getpid()));
};

}  // namespace

BOOST_AUTO_TEST_SUITE(legal_pages)

BOOST_AUTO_TEST_CASE(without_texts_of_the_operator_the_house_has_its_own_in_every_language) {
    House house;
    Visitor ana(house);
    BOOST_TEST(contains(ana.get("/terms").body(), "This house is for adults."));
    BOOST_TEST(
        contains(ana.get("/privacy", {{"HTTP_ACCEPT_LANGUAGE", "de"}}).body(), "Telefonnummer, verschl"));
}

BOOST_AUTO_TEST_CASE(
    the_operators_text_holds_at_once_escaped_and_in_the_visitors_language_where_there_is_one) {
    const SiteFolder folder;
    House house([&](base::Config& config) { config.site_dir = folder.path; });
    Visitor ana(house);
    BOOST_TEST(contains(ana.get("/terms").body(), "This house is for adults."));
    folder.write("terms.txt", "# Ours <b>\r\n\r\nBe kind.\nAlways.\n\n\n{{CSRF_TOKEN}} & more");
    folder.write("terms.de.txt", "Seid nett.");
    const auto page = ana.get("/terms").body();
    BOOST_TEST(contains(page, "<h2 dir=\"auto\">Ours &lt;b&gt;</h2>"));
    BOOST_TEST(contains(page, "<p dir=\"auto\">Be kind.\nAlways.</p>"));
    BOOST_TEST(contains(page, "<p dir=\"auto\">{{CSRF_TOKEN}} &amp; more</p>"));
    BOOST_TEST(!contains(page, "This house is for adults."));
    const auto german = ana.get("/terms", {{"HTTP_ACCEPT_LANGUAGE", "de"}}).body();
    BOOST_TEST(contains(german, "Seid nett."));
    BOOST_TEST(!contains(german, "Be kind."));
    BOOST_TEST(contains(ana.get("/privacy").body(), "There are no trackers"));
}

BOOST_AUTO_TEST_CASE(a_text_that_is_too_long_is_cut_and_an_empty_one_counts_for_none) {
    const SiteFolder folder;
    folder.write("terms.txt", std::string(70'000, 'x'));
    folder.write("privacy.txt", "\n \n");
    const auto parts = fcgi::site_text(folder.path, "terms", "en");
    BOOST_REQUIRE(parts.size() == 1U);
    BOOST_TEST(parts.front().text.size() == 65'536U);
    BOOST_TEST(fcgi::site_text(folder.path, "privacy", "en").empty());
}

BOOST_AUTO_TEST_SUITE_END()
