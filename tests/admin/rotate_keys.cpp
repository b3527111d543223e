#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <future>

#include "admin/key_commands.h"
#include "admin/reseal.h"
#include "core/db/transaction.h"
#include "core/store/personal_data.h"
#include "core/store/removal_requests.h"
#include "core/store/sellers.h"
#include "core/verification/vault.h"
#include "tests/support/database.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/server_view.h"
#include "tests/support/stepped_clock.h"

namespace {

using accounts::Keyring;
using accounts::Purpose;
using support::count;

const std::string old_secret = "the old phone key of this test, long enough";
const std::string new_secret = "the new phone key of this test, long enough";

// What the programs are configured with while keys change.
base::Config stage(const std::string& current, const std::string& previous = "",
                   const std::string& next = "") {
    base::Config config;
    config.access_keys.current = std::string(32, 'a');
    config.audit_secret = std::string(32, 'b');
    config.phone_keys = {.current = current, .previous = previous};
    config.phone_key_next = next;
    return config;
}
const base::Config before = stage(old_secret);
const base::Config announced = stage(old_secret, "", new_secret);
const base::Config changing = stage(new_secret, old_secret);
const base::Config after = stage(new_secret);

struct House {
    base::DatabaseSettings settings = support::fresh_database();
    db::Connection connection{settings};
    db::Connection other{settings};
    support::SteppedClock clock;
    support::ScratchFolder folder;

    static std::string phone(int number) { return "+120245611" + std::to_string(10 + number); }

    base::UserId sign_up(const base::Config& config, int number) {
        const Keyring keys(config);
        store::NewUser user;
        user.phone = keys.seal(phone(number), Purpose::phone);
        user.phone_hashes = keys.phone_hashes(phone(number));
        user.once_password_hash = std::string(32, 'h');
        user.now = clock.now();
        return db::transact(connection,
                            [&](db::Connection& inside) { return store::add_user(inside, user); });
    }
    std::vector<base::UserId> sign_up_many(const base::Config& config, int most) {
        std::vector<base::UserId> users;
        for (int number = 0; number < most; ++number) users.push_back(sign_up(config, number));
        return users;
    }
    store::SmsId send_sms(const base::Config& config, int number) {
        const Keyring keys(config);
        return store::add_sms(connection, {.user = std::nullopt,
                                           .phone = keys.seal(phone(number), Purpose::sms),
                                           .body = keys.seal("Your password", Purpose::sms),
                                           .country = "US",
                                           .now = clock.now(),
                                           .expires_at = clock.now() + std::chrono::minutes{30}});
    }
    bool finds(const base::Config& config, int number, base::UserId user) {
        const auto owner = store::find_phone(connection, Keyring(config).phone_hashes(phone(number)));
        return owner && owner->user == user;
    }
    bool opens(const base::Config& config, int number, base::UserId user) {
        return Keyring(config).open(store::find_user(connection, user)->phone, Purpose::phone) ==
               phone(number);
    }
    base::Config housed(base::Config config) const {
        config.audit_head_file = folder.path() + "/audit.head";
        config.verification.documents_dir = folder.path() + "/documents";
        config.verification.keys_dir = folder.path() + "/document-keys";
        return config;
    }
    admin::KeyReport reseal(const base::Config& config, bool forget_bans = false) {
        const base::Config own = housed(config);
        return admin::KeyDesk(connection, own, clock).reseal(forget_bans);
    }
    admin::KeyReport status(const base::Config& config) {
        const base::Config own = housed(config);
        return admin::KeyDesk(connection, own, clock).status();
    }
    // A picture that waits for a decision, sealed by a program of this stage; its name.
    std::string seal_document(const base::Config& config) {
        const base::Config own = housed(config);
        const Keyring keys(own);
        verification::Vault vault(own.verification, keys);
        auto name = verification::Vault::new_name();
        vault.put(name, "the picture " + name);
        return name;
    }
    bool opens_document(const base::Config& config, const std::string& name) {
        const base::Config own = housed(config);
        const Keyring keys(own);
        return verification::Vault(own.verification, keys).get(name) == "the picture " + name;
    }
    std::string key_file(const std::string& name) const { return folder.path() + "/document-keys/" + name; }
    std::uint64_t rows(const std::string& from) { return count(other, "SELECT COUNT(*) FROM " + from); }
    static std::string id_of(const base::Config& config) {
        return std::to_string(Keyring(config).current_id());
    }
};

bool says(const admin::KeyReport& report, std::string_view text) {
    return report.text.find(text) != std::string::npos;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(rotate_keys, House)

BOOST_AUTO_TEST_CASE(members_are_found_by_old_and_new_programs_at_every_stage) {
    const auto first = sign_up(before, 1);
    // Announced: some programs know the new key, some do not yet.
    const auto second = sign_up(announced, 2);
    for (const auto* config : {&before, &announced}) {
        BOOST_TEST(finds(*config, 1, first));
        BOOST_TEST(finds(*config, 2, second));
    }
    // Changed: the others know it as the next one.
    const auto third = sign_up(changing, 3);
    for (const auto* config : {&announced, &changing}) {
        BOOST_TEST(finds(*config, 1, first));
        BOOST_TEST(finds(*config, 2, second));
        BOOST_TEST(finds(*config, 3, third));
        BOOST_TEST(opens(*config, 3, third));
        BOOST_CHECK_THROW(sign_up(*config, 1), db::Duplicate);
        BOOST_CHECK_THROW(sign_up(*config, 3), db::Duplicate);
    }
    BOOST_TEST(!reseal(changing).previous_needed);
    for (const auto* config : {&announced, &changing, &after}) {
        BOOST_TEST(finds(*config, 1, first));
        BOOST_TEST(finds(*config, 2, second));
        BOOST_TEST(finds(*config, 3, third));
        BOOST_TEST(opens(*config, 1, first));
        BOOST_TEST(opens(*config, 2, second));
        BOOST_CHECK_THROW(sign_up(*config, 2), db::Duplicate);
    }
    // A program of the stage before left rows under both keys.
    const auto fourth = sign_up(changing, 4);
    reseal(after);
    BOOST_TEST(finds(after, 4, fourth));
    BOOST_TEST(rows("phone_index WHERE key_id <> " + id_of(after)) == 0U);
    BOOST_TEST(rows("phone_index") == 4U);
}

BOOST_AUTO_TEST_CASE(second_steps_and_sms_come_along_and_what_was_emptied_stays_empty) {
    const auto user = sign_up(before, 1);
    store::reseal_totp(connection, user, Keyring(before).seal("JBSWY3DPEHPK3PXP", Purpose::totp));
    const auto waiting = send_sms(before, 1);
    const auto sent = send_sms(before, 2);
    connection.execute("UPDATE sms_outbox SET phone_ciphertext = '', body_ciphertext = '' WHERE id = ?",
                       sent);
    BOOST_TEST(!reseal(changing).previous_needed);
    const Keyring keys(after);
    BOOST_TEST(keys.open(*store::find_user(connection, user)->totp, Purpose::totp).value() ==
               "JBSWY3DPEHPK3PXP");
    const auto sms = store::lock_sealed_sms(connection, waiting).value();
    BOOST_TEST(keys.open(sms.phone, Purpose::sms).value() == phone(1));
    BOOST_TEST(keys.open(sms.body, Purpose::sms).value() == "Your password");
    BOOST_TEST(!store::lock_sealed_sms(connection, sent).has_value());
}

BOOST_AUTO_TEST_CASE(it_goes_on_where_it_was_stopped_and_then_has_nothing_left_to_do) {
    const auto users = sign_up_many(before, 5);
    send_sms(before, 1);
    admin::Reseal stopped(connection, changing, 2);
    BOOST_TEST(stopped.step());
    BOOST_TEST(stopped.sum().phones == 2U);
    BOOST_TEST(rows("user WHERE phone_key_id = " + id_of(after)) == 2U);
    for (int i = 0; i < 5; ++i) BOOST_TEST(finds(changing, i, users[static_cast<std::size_t>(i)]));
    const auto finished = reseal(changing);
    BOOST_TEST(says(finished, "3 phones, 0 second steps, 1 SMS, 0 contacts, 0 payout addresses, 3 look-ups"),
               finished.text);
    BOOST_TEST(!finished.previous_needed);
    BOOST_TEST(rows("audit_log WHERE action = 'keys.reseal' AND actor = 'operator'") == 1U);
    const auto again = reseal(changing);
    BOOST_TEST(says(again, "0 phones, 0 second steps, 0 SMS, 0 contacts, 0 payout addresses, 0 look-ups"),
               again.text);
    BOOST_TEST(rows("audit_log") == 1U, "what changes nothing is no act");
    for (int i = 0; i < 5; ++i) BOOST_TEST(opens(after, i, users[static_cast<std::size_t>(i)]));
}

BOOST_AUTO_TEST_CASE(contacts_of_requests_for_removal_come_under_the_new_key_too) {
    const auto report_case = store::open_case(connection, {}, store::ReportReason::other, clock.now());
    const auto ask = [&](std::optional<store::Sealed> contact) {
        return store::add_removal(connection, {.report_case = report_case,
                                               .ground = store::RemovalGround::law,
                                               .text = "x",
                                               .contact = std::move(contact),
                                               .at = clock.now()});
    };
    const auto reachable = ask(Keyring(before).seal("me@mail.example", Purpose::contact));
    const auto silent = ask(std::nullopt);
    BOOST_TEST(status(changing).previous_needed);
    const auto done = reseal(changing);
    BOOST_TEST(says(done, "0 SMS, 1 contacts, 0 payout addresses, 0 look-ups"), done.text);
    BOOST_TEST(!done.previous_needed);
    const auto contact = store::lock_sealed_contact(connection, reachable).value();
    BOOST_TEST(Keyring(after).open(contact, Purpose::contact).value() == "me@mail.example");
    BOOST_TEST(!store::lock_sealed_contact(connection, silent).has_value());
}

BOOST_AUTO_TEST_CASE(payout_addresses_of_sellers_come_under_the_new_key_too) {
    const auto users = sign_up_many(after, 4);
    const auto set = [&](std::size_t user, const base::Config& config) {
        store::set_payout_address(connection, users[user], Keyring(config).seal("IBAN 1", Purpose::payout));
    };
    set(0, before);
    set(1, after);
    store::lock_seller(connection, users[2]);  // sells, and has not said where the money goes
    set(3, before);
    connection.execute(
        "UPDATE seller SET payout_ciphertext = CONCAT(payout_ciphertext, '00') WHERE user_id = ?", users[3]);
    BOOST_TEST(status(changing).previous_needed);
    const auto first = reseal(changing);
    BOOST_TEST(says(first, "0 contacts, 1 payout addresses, 0 look-ups"), first.text);
    BOOST_TEST(
        says(first, "NOT user " + std::to_string(users[3].value) + ": their payout address does not open"),
        first.text);
    BOOST_TEST(first.previous_needed);
    const Keyring keys(after);
    for (const std::size_t user : {0U, 1U})
        BOOST_TEST(
            keys.open(store::payout_address(connection, users[user]).value(), Purpose::payout).value() ==
            "IBAN 1");
    BOOST_TEST(!store::payout_address(connection, users[2]).has_value());
    store::set_payout_address(connection, users[3], std::nullopt);
    BOOST_TEST(!reseal(changing).previous_needed);
    BOOST_TEST(rows("audit_log WHERE detail LIKE '%\"payouts\":1%'") == 1U);
}

BOOST_AUTO_TEST_CASE(keys_of_documents_come_under_the_new_key_too) {
    const auto old = seal_document(before);
    const auto fresh = seal_document(changing);
    BOOST_TEST(status(changing).previous_needed);
    BOOST_TEST(opens_document(changing, old));
    const auto done = reseal(changing);
    BOOST_TEST(says(done, "0 look-ups, 1 documents"), done.text);
    BOOST_TEST(!done.previous_needed);
    for (const auto& name : {old, fresh}) BOOST_TEST(opens_document(after, name));
    BOOST_TEST(!opens_document(before, old));
    BOOST_TEST(rows("audit_log WHERE action = 'keys.reseal' AND detail LIKE '%\"documents\":1%'") == 1U);
    BOOST_TEST(says(reseal(changing), "0 look-ups, 0 documents"));
    BOOST_TEST(rows("audit_log") == 1U, "what changes nothing is no act");
}

BOOST_AUTO_TEST_CASE(a_document_whose_key_does_not_open_is_named_and_holds_the_previous_key) {
    const auto good = seal_document(before);
    const auto bad = seal_document(before);
    // Another's key in its place: sealed under a key that is known, for another name.
    std::filesystem::copy_file(key_file(good), key_file(bad),
                               std::filesystem::copy_options::overwrite_existing);
    const auto first = reseal(changing);
    BOOST_TEST(says(first, "NOT document " + bad + ": its key does not open"), first.text);
    BOOST_TEST(first.previous_needed);
    BOOST_TEST(opens_document(after, good));
    std::filesystem::remove(key_file(bad));
    BOOST_TEST(!reseal(changing).previous_needed);
}

BOOST_AUTO_TEST_CASE(keys_of_documents_half_of_which_were_brought_over_are_finished) {
    std::vector<std::string> names;
    for (int i = 0; i < 5; ++i) names.push_back(seal_document(i < 2 ? changing : before));
    // Killed while it wrote the third.
    std::filesystem::copy_file(key_file(names[2]), key_file(names[2]) + ".AAAAAAAA");
    const auto done = reseal(changing);
    BOOST_TEST(says(done, "0 look-ups, 3 documents"), done.text);
    BOOST_TEST(!done.previous_needed);
    for (const auto& name : names) BOOST_TEST(opens_document(after, name));
}

BOOST_AUTO_TEST_CASE(killed_in_the_middle_of_a_batch_it_leaves_that_batch_as_it_was) {
    const auto users = sign_up_many(before, 4);
    db::Connection observer(settings);
    db::Connection victim(settings);
    const auto victim_id = support::id_of(victim);
    {
        // The third account is held, so that the batch waits there with two accounts done.
        db::Transaction hold(other);
        BOOST_REQUIRE(store::lock_user(other, users[2]));
        auto batch = std::async(std::launch::async, [&] { return admin::Reseal(victim, changing).step(); });
        support::wait_until_one_is_blocked(observer);
        support::kill(observer, victim_id);
        BOOST_CHECK_THROW(batch.get(), db::ConnectionLost);
    }
    BOOST_TEST(rows("user WHERE phone_key_id = " + id_of(before)) == 4U);
    BOOST_TEST(rows("phone_index WHERE key_id = " + id_of(before)) == 4U);
    BOOST_TEST(rows("phone_index") == 4U);
    BOOST_TEST(!reseal(changing).previous_needed);
    for (int i = 0; i < 4; ++i) BOOST_TEST(finds(after, i, users[static_cast<std::size_t>(i)]));
}

BOOST_AUTO_TEST_CASE(a_number_deleted_meanwhile_is_not_brought_back) {
    const auto user = sign_up(before, 1);
    db::Connection observer(settings);
    db::Transaction deletion(other);
    BOOST_REQUIRE(store::lock_user(other, user));
    auto batch = std::async(std::launch::async, [&] {
        admin::Reseal reseal(connection, changing);
        reseal.step();
        return reseal.sum().any();
    });
    support::wait_until_one_is_blocked(observer);
    store::erase_user(other, user, base::ParticipantId{}, std::nullopt, clock.now());
    deletion.commit();
    BOOST_TEST(!batch.get());
    BOOST_TEST(rows("phone_index") == 0U);
    BOOST_TEST(rows("user WHERE phone_ciphertext IS NOT NULL") == 0U);
}

BOOST_AUTO_TEST_CASE(what_does_not_open_is_named_and_left_and_the_previous_key_must_stay) {
    const auto users = sign_up_many(before, 3);
    connection.execute("UPDATE user SET phone_ciphertext = CONCAT(phone_ciphertext, '00') WHERE id = ?",
                       users[1]);
    const auto damaged = store::find_user(connection, users[1])->phone.text;
    const auto sms = send_sms(before, 1);
    connection.execute(
        "UPDATE sms_outbox SET body_ciphertext = phone_ciphertext, phone_ciphertext = body_ciphertext, "
        "phone_key_id = phone_key_id + 1 WHERE id = ?",
        sms);
    const auto report = reseal(changing);
    BOOST_TEST(report.previous_needed);
    BOOST_TEST(says(report, "NOT user " + std::to_string(users[1].value) + ": its phone does not open"),
               report.text);
    BOOST_TEST(says(report, "NOT SMS " + std::to_string(sms.value) + ": it does not open"), report.text);
    BOOST_TEST(says(report, "PHONE_ENC_KEY_PREVIOUS must stay: 2 sealed texts and look-ups"), report.text);
    BOOST_TEST(says(report, "1 sealed texts are under keys that are not known here"), report.text);
    BOOST_TEST(store::find_user(connection, users[1])->phone.text == damaged);
    BOOST_TEST(finds(changing, 1, users[1]), "still found under the old key");
    BOOST_TEST(opens(after, 0, users[0]));
    BOOST_TEST(opens(after, 2, users[2]));
}

BOOST_AUTO_TEST_CASE(a_look_up_that_is_another_accounts_is_not_taken_over) {
    const auto owner = sign_up(after, 1);
    const auto twin = sign_up(before, 1);
    const auto report = reseal(changing);
    BOOST_TEST(report.previous_needed);
    BOOST_TEST(says(report, "NOT user " + std::to_string(twin.value) + ": its phone is known as another's"),
               report.text);
    BOOST_TEST(finds(after, 1, owner));
    BOOST_TEST(finds(before, 1, twin));
}

BOOST_AUTO_TEST_CASE(bans_of_deleted_accounts_hold_the_previous_key_until_they_run_out) {
    const auto user = sign_up(before, 1);
    db::transact(connection, [&](db::Connection& inside) {
        store::erase_user(inside, user, base::ParticipantId{}, clock.now() + std::chrono::hours{1},
                          clock.now());
        return true;
    });
    const auto banned = [&](const base::Config& config) {
        const auto owner = store::find_phone(connection, Keyring(config).phone_hashes(phone(1)));
        return owner && !owner->user;
    };
    const auto report = reseal(changing);
    BOOST_TEST(report.previous_needed);
    BOOST_TEST(says(report, "1 bans of deleted accounts are known by it alone"), report.text);
    BOOST_TEST(banned(changing));
    clock.forward(std::chrono::hours{1});
    BOOST_TEST(!status(changing).previous_needed, "it has run out");
    clock.forward(-base::Millis{std::chrono::hours{1}});
    const auto forgotten = reseal(changing, true);
    BOOST_TEST(says(forgotten, "Forgotten: 1 bans"), forgotten.text);
    BOOST_TEST(!forgotten.previous_needed);
    BOOST_TEST(!banned(changing));
    BOOST_TEST(rows("audit_log WHERE detail LIKE '%\"bansForgotten\":1%'") == 1U);
}

BOOST_AUTO_TEST_CASE(bans_under_the_current_key_are_never_forgotten) {
    const auto user = sign_up(after, 1);
    store::erase_user(connection, user, base::ParticipantId{}, clock.now() + std::chrono::hours{1},
                      clock.now());
    for (const auto* config : {&changing, &after}) reseal(*config, true);
    BOOST_TEST(rows("phone_index") == 1U);
}

BOOST_AUTO_TEST_CASE(look_ups_under_the_announced_key_are_kept_and_those_of_lost_keys_go) {
    sign_up(stage("a key that was here once and is long gone", "", old_secret), 1);
    const auto user = sign_up(announced, 2);
    BOOST_TEST(rows("phone_index") == 4U);
    const auto report = reseal(announced);
    // The first account's phone does not open, so it is left alone with all that it is found by.
    BOOST_TEST(says(report, "NOT user"), report.text);
    BOOST_TEST(rows("phone_index") == 4U);
    store::reseal_phone(connection, base::UserId{user.value - 1},
                        Keyring(announced).seal(phone(1), Purpose::phone));
    reseal(announced);
    BOOST_TEST(rows("phone_index WHERE key_id = " + id_of(before)) == 2U);
    BOOST_TEST(rows("phone_index WHERE key_id = " + id_of(after)) == 1U);
    BOOST_TEST(rows("phone_index") == 3U);
}

BOOST_AUTO_TEST_CASE(status_counts_by_key_and_shows_neither_keys_nor_numbers) {
    sign_up(before, 1);
    const auto user = sign_up(changing, 2);
    store::reseal_totp(connection, user, Keyring(changing).seal("secret", Purpose::totp));
    send_sms(before, 1);
    seal_document(changing);
    for (int i = 0; i < 2; ++i) seal_document(before);
    const auto report = status(changing);
    BOOST_TEST(report.previous_needed);
    for (const char* line :
         {"current          1             1      0         0        0          1         1      0",
          "previous         1             0      1         0        0          2         2      0"}) {
        BOOST_TEST(says(report, line), report.text);
    }
    BOOST_TEST(says(status(announced), "next"), status(announced).text);
    for (const auto& secret : {old_secret, new_secret, phone(1), phone(2)}) BOOST_TEST(!says(report, secret));
}

BOOST_AUTO_TEST_SUITE_END()
