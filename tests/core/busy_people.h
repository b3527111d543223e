// What people do besides talking in lounges: between two, at the doors, with their accounts.
#pragma once

#include "core/base/crypto.h"
#include "core/base/random.h"
#include "core/chat/access.h"
#include "core/chat/direct.h"
#include "core/chat/direct_acts.h"
#include "core/chat/stream_events.h"
#include "core/store/admissions.h"
#include "core/store/blocks.h"
#include "core/store/lounge_changes.h"
#include "core/store/media.h"
#include "core/store/member_cards.h"
#include "core/store/member_sessions.h"
#include "core/store/openid_attempts.h"
#include "core/store/people.h"
#include "core/store/push_deliveries.h"
#include "core/store/push_subscriptions.h"
#include "core/store/roles.h"
#include "core/store/rush.h"
#include "core/store/second_steps.h"
#include "core/store/sms_inquiries.h"
#include "core/store/unseen.h"
#include "core/store/users.h"
#include "tests/core/busy_listings.h"
#include "tests/support/members.h"

namespace support {

struct BusyPeople : BusyListings {
    static constexpr std::uint64_t accounts = 300;
    static constexpr std::uint64_t at_the_door = 40;
    base::UserId of_ann = make_member(connection, ann);
    base::UserId of_bob = make_member(connection, bob);
    base::UserId newcomer;  // verified, has a session and no name yet

    BusyPeople() {
        for (std::uint64_t i = 0; i < accounts; ++i) {
            newcomer = add_account(i);
            (void)add_session(newcomer);
            (void)add_sms(i, clock.now() + base::Millis{60'000});
        }
    }

    void live_through_a_day() {
        open_a_room();
        read_lounges();
        read_history();
        talk();
        keep_the_index();
        change_messages();
        show_cards();
        search();
        keep_the_index();
        go_away_and_come_back();
        come_and_go();
        write_to_each_other();
        block_each_other();
        wait_at_the_door();
        join();
        sign_in_and_out();
        keep_accounts();
        prove_their_age_elsewhere();
        take_the_second_step();
        show_pictures();
        send_sms();
        be_told_elsewhere();
        be_many_at_once();
        do_jobs();
        clean_up();
        moderate();
        sell();
    }

    void open_a_room() {
        store::add_language_room(connection, {.id = {}, .code = "it", .name = "Italiano"}, 9);
        store::add_lounge(connection,
                          {.language_code = "it", .slug = "it-it", .name = "Italia", .country = "IT"},
                          clock.now());
        const auto opened = store::find_lounge(connection, "it-it")->id;
        BOOST_REQUIRE(store::last_position(connection, "it") == 0U);
        store::rename_lounge(connection, opened, "Italia e Svizzera");
        BOOST_REQUIRE(store::close_lounge(connection, opened, clock.now()));
        BOOST_REQUIRE(store::reopen_lounge(connection, opened));
    }
    void write_to_each_other() {
        for (const char* id : {"d1", "d2", "d3", "d1"})
            BOOST_REQUIRE(chat::direct(connection, house, {ann, bob, id, "hello"}).ok());
        BOOST_REQUIRE(chat::direct(connection, house, {bob, ann, "d4", "you too"}).ok());
        BOOST_REQUIRE(chat::read_direct(connection, house, ann, bob, 4).ok());
        BOOST_REQUIRE(chat::remove_direct(connection, house, ann, bob, 2).ok());
        const auto talks = store::talks_of(connection, ann, std::nullopt, 30);
        BOOST_REQUIRE(talks.size() == 1U);
        (void)store::talks_of(connection, ann, store::TalkPlace{talks[0].last_at, talks[0].conversation}, 30);
        (void)store::directs_before(connection, talks[0].conversation, 4, 51);
        (void)store::directs_after(connection, talks[0].conversation, 0, 51);
        (void)store::read_place(connection, talks[0].conversation, ann);
        (void)store::unseen(connection, bob, of_bob, 100);
        (void)store::own_state(connection, bob);
        (void)chat::events_after(connection, {clock, config}, store::find_person(connection, ann)->stream, 0,
                                 500);
        store::set_takes_direct(connection, of_bob, false);
        (void)store::takes_direct(connection, of_bob);
    }
    void block_each_other() {
        for (std::uint64_t i = 2; i < 10; ++i)
            BOOST_REQUIRE(chat::block(connection, house, ann, base::ParticipantId{ann.value + i}).ok());
        BOOST_REQUIRE(chat::unblock(connection, house, ann, base::ParticipantId{ann.value + 2}).ok());
        (void)chat::blocked_by(connection, house, ann);
        (void)store::blocked_people(connection, ann);
        (void)chat::blocked_between(connection, ann, bob);
    }
    void wait_at_the_door() {
        store::set_bounds(connection, second_lounge.id, 20, 10);
        store::set_blurs_pictures(connection, second_lounge.id, true);
        second_lounge = *store::find_lounge(connection, second_lounge.slug);
        store::seat_present(connection, lounge.id, clock.now());
        for (std::uint64_t i = 20; i < 20 + at_the_door; ++i)
            (void)chat::come_in(connection, house, second_lounge, guest(i));
        store::set_guest(connection, store::find_admission(connection, second_lounge.id, person(59))->id,
                         false);
        clock.forward(std::chrono::seconds{6});
        chat::give_up(connection, house, second_lounge.id, person(20));
        (void)chat::look(connection, house, second_lounge.id, {person(30), person(31)});
        (void)chat::come_in(connection, house, second_lounge, guest(59));
        (void)chat::has_place(connection, second_lounge, person(21));
        (void)chat::post(connection, house, said_there(person(21)));
        (void)store::named_door_of(connection, second_lounge.id, 100);
        (void)store::bounded_lounges(connection);
        (void)store::people_in(connection, second_lounge.id);
        (void)store::recent_waits(connection, second_lounge.id, base::from_epoch_ms(0), 20);
        store::remove_admissions(connection, person(40));
        (void)store::present_elsewhere(connection, lounge.id, person(1), base::SidecarId{999});
        (void)store::forget_waits(connection, clock.now() + base::Millis{1}, 100);
        store::clear_admissions(connection, lounge.id);
    }
    void join() {
        const auto user = add_account(accounts);
        (void)store::find_phone(connection, std::vector<store::PhoneHash>{hash_of(accounts)});
        (void)store::lock_user(connection, user);
        (void)store::adopt_participant(connection, user, person(60));
        store::use_once_password(connection, newcomer, "hash", clock.now());
        (void)store::add_member(connection, newcomer, {"New", "new", "new"}, clock.now());
        store::set_once_password(connection, user, "hash", clock.now(), clock.now());
        store::use_once_password(connection, user, "hash", clock.now());
        store::set_password(connection, user, "hash", clock.now());
        (void)store::stream_of(connection, user);
        store::set_profile(connection, user, {"Ana", "Li", "fr", "Hello", store::AgeCategory::over_18},
                           clock.now());
        store::set_display_name(connection, person(60), {"Ana Li", "ana li", "ana li"});
        store::set_locale(connection, user, "fr", clock.now());
        store::touch_user(connection, user, clock.now());
        (void)store::find_member_card(connection, user);
        (void)store::members_named(connection, {"New", "new", "new"});
    }
    void sign_in_and_out() {
        for (int i = 0; i < 3; ++i) (void)add_session(of_ann);
        const auto id = add_session(of_ann);
        (void)store::find_member_session(connection, id, clock.now());
        (void)store::lock_member_session(connection, id, clock.now());
        store::rotate_member_session(connection, {id, 2, std::string(32, 'r'), clock.now(), later(), ""});
        (void)store::member_sessions(connection, of_ann, clock.now());
        (void)store::end_member_session(connection, id, clock.now());
        (void)store::end_member_sessions(connection, of_ann, std::nullopt, clock.now());
    }
    void keep_accounts() {
        (void)store::add_role(connection, of_ann, {store::Role::moderator, std::nullopt}, clock.now());
        (void)store::roles_of(connection, of_ann);
        (void)store::remove_role(connection, of_ann, {store::Role::moderator, std::nullopt});
    }
    void prove_their_age_elsewhere() {
        for (std::uint64_t i = 0; i < accounts; ++i)
            store::add_openid_attempt(connection, {.state_hash = base::sha256(std::to_string(i)),
                                                   .user = newcomer,
                                                   .nonce = std::string(43, 'n'),
                                                   .verifier = std::string(43, 'v'),
                                                   .expires_at = later()});
        (void)store::take_openid_attempt(connection, base::sha256("7"));
    }
    void take_the_second_step() {
        store::set_totp(connection, of_ann, {"secret", 1});
        store::confirm_totp(connection, of_ann, clock.now());
        store::set_totp_step(connection, of_ann, 7);
        store::set_recovery_codes(connection, of_ann, {std::string(32, 'a'), std::string(32, 'b')});
        (void)store::use_recovery_code(connection, of_ann, std::string(32, 'a'), clock.now());
        (void)store::count_recovery_codes(connection, of_ann);
        store::remove_second_step(connection, of_ann, clock.now());
    }
    void show_pictures() {
        std::vector<base::MediaId> pictures;
        for (char key = 'a'; key < 'u'; ++key) pictures.push_back(add_picture(key));
        auto post = by(ann, "picture", "look");
        post.picture = pictures.front();
        BOOST_REQUIRE(chat::post(connection, house, post).ok());
        (void)store::lounge_showing(connection, pictures.front());
        (void)store::find_media(connection, pictures.front());
        base::MediaId after;
        (void)store::media_of(connection, ann, after, 100);
        act(chat::ActKind::remove, ann, store::last_seqs(connection, {lounge.stream})[lounge.stream]);
        (void)store::remove_unattached_media(connection, later(), clock.now(), 10);
        store::remove_media_of(connection, ann, clock.now());
        for (const auto& one : store::erasable_media(connection, 100))
            store::media_erased(connection, one.id, clock.now());
    }
    void send_sms() {
        (void)add_sms(accounts, later());
        const auto claim = [&] { return store::claim_sms(connection, "AC1", clock.now())->id; };
        store::finish_sms_sent(connection, claim(), "SM1", clock.now());
        store::finish_sms_waiting(connection, claim(), clock.now(), "busy");
        store::finish_sms_failed(connection, claim(), "no such number");
        const auto doubtful = claim();
        store::finish_sms_unknown(connection, doubtful, "time-out", clock.now());
        (void)store::next_doubtful_sms(connection, "AC1", clock.now());
        store::note_sms_inquiry(connection, doubtful, {"absent", 1, clock.now()});
        (void)store::retry_sms(connection, doubtful, clock.now());
        (void)claim();
        (void)store::abandon_sending_sms(connection, clock.now());
        (void)store::list_sms(connection, false, 100);
        (void)store::drop_sms(connection, doubtful);
    }
    // Browsers of closed pages, of guests and of ann.
    void be_told_elsewhere() {
        for (std::uint64_t i = 100; i < 160; ++i) switch_on(person(i), guest_session(person(i)));
        switch_on(ann, guest_session(ann));
        switch_on(ann, {.member = true, .number = add_session(of_ann).value});
        switch_on(ann, {.member = true, .number = add_session(of_ann).value});
        (void)store::push_subscriptions_of(connection, ann);
        std::vector<store::PushOccasion> occasions;
        for (std::uint64_t i = 100; i < 160; ++i) occasions.push_back(mention_of(person(i)));
        occasions.push_back(mention_of(ann));
        for (int i = 0; i < 2; ++i)
            store::add_push_occasions(connection, occasions, clock.now(), clock.now() - base::Millis{1});
        for (int i = 0; i < 3; ++i) try_to_tell(i);
        (void)store::pushed_message(connection, *occasions.front().message);
        (void)store::is_in_sight(connection, ann, base::from_epoch_ms(0));
        store::remove_push_subscription(connection, guest_session(person(100)));
        store::remove_push_subscriptions(connection, ann);
    }
    base::SessionKey guest_session(base::ParticipantId who) {
        const auto session = store::add_temp_session(connection, who, base::random_bytes(32),
                                                     store::AgeCategory::over_18, clock.now(), later());
        return {.member = false, .number = session.value};
    }
    void switch_on(base::ParticipantId who, base::SessionKey session) {
        store::put_push_subscription(connection,
                                     {.who = who,
                                      .session = session,
                                      .endpoint_hash = base::random_bytes(32),
                                      .sealed = "sealed",
                                      .locale = "en",
                                      .now = clock.now()},
                                     2);
        (void)store::has_push_subscription(connection, session);
    }
    store::PushOccasion mention_of(base::ParticipantId who) {
        return {.who = who,
                .reason = store::PushReason::mention,
                .place = lounge.id.value,
                .message = store::messages_before(connection, lounge.id, last, 1).front().id};
    }
    void try_to_tell(int nth) {
        auto delivery = store::next_push(connection, clock.now()).value();
        (void)store::push_recipient(connection, delivery.subscription, clock.now());
        store::push_tried(connection, delivery.id, clock.now() + base::Millis{60'000});
        if (nth == 0) store::put_off_push(connection, delivery.id, clock.now() + base::Millis{60'000});
        if (nth == 1) ++delivery.version;
        if (nth > 0) store::finish_push(connection, delivery, clock.now() + base::Millis{60'000});
    }
    void be_many_at_once() {
        store::extend_rush(connection, clock.now() + base::Millis{1000});
        (void)store::find_rush(connection);
        (void)store::set_rush_mode(connection, store::RushMode::on);
        (void)store::window_is_open(connection, "bucket", clock.now());
        store::forget_window(connection, "nothing");
        (void)store::all_jobs(connection);
        store::extend_lease(connection, "one", clock.now());
    }
    // After all of it lies far behind.
    void clean_up() {
        clock.forward(std::chrono::hours{24 * 400});
        (void)store::newest_beat(connection);
        (void)store::forget_silent_sidecars(connection, clock.now());
        (void)store::settle_availability(connection, clock.now(), clock.now(), 1000);
        (void)store::end_expired_temp_sessions(connection, clock.now(), 1000);
        (void)store::forget_old_windows(connection, clock.now(), 1000);
        (void)store::expire_sms(connection, clock.now(), 1000);
        (void)store::empty_expired_sms(connection, clock.now(), 1000);
        (void)store::delete_old_sms(connection, clock.now(), 1000);
        (void)store::forget_member_sessions(connection, clock.now(), 1000);
        (void)store::remove_expired_openid_attempts(connection, clock.now(), 1000);
        (void)store::forget_unverified_users(connection, clock.now(), 1000);
    }

private:
    base::ParticipantId person(std::uint64_t nth) const { return base::ParticipantId{ann.value + nth}; }
    accounts::Session guest(std::uint64_t nth) const {
        accounts::Session session;
        session.key.number = session.participant.id.value = person(nth).value;
        return session;
    }
    chat::Post said_there(base::ParticipantId who) const {
        auto post = by(who, "door");
        post.lounge = second_lounge.id;
        return post;
    }
    base::Time later() const { return clock.now() + std::chrono::hours{1}; }
    static store::PhoneHash hash_of(std::uint64_t nth) {
        std::string hash = std::to_string(nth);
        hash.resize(32, '-');
        return {hash, 1};
    }
    base::UserId add_account(std::uint64_t nth) {
        return store::add_user(connection, {.phone = {"sealed", 1},
                                            .phone_hashes = {hash_of(nth)},
                                            .first_name = "Ana",
                                            .last_name = "Li",
                                            .birth_year = 1980,
                                            .locale = "en",
                                            .country = "US",
                                            .once_password_hash = "hash",
                                            .once_password_expires_at = clock.now(),
                                            .now = clock.now()});
    }
    base::SessionId add_session(base::UserId user) {
        const auto id = store::add_member_session(
            connection,
            {.user = user, .device = "Test/1.0", .place = "US", .now = clock.now(), .expires_at = later()});
        store::set_refresh_hash(connection, id, std::to_string(id.value) + std::string(24, 'h'));
        store::set_marks(connection, id, {});
        return id;
    }
    base::MediaId add_picture(char key) {
        const auto id = store::add_media(connection, {.owner = ann,
                                                      .key = std::string(24, key),
                                                      .content_type = "image/webp",
                                                      .byte_size = 1000,
                                                      .width = 640,
                                                      .height = 480,
                                                      .thumb_width = 640,
                                                      .thumb_height = 480,
                                                      .blur = "",
                                                      .perceptual_hash = "12345678",
                                                      .at = clock.now()});
        store::media_stored(connection, id, clock.now());
        return id;
    }
    store::SmsId add_sms(std::uint64_t nth, base::Time expires) {
        return store::add_sms(connection, {.user = std::nullopt,
                                           .phone = {"sealed " + std::to_string(nth), 1},
                                           .body = {"sealed", 1},
                                           .country = "US",
                                           .now = clock.now(),
                                           .expires_at = expires});
    }
};

}  // namespace support
