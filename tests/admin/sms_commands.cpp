#include "admin/sms_commands.h"

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "core/accounts/sms.h"
#include "core/accounts/twilio.h"
#include "core/db/transaction.h"
#include "core/store/sms_inquiries.h"
#include "tests/support/database.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/server_view.h"
#include "tests/support/stepped_clock.h"

namespace {

using std::chrono::minutes;

struct Desk {
    support::ScratchFolder folder;
    base::Config config = configured(folder.path());
    db::Connection connection{config.database};
    support::SteppedClock clock;
    accounts::Keyring keyring{config};
    admin::SmsOutbox outbox{connection, config, clock};

    static base::Config configured(const std::string& folder) {
        base::Config config;
        config.database = support::fresh_database();
        config.access_keys.current = std::string(32, 'a');
        config.phone_keys.current = std::string(32, 'p');
        config.audit_secret = std::string(32, 's');
        config.audit_head_file = folder + "/audit.head";
        return config;
    }

    store::SmsId queue(const std::string& number = "+12024561111",
                       const std::string& body = "Your password: abc") {
        const accounts::SmsHouse house{keyring, clock, config, "key"};
        accounts::queue_sms(connection, house,
                            {.user = std::nullopt,
                             .phone = {.e164 = number, .country = "US"},
                             .body = body,
                             .address = "192.0.2.1",
                             .expires_at = clock.now() + minutes{30}});
        return store::SmsId{support::count(connection, "SELECT MAX(id) FROM sms_outbox")};
    }
    store::SmsId sent() {
        const auto id = queue("+12024569999", "sent already");
        connection.run("UPDATE sms_outbox SET status = 'SENDING' WHERE id = " + std::to_string(id.value));
        store::finish_sms_sent(connection, id, "SM1", clock.now());
        return id;
    }
    void become(store::SmsId id, const std::string& status) {
        connection.run("UPDATE sms_outbox SET status = '" + status +
                       "' WHERE id = " + std::to_string(id.value));
    }
    bool lists(std::string_view text, bool all = false) {
        return outbox.list(all).text.find(text) != std::string::npos;
    }
    nlohmann::json json(bool all = false) { return outbox.list(all).document; }
    std::uint64_t recorded(const std::string& condition) {
        return support::count(connection,
                              "SELECT COUNT(*) FROM audit_log WHERE actor = 'operator' AND " + condition);
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(sms_commands, Desk)

BOOST_AUTO_TEST_CASE(the_operator_reads_what_is_to_be_passed_on) {
    const auto id = queue();
    clock.forward(minutes{3});
    const auto text = outbox.list(false).text;
    BOOST_TEST(text.starts_with("SMS is not set up "));
    BOOST_TEST(text.ends_with("#" + std::to_string(id.value) +
                              "  WAITING  3 min old, of use for 27 min, US, 0 attempts\n"
                              "      to    +12024561111\n"
                              "      text  Your password: abc\n"),
               text);
    config.twilio.account_sid = "AC1";
    BOOST_TEST(outbox.list(false).text.starts_with("#"));
}

BOOST_AUTO_TEST_CASE(an_empty_outbox_says_so_and_leaves_no_record) {
    BOOST_TEST(outbox.list(false).text == "The SMS outbox is empty.\n");
    BOOST_TEST(outbox.list(false).document == nlohmann::json::array());
    BOOST_TEST(recorded("TRUE") == 0U);
}

BOOST_AUTO_TEST_CASE(failures_are_seen_with_their_reason) {
    const auto id = queue();
    become(id, "SENDING");
    store::finish_sms_failed(connection, id, "Twilio answered 400, code 21211");
    BOOST_TEST(lists("FAILED"));
    BOOST_TEST(lists("      error Twilio answered 400, code 21211\n"));
    clock.forward(minutes{30});
    BOOST_TEST(lists("of no use any more"));
}

BOOST_AUTO_TEST_CASE(what_may_have_arrived_says_why_what_was_asked_and_when_it_is_asked_again) {
    config.twilio = {.account_sid = "AC1",
                     .auth_token = "t",
                     .from_number = "+15005550006",
                     .api_url = "http://127.0.0.1:1"};
    const auto id = queue();
    db::transact(connection, [&](db::Connection& inside) {
        return store::claim_sms(inside, accounts::twilio_sender(config.twilio), clock.now());
    });
    store::finish_sms_unknown(connection, id, "no answer from Twilio: Timeout", clock.now() + minutes{1});
    store::note_sms_inquiry(
        connection, id, {.word = "not known to Twilio", .absences = 1, .ask_at = clock.now() + minutes{5}});
    BOOST_TEST(
        lists("UNKNOWN  0 s old, of use for 30 min, US, 1 attempt, Twilio is asked about it in 5 min\n"));
    BOOST_TEST(lists("      error no answer from Twilio: Timeout\n      asked not known to Twilio\n"));
    const auto shown = json().at(0);
    BOOST_TEST(shown["inquiry"].get<std::string>() == "not known to Twilio");
    BOOST_TEST(shown["next_inquiry_at"].get<std::string>() == base::to_iso8601(clock.now() + minutes{5}));
    BOOST_TEST(shown["next_attempt_at"].is_null());
    config.twilio.from_number = "+15005550001";
    BOOST_TEST(!lists("Twilio is asked"), "another number cannot be asked");
    BOOST_TEST(json().at(0)["next_inquiry_at"].is_null());
    config.twilio.from_number = "+15005550006";
    clock.forward(minutes{30});
    BOOST_TEST(!lists("Twilio is asked"), "of no use any more");
}

BOOST_AUTO_TEST_CASE(sent_messages_are_listed_on_request_without_phone_and_text) {
    const auto id = sent();
    BOOST_TEST(!lists("SENT"));
    BOOST_TEST(lists("#" + std::to_string(id.value) + "  SENT", true));
    BOOST_TEST(lists("      sid   SM1\n", true));
    BOOST_TEST(!lists("+1202", true));
    const auto being_sent = queue();
    become(being_sent, "SENDING");
    BOOST_TEST(lists("SENDING", true));
    BOOST_TEST(!lists("+1202", true));
    BOOST_TEST(recorded("TRUE") == 0U, "nothing was shown");
}

BOOST_AUTO_TEST_CASE(json_carries_the_same) {
    const auto unsent = queue();
    const auto done = sent();
    const auto list = json(true);
    BOOST_REQUIRE(list.size() == 2U);
    BOOST_TEST(list[0]["id"].get<std::uint64_t>() == unsent.value);
    BOOST_TEST(list[0]["status"].get<std::string>() == "WAITING");
    BOOST_TEST(list[0]["phone"].get<std::string>() == "+12024561111");
    BOOST_TEST(list[0]["body"].get<std::string>() == "Your password: abc");
    BOOST_TEST(list[0]["expires_at"].get<std::string>() == base::to_iso8601(clock.now() + minutes{30}));
    BOOST_TEST(list[0]["error"].is_null());
    BOOST_TEST(list[1]["id"].get<std::uint64_t>() == done.value);
    BOOST_TEST(list[1]["phone"].is_null());
    BOOST_TEST(list[1]["body"].is_null());
    BOOST_TEST(list[1]["reference"].get<std::string>() == "SM1");
    BOOST_TEST(json().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_text_gives_the_terminal_no_orders) {
    queue("+12024561111", "one\x1b[2Jtwo\nthree");
    BOOST_TEST(lists("text  one [2Jtwo three\n"));
}

BOOST_AUTO_TEST_CASE(each_look_and_each_act_goes_on_record_by_number_alone) {
    const auto id = std::to_string(queue().value);
    outbox.list(false);
    BOOST_TEST(recorded("action = 'sms.show' AND detail = '{\"sms\":[" + id + "]}'") == 1U);
    outbox.retry(store::SmsId{std::stoul(id)});
    BOOST_TEST(recorded("action = 'sms.retry' AND subject = 'sms:" + id + "'") == 1U);
    outbox.drop(store::SmsId{std::stoul(id)});
    BOOST_TEST(recorded("action = 'sms.drop' AND subject = 'sms:" + id + "'") == 1U);
    BOOST_TEST(!lists("#"));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_done_is_refused_and_leaves_no_record) {
    const auto id = sent();
    BOOST_CHECK_THROW(outbox.retry(id), std::runtime_error);
    BOOST_CHECK_THROW(outbox.drop(id), std::runtime_error);
    BOOST_CHECK_THROW(outbox.drop(store::SmsId{id.value + 1}), std::runtime_error);
    BOOST_TEST(recorded("TRUE") == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
