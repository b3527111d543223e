#include "tests/core/selling.h"

#include <set>

#include "core/market/access.h"
#include "core/market/listing_state.h"

namespace {

using market::ListingForm;
using market::ListingMove;
using market::Mover;
using store::ItemState;
using support::Selling;

std::string checked(const ListingForm& form, const base::Limits& limits = {}) {
    return Selling::code(market::check_listing(form, limits));
}

constexpr ItemState all_states[] = {ItemState::draft,  ItemState::pending_review, ItemState::published,
                                    ItemState::paused, ItemState::sold_out,       ItemState::removed};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(market_listing, Selling)

BOOST_AUTO_TEST_CASE(each_field_of_a_listing_has_its_bounds_and_its_refusal) {
    const auto with = [&](auto change) {
        ListingForm typed = form();
        change(typed);
        return checked(typed);
    };
    BOOST_TEST(checked(form()) == "ok");
    BOOST_TEST(with([](auto& f) { f.title = " \n "; }) == "item_title_missing");
    BOOST_TEST(with([](auto& f) { f.title = std::string(120, 'x'); }) == "ok");
    BOOST_TEST(with([](auto& f) { f.title = std::string(121, 'x'); }) == "item_title_long");
    BOOST_TEST(with([](auto& f) { f.title = "a\x07"; }) == "body_invalid");
    BOOST_TEST(with([](auto& f) { f.title = "\xFF"; }) == "body_invalid");
    // Each is one letter before and two when it is composed.
    std::string growing;
    for (int i = 0; i < 61; ++i) growing += "क़";
    BOOST_TEST(with([&](auto& f) { f.title = growing; }) == "item_title_long");
    BOOST_TEST(with([](auto& f) { f.description = ""; }) == "item_text_missing");
    BOOST_TEST(with([](auto& f) { f.description = std::string(5000, 'x'); }) == "ok");
    BOOST_TEST(with([](auto& f) { f.description = std::string(5001, 'x'); }) == "item_text_long");
    BOOST_TEST(with([](auto& f) { f.category = {}; }) == "item_category_missing");
    BOOST_TEST(with([](auto& f) { f.content = {}; }) == "item_type_missing");
    BOOST_TEST(with([](auto& f) { f.room = {}; }) == "item_room_missing");
    BOOST_TEST(with([](auto& f) { f.price = "0.99"; }) == "item_price");
    BOOST_TEST(with([](auto& f) { f.price = "1"; }) == "ok");
    BOOST_TEST(with([](auto& f) { f.price = "10000"; }) == "ok");
    BOOST_TEST(with([](auto& f) { f.price = "10000.01"; }) == "item_price");
    BOOST_TEST(with([](auto& f) { f.currency = {}; }) == "item_currency");
    BOOST_TEST(with([](auto& f) { f.stock = ""; }) == "ok");
    BOOST_TEST(with([](auto& f) { f.stock = "100000"; }) == "ok");
    for (const char* wrong : {"100001", "-1", "1.5", "many", "99999999999999999999"})
        BOOST_TEST(with([&](auto& f) { f.stock = wrong; }) == "item_stock", wrong);
}

BOOST_AUTO_TEST_CASE(prices_are_read_exactly) {
    const std::pair<const char*, std::uint64_t> good[] = {
        {"12", 1200},    {"12.5", 1250}, {"12.50", 1250}, {"12,50", 1250},
        {" 1 ", 100},    {"0.07", 7},    {"0,01", 1},     {"999999999.99", 99999999999},
        {"19.99", 1999}, {"007", 700},   {"1.10", 110}};
    for (const auto& [text, minor] : good) {
        const auto read = market::parse_price(text);
        BOOST_REQUIRE_MESSAGE(read.has_value(), text);
        BOOST_TEST(*read == minor, text);
        BOOST_TEST(market::parse_price(market::plain_price(*read)).value() == *read);
    }
    for (const char* wrong : {"", ".", "1.", ".5", "1.005", "1,000", "1.2.3", "1e3", "-1", "+1", "$5", "5 €",
                              "0x10", "1 000", "12345678901", "nan", "١٢"})
        BOOST_TEST(!market::parse_price(wrong).has_value(), wrong);
    BOOST_TEST(market::plain_price(1205) == "12.05");
}

BOOST_AUTO_TEST_CASE(texts_are_cleaned_like_what_is_said) {
    auto typed = form("  Paper\n\tlamp  e\xCC\x81 ");
    typed.description = " one\r\ntwo\r ";
    const auto facts = market::check_listing(typed, {}).value();
    BOOST_TEST(facts.title == "Paper lamp \xC3\xA9");
    BOOST_TEST(facts.description == "one\ntwo");
}

BOOST_AUTO_TEST_CASE(the_table_says_who_may_bring_a_listing_where) {
    using enum ItemState;
    const std::set<std::tuple<Mover, ItemState, ItemState>> allowed{
        {Mover::seller, draft, published},
        {Mover::seller, draft, pending_review},
        {Mover::seller, draft, removed},
        {Mover::seller, pending_review, removed},
        {Mover::seller, published, pending_review},
        {Mover::seller, published, paused},
        {Mover::seller, published, removed},
        {Mover::seller, paused, pending_review},
        {Mover::seller, paused, published},
        {Mover::seller, paused, removed},
        {Mover::seller, sold_out, pending_review},
        {Mover::seller, sold_out, paused},
        {Mover::seller, sold_out, removed},
        {Mover::moderator, draft, removed},
        {Mover::moderator, pending_review, published},
        {Mover::moderator, pending_review, draft},
        {Mover::moderator, pending_review, paused},
        {Mover::moderator, pending_review, removed},
        {Mover::moderator, published, pending_review},
        {Mover::moderator, published, removed},
        {Mover::moderator, paused, pending_review},
        {Mover::moderator, paused, removed},
        {Mover::moderator, sold_out, pending_review},
        {Mover::moderator, sold_out, removed},
        {Mover::moderator, removed, paused},
        {Mover::moderator, removed, draft},
        {Mover::pieces, published, sold_out},
        {Mover::pieces, sold_out, published},
    };
    for (const auto who : {Mover::seller, Mover::moderator, Mover::pieces}) {
        for (const auto from : all_states) {
            for (const auto to : all_states)
                BOOST_TEST(market::may_move(who, from, to) == allowed.contains({who, from, to}),
                           static_cast<int>(who)
                               << ": " << store::name_of(from) << " to " << store::name_of(to));
        }
    }
}

BOOST_AUTO_TEST_CASE(sellers_move_a_listing_as_the_table_has_it_and_nowhere_else) {
    using enum ItemState;
    for (const auto from : all_states) {
        const auto tried = [&](ListingMove step) {
            const auto id = offered();
            set_state(id, from);
            return move(id, step);
        };
        const bool gone = from == removed;
        const std::string no = gone ? "item_unknown" : "item_state";
        BOOST_TEST(tried(ListingMove::offer) == (from == draft || from == paused ? "PUBLISHED" : no),
                   store::name_of(from));
        BOOST_TEST(tried(ListingMove::pause) == (from == published || from == sold_out ? "PAUSED" : no),
                   store::name_of(from));
        BOOST_TEST(tried(ListingMove::remove) == (gone ? no : "REMOVED"), store::name_of(from));
    }
}

BOOST_AUTO_TEST_CASE(nobody_touches_what_another_sells) {
    const auto id = offered();
    const std::string mark = market::mark_of(item(id));
    for (const auto* who : {&other_seller, &moderator, &admin}) {
        BOOST_TEST(told(market::change_listing(connection, house, *who, id, {mark, form("Mine")})) ==
                   "item_unknown");
        for (const auto step : {ListingMove::offer, ListingMove::pause, ListingMove::remove})
            BOOST_TEST(move(*who, id, step) == "item_unknown");
    }
    BOOST_TEST(code(market::add_listing(connection, house, of_ann, form())) == "members_only");
    BOOST_TEST(move(of_ann, id, ListingMove::pause) == "members_only");
    BOOST_TEST(move(seller, base::ItemId{id.value + 100}, ListingMove::pause) == "item_unknown");
    BOOST_TEST(state(id) == "PUBLISHED");
    BOOST_TEST(item(id).title == "Lamp");
}

BOOST_AUTO_TEST_CASE(what_is_offered_has_its_first_version_and_is_found) {
    const auto id = draft();
    BOOST_TEST(!indexed(id, "lamp"));
    BOOST_TEST(versions(id) == 0U);
    BOOST_TEST(move(id, ListingMove::offer) == "PUBLISHED");
    BOOST_TEST(indexed(id, "lamp"));
    BOOST_TEST(indexed(id, "paper"));
    BOOST_TEST(item(id).version == 1U);
    BOOST_TEST(item(id).listed_at.has_value());
    const auto first = *item(id).listed_at;
    BOOST_TEST(move(id, ListingMove::pause) == "PAUSED");
    BOOST_TEST(!indexed(id, "lamp"));
    BOOST_TEST(move(id, ListingMove::offer) == "PUBLISHED");
    BOOST_TEST(indexed(id, "lamp"));
    BOOST_TEST(versions(id) == 1U);
    BOOST_TEST((item(id).listed_at == first));
    BOOST_TEST(move(id, ListingMove::remove) == "REMOVED");
    BOOST_TEST(!indexed(id, "lamp"));
    BOOST_TEST(support::count(other, "SELECT COUNT(*) FROM marketplace_document") == 0U);
}

BOOST_AUTO_TEST_CASE(what_was_on_offer_is_kept_with_every_change_but_that_of_pieces) {
    const auto id = offered();
    auto typed = form("Lantern");
    BOOST_TEST(change(id, typed) == "PUBLISHED");
    BOOST_TEST(indexed(id, "lantern"));
    BOOST_TEST(!indexed(id, "lamp") == false);  // it still stands in the description
    typed.description = "A paper one";
    typed.price = "13";
    BOOST_TEST(change(id, typed) == "PUBLISHED");
    BOOST_TEST(!indexed(id, "lamp"));
    typed.stock = "7";
    BOOST_TEST(change(id, typed) == "PUBLISHED");
    BOOST_TEST(change(id, typed) == "PUBLISHED");
    const auto kept = store::revisions_of(other, id, 10);
    BOOST_REQUIRE_EQUAL(kept.size(), 3U);
    BOOST_TEST(kept[0].title == "Lantern");
    BOOST_TEST(kept[0].price.minor == 1300U);
    BOOST_TEST(kept[1].description == "A paper lamp");
    BOOST_TEST(kept[2].title == "Lamp");
    BOOST_TEST(kept[2].version == 1U);
    BOOST_TEST(item(id).version == 3U);
    BOOST_TEST(item(id).stock.value() == 7U);
    const auto never = draft();
    BOOST_TEST(change(never, form("Other")) == "DRAFT");
    BOOST_TEST(versions(never) == 0U);
}

BOOST_AUTO_TEST_CASE(two_tabs_do_not_overwrite_each_other) {
    const auto id = offered();
    const std::string seen = market::mark_of(item(id));
    BOOST_TEST(change(id, form("First")) == "PUBLISHED");
    const auto late = [&] {
        return told(market::change_listing(connection, house, seller, id, {seen, form("Second")}));
    };
    BOOST_TEST(late() == "item_changed");
    BOOST_TEST(item(id).title == "First");
    // The same form sent twice is no quarrel.
    BOOST_TEST(told(market::change_listing(connection, house, seller, id, {seen, form("First")})) ==
               "PUBLISHED");
    // A piece that was sold meanwhile counts too: the number that was typed is of before.
    const std::string before_sale = market::mark_of(item(id));
    clock.forward(base::Millis{1});
    BOOST_TEST(store::take_piece(other, *store::find_item(other, id), clock.now()));
    BOOST_TEST(told(market::change_listing(connection, house, seller, id, {before_sale, form("First")})) ==
               "item_changed");
}

BOOST_AUTO_TEST_CASE(the_number_of_pieces_decides_whether_it_is_sold_out) {
    const auto id = offered();
    auto typed = form();
    typed.stock = "0";
    BOOST_TEST(change(id, typed) == "SOLD_OUT");
    BOOST_TEST(!indexed(id, "lamp"));
    typed.stock = "";
    BOOST_TEST(change(id, typed) == "PUBLISHED");
    BOOST_TEST(indexed(id, "lamp"));
    BOOST_TEST(move(id, ListingMove::pause) == "PAUSED");
    typed.stock = "0";
    BOOST_TEST(change(id, typed) == "PAUSED");
    BOOST_TEST(move(id, ListingMove::offer) == "SOLD_OUT");
    auto none = form();
    none.stock = "0";
    BOOST_TEST(move(draft(none), ListingMove::offer) == "SOLD_OUT");
}

BOOST_AUTO_TEST_CASE(nsfw_needs_a_proof_of_age_and_a_declaration) {
    config.market.review = base::ListingReview::none;
    const auto id = draft(nsfw());
    BOOST_TEST(move(id, ListingMove::offer, true) == "seller_unverified");
    verify(seller);
    BOOST_TEST(move(id, ListingMove::offer) == "item_consent");
    BOOST_TEST(!item(id).consent_declared_at.has_value());
    BOOST_TEST(move(id, ListingMove::offer, true) == "PUBLISHED");
    const auto declared = item(id).consent_declared_at;
    BOOST_REQUIRE(declared.has_value());
    BOOST_TEST((store::revisions_of(other, id, 1).front().consent_declared_at == declared));
    // Other words need none, and neither does a pause.
    BOOST_TEST(change(id, nsfw("Pictures")) == "PUBLISHED");
    BOOST_TEST(move(id, ListingMove::pause) == "PAUSED");
    BOOST_TEST(move(id, ListingMove::offer) == "PUBLISHED");
    BOOST_TEST((item(id).consent_declared_at == declared));
    BOOST_TEST(change(id, form("Pictures")) == "PUBLISHED");
    BOOST_TEST(!item(id).consent_declared_at.has_value());
    BOOST_TEST(change(id, nsfw("Pictures")) == "item_consent");
    auto with = nsfw("Pictures");
    with.consent = true;
    BOOST_TEST(change(id, with) == "PUBLISHED");
    BOOST_TEST((item(id).consent_declared_at > declared));
    // Of a draft that becomes NSFW it is declared when it is offered.
    const auto later = draft();
    BOOST_TEST(change(later, nsfw()) == "DRAFT");
    BOOST_TEST(move(later, ListingMove::offer) == "item_consent");
    // A proof that has run out.
    seller.age.proven_until = clock.now();
    BOOST_TEST(move(later, ListingMove::offer, true) == "seller_unverified");
    BOOST_TEST(change(id, nsfw("More")) == "seller_unverified");
}

BOOST_AUTO_TEST_CASE(who_is_muted_offers_nothing_and_changes_nothing_that_is_seen) {
    const auto id = offered();
    const auto hidden = draft();
    seller.participant.muted_until = clock.now() + base::Millis{60'000};
    BOOST_TEST(move(hidden, ListingMove::offer) == "muted");
    BOOST_TEST(change(id, form("Loud")) == "muted");
    BOOST_TEST(change(hidden, form("Loud")) == "DRAFT");
    BOOST_TEST(move(id, ListingMove::pause) == "PAUSED");
    BOOST_TEST(move(id, ListingMove::offer) == "muted");
    BOOST_TEST(move(id, ListingMove::remove) == "REMOVED");
}

BOOST_AUTO_TEST_CASE(the_operator_says_what_is_looked_at_first) {
    using base::ListingReview;
    verify(seller);
    const auto outcome = [&](ListingReview review, const ListingForm& typed) {
        config.market.review = review;
        return move(draft(typed), ListingMove::offer, true);
    };
    BOOST_TEST(outcome(ListingReview::none, nsfw()) == "PUBLISHED");
    BOOST_TEST(outcome(ListingReview::nsfw, nsfw()) == "PENDING_REVIEW");
    BOOST_TEST(outcome(ListingReview::nsfw, form()) == "PUBLISHED");
    BOOST_TEST(outcome(ListingReview::all, form()) == "PENDING_REVIEW");
}

BOOST_AUTO_TEST_CASE(other_words_are_looked_at_again_and_a_price_is_not) {
    const auto changed = [&](auto edit) {
        const auto id = offered_nsfw();
        auto typed = nsfw();
        edit(typed);
        return change(id, typed);
    };
    BOOST_TEST(changed([](auto& f) { f.title = "Other"; }) == "PENDING_REVIEW");
    BOOST_TEST(changed([](auto& f) { f.description = "Other"; }) == "PENDING_REVIEW");
    // Calling it SFW is no way around a look.
    BOOST_TEST(changed([](auto& f) { f.content = store::ContentType::sfw; }) == "PENDING_REVIEW");
    BOOST_TEST(changed([](auto& f) { f.price = "99"; }) == "PUBLISHED");
    BOOST_TEST(changed([](auto& f) { f.stock = "9"; }) == "PUBLISHED");
    BOOST_TEST(changed([](auto& f) { f.category = store::ItemCategory::photos; }) == "PUBLISHED");
    const auto id = offered_nsfw();
    BOOST_TEST(move(id, ListingMove::pause) == "PAUSED");
    BOOST_TEST(change(id, nsfw("Other")) == "PENDING_REVIEW");
    BOOST_TEST(!indexed(id, "other"));
    BOOST_TEST(versions(id) == 2U);
    BOOST_TEST(!market::is_public(item(id)));
    // What waits may be changed and waits on.
    auto cheaper = nsfw("Other");
    cheaper.price = "5";
    BOOST_TEST(change(id, cheaper) == "PENDING_REVIEW");
    BOOST_TEST(move(id, ListingMove::offer, true) == "item_state");
}

BOOST_AUTO_TEST_CASE(a_draft_that_nobody_has_seen_goes_wholly) {
    const auto never = draft();
    BOOST_TEST(move(never, ListingMove::remove) == "REMOVED");
    BOOST_TEST(!store::find_item(other, never).has_value());
    const auto once = offered();
    set_state(once, ItemState::draft);
    BOOST_TEST(move(once, ListingMove::remove) == "REMOVED");
    BOOST_TEST(state(once) == "REMOVED");
    BOOST_TEST(support::count(
                   other, "SELECT COUNT(*) FROM marketplace_item WHERE moderation_status = 'REMOVED'") == 1U);
}

BOOST_AUTO_TEST_CASE(a_seller_has_so_many_listings_and_removed_ones_do_not_count) {
    config.limits.items = 2;
    const auto first = offered();
    draft();
    BOOST_TEST(code(market::add_listing(connection, house, seller, form())) == "items_many");
    BOOST_TEST(move(first, ListingMove::remove) == "REMOVED");
    BOOST_TEST(code(market::add_listing(connection, house, seller, form())) == "ok");
    BOOST_TEST(store::items_of_seller(other, *seller.user, 10).size() == 2U);
    BOOST_TEST(store::items_of_seller(other, *other_seller.user, 10).empty());
}

BOOST_AUTO_TEST_CASE(the_index_knows_every_language_of_the_house) {
    auto typed = form("Lámpara für مصباح 灯笼");
    const auto id = draft(typed);
    BOOST_TEST(move(id, ListingMove::offer) == "PUBLISHED");
    for (const char* word : {"lampara", "fur", "مصباح", "灯笼"}) BOOST_TEST(indexed(id, word), word);
    typed.title = "Lámpara";
    BOOST_TEST(change(id, typed) == "PUBLISHED");
    BOOST_TEST(!indexed(id, "灯笼"));
}

BOOST_AUTO_TEST_SUITE_END()
