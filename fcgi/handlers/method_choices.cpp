#include "core/market/ways.h"
#include "fcgi/handlers/item_page.h"

namespace fcgi::handlers {
namespace {

std::string method_text(const view::Language& language, store::PaymentMethod method) {
    switch (method) {
        case store::PaymentMethod::stripe:
            return language.text("Card");
        case store::PaymentMethod::paypal:
            return language.text("PayPal");
        case store::PaymentMethod::crypto:
            break;
    }
    return language.text("Cryptocurrency");
}

}  // namespace

std::vector<view::MethodChoice> method_choices(Context& context, const store::Item& item) {
    std::vector<view::MethodChoice> choices;
    for (const auto& way : market::ways_to_pay(context.services().config.market, item.content)) {
        choices.push_back({.value = std::string(store::name_of(way.method)),
                           .text = method_text(context.language(), way.method),
                           .test = way.provider == store::PaymentProvider::test,
                           .chosen = choices.empty()});
    }
    return choices;
}

}  // namespace fcgi::handlers
