// Lounges come, get another name, close and open again: who may do what in one that is closed, and who is told.
#include "core/chat/lounge_acts.h"

#include "core/chat/access.h"
#include "core/chat/event_json.h"
#include "core/media/access.h"
#include "tests/core/moderated.h"

namespace {

using store::AccessLevel;

struct Operator : support::Moderated {
    std::string add_one(const std::string& slug, const std::string& name = "Jazz",
                        const std::string& country = "", AccessLevel access = AccessLevel::main_lounge) {
        const auto added = chat::add_lounge(connection, clock, log,
                                            {.language = slug.substr(0, slug.find('-')),
                                             .slug = slug,
                                             .name = name,
                                             .country = country,
                                             .access = access,
                                             .actor = "operator"});
        return added ? "added" : std::string(base::wire_code(added.error().code));
    }
    chat::LoungeChanged close() {
        auto closed = chat::close_lounge(connection, clock, log, lounge, "operator");
        look();
        return closed;
    }
    void reopen() {
        BOOST_REQUIRE(chat::reopen_lounge(connection, clock, log, lounge, "operator").changed);
        look();
    }
    void look() { lounge = *store::find_lounge(connection, lounge.slug); }
    std::string reading(const accounts::Session& who) {
        const auto opened = chat::open_lounge(connection, house, who, lounge.slug);
        const auto refused = chat::closed_to(connection, house, who, lounge);
        BOOST_TEST(opened.ok() == !refused.has_value(), "the doors agree");
        return opened ? "reads" : std::string(base::wire_code(opened.error().code));
    }
    std::uint64_t on_record(const std::string& action) {
        return support::count(
            other, "SELECT COUNT(*) FROM audit_log WHERE actor = 'operator' AND action = '" + action + "'");
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(lounge_acts, Operator)

BOOST_AUTO_TEST_CASE(a_lounge_is_added_last_in_its_room_once_and_people_talk_in_it) {
    BOOST_TEST(add_one("en-jazz", "  Jazz & Blues ", "US") == "added");
    const auto lounges = store::lounges_of(connection, "en");
    BOOST_TEST(lounges.back().slug == "en-jazz");
    BOOST_TEST(lounges.back().name == "Jazz & Blues");
    BOOST_TEST(lounges.back().country == "US");
    lounge = lounges.back();
    BOOST_TEST(says(ann, "a1") == 1U);
    BOOST_TEST(add_one("en-jazz") == "name_taken");
    BOOST_TEST(add_one("en-late-red", "Late", "", AccessLevel::red_lounge) == "added");
    BOOST_TEST((store::find_lounge(connection, "en-late-red")->access == AccessLevel::red_lounge));
    BOOST_TEST(store::lounges_of(connection, "en").back().slug == "en-late-red");
    BOOST_TEST(on_record("lounge.add") == 2U);
    BOOST_TEST(!audit::verify(connection, config).broken.has_value());
}

BOOST_AUTO_TEST_CASE(what_is_no_lounge_is_not_added) {
    for (const char* slug : {"en", "en-", "en-Jazz", "en--jazz", "en-jazz-", "en-ja zz", "en/jazz",
                             "en-j\xc3\xa4zz", "enjazz", "-jazz", ""})
        BOOST_TEST((add_one(slug) == "bad_request" || add_one(slug) == "unknown_language"), slug);
    BOOST_TEST(add_one("en-" + std::string(58, 'x')) == "bad_request");
    BOOST_TEST(add_one("it-jazz") == "unknown_language");
    for (const char* country : {"usa", "us", "U", "U1"})
        BOOST_TEST(add_one("en-jazz", "Jazz", country) == "bad_request", country);
    for (const std::string& name :
         {std::string(), std::string(" "), std::string("a\nb"), std::string(101, 'x'), std::string("a\x01")})
        BOOST_TEST(add_one("en-jazz", name) == "name_characters");
    BOOST_TEST(!store::find_lounge(connection, "en-jazz").has_value());
    BOOST_TEST(support::count(other, "SELECT COUNT(*) FROM audit_log") == 0U);
}

BOOST_AUTO_TEST_CASE(another_name_is_told_to_those_who_read_there) {
    const auto renamed = chat::rename_lounge(connection, clock, log, lounge, " Everybody ", "operator");
    BOOST_REQUIRE(renamed.ok());
    BOOST_TEST(renamed->changed);
    BOOST_REQUIRE(renamed->hints.size() == 1U);
    look();
    BOOST_TEST(lounge.name == "Everybody");
    const auto told = events();
    BOOST_REQUIRE(told.size() == 1U);
    BOOST_TEST(chat::event_json("en-all", told[0]).find(R"("kind":"rename")") != std::string::npos);
    BOOST_TEST(chat::event_json("en-all", told[0]).find(R"("name":"Everybody")") != std::string::npos);
    BOOST_TEST(!chat::rename_lounge(connection, clock, log, lounge, "Everybody", "operator")->changed);
    BOOST_TEST(!chat::rename_lounge(connection, clock, log, lounge, "", "operator").ok());
    BOOST_TEST(events().size() == 1U);
    BOOST_TEST(on_record("lounge.rename") == 1U);
}

BOOST_AUTO_TEST_CASE(a_closed_lounge_is_read_by_those_who_moderate_it_and_written_in_by_nobody) {
    says(ann, "a1");
    BOOST_TEST(reading(of_ann) == "reads");
    const auto closed = close();
    BOOST_TEST(closed.changed);
    BOOST_TEST(closed.hints.size() == 1U);
    BOOST_TEST(support::told(events()) == "1:hello 2:close");
    for (const auto* who : {&of_ann, &plain, &elsewhere})
        BOOST_TEST(reading(*who) == "lounge_closed", who->participant.id.value);
    auto careless = moderator;
    careless.second_step_taken = false;
    BOOST_TEST(reading(careless) == "lounge_closed");
    for (const auto* who : {&moderator, &admin}) {
        BOOST_TEST(reading(*who) == "reads");
        BOOST_TEST(support::told(chat::post(connection, house, by(who->participant.id, "m1"))) ==
                   "lounge_closed");
    }
    BOOST_TEST(support::told(chat::post(connection, house, by(bob, "b1"))) == "lounge_closed");
    BOOST_TEST(support::told(chat::post(connection, house, by(ann, "a1"))) == "1 again",
               "what was said before is answered as before");
    BOOST_TEST(!close().changed);
    BOOST_TEST(on_record("lounge.close") == 1U);
}

BOOST_AUTO_TEST_CASE(what_was_said_is_there_again_once_it_is_open) {
    says(ann, "a1");
    close();
    reopen();
    BOOST_TEST(reading(of_bob) == "reads");
    BOOST_TEST(says(bob, "b1", "you too") == 3U);
    BOOST_TEST(support::told(events()) == "1:hello 2:close 3:you too");
    BOOST_TEST(!chat::reopen_lounge(connection, clock, log, lounge, "operator").changed);
    BOOST_TEST(on_record("lounge.reopen") == 1U);
    BOOST_TEST(!audit::verify(connection, config).broken.has_value());
}

BOOST_AUTO_TEST_CASE(nobody_is_told_elsewhere_of_what_is_said_where_it_is_closed) {
    close();
    const store::Hearer staff{.id = admin.participant.id, .age = admin.age};
    BOOST_TEST(
        chat::readable(connection, staff, {lounge.id, second_lounge.id}, config.red_lounges, clock.now())
            .size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
