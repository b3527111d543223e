// Who is told of an order, and that nobody decides about their own.
#include "core/chat/event_json.h"
#include "core/store/unseen.h"
#include "tests/core/trade.h"

namespace {

struct Ground : support::Trade {
    // "talks purchases sales" of what a member has not looked at.
    std::string unseen(const accounts::Session& who) {
        const auto news = store::unseen(other, who.participant.id, *who.user, 10);
        return std::to_string(news.talks) + (news.purchases ? " purchases" : "") +
               (news.sales ? " sales" : "");
    }
    std::string last_event(const accounts::Session& who) {
        return chat::event_json("@me", store::events_after(other, who.stream, 0, 100).back());
    }
    std::vector<base::OrderId> welcomed_with(const accounts::Session& who) {
        return store::own_state(other, who.participant.id).orders;
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(order_news, Ground)

BOOST_AUTO_TEST_CASE(each_side_has_news_until_it_has_looked_and_nobody_else) {
    BOOST_TEST(unseen(bea) == "0");
    const auto order = paid(bea);
    BOOST_TEST(unseen(bea) == "0 purchases");
    BOOST_TEST(unseen(seller) == "0 sales");
    BOOST_TEST(unseen(ben) == "0");
    BOOST_TEST((welcomed_with(bea) == std::vector{order.id}));
    BOOST_TEST((welcomed_with(seller) == std::vector{order.id}));
    BOOST_TEST(welcomed_with(ben).empty());
    BOOST_TEST(store::own_state(other, ann).orders.empty(), "a guest has none");
    BOOST_TEST(
        last_event(seller).ends_with(R"("order":)" + std::to_string(order.id.value) + R"(,"what":"paid"})"));
    store::set_news(connection, order.id, true, false);
    BOOST_TEST(unseen(bea) == "0");
    BOOST_TEST(unseen(seller) == "0 sales", "the other side's look is not theirs");
    BOOST_TEST(welcomed_with(bea).empty());
    BOOST_TEST((welcomed_with(seller) == std::vector{order.id}));
}

BOOST_AUTO_TEST_CASE(no_moderator_decides_about_an_order_of_their_own) {
    const auto order = paid(admin);
    BOOST_TEST(code(market::dispute_order(connection, house, admin, order.id, "mine")) == "done");
    const auto decide = [&](const accounts::Session& who) {
        return code(market::decide_dispute(connection, house, log, {.session = &who, .door = "page"},
                                           order.id, 1250, "all of it"));
    };
    BOOST_TEST(decide(admin) == "not_yourself");
    BOOST_TEST(state(order) == "COMPLETED/DISPUTED");
    const auto chief = staff("chief", {store::Role::admin, std::nullopt});
    BOOST_TEST(decide(chief) == "done");
    BOOST_TEST(state(order) == "REFUNDED/DISPUTED");
}

BOOST_AUTO_TEST_SUITE_END()
