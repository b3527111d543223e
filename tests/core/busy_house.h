// Part of a day in a house with a long past, each thing done so that it finds and changes something. What people do in lounges; the rest is busy_people.h.
#pragma once

#include "core/accounts/guests.h"
#include "core/chat/act.h"
#include "core/chat/reading.h"
#include "core/chat/search.h"
#include "core/store/jobs.h"
#include "core/store/message_changes.h"
#include "core/store/own_in_lounge.h"
#include "core/store/presence.h"
#include "core/store/rate_limits.h"
#include "core/store/reactions.h"
#include "core/store/temp_sessions.h"
#include "tests/core/archive_of_talk.h"

namespace support {

struct BusyHouse : ArchiveOfTalk {
    base::KeyPair secrets{.current = "a secret of the house, long enough", .previous = ""};
    accounts::GuestTokens tokens{secrets};
    accounts::MemberTokens member_tokens{secrets, secrets};
    chat::WordBreaker breaker;

    void read_lounges() {
        store::language_rooms(connection);
        store::all_lounges(connection);
        store::lounges_of(connection, "en");
        store::find_lounge(connection, "en-all");
        store::find_lounges(connection, {lounge.id, second_lounge.id});
    }
    void read_history() {
        for (const base::Seq place : {base::Seq{2}, last / 2, last}) {
            store::messages_before(connection, lounge.id, place, 51);
            store::messages_after(connection, lounge.id, place, 51);
            store::events_after(connection, lounge.stream, place, 500);
        }
        store::last_seqs(connection, {lounge.stream, second_lounge.stream});
        for (const int year : {2019, 2020, 2120}) store::first_since(connection, lounge.id, new_year(year));
    }
    void talk() {
        for (int i = 0; i < 2; ++i) (void)store::house_voice(connection, clock.now());
        for (int i = 0; i < 3; ++i) {
            clock.forward(config.limits.posts_per + base::Millis{1});
            std::vector<chat::Post> posts;
            for (int j = 0; j < 8; ++j)
                posts.push_back(
                    by(j % 2 == 0 ? ann : bob, "new-" + std::to_string(10 * i + j), "one more w1 w2"));
            for (const auto& result : chat::post_batch(connection, house, posts)) BOOST_REQUIRE(result.ok());
            (void)chat::post_batch(connection, house, posts);  // sent again
        }
    }
    // Of the newest, which ann and bob said in turn.
    void change_messages() {
        act(chat::ActKind::edit, ann, last + 1, "@bob one more w1 w9");
        act(chat::ActKind::react, bob, last + 1, "👍");
        act(chat::ActKind::react, ann, last + 1, "👍");
        act(chat::ActKind::unreact, ann, last + 1, "👍");
        act(chat::ActKind::remove, bob, last + 2);
        auto answer = by(bob, "answer", "@ann yes");
        answer.reply_to = last + 1;
        BOOST_REQUIRE(chat::post(connection, house, answer).ok());
        (void)store::reactions_to(connection, store::messages_before(connection, lounge.id, last + 10, 20),
                                  bob);
        for (const auto& one : store::messages_after(connection, lounge.id, last, 2)) {
            (void)store::earlier_texts(connection, one.id);
            (void)store::removed_text(connection, one.id);
        }
        (void)store::forget_removed(connection, clock.now() + base::Millis{1}, clock.now(), 100);
    }
    void act(chat::ActKind kind, base::ParticipantId who, base::Seq message, const std::string& text = {}) {
        const auto done = chat::act(connection, house,
                                    {.kind = kind,
                                     .actor = who,
                                     .age = store::AgeCategory::over_18,
                                     .lounge = lounge.id,
                                     .message = message,
                                     .text = text});
        BOOST_REQUIRE(done.ok());
    }
    void search() {
        for (const char* words :
             {"w0", "w7", "w40000", "w0 w1", "w3 w20000", "w0 w1 w2 w3", "nowhere", "w0 nowhere"}) {
            const auto query = chat::parse_query(breaker, words, config.limits);
            for (const base::Seq before : {base::Seq{1} << 53, last / 2})
                (void)chat::search(connection, breaker, lounge.id, query, before, config.limits);
        }
    }
    void keep_the_index() {
        for (auto& progress : store::index_progress(connection))
            (void)chat::index_next(connection, breaker, progress, config.limits);
    }
    void go_away_and_come_back() {
        store::set_read(connection,
                        {{ann, lounge.id, last - 60}, {bob, lounge.id, 1}, {ann, second_lounge.id, 5}});
        std::vector<base::MessageId> newest;
        for (const auto& message : store::messages_before(connection, lounge.id, last + 10, 20))
            newest.push_back(message.id);
        for (const auto who : {ann, bob}) {
            (void)store::lounges_read(connection, who);
            (void)store::read_upto(connection, who, lounge.id);
            (void)chat::unread(connection, who, {}, 99);
            const auto own = store::own_in_lounge(connection, lounge.id, who, newest, config.limits.blocks);
            (void)chat::catch_up(connection, who, lounge.id, own.read, last, {}, 99);
        }
    }
    void come_and_go() {
        const auto entered =
            accounts::enter(connection, tokens, clock, config.limits, {.name = "Zoe", .age_category = "18+"});
        BOOST_REQUIRE(entered.ok());
        (void)accounts::authenticate(connection, {tokens, member_tokens}, clock, {.guest = entered->token});
        const auto sidecar = store::register_sidecar(connection, "ws1", clock.now());
        std::vector<store::Place> places;
        for (std::uint64_t i = 0; i < 50; ++i)
            places.push_back({lounge.id, base::ParticipantId{ann.value + i}, i % 2 == 1});
        store::add_present(connection, sidecar.id, places);
        store::set_counts(connection, sidecar.id, {{lounge.id, 50}}, 1);
        (void)store::present_in(connection, lounge.id, 200);
        store::beat(connection, sidecar, clock.now());
        store::touch(connection, {ann, places[1].who}, clock.now());
        store::count_hit(connection, "bucket", base::Millis{1000}, clock.now());
        store::remove_present(connection, sidecar.id, {places.front()});
        (void)store::other_sidecars(connection, base::SidecarId{999}, clock.now() - base::Millis{1000});
        (void)store::lounges_changed_at(connection, sidecar.id, 0);
        (void)store::present_at(connection, sidecar.id, {lounge.id});
    }
    void do_jobs() {
        store::ensure_job(connection, "one", clock.now());
        const auto fence = store::lease_job(connection, "one", "me", clock.now(), base::Millis{1000});
        (void)store::hold_fence(connection, "one", fence.value_or(0));
        store::finish_job(connection, "one", fence.value_or(0), clock.now(), clock.now(), "");
        store::end_expired_temp_sessions(connection, clock.now(), 1000);
        store::settle_availability(connection, clock.now(), clock.now(), 1000);
        store::forget_old_windows(connection, clock.now(), 1000);
    }

    static base::Time new_year(int year) {
        using namespace std::chrono;
        const sys_days day{year_month_day{std::chrono::year{year}, January, std::chrono::day{1}}};
        return base::from_epoch_ms(duration_cast<milliseconds>(day.time_since_epoch()).count());
    }
};

}  // namespace support
