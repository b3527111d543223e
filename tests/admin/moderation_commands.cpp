#include "admin/moderation_commands.h"

#include <boost/test/unit_test.hpp>

#include <stdexcept>

#include "tests/core/talk.h"

namespace {

struct Operator : support::Talk {
    Operator() {
        config.audit_secret = std::string(32, 'a');
        config.access_keys.current = std::string(32, 'k');
        config.frontend_url = "https://chat.example.org";
    }

    admin::Answer order(const std::string& type, base::ParticipantId whom,
                        std::optional<std::string> lasts = {}) {
        return admin::moderate(
            connection, config, clock,
            {.type = type, .subject = std::to_string(whom.value), .lasts = std::move(lasts)});
    }
    admin::Answer lift(const std::string& type, const std::string& whom) {
        return admin::lift_all(connection, config, clock, type, whom, "by mistake");
    }
    std::string status_of(base::ParticipantId who) {
        auto rows = other.query("SELECT status FROM participant WHERE id = ?", who);
        return rows.next() ? rows.text(0) : "gone";
    }
    bool is_muted(base::ParticipantId who) {
        return support::count(
                   other, "SELECT muted_until IS NOT NULL FROM participant WHERE id = " + id_of(who)) == 1;
    }
    static std::string id_of(base::ParticipantId who) { return std::to_string(who.value); }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(moderation_commands, Operator)

BOOST_AUTO_TEST_CASE(an_action_is_told_with_its_number_its_end_and_the_page_of_the_person) {
    const auto mute = order("mute", ann, "2h");
    BOOST_TEST(mute.document["type"] == "MUTE");
    BOOST_TEST(mute.document["name"] == "ann");
    BOOST_TEST(mute.document["person"] == ann.value);
    BOOST_TEST(mute.document["until"] == base::to_iso8601(clock.now() + std::chrono::hours{2}));
    const std::string page = mute.document["decision_page"];
    BOOST_TEST(page.starts_with("https://chat.example.org/decisions/"));
    BOOST_TEST(mute.text.find(page) != std::string::npos);
    BOOST_TEST(order("ban", bob).document["until"].is_null());
    BOOST_CHECK_THROW(order("mute", ann), std::runtime_error);
    BOOST_CHECK_THROW(order("mute", ann, "soon"), std::runtime_error);
    BOOST_CHECK_THROW(order("ban", base::ParticipantId{4711}), std::runtime_error);
}

BOOST_AUTO_TEST_CASE(every_ban_of_somebody_is_taken_back_and_nothing_else) {
    order("ban", ann);
    order("ban", ann, "7d");
    order("mute", ann, "2h");
    order("ban", bob);
    BOOST_TEST(status_of(ann) == "BANNED");
    const auto lifted = lift("ban", id_of(ann));
    BOOST_TEST(lifted.document["lifted"].size() == 2U);
    BOOST_TEST(status_of(ann) == "ACTIVE");
    BOOST_TEST(status_of(bob) == "BANNED");
    BOOST_TEST(is_muted(ann));
    BOOST_TEST(lift("mute", id_of(ann)).document["lifted"].size() == 1U);
    BOOST_TEST(!is_muted(ann));
    BOOST_TEST(support::count(other, "SELECT COUNT(*) FROM audit_log WHERE action = 'moderation.lift'") ==
               3U);
}

BOOST_AUTO_TEST_CASE(where_nothing_is_in_force_nothing_is_taken_back) {
    BOOST_CHECK_THROW(lift("ban", id_of(ann)), std::runtime_error);
    BOOST_CHECK_THROW(lift("ban", "4711"), std::runtime_error);
    BOOST_CHECK_THROW(lift("mute", "ann"), std::runtime_error);
    BOOST_TEST(support::count(other, "SELECT COUNT(*) FROM audit_log") == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
