#include <algorithm>
#include <ranges>

#include "core/view/fill.h"

namespace view {
namespace {

void fill_picture(Dictionary& section, const ItemPictureView& picture) {
    set_number(section, "PICTURE_ID", picture.id);
    section.SetValue("PICTURE_KEY", picture.key);
    set_number(section, "PICTURE_WIDTH", picture.width);
    set_number(section, "PICTURE_HEIGHT", picture.height);
    if (!picture.blurred) return section.ShowSection("PLAIN");
    section.AddSectionDictionary("BLURRED")->SetValue("BLUR", picture.blur);
}

void fill_card(Dictionary& card, const ItemCardView& values) {
    set_number(card, "ID", values.id);
    card.SetValue("TITLE", values.title);
    card.SetValue("PRICE", values.price);
    card.SetValue("CATEGORY", values.category);
    card.SetValue("SELLER", values.seller);
    show_text(card, "RATING", values.rating);
    show_if(card, "NSFW", values.nsfw);
    if (values.picture) {
        fill_picture(*card.AddSectionDictionary("PICTURE"), *values.picture);
    } else {
        card.ShowSection("NO_PICTURE");
    }
}

// What of it is chosen, for the addresses of further pages.
void list_choices(Dictionary& page, Dictionary& section, const std::string& name,
                  const std::vector<Option>& options) {
    list_options(section, name.c_str(), options);
    for (const auto& option : options) {
        if (option.chosen) page.SetValue(name + "_VALUE", option.value);
    }
}

// Something else than the first of a choice is chosen.
bool is_narrowed(const std::vector<Option>& options) {
    return std::ranges::any_of(options | std::views::drop(1), &Option::chosen);
}

bool is_narrowed(const MarketPage& values) {
    return is_narrowed(values.categories) || is_narrowed(values.currencies) || is_narrowed(values.orders) ||
           is_narrowed(values.contents) || !values.least.empty() || !values.most.empty();
}

void fill_buy(Dictionary& page, const BuyForm& values) {
    Dictionary& form = *page.AddSectionDictionary("BUY");
    form.SetValue("ORDER_KEY", values.order_key);
    set_number(form, "VERSION", values.version);
    for (const auto& method : values.methods) {
        Dictionary& row = *form.AddSectionDictionary("METHOD");
        row.SetValue("VALUE", method.value);
        row.SetValue("TEXT", method.text);
        show_if(row, "CHOSEN", method.chosen);
        show_if(row, "TEST", method.test);
    }
    form.ShowSection(values.methods.empty() ? "NO_METHODS" : "METHODS");
    show_text(form, "BUY_ERROR", values.error);
}

void fill_share(Dictionary& page, const ShareForm& values) {
    Dictionary& form = *page.AddSectionDictionary("SHARE");
    form.SetValue("CLIENT_ID", values.client_id);
    list_options(form, "LOUNGE", values.lounges);
    show_text(form, "SHARE_ERROR", values.error);
}

void fill_facts(Dictionary& page, const ItemPage& values) {
    set_number(page, "ID", values.id);
    page.SetValue("TITLE", values.title);
    page.SetValue("DESCRIPTION", values.description);
    page.SetValue("PRICE", values.price);
    page.SetValue("CATEGORY", values.category);
    page.SetValue("CODE", values.language_code);
    page.SetValue("LANGUAGE", values.language);
    page.SetValue("SELLER", values.seller);
    set_number(page, "SELLER_ID", values.seller_id);
    show_if(page, "NSFW", values.nsfw);
    show_if(page, "OWN", values.own);
    show_if(page, "BECOME_MEMBER", values.become_member);
    if (values.unpaid_order) set_number(*page.AddSectionDictionary("UNPAID"), "ORDER", *values.unpaid_order);
    show_text(page, "RATED", values.rating);
    show_text(page, "SELLER_RATED", values.seller_rating);
    show_text(page, "STOCK", values.stock);
    show_text(page, "GONE", values.gone);
}

}  // namespace

void list_items(Dictionary& page, const std::string& set, const char* file,
                const std::vector<ItemCardView>& items) {
    for (const auto& item : items) fill_card(include(page, "ITEM", set, file), item);
}

void fill(Dictionary& page, const std::string& set, const MarketPage& values) {
    page.SetValue("QUERY", values.query);
    list_choices(page, page, "LANGUAGE", values.languages);
    list_choices(page, page, "CATEGORY", values.categories);
    list_choices(page, page, "CURRENCY", values.currencies);
    list_choices(page, page, "ORDER", values.orders);
    if (!values.contents.empty())
        list_choices(page, *page.AddSectionDictionary("CONTENTS"), "CONTENT", values.contents);
    page.SetValue("LEAST", values.least);
    page.SetValue("MOST", values.most);
    show_if(page, "NARROWED", is_narrowed(values));
    show_text(page, "FORM_ERROR", values.form_error);
    list_items(page, set, "_item.html", values.items);
    show_if(page, "NOTHING", values.items.empty() && !values.broken_off && !values.form_error);
    show_if(page, "BROKEN_OFF", values.broken_off);
    if (values.after) page.AddSectionDictionary("MORE")->SetValue("AFTER", *values.after);
    show_if(page, "FURTHER", values.further);
}

void fill(Dictionary& page, const std::string& set, const ItemPage& values) {
    fill_facts(page, values);
    for (const auto& picture : values.pictures) fill_picture(*page.AddSectionDictionary("PICTURE"), picture);
    if (values.buy) fill_buy(page, *values.buy);
    if (values.share) fill_share(page, *values.share);
    for (const auto& rating : values.ratings) {
        Dictionary& row = *page.AddSectionDictionary("RATING");
        row.SetValue("STARS_TEXT", rating.stars);
        row.SetValue("AT_TEXT", rating.at);
        show_text(row, "BODY", rating.body);
    }
    show_if(page, "RATINGS", !values.ratings.empty());
    if (values.report) include_report(page, set, *values.report);
    show_text(page, "FORM_ERROR", values.form_error);
    show_text(page, "NOTE", values.note);
}

void fill(Dictionary& page, const std::string& set, const SellerPage& values) {
    set_number(page, "ID", values.id);
    page.SetValue("NAME", values.name);
    page.SetValue("SINCE", values.since);
    show_text(page, "BIO", values.bio);
    show_text(page, "RATED", values.rating);
    show_if(page, "SELF", values.self);
    show_if(page, "WRITE", values.writable);
    list_items(page, set, "_item.html", values.items);
    show_if(page, "NOTHING", values.items.empty() && !values.after);
    if (values.after) page.AddSectionDictionary("MORE")->SetValue("AFTER", *values.after);
}

void fill(Dictionary& fragment, const std::string& set, const MarketPanel& values) {
    list_items(fragment, set, "_panel_item.html", values.items);
    show_if(fragment, "NOTHING", values.items.empty());
}

}  // namespace view
