#include "core/accounts/market_data.h"

#include <limits>

#include "core/market/ledger.h"
#include "core/market/payout.h"
#include "core/store/ledger.h"
#include "core/store/market_data.h"
#include "core/store/orders.h"

namespace accounts {
namespace {

using nlohmann::json;

constexpr std::size_t at_once = 1000;

std::string at(base::Time time) { return base::to_iso8601(time); }

void add_time(json& row, const char* name, const std::optional<base::Time>& time) {
    if (time) row[name] = at(*time);
}

json price_of(const store::Money& money) {
    return {{"minor", money.minor}, {"currency", store::name_of(money.currency)}};
}

json versions_of(db::Connection& connection, base::ItemId item) {
    json list = json::array();
    for (const auto& one : store::revisions_of(connection, item, at_once)) {
        json version{{"version", one.version},
                     {"title", one.title},
                     {"description", one.description},
                     {"category", store::name_of(one.category)},
                     {"content", store::name_of(one.content)},
                     {"price", price_of(one.price)},
                     {"at", at(one.at)}};
        add_time(version, "consentDeclared", one.consent_declared_at);
        list.push_back(std::move(version));
    }
    return list;
}

json files_of(const std::vector<store::OfferedFile>& files, base::ItemId item) {
    json list = json::array();
    for (const auto& one : files) {
        if (one.item != item) continue;
        json file{{"name", one.name}, {"bytes", one.byte_size}, {"at", at(one.at)}};
        if (one.order) file["forOrder"] = one.order->value;
        add_time(file, "removed", one.removed_at);
        list.push_back(std::move(file));
    }
    return list;
}

json listings_of(db::Connection& connection, base::UserId user) {
    const auto files = store::files_offered_by(connection, user);
    json list = json::array();
    for (const auto& one : store::items_offered_by(connection, user)) {
        json listing{{"id", one.id.value},
                     {"title", one.facts.title},
                     {"description", one.facts.description},
                     {"category", store::name_of(one.facts.category)},
                     {"content", store::name_of(one.facts.content)},
                     {"price", price_of(one.facts.price)},
                     {"state", store::name_of(one.state)},
                     {"made", at(one.created_at)},
                     {"changed", at(one.updated_at)},
                     {"versions", versions_of(connection, one.id)},
                     {"files", files_of(files, one.id)}};
        if (one.facts.stock) listing["pieces"] = *one.facts.stock;
        list.push_back(std::move(listing));
    }
    return list;
}

json order_row(const store::Order& order) {
    json row{{"order", order.id.value},
             {"title", order.title},
             {"amount", price_of(order.amount)},
             {"refundedMinor", order.refunded_minor},
             {"method", store::name_of(order.method)},
             {"payment", store::name_of(order.payment)},
             {"delivery", store::name_of(order.fulfilment)},
             {"made", at(order.created_at)}};
    if (order.failure) row["failure"] = store::name_of(*order.failure);
    add_time(row, "paid", order.paid_at);
    add_time(row, "delivered", order.delivered_at);
    add_time(row, "disputed", order.disputed_at);
    add_time(row, "closed", order.closed_at);
    return row;
}

template <class Read>
json orders_by(Read&& read, bool buyer) {
    json list = json::array();
    base::OrderId before{std::numeric_limits<std::int64_t>::max()};
    for (;;) {
        const auto part = read(before);
        for (const auto& order : part) {
            auto row = order_row(order);
            if (buyer && !order.dispute_note.empty()) row["dispute"] = order.dispute_note;
            list.push_back(std::move(row));
            before = order.id;
        }
        if (part.size() < at_once) return list;
    }
}

json messages_of(db::Connection& connection, base::UserId user) {
    json list = json::array();
    for (const auto& one : store::order_messages_by(connection, user))
        list.push_back({{"order", one.order.value}, {"at", at(one.at)}, {"text", one.body}});
    return list;
}

json ratings_of(db::Connection& connection, base::UserId user) {
    json list = json::array();
    for (const auto& one : store::ratings_by(connection, user))
        list.push_back(
            {{"order", one.order.value}, {"stars", one.stars}, {"text", one.body}, {"at", at(one.at)}});
    return list;
}

json statement_of(db::Connection& connection, base::UserId user) {
    json list = json::array();
    std::uint64_t before = std::numeric_limits<std::int64_t>::max();
    for (;;) {
        const auto part = store::statement_of(connection, market::seller_account(user), before, at_once);
        for (const auto& one : part) {
            json row{{"reason", one.reason},
                     {"minor", one.minor},
                     {"currency", store::name_of(one.currency)},
                     {"at", at(one.at)}};
            if (one.order) row["order"] = one.order->value;
            list.push_back(std::move(row));
            before = one.entry;
        }
        if (part.size() < at_once) return list;
    }
}

}  // namespace

json market_data(db::Connection& connection, const MemberHouse& house, base::UserId user) {
    const auto bought = [&](base::OrderId before) {
        return store::orders_of_buyer(connection, user, before, at_once);
    };
    const auto sold = [&](base::OrderId before) {
        return store::orders_of_seller(connection, user, before, at_once);
    };
    return {{"listings", listings_of(connection, user)},
            {"purchases", orders_by(bought, true)},
            {"sales", orders_by(sold, false)},
            {"orderMessages", messages_of(connection, user)},
            {"ratings", ratings_of(connection, user)},
            {"payoutAddress", market::payout_address(connection, house.keyring, user)},
            {"statement", statement_of(connection, user)}};
}

}  // namespace accounts
