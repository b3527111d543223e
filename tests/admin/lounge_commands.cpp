#include "admin/lounge_commands.h"

#include <boost/test/unit_test.hpp>

#include "core/store/events.h"
#include "tests/core/door.h"

namespace {

struct Operator : support::AtTheDoor {
    std::string order(std::optional<std::string> how = std::nullopt, std::string slug = "en-all") {
        return admin::change_pictures(connection, config, clock,
                                      {.slug = std::move(slug), .how = std::move(how)})
            .text;
    }
    std::vector<store::Event> events() {
        return store::events_after(other, store::find_lounge(other, "en-us")->stream, 0, 100);
    }
    std::uint64_t on_record(const std::string& detail) {
        return support::count(
            other, "SELECT COUNT(*) FROM audit_log WHERE action = 'lounge.pictures' AND detail LIKE '%" +
                       detail + "%'");
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(lounge_commands, Operator)

BOOST_AUTO_TEST_CASE(the_operator_says_whether_pictures_are_blurred_and_it_goes_on_record) {
    const std::string blurred = "en-all: pictures are blurred until somebody asks for them\n";
    const std::string shown = "en-all: pictures are shown\n";
    BOOST_TEST(order() == shown);
    BOOST_TEST(order("blurred") == blurred);
    BOOST_TEST(order() == blurred);
    BOOST_TEST(order("plain") == shown);
    BOOST_TEST(order("default") == shown);
    other.run("UPDATE lounge SET access_level = 'RED_LOUNGE'");
    BOOST_TEST(order() == blurred);
    BOOST_TEST(order("plain") == shown);
    BOOST_TEST(on_record("true") == 1U);
    BOOST_TEST(on_record("false") == 2U);
    BOOST_TEST(on_record("null") == 1U);
    BOOST_TEST(support::count(other, "SELECT COUNT(*) FROM lounge WHERE blurs_pictures IS NOT NULL") == 1U);
}

BOOST_AUTO_TEST_CASE(orders_that_make_no_sense_change_nothing) {
    for (const char* how : {"", "on", "BLURRED"}) BOOST_CHECK_THROW(order(how), std::runtime_error);
    BOOST_CHECK_THROW(order("blurred", "nowhere"), std::runtime_error);
    BOOST_TEST(support::count(other, "SELECT COUNT(*) FROM audit_log") == 0U);
}

BOOST_AUTO_TEST_CASE(lounges_are_listed_with_who_is_there_and_what_is_special) {
    other.run("UPDATE lounge SET capacity = 20 WHERE slug = 'en-us'");
    const auto all = admin::list_lounges(connection, "");
    BOOST_TEST(all.document.size() == store::all_lounges(connection).size());
    BOOST_TEST(all.text.find("en-us      0  20 at most  ") != std::string::npos, all.text);
    const auto& one = all.document.at(1);
    BOOST_TEST(one["slug"] == "en-us");
    BOOST_TEST(one["people"] == 20);
    BOOST_TEST(one["closed"] == false);
    BOOST_TEST(admin::list_lounges(connection, "en").document.size() == 2U);
    BOOST_CHECK_THROW(admin::list_lounges(connection, "xx"), std::runtime_error);
}

BOOST_AUTO_TEST_CASE(a_lounge_is_added_renamed_closed_and_opened_again) {
    const auto added = admin::add_lounge(connection, config, clock, {.slug = "en-jazz", .name = "Jazz"});
    BOOST_TEST(added.text == "en-jazz: it is there, last in its room\n");
    BOOST_TEST(added.document["lounge"]["name"] == "Jazz");
    BOOST_TEST(admin::rename_lounge(connection, config, clock, "en-us", "The States").text ==
               "en-us: it is called The States\n");
    BOOST_TEST(admin::rename_lounge(connection, config, clock, "en-us", "The States").document["changed"] ==
               false);
    BOOST_TEST(admin::close_lounge(connection, config, clock, "en-us").text ==
               "en-us: closed, and whoever was inside is out\n");
    const auto again = admin::close_lounge(connection, config, clock, "en-us");
    BOOST_TEST(again.text == "en-us: nothing to change; it is closed\n");
    BOOST_TEST(again.document["lounge"]["closed"] == true);
    BOOST_TEST(admin::list_lounges(connection, "en").text.find("closed") != std::string::npos);
    BOOST_TEST(support::told(events()) == "1:rename 2:close");
    BOOST_TEST(admin::reopen_lounge(connection, config, clock, "en-us").document["changed"] == true);
    BOOST_TEST(admin::reopen_lounge(connection, config, clock, "en-us").status == 0);
    BOOST_TEST(support::count(other, "SELECT COUNT(*) FROM audit_log WHERE actor = 'operator'") == 4U);
}

BOOST_AUTO_TEST_CASE(lounges_that_make_no_sense_are_refused_with_a_reason) {
    const auto reason = [&](const auto& act) -> std::string {
        try {
            act();
        } catch (const std::runtime_error& refused) {
            return refused.what();
        }
        return "done";
    };
    const auto adding = [&](const std::string& slug, const std::string& name = "Jazz") {
        return reason([&] { admin::add_lounge(connection, config, clock, {.slug = slug, .name = name}); });
    };
    BOOST_TEST(adding("en-us") == "there is a lounge en-us already");
    BOOST_TEST(adding("it-jazz").starts_with("no language room it"));
    BOOST_TEST(adding("en-Jazz").starts_with("a slug is a language and words"));
    BOOST_TEST(adding("en-jazz", "") == "a name has 1 to 100 characters, on one line");
    for (const auto change : {admin::close_lounge, admin::reopen_lounge})
        BOOST_TEST(reason([&] {
                       change(connection, config, clock, "en-nowhere");
                   }).starts_with("no lounge en-nowhere"));
    BOOST_TEST(reason([&] {
                   admin::rename_lounge(connection, config, clock, "en-us", "a\nb");
               }).starts_with("a name has"));
    BOOST_TEST(support::count(other, "SELECT COUNT(*) FROM audit_log") == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
