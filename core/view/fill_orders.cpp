#include "core/view/fill.h"

namespace view {
namespace {

void fill_text_form(Dictionary& page, const char* section, const char* draft, const char* error,
                    const std::optional<TextForm>& values) {
    if (!values) return;
    Dictionary& form = *page.AddSectionDictionary(section);
    form.SetValue(draft, values->draft);
    form.SetValue("CLIENT_ID", values->client_id);
    show_text(form, error, values->error);
}

Dictionary* fill_amount_form(Dictionary& page, const char* section, const std::optional<AmountForm>& values) {
    if (!values) return nullptr;
    Dictionary& form = *page.AddSectionDictionary(section);
    form.SetValue("LEFT", values->left);
    form.SetValue("REFUND_DRAFT", values->draft);
    show_text(form, "REFUND_ERROR", values->error);
    return &form;
}

void fill_rate(Dictionary& page, const std::optional<RateForm>& values) {
    if (!values) return;
    Dictionary& form = *page.AddSectionDictionary("RATE");
    for (unsigned stars = 5; stars >= 1; --stars) {
        Dictionary& one = *form.AddSectionDictionary("STARS");
        set_number(one, "VALUE", stars);
        std::string text;
        for (unsigned i = 0; i < stars; ++i) text += "★";
        one.SetValue("TEXT", text);
        show_if(one, "CHOSEN", stars == values->stars);
    }
    form.SetValue("RATING_DRAFT", values->draft);
    show_text(form, "STARS_ERROR", values->stars_error);
    show_text(form, "RATING_ERROR", values->text_error);
}

void fill_lists(Dictionary& page, const OrderPage& values) {
    if (!values.files.empty()) {
        Dictionary& files = *page.AddSectionDictionary("FILES");
        for (const auto& file : values.files) {
            Dictionary& row = *files.AddSectionDictionary("FILE");
            row.SetValue("NAME", file.name);
            row.SetValue("SIZE", file.size);
            row.SetValue("ADDRESS", file.address);
        }
    }
    for (const auto& refund : values.refunds) {
        Dictionary& row = *page.AddSectionDictionary("REFUNDED");
        row.SetValue("AMOUNT", refund.amount);
        row.SetValue("STATE", refund.state);
        if (!refund.claim.empty()) row.AddSectionDictionary("CLAIM")->SetValue("ADDRESS", refund.claim);
    }
    for (const auto& message : values.messages) {
        Dictionary& row = *page.AddSectionDictionary("MESSAGE");
        row.SetValue("AUTHOR", message.author);
        row.SetValue("BODY", message.body);
        row.SetValue("AT_TEXT", message.at);
        show_if(row, "MINE", message.mine);
    }
    show_if(page, "NO_MESSAGES", values.messages.empty());
}

const char* name_of(OrderPage::Side side) {
    switch (side) {
        case OrderPage::Side::buyer:
            return "AS_BUYER";
        case OrderPage::Side::seller:
            return "AS_SELLER";
        case OrderPage::Side::moderator:
            break;
    }
    return "AS_MODERATOR";
}

void fill_forms(Dictionary& page, const OrderPage& values) {
    show_if(page, "PAY", values.may_pay);
    show_if(page, "CANCEL", values.may_cancel);
    show_if(page, "DELIVER", values.may_deliver);
    if (values.may_confirm)
        page.AddSectionDictionary("CONFIRM")->ShowSection(values.disputed_now ? "DISPUTED_NOW"
                                                                              : "NOT_DISPUTED");
    fill_text_form(page, "DISPUTE", "DISPUTE_DRAFT", "DISPUTE_ERROR", values.dispute);
    fill_text_form(page, "WRITE", "DRAFT", "WRITE_ERROR", values.write);
    fill_text_form(page, "UPLOAD", "DRAFT", "UPLOAD_ERROR", values.upload);
    fill_amount_form(page, "REFUND", values.refund);
    if (Dictionary* decide = fill_amount_form(page, "DECIDE", values.decide)) {
        decide->SetValue("WHY_DRAFT", values.why);
        show_text(*decide, "WHY_ERROR", values.why_error);
    }
    fill_rate(page, values.rate);
}

}  // namespace

void fill(Dictionary& page, const std::string& /*set*/, const OrderPage& values) {
    set_number(page, "ID", values.id);
    set_number(page, "ITEM", values.item);
    page.SetValue("TITLE_OF_ITEM", values.title);
    page.SetValue("AMOUNT", values.amount);
    page.SetValue("STATE", values.state);
    show_text(page, "HINT", values.hint);
    page.SetValue("AT_TEXT", values.at);
    page.SetValue("METHOD", values.method);
    page.SetValue("OTHER", values.other);
    set_number(page, "OTHER_ID", values.other_id);
    page.ShowSection(name_of(values.side));
    show_if(page, "TEST", values.test);
    fill_forms(page, values);
    fill_lists(page, values);
    show_text(page, "DISPUTED", values.dispute_note);
    if (values.rated_stars) {
        Dictionary& rated = *page.AddSectionDictionary("RATED");
        rated.SetValue("STARS_TEXT", *values.rated_stars);
        rated.SetValue("BODY", values.rated_body);
    }
    show_text(page, "NOTE", values.note);
    show_text(page, "FORM_ERROR", values.form_error);
}

void fill(Dictionary& page, const std::string& /*set*/, const OrdersPage& values) {
    page.ShowSection(values.sales ? "SALES" : "PURCHASES");
    for (const auto& order : values.orders) {
        Dictionary& row = *page.AddSectionDictionary("ORDER");
        set_number(row, "ID", order.id);
        row.SetValue("TITLE_OF_ITEM", order.title);
        row.SetValue("OTHER", order.other);
        row.SetValue("AMOUNT", order.amount);
        row.SetValue("STATE", order.state);
        row.SetValue("AT_TEXT", order.at);
        show_if(row, "NEWS", order.news);
    }
    show_if(page, "NO_ORDERS", values.orders.empty());
    if (values.older_before) set_number(*page.AddSectionDictionary("OLDER"), "BEFORE", *values.older_before);
}

void fill(Dictionary& page, const std::string& /*set*/, const StatementPage& values) {
    for (const auto& balance : values.balances) {
        Dictionary& row = *page.AddSectionDictionary("BALANCE");
        row.SetValue("AMOUNT", balance.amount);
        row.SetValue("HELD", balance.held);
    }
    show_if(page, "NO_BALANCE", values.balances.empty());
    for (const auto& entry : values.entries) {
        Dictionary& row = *page.AddSectionDictionary("ENTRY");
        row.SetValue("AT_TEXT", entry.at);
        row.SetValue("WHAT", entry.what);
        row.SetValue("AMOUNT", entry.amount);
        if (entry.order == 0) continue;
        Dictionary& order = *row.AddSectionDictionary("OF_ORDER");
        set_number(order, "ID", entry.order);
        order.SetValue("TITLE_OF_ITEM", entry.title);
    }
    show_if(page, "NO_ENTRIES", values.entries.empty());
    if (values.older_before) set_number(*page.AddSectionDictionary("OLDER"), "BEFORE", *values.older_before);
    page.SetValue("PAYOUT_DRAFT", values.payout);
    show_text(page, "PAYOUT_ERROR", values.payout_error);
    page.SetValue("FEE", values.fee);
    page.SetValue("LEAST", values.least);
    show_text(page, "NOTE", values.note);
}

void fill(Dictionary& page, const std::string& /*set*/, const TestPaymentPage& values) {
    set_number(page, "ID", values.id);
    page.SetValue("TITLE_OF_ITEM", values.title);
    page.SetValue("AMOUNT", values.amount);
}

void fill(Dictionary& page, const std::string& /*set*/, const DisputesPage& values) {
    for (const auto& dispute : values.disputes) {
        Dictionary& row = *page.AddSectionDictionary("DISPUTE");
        set_number(row, "ID", dispute.id);
        row.SetValue("TITLE_OF_ITEM", dispute.title);
        row.SetValue("BUYER", dispute.buyer);
        row.SetValue("SELLER", dispute.seller);
        row.SetValue("AMOUNT", dispute.amount);
        row.SetValue("AT_TEXT", dispute.at);
        row.SetValue("BODY", dispute.body);
    }
    show_if(page, "NO_DISPUTES", values.disputes.empty());
    show_text(page, "NOTE", values.note);
}

}  // namespace view
