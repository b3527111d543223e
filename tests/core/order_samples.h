// The pages of orders with one text in every place, for tests of rendering.
#pragma once

#include <string>

#include "core/view/renderer.h"

namespace support {

inline view::OrderPage order_sample(const std::string& text) {
    view::OrderPage page;
    page.id = page.item = page.other_id = 7;
    page.title = page.amount = page.state = page.at = page.method = page.other = page.why = page.rated_body =
        text;
    page.hint = page.dispute_note = page.rated_stars = page.note = page.form_error = page.why_error = text;
    page.test = page.may_pay = page.may_cancel = page.may_deliver = page.may_confirm = page.disputed_now =
        true;
    page.dispute = page.write = page.upload = view::TextForm{text, text, text};
    page.refund = page.decide = view::AmountForm{text, text, text};
    page.rate = view::RateForm{3, text, text, text};
    page.files = {{text, text, "/" + text}};
    page.refunds = {{text, text, "https://x.org/?a=" + text}, {text, text, ""}};
    page.messages = {{text, text, text, true}, {text, text, text, false}};
    return page;
}

inline std::string order_samples(const view::Renderer& renderer, const view::Language& language,
                                 const view::Frame& frame, const std::string& text) {
    std::string pages;
    using Side = view::OrderPage::Side;
    for (const auto side : {Side::buyer, Side::seller, Side::moderator}) {
        auto page = order_sample(text);
        page.side = side;
        page.disputed_now = side != Side::buyer;
        if (side == Side::moderator) page.messages.clear();
        pages += renderer.page(language, frame, page);
    }
    view::OrdersPage orders{
        .sales = true, .orders = {{7, text, text, text, text, text, true}}, .older_before = 7};
    pages += renderer.page(language, frame, orders);
    pages += renderer.page(language, frame, view::OrdersPage{.sales = false, .orders = {}});
    view::StatementPage statement;
    statement.balances = {{text, text}};
    statement.entries = {{text, text, text, 7, text}, {text, text, text, 0, ""}};
    statement.older_before = 7;
    statement.payout = statement.fee = statement.least = text;
    statement.payout_error = statement.note = text;
    pages += renderer.page(language, frame, statement);
    pages += renderer.page(language, frame, view::StatementPage{});
    pages += renderer.page(language, frame, view::TestPaymentPage{7, text, text});
    pages += renderer.page(
        language, frame,
        view::DisputesPage{.disputes = {{7, text, text, text, text, text, text}}, .note = text});
    return pages + renderer.page(language, frame, view::DisputesPage{});
}

}  // namespace support
