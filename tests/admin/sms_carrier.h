// The house's sender of SMS, against a server of the test in Twilio's place.
#pragma once

#include <fmt/chrono.h>

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "admin/sms_job.h"
#include "core/accounts/sms.h"
#include "core/store/jobs.h"
#include "tests/support/database.h"
#include "tests/support/loopback_server.h"
#include "tests/support/server_view.h"
#include "tests/support/stepped_clock.h"

inline support::Behaviour accept(const std::string& sid, std::function<void()> meanwhile = {}) {
    auto behaviour = support::Behaviour::answer(201, R"({"sid": ")" + sid + R"(", "status": "queued"})");
    behaviour.meanwhile = std::move(meanwhile);
    return behaviour;
}

// A page of Twilio's list of messages; `next` is the path of the following one.
inline support::Behaviour lists(const std::vector<nlohmann::json>& messages, const std::string& next = "",
                                std::function<void()> meanwhile = {}) {
    const nlohmann::json page{
        {"messages", messages},
        {"next_page_uri", next.empty() ? nlohmann::json(nullptr) : nlohmann::json(next)}};
    auto behaviour = support::Behaviour::answer(200, page.dump());
    behaviour.meanwhile = std::move(meanwhile);
    return behaviour;
}

struct SmsCarrier {
    const base::HttpBounds patience{
        .connect = base::Millis{2000}, .total = base::Millis{500}, .answer_bytes = 10'000, .authorities = ""};
    support::LoopbackServer twilio;
    base::Config config = configured(twilio.url());
    db::Connection connection{config.database};
    db::Connection observer{config.database};
    support::SteppedClock clock;
    accounts::Keyring keyring{config};
    admin::SmsJob sender{config, keyring, patience};

    static constexpr base::Millis tick{2000};

    static base::Config configured(const std::string& url) {
        base::Config config;
        config.database = support::fresh_database();
        config.access_keys.current = std::string(32, 'a');
        config.phone_keys.current = std::string(32, 'p');
        config.twilio = {
            .account_sid = "AC1", .auth_token = "token", .from_number = "+15005550006", .api_url = url};
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
                             .expires_at = clock.now() + std::chrono::minutes{30}});
        return store::SmsId{support::count(connection, "SELECT MAX(id) FROM sms_outbox")};
    }
    // As Twilio would list what queue() had it send now.
    nlohmann::json message(const std::string& sid, const std::string& number = "+12024561111",
                           const std::string& body = "Your password: abc") const {
        return {{"sid", sid},
                {"to", number},
                {"from", config.twilio.from_number},
                {"body", body},
                {"status", "sent"},
                {"date_sent", nullptr},
                {"date_created", fmt::format("{:%a, %d %b %Y %H:%M:%S} +0000",
                                             fmt::gmtime(base::to_epoch_ms(clock.now()) / 1000))}};
    }
    std::size_t asked(const std::string& method) const {
        const auto requests = twilio.requests();
        return static_cast<std::size_t>(
            std::ranges::count(requests, method, [](const auto& one) { return one.method; }));
    }
    std::size_t handed_in() const { return asked("POST"); }
    std::size_t asked_about() const { return asked("GET"); }
    static std::size_t run(admin::SmsJob& sms, db::Connection& at, const base::Clock& clock,
                           std::string_view owner) {
        const auto job = sms.job();
        store::ensure_job(at, job.name, clock.now());
        return admin::run_due_jobs(at, clock, {job}, owner);
    }
    void run() { BOOST_REQUIRE(run(sender, connection, clock, "one") == 1U); }
    void run_after(base::Millis pause) {
        clock.forward(pause);
        run();
    }
    store::OutboxSms row(store::SmsId id) {
        for (auto& sms : store::list_sms(observer, true, 100)) {
            if (sms.id == id) return std::move(sms);
        }
        throw std::runtime_error("no such SMS");
    }
    bool is(store::SmsId id, store::SmsStatus status) { return row(id).status == status; }
    // An SMS that Twilio took and never answered, or did not take: who knows.
    store::SmsId doubtful() {
        const auto id = queue();
        twilio.serve({support::Behaviour::hang_up()});
        run_after(tick);
        BOOST_REQUIRE(is(id, store::SmsStatus::unknown));
        return id;
    }
    std::string status_now(store::SmsId id) { return std::string(store::name_of(row(id).status)); }
};
