// Listings before moderators: looked at before they are offered, reported, hidden, removed, given back.
#include "core/moderation/listing_review.h"
#include "tests/core/selling.h"

#include "core/market/access.h"

namespace {

using market::ListingMove;
using store::ActionType;
using store::ReportReason;

struct Judged : support::Selling {
    accounts::Session judge_who_sells = staff("jus", {store::Role::moderator, lounge.room.id});

    base::ItemId waiting() {
        verify(seller);
        const auto id = draft(nsfw());
        BOOST_REQUIRE_EQUAL(move(id, ListingMove::offer, true), "PENDING_REVIEW");
        return id;
    }
    std::string review(const accounts::Session& who, base::ItemId id, bool approve,
                       const std::string& note = "") {
        clock.forward(base::Millis{1});
        return told(moderation::review_listing(connection, house, log, {.session = &who, .door = "page"},
                                               {.item = id, .approve = approve, .note = note}));
    }
    std::string remove(const accounts::Session& who, base::ItemId id) {
        return outcome(act(who, removal(id)));
    }
    moderation::Order removal(base::ItemId id, ActionType type = ActionType::item_remove) {
        moderation::Order order{.type = type};
        order.item = id;
        order.ground = ReportReason::scam;
        order.text = "It never comes.";
        return order;
    }
    std::string report(const accounts::Session& who, base::ItemId id, ReportReason reason) {
        moderation::Complaint complaint;
        complaint.item = id;
        complaint.reason = reason;
        const auto reported = moderation::report(connection, house, who, complaint);
        if (!reported) return std::string(base::wire_code(reported.error().code));
        return reported->repeated ? "again" : "reported";
    }
    store::Case only_case() {
        const auto cases = store::open_cases(other, {.everywhere = true, .rooms = {}}, 10);
        BOOST_REQUIRE_EQUAL(cases.size(), 1U);
        return cases.front();
    }
    moderation::Actor actor() { return {.session = &moderator, .door = "page"}; }
    std::string decide(const moderation::Order& order) {
        return outcome(moderation::decide(connection, house, log, actor(), only_case().id, order));
    }
    std::string dismiss() {
        return outcome(moderation::dismiss(connection, house, log, actor(), only_case().id, "fine"));
    }
    std::vector<base::ItemId> queue(const accounts::Session& who) {
        return store::items_to_review(other, moderation::scope_of(connection, who).value(), 10);
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(market_moderation, Judged)

BOOST_AUTO_TEST_CASE(the_oldest_listing_is_looked_at_first_by_moderators_of_its_room) {
    const auto first = waiting();
    const auto second = waiting();
    BOOST_TEST((queue(moderator) == std::vector{first, second}));
    BOOST_TEST((queue(admin) == std::vector{first, second}));
    BOOST_TEST(queue(elsewhere).empty());
    BOOST_TEST(review(moderator, first, true) == "PUBLISHED");
    BOOST_TEST((queue(moderator) == std::vector{second}));
    BOOST_TEST(indexed(first, "photos"));
    BOOST_TEST(versions(first) == 1U);
    BOOST_TEST(audit_rows("action = 'listing.approve' AND subject = 'item:" + std::to_string(first.value) +
                          "'") == 1U);
}

BOOST_AUTO_TEST_CASE(what_a_moderator_does_not_let_through_comes_back_with_the_reason) {
    const auto id = waiting();
    BOOST_TEST(review(moderator, id, false) == "item_note_missing");
    BOOST_TEST(review(moderator, id, false, std::string(1001, 'x')) == "moderation_text_long");
    BOOST_TEST(review(moderator, id, false, "Who is shown?") == "DRAFT");
    BOOST_TEST(item(id).review_note == "Who is shown?");
    BOOST_TEST(store::items_of_seller(other, *seller.user, 1).front().refused);
    BOOST_TEST(!market::is_public(item(id)));
    BOOST_TEST(move(id, ListingMove::offer, true) == "PENDING_REVIEW");
    BOOST_TEST(item(id).review_note.empty());
    BOOST_TEST(audit_rows("action = 'listing.refuse' AND detail NOT LIKE '%refused%'") == 1U);
}

BOOST_AUTO_TEST_CASE(nobody_else_lets_a_listing_through) {
    const auto id = waiting();
    BOOST_TEST(review(plain, id, true) == "not_allowed");
    BOOST_TEST(review(elsewhere, id, true) == "not_allowed");
    BOOST_TEST(review(of_ann, id, true) == "members_only");
    BOOST_TEST(review(admin, base::ItemId{id.value + 9}, true) == "item_unknown");
    BOOST_TEST(review(elsewhere, base::ItemId{id.value + 9}, true) == "not_allowed");
    auto tired = moderator;
    tired.second_step_taken = false;
    BOOST_TEST(review(tired, id, true) == "second_step_missing");
    verify(judge_who_sells);
    const auto own = market::add_listing(connection, house, judge_who_sells, nsfw()).value();
    BOOST_TEST(move(judge_who_sells, own, ListingMove::offer, true) == "PENDING_REVIEW");
    BOOST_TEST(review(judge_who_sells, own, true) == "not_yourself");
    BOOST_TEST(state(own) == "PENDING_REVIEW");
    BOOST_TEST(state(id) == "PENDING_REVIEW");
    BOOST_TEST(audit_rows("action = 'listing.approve' AND detail LIKE '%refused%'") == 7U);
}

BOOST_AUTO_TEST_CASE(only_what_waits_is_looked_at) {
    using State = store::ItemState;
    for (const auto from : {State::draft, State::published, State::paused, State::sold_out, State::removed}) {
        const auto id = offered();
        set_state(id, from);
        for (const bool approve : {true, false})
            BOOST_TEST(review(moderator, id, approve, "no") == "item_state", store::name_of(from));
    }
    const auto id = waiting();
    other.execute("UPDATE marketplace_item SET stock = 0 WHERE id = ?", id);
    BOOST_TEST(review(moderator, id, true) == "SOLD_OUT");
}

BOOST_AUTO_TEST_CASE(a_moderator_removes_a_listing_and_gives_it_back_paused) {
    const auto id = offered();
    BOOST_TEST(remove(plain, id) == "not_allowed");
    BOOST_TEST(remove(elsewhere, id) == "not_allowed");
    const auto done = act(moderator, removal(id));
    BOOST_REQUIRE(done.ok());
    BOOST_TEST(state(id) == "REMOVED");
    BOOST_TEST(!indexed(id, "lamp"));
    BOOST_TEST(heard_by(seller) == "sanction");
    BOOST_TEST(audit_rows("action = 'moderation.item_remove' AND detail LIKE '%\"item\":%'") == 1U);
    const auto action = store::find_action(other, done->action).value();
    BOOST_TEST(action.item.value().value == id.value);
    BOOST_TEST(action.item_title == "Lamp");
    BOOST_TEST(action.in_force);
    BOOST_TEST(remove(moderator, id) == "item_unknown");
    // Not by the seller's hand.
    for (const auto step : {ListingMove::offer, ListingMove::pause, ListingMove::remove})
        BOOST_TEST(move(id, step) == "item_unknown");
    BOOST_TEST(code(moderation::lift(connection, house, log, actor(), done->action, "a mistake")) == "ok");
    BOOST_TEST(state(id) == "PAUSED");
    BOOST_TEST(!indexed(id, "lamp"));
    BOOST_TEST(move(id, ListingMove::offer) == "PUBLISHED");
    BOOST_TEST(indexed(id, "lamp"));
    BOOST_TEST(heard_by(seller) == "sanction sanction");
}

BOOST_AUTO_TEST_CASE(what_nobody_had_seen_is_a_draft_when_it_is_given_back) {
    const auto id = waiting();
    const auto done = act(moderator, removal(id));
    BOOST_REQUIRE(done.ok());
    BOOST_TEST(code(moderation::lift(connection, house, log, actor(), done->action, "a mistake")) == "ok");
    BOOST_TEST(state(id) == "DRAFT");
}

BOOST_AUTO_TEST_CASE(an_appeal_gives_a_listing_back) {
    const auto id = offered();
    const auto done = act(moderator, removal(id));
    BOOST_REQUIRE(!moderation::appeal(connection, house, done->action, "It was sent."));
    const auto appeal = store::appeal_against(other, done->action).value();
    moderation::Verdict verdict{.appeal = appeal.id, .grant = true};
    const moderation::Actor second{.session = &second_moderator, .door = "page"};
    BOOST_TEST(code(moderation::decide_appeal(connection, house, log, second, verdict)) == "ok");
    BOOST_TEST(state(id) == "PAUSED");
}

BOOST_AUTO_TEST_CASE(what_a_banned_member_sells_is_shown_to_nobody) {
    const auto id = offered();
    auto ban = removal(id, ActionType::ban_temp);
    ban.lasts = base::Millis{std::chrono::hours{1}};
    const auto done = act(moderator, ban);
    BOOST_REQUIRE(done.ok());
    BOOST_TEST(!market::is_public(item(id)));
    BOOST_TEST(state(id) == "PUBLISHED");
    BOOST_TEST(code(moderation::lift(connection, house, log, actor(), done->action, "a mistake")) == "ok");
    BOOST_TEST(market::is_public(item(id)));
}

BOOST_AUTO_TEST_CASE(an_order_about_a_listing_has_to_make_sense) {
    const auto id = offered();
    auto without = removal(id);
    without.item = {};
    BOOST_TEST(outcome(act(admin, without)) == "bad_request");
    BOOST_TEST(outcome(act(moderator, removal(id, ActionType::kick))) == "length_missing");
    BOOST_TEST(outcome(act(moderator, removal(id, ActionType::warning))) == "done");
    BOOST_TEST(state(id) == "PUBLISHED");
    BOOST_TEST(remove(admin, base::ItemId{id.value + 9}) == "item_unknown");
    auto of_staff = market::add_listing(connection, house, judge_who_sells, form()).value();
    BOOST_TEST(remove(moderator, of_staff) == "staff_protected");
    BOOST_TEST(remove(judge_who_sells, of_staff) == "not_yourself");
    BOOST_TEST(remove(admin, of_staff) == "done");
}

BOOST_AUTO_TEST_CASE(reports_of_one_listing_gather_and_keep_what_it_said) {
    const auto id = offered();
    BOOST_TEST(report(of_ann, id, ReportReason::scam) == "reported");
    BOOST_TEST(report(of_ann, id, ReportReason::scam) == "again");
    BOOST_TEST(report(of_bob, id, ReportReason::spam) == "reported");
    BOOST_TEST(report(seller, id, ReportReason::spam) == "own_content");
    BOOST_TEST(report(of_carl, draft(), ReportReason::spam) == "item_unknown");
    const auto found = only_case();
    BOOST_TEST(found.reports == 2U);
    BOOST_TEST(found.subject.item.value().value == id.value);
    BOOST_TEST(found.item_title == "Lamp");
    BOOST_TEST((found.subject.room == lounge.room.id));
    BOOST_TEST(found.person_name == "sal");
    BOOST_TEST(!found.hidden);
    BOOST_TEST(state(id) == "PUBLISHED");
    BOOST_TEST(change(id, form("Something else")) == "PUBLISHED");
    const auto kept = moderation::kept_lines(store::reports_of(other, found.id, 10).front().evidence);
    BOOST_REQUIRE_EQUAL(kept.size(), 1U);
    BOOST_TEST(kept[0].body == "Lamp\n\nA paper lamp");
    BOOST_TEST(kept[0].author_name == "sal");
    BOOST_TEST(!store::lock_case_about(other, base::ItemId{id.value + 1}).has_value());
    // It is decided by what a moderator does on the spot.
    BOOST_TEST(remove(moderator, id) == "done");
    BOOST_TEST(store::open_cases(other, {.everywhere = true, .rooms = {}}, 10).empty());
    BOOST_TEST(heard_by(of_ann) == "report_outcome");
}

BOOST_AUTO_TEST_CASE(what_shows_a_child_is_hidden_at_once_and_shown_again_as_it_was) {
    const auto id = offered();
    BOOST_TEST(report(of_ann, id, ReportReason::underage) == "reported");
    BOOST_TEST(state(id) == "PENDING_REVIEW");
    BOOST_TEST(!indexed(id, "lamp"));
    BOOST_TEST(!market::is_public(item(id)));
    BOOST_TEST(only_case().hidden);
    // Neither its seller nor the queue of reviews brings it back.
    BOOST_TEST(queue(moderator).empty());
    BOOST_TEST(review(moderator, id, true) == "item_state");
    for (const auto step : {ListingMove::offer, ListingMove::pause, ListingMove::remove})
        BOOST_TEST(move(id, step) == "item_state");
    BOOST_TEST(change(id, form("Harmless")) == "item_state");
    BOOST_TEST(report(of_bob, id, ReportReason::underage) == "item_unknown");
    BOOST_TEST(dismiss() == "done");
    BOOST_TEST(state(id) == "PUBLISHED");
    BOOST_TEST(indexed(id, "lamp"));
}

BOOST_AUTO_TEST_CASE(what_was_paused_or_sold_meanwhile_is_so_when_it_is_shown_again) {
    const auto paused = offered();
    move(paused, ListingMove::pause);
    BOOST_TEST(report(of_ann, paused, ReportReason::underage) == "reported");
    BOOST_TEST(dismiss() == "done");
    BOOST_TEST(state(paused) == "PAUSED");
    const auto sold = offered();
    BOOST_TEST(report(of_ann, sold, ReportReason::underage) == "reported");
    other.execute("UPDATE marketplace_item SET stock = 0 WHERE id = ?", sold);
    BOOST_TEST(dismiss() == "done");
    BOOST_TEST(state(sold) == "SOLD_OUT");
}

BOOST_AUTO_TEST_CASE(a_case_ends_with_the_listing_removed_or_with_its_seller_told) {
    const auto id = offered();
    report(of_ann, id, ReportReason::underage);
    BOOST_TEST(decide(removal(id)) == "done");
    BOOST_TEST(state(id) == "REMOVED");
    const auto second = offered();
    report(of_ann, second, ReportReason::underage);
    BOOST_TEST(decide(removal(second, ActionType::message_delete)) == "bad_request");
    BOOST_TEST(state(second) == "PENDING_REVIEW");
    BOOST_TEST(decide(removal(second, ActionType::warning)) == "done");
    BOOST_TEST(state(second) == "PUBLISHED");
    // Another case's order does not reach this listing: the case says what it is about.
    const auto third = offered();
    report(of_ann, second, ReportReason::scam);
    BOOST_TEST(decide(removal(third)) == "done");
    BOOST_TEST(state(second) == "REMOVED");
    BOOST_TEST(state(third) == "PUBLISHED");
}

BOOST_AUTO_TEST_CASE(a_reported_listing_that_its_seller_removes_keeps_what_moderators_look_at) {
    const auto id = offered();
    report(of_ann, id, ReportReason::scam);
    BOOST_TEST(move(id, ListingMove::remove) == "REMOVED");
    BOOST_TEST(decide(removal(id)) == "item_unknown");
    BOOST_TEST(decide(removal(id, ActionType::warning)) == "done");
    BOOST_TEST(market::knows_history(connection, moderator, item(id)));
    BOOST_TEST(market::knows_history(connection, seller, item(id)));
    BOOST_TEST(!market::knows_history(connection, elsewhere, item(id)));
    BOOST_TEST(!market::knows_history(connection, of_ann, item(id)));
}

BOOST_AUTO_TEST_SUITE_END()
