// The house tells browsers of closed pages, by a push service that is a server of the test.
#pragma once

#include <boost/test/unit_test.hpp>
#include <cstdlib>

#include "admin/push_job.h"
#include "core/base/crypto.h"
#include "core/chat/direct.h"
#include "core/store/jobs.h"
#include "core/store/presence.h"
#include "core/store/push_subscriptions.h"
#include "core/store/temp_sessions.h"
#include "tests/core/talk.h"
#include "tests/support/loopback_server.h"
#include "tests/support/members.h"

namespace support {

using namespace std::chrono_literals;

inline std::string catalogues() {
    const char* folder = std::getenv("CHATROOM_MESSAGES");
    return folder == nullptr ? "build/messages" : folder;
}

struct PushGround : Talk {
    static constexpr base::Millis settled{6'000};

    LoopbackServer service;
    LoopbackServer other_service;
    push::Keys keys{{.private_key = std::string(32, 'k'), .contact = ""}};
    view::Languages languages{catalogues()};
    base::HttpBounds patience{
        .connect = 2000ms, .total = 500ms, .answer_bytes = 1000, .public_only = true, .authorities = ""};
    std::unique_ptr<admin::PushJob> sender;
    push::P256Key browser = push::P256Key::fresh();

    PushGround() {
        lift_pace();
        config.limits.posts = 1000;
        config.push = {.private_key = std::string(32, 'k'), .contact = "", .local_endpoints = true};
        sender = std::make_unique<admin::PushJob>(config, keys, languages, patience);
        switch_on(bob, service.url() + "/bob");
        service.serve({});  // it notes whatever comes, expected or not
    }

    base::TempSessionId switch_on(base::ParticipantId who, const std::string& endpoint) {
        const auto session =
            store::add_temp_session(connection, who, base::sha256(endpoint), store::AgeCategory::over_18,
                                    clock.now(), clock.now() + 48h);
        subscribe(who, {.member = false, .number = session.value}, endpoint);
        return session;
    }
    void subscribe(base::ParticipantId who, base::SessionKey session, const std::string& endpoint) {
        const auto sealed = keys.seal(
            {.endpoint = endpoint, .keys = {.point = browser.point(), .auth = std::string(16, 'a')}});
        store::put_push_subscription(connection,
                                     {.who = who,
                                      .session = session,
                                      .endpoint_hash = keys.hash(endpoint),
                                      .sealed = sealed,
                                      .locale = "en",
                                      .now = clock.now()},
                                     10);
    }
    void say(base::ParticipantId who, const std::string& body,
             std::optional<base::Seq> answers = std::nullopt) {
        auto post = by(who, "id-" + std::to_string(++said), body);
        post.reply_to = answers;
        BOOST_REQUIRE(chat::post(connection, house, post).ok());
    }
    void run() {
        const std::vector<admin::Job> jobs{sender->job()};
        store::ensure_job(connection, jobs.front().name, clock.now());
        BOOST_TEST(admin::run_due_jobs(connection, clock, jobs, "test") == 1U);
        clock.forward(1s);
    }
    void run_after(base::Millis time) {
        clock.forward(time);
        run();
    }
    std::size_t told() const { return service.requests().size(); }
    std::uint64_t waiting() { return support::count(other, "SELECT COUNT(*) FROM push_delivery"); }
    std::uint64_t browsers() { return support::count(other, "SELECT COUNT(*) FROM push_subscription"); }
    // A sidecar that is heard of, with this person in a lounge.
    void open_page(base::ParticipantId who) {
        const auto sidecar = store::register_sidecar(connection, "ws1", clock.now());
        store::add_present(connection, sidecar.id, {{lounge.id, who}});
    }
    void make_members() {
        support::make_member(connection, ann);
        const auto user = support::make_member(connection, bob);
        const auto session = connection.insert(
            "INSERT INTO session (user_id, refresh_token_hash, rotated_at, created_at, last_used_at, expires_at) "
            "VALUES (?, REPEAT('h', 32), '2026-01-01', '2026-01-01', '2026-01-01', '2027-01-01')",
            user);
        subscribe(bob, {.member = true, .number = session}, service.url() + "/bob");
    }
    void write(const std::string& body) {
        BOOST_REQUIRE(chat::direct(connection, house, {ann, bob, "d-" + std::to_string(++said), body}).ok());
    }
    int said = 0;
};

inline const Behaviour taken = Behaviour::answer(201, "");

}  // namespace support
