#include "core/market/leaving.h"

#include <future>
#include <nlohmann/json.hpp>

#include "core/accounts/password.h"
#include "core/accounts/profile.h"
#include "core/db/transaction.h"
#include "core/market/listing.h"
#include "core/market/payout.h"
#include "core/store/market_files.h"
#include "core/store/order_talk.h"
#include "core/store/personal_data.h"
#include "core/store/sellers.h"
#include "tests/core/member_house.h"
#include "tests/core/trade.h"

namespace {

using nlohmann::json;
using support::count;

constexpr const char* good = "a long and lovely phrase";
constexpr const char* one_id = "11111111-1111-4111-8111-111111111111";
constexpr const char* other_id = "22222222-2222-4222-8222-222222222222";

struct Ground : support::Trade {
    base::Config members = support::member_config(folder.path());
    accounts::GuestTokens guest_tokens{members.access_keys};
    accounts::MemberTokens member_tokens{members.access_keys, members.refresh_keys};
    accounts::Keyring keyring{members};
    accounts::SessionHouse sessions{member_tokens, clock, members.limits, hints};
    accounts::MemberHouse member_house{sessions, keyring, members, "key"};

    Ground() {
        const auto hash = accounts::hash_password(good);
        for (const auto* who : {&seller, &bea})
            store::set_password(connection, *who->user, hash, clock.now());
    }
    std::string leave(const accounts::Session& who) {
        return support::told(accounts::delete_account(connection, member_house, who, good));
    }
    json data(const accounts::Session& who) {
        return json::parse(accounts::download_data(connection, member_house, who, good).value()).at("market");
    }
    void set_payout(const char* address) {
        BOOST_REQUIRE(!market::set_payout_address(connection, house, keyring, seller, address));
    }
    // Bought, delivered, spoken about, settled, rated; the money is not paid out yet.
    store::Order talked_about() {
        const auto order = paid(bea);
        const auto done = [](const base::Result<market::Turned>& turned) {
            BOOST_REQUIRE_EQUAL(code(turned), "done");
        };
        done(market::write_to_order(connection, house, bea, order.id, one_id, "a walrus for me"));
        done(market::write_to_order(connection, house, seller, order.id, other_id, "a narwhal for you"));
        done(market::dispute_order(connection, house, bea, order.id, "a puffin came"));
        done(market::confirm_order(connection, house, bea, order.id));
        done(market::rate_order(connection, house, bea, order.id, 4, "an otter at last"));
        return order;
    }
    void pay_out() {
        config.limits.payout_least = 1;
        set_payout("IBAN 1");
        BOOST_REQUIRE_EQUAL(market::run_payouts(connection, house, keyring, log, std::string(32, 'a')).size(),
                            1U);
    }
    base::ItemId drafted() {
        return market::add_listing(connection, house, seller,
                                   {.title = "Zebra",
                                    .description = "not yet",
                                    .category = store::ItemCategory::other,
                                    .content = store::ContentType::sfw,
                                    .price = "1.00",
                                    .currency = store::Currency::eur,
                                    .stock = "",
                                    .room = lounge.room.id})
            .value();
    }
    base::ItemFileId stored_file(base::ItemId of) {
        const auto file = store::add_file(connection, {.item = of,
                                                       .order = {},
                                                       .key = "k" + std::to_string(of.value),
                                                       .name = "tree.zip",
                                                       .byte_size = 10,
                                                       .at = clock.now()});
        store::file_stored(connection, file, clock.now());
        return file;
    }
    std::uint64_t rows(const std::string& from) { return count(other, "SELECT COUNT(*) FROM " + from); }
};

bool holds(const json& data, std::string_view part) { return data.dump().find(part) != std::string::npos; }

}  // namespace

BOOST_FIXTURE_TEST_SUITE(market_leaving, Ground)

BOOST_AUTO_TEST_CASE(the_download_holds_each_sides_own_part_of_orders_and_not_the_others) {
    const auto draft = drafted();
    stored_file(item);
    set_payout("IBAN 7");
    const auto order = talked_about();
    const auto sold = data(seller);
    BOOST_TEST(sold.at("listings").size() == 2U);
    BOOST_TEST(sold.at("listings").at(0).at("versions").at(0).at("title") == "A picture");
    BOOST_TEST(sold.at("listings").at(0).at("files").at(0).at("name") == "tree.zip");
    BOOST_TEST(sold.at("listings").at(1).at("id") == draft.value);
    BOOST_TEST(sold.at("listings").at(1).at("state") == "DRAFT");
    BOOST_TEST(sold.at("sales").at(0).at("order") == order.id.value);
    BOOST_TEST(sold.at("sales").at(0).at("delivery") == "SETTLED");
    BOOST_TEST(sold.at("sales").at(0).at("amount").at("minor") == 1250);
    BOOST_TEST(sold.at("purchases").empty());
    BOOST_TEST(sold.at("orderMessages").at(0).at("text") == "a narwhal for you");
    BOOST_TEST(sold.at("payoutAddress") == "IBAN 7");
    BOOST_TEST(sold.at("statement").at(0).at("minor") == 1125);
    for (const char* others : {"walrus", "puffin", "otter", "\"bea\""})
        BOOST_TEST(!holds(sold, others), others);
    const auto bought = data(bea);
    BOOST_TEST(bought.at("purchases").at(0).at("title") == "A picture");
    BOOST_TEST(bought.at("purchases").at(0).at("dispute") == "a puffin came");
    BOOST_TEST(bought.at("orderMessages").size() == 1U);
    BOOST_TEST(bought.at("ratings").at(0).at("text") == "an otter at last");
    BOOST_TEST(bought.at("ratings").at(0).at("stars") == 4);
    BOOST_TEST(bought.at("payoutAddress") == "");
    for (const char* others : {"narwhal", "IBAN", "\"sal\"", "1125"})
        BOOST_TEST(!holds(bought, others), others);
}

BOOST_AUTO_TEST_CASE(an_account_is_not_deleted_while_somebody_waits_or_money_lies_here) {
    const auto order = placed(bea);
    BOOST_TEST(leave(bea) == "orders_open");
    BOOST_TEST(leave(seller) == "orders_open");
    BOOST_TEST(code(market::cancel_order(connection, house, bea, order.id)) == "done");
    const auto second = paid(bea);
    BOOST_TEST(leave(bea) == "orders_open");
    BOOST_TEST(code(market::refund_order(connection, house, seller, second.id, 1250)) == "done");
    BOOST_TEST(leave(bea) == "orders_open", "their money is still on its way to them");
    care();
    const auto third = talked_about();
    BOOST_TEST(leave(seller) == "orders_open", "they have not been paid out");
    BOOST_TEST(rows("marketplace_item WHERE state = 'PUBLISHED'") == 1U, "a refusal changes nothing");
    BOOST_TEST(leave(bea) == "ok");
    pay_out();
    BOOST_TEST(leave(seller) == "ok");
    BOOST_TEST(state(third) == "COMPLETED/SETTLED", "for the books");
    BOOST_TEST(faults() == "");
}

BOOST_AUTO_TEST_CASE(whoever_sold_leaves_no_listing_no_address_and_no_word) {
    const auto draft = drafted();
    const auto with_file = drafted();
    stored_file(with_file);
    stored_file(item);
    const auto order = talked_about();
    pay_out();
    BOOST_TEST(leave(seller) == "ok");
    BOOST_TEST((store::find_item(other, item)->state == store::ItemState::removed));
    BOOST_TEST(!store::find_item(other, draft).has_value());
    BOOST_TEST(store::find_item(other, with_file)->title == "");
    BOOST_TEST(rows("marketplace_document") == 0U);
    BOOST_TEST(rows("marketplace_file WHERE removed_at IS NULL") == 0U);
    BOOST_TEST(!store::payout_address(other, *seller.user).has_value());
    BOOST_TEST(rows("order_message WHERE body LIKE '%narwhal%'") == 0U);
    BOOST_TEST(rows("order_message WHERE body LIKE '%walrus%'") == 1U, "what the other wrote is theirs");
    BOOST_TEST(now(order).title == "A picture", "what was bought");
    BOOST_TEST(now(order).seller_name == "deleted");
    BOOST_TEST(rows("ledger_entry WHERE account = '" + seller_account() + "'") == 2U);
}

BOOST_AUTO_TEST_CASE(whoever_bought_leaves_their_stars_and_no_word) {
    const auto order = talked_about();
    BOOST_TEST(leave(bea) == "ok");
    const auto rating = store::rating_of(other, order.id).value();
    BOOST_TEST(rating.stars == 4U);
    BOOST_TEST(rating.body == "");
    BOOST_TEST(rows("order_message WHERE body LIKE '%walrus%'") == 0U);
    BOOST_TEST(now(order).dispute_note == "");
    BOOST_TEST(now(order).buyer_name == "deleted");
    BOOST_TEST((store::find_item(other, item)->state == store::ItemState::published));
}

BOOST_AUTO_TEST_CASE(an_order_of_an_account_that_is_deleted_meanwhile_is_refused) {
    db::Connection observer(settings);
    db::Transaction deletion(other);
    BOOST_REQUIRE(store::lock_user(other, *bea.user));
    auto order = std::async(std::launch::async, [&] { return code(place(bea, wish(item))); });
    support::wait_until_one_is_blocked(observer);
    market::leave(other, house, *bea.user);
    store::erase_user(other, *bea.user, bea.participant.id, std::nullopt, clock.now());
    deletion.commit();
    BOOST_TEST(order.get() == "members_only");
    BOOST_TEST(stock() == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
