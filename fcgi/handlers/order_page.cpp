#include "fcgi/handlers/order_page.h"

#include "core/base/random.h"
#include "core/market/download.h"
#include "core/market/listing_form.h"
#include "core/market/order_state.h"
#include "core/store/order_talk.h"
#include "core/view/isolate.h"
#include "core/view/locale_text.h"
#include "core/view/money_text.h"
#include "fcgi/handlers/account_form.h"
#include "fcgi/handlers/moderation_form.h"
#include "fcgi/handlers/order_words.h"
#include "fcgi/handlers/selling_words.h"

namespace fcgi::handlers {
namespace {

using base::ErrorCode;
using Side = view::OrderPage::Side;

constexpr std::size_t most_messages = 100;

bool possible(const store::Order& order, market::OrderStep step) {
    return market::after(market::standing_of(order), step).has_value();
}

void offer_to_buyer(Context& context, const store::Order& order, view::OrderPage& page) {
    const bool held = context.services().clock.now() < order.hold_until;
    page.may_pay = order.payment == store::PaymentStatus::pending && held;
    page.may_cancel = order.payment == store::PaymentStatus::pending;
    page.may_confirm = possible(order, market::OrderStep::settle);
    page.disputed_now = order.fulfilment == store::Fulfilment::disputed;
    if (possible(order, market::OrderStep::dispute)) page.dispute = view::TextForm{};
    const bool has_it =
        order.payment == store::PaymentStatus::completed && order.fulfilment != store::Fulfilment::none;
    if (has_it && !page.rated_stars) page.rate = view::RateForm{};
}

void offer_to_seller(const store::Order& order, const view::MoneyText& money, view::OrderPage& page) {
    page.may_deliver = possible(order, market::OrderStep::deliver);
    if (order.payment == store::PaymentStatus::completed) page.upload = view::TextForm{};
    if (!possible(order, market::OrderStep::refund)) return;
    const auto left = order.amount.minor - order.refunded_minor;
    page.refund =
        view::AmountForm{.left = money({left, order.amount.currency}), .draft = market::plain_price(left)};
}

void offer_to_moderator(const store::Order& order, const view::MoneyText& money, view::OrderPage& page) {
    if (order.payment != store::PaymentStatus::completed || order.fulfilment != store::Fulfilment::disputed)
        return;
    const auto left = order.amount.minor - order.refunded_minor;
    page.decide =
        view::AmountForm{.left = money({left, order.amount.currency}), .draft = market::plain_price(left)};
}

void fill_lists(Context& context, const store::Order& order, const view::MoneyText& money,
                view::OrderPage& page) {
    const Services& services = context.services();
    const auto& language = context.language();
    const auto house = services.house();
    if (page.side == Side::buyer) {
        for (const auto& file : market::files_to_fetch(context.connection(), house, order))
            page.files.push_back(
                {.name = file.name,
                 .size = file_size_text(file.byte_size),
                 .address = market::download_path(services.download_keys, house, order, file.id)});
    }
    for (const auto& refund : store::refunds_of(context.connection(), order.id))
        page.refunds.push_back({.amount = money({refund.minor, order.amount.currency}),
                                .state = refund_state_text(language, refund),
                                .claim = page.side == Side::buyer ? refund.claim_url : ""});
    const auto viewer = context.session()->user;
    for (auto& message : store::order_messages(context.connection(), order.id, most_messages))
        page.messages.push_back({.author = std::move(message.author_name),
                                 .body = std::move(message.body),
                                 .at = view::moment_text(message.at, language),
                                 .mine = message.author == viewer});
    if (const auto rating = store::rating_of(context.connection(), order.id)) {
        page.rated_stars = std::string();
        for (unsigned i = 0; i < rating->stars; ++i) *page.rated_stars += "★";
        page.rated_body = rating->body;
    }
}

std::optional<std::string> note_of(Context& context) {
    const auto& language = context.language();
    const auto done = context.request().query.get("done");
    if (done == "paid") return language.text("Thank you. It is paid.");
    if (done == "sent") return language.text("Sent.");
    if (done == "yes") return language.text("Done.");
    return std::nullopt;
}

// Puts the error beside the field that it speaks of, and what was typed into its form.
void come_back(Context& context, const base::Error& error, view::OrderPage& page) {
    const auto& fields = context.request().fields;
    const std::string text = context.language().text(error);
    const std::string form = context.request().segments.back();
    const bool of_text = error.code == ErrorCode::order_text_missing ||
                         error.code == ErrorCode::order_text_long || error.code == ErrorCode::body_invalid;
    if (form == "dispute" && page.dispute) {
        page.dispute->draft = fields.get("body");
        if (of_text) page.dispute->error = text;
    }
    if (form == "messages" && page.write) {
        page.write->draft = fields.get("body");
        if (of_text || error.code == ErrorCode::muted) page.write->error = text;
    }
    if (form == "rate" && page.rate) {
        page.rate->stars = static_cast<unsigned>(parse_seq(fields.get("stars")).value_or(0));
        page.rate->draft = fields.get("body");
        if (error.code == ErrorCode::rating_stars) page.rate->stars_error = text;
        if (error.code == ErrorCode::rating_long || of_text) page.rate->text_error = text;
    }
    for (auto* amount : {&page.refund, &page.decide}) {
        if (!*amount || !fields.has("amount")) continue;
        (*amount)->draft = fields.get("amount");
        if (error.code == ErrorCode::refund_amount) (*amount)->error = text;
    }
    if (page.decide && page.decide->error)
        page.decide->error =
            context.language().text("Please write an amount from 0 to what is left of the payment.");
    page.why = fields.get("why");
    if (error.code == ErrorCode::moderation_text_long) page.why_error = text;
    const bool of_file = error.code == ErrorCode::file_missing || error.code == ErrorCode::file_bytes ||
                         error.code == ErrorCode::files_many;
    if (of_file && page.upload) page.upload->error = text;
    const bool placed = (page.dispute && page.dispute->error) || (page.write && page.write->error) ||
                        (page.rate && (page.rate->stars_error || page.rate->text_error)) ||
                        (page.refund && page.refund->error) || (page.decide && page.decide->error) ||
                        page.why_error || (page.upload && page.upload->error);
    if (!placed) page.form_error = text;
}

}  // namespace

base::OrderId order_in_path(Context& context) { return base::OrderId{id_in_path(context)}; }

view::OrderPage order_page(Context& context, const store::Order& order, Side side) {
    const auto& language = context.language();
    const view::MoneyText money(language.code());
    view::OrderPage page{.id = order.id.value,
                         .item = order.item.value,
                         .title = order.title,
                         .amount = money(order.amount),
                         .state = order_state_text(language, order),
                         .hint = order_hint(language, order, side == Side::buyer),
                         .at = view::moment_text(order.created_at, language),
                         .method = method_text(language, order.method),
                         .other = side == Side::buyer ? order.seller_name : order.buyer_name,
                         .other_id = (side == Side::buyer ? order.seller_person : order.buyer_person).value,
                         .side = side,
                         .test = order.provider == store::PaymentProvider::test};
    if (side == Side::moderator)
        page.other = view::isolated(order.buyer_name) + " → " + view::isolated(order.seller_name);
    fill_lists(context, order, money, page);
    if (!order.dispute_note.empty()) page.dispute_note = order.dispute_note;
    if (side == Side::buyer) offer_to_buyer(context, order, page);
    if (side == Side::seller) offer_to_seller(order, money, page);
    if (side == Side::moderator) offer_to_moderator(order, money, page);
    if (side != Side::moderator)
        page.write = view::TextForm{.draft = {}, .client_id = base::random_client_id()};
    page.note = note_of(context);
    return page;
}

Response order_again(Context& context, const store::Order& order, Side side, const base::Error& error) {
    view::OrderPage page = order_page(context, order, side);
    come_back(context, error, page);
    return refused_page(context, error, order.title, page);
}

}  // namespace fcgi::handlers
