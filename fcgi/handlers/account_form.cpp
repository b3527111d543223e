#include "fcgi/handlers/account_form.h"

#include "core/accounts/guests.h"
#include "core/accounts/phone.h"
#include "core/store/lounges.h"
#include "core/view/locale_text.h"
#include "fcgi/way_on.h"

namespace fcgi::handlers {
namespace {

constexpr std::string_view number_cookie = "phoneNumber";

accounts::Phone kept_number(Context& context) {
    const auto phone = accounts::parse_phone(context.cookie(number_cookie), "", {});
    return phone ? *phone : accounts::Phone{};
}

std::vector<view::CallingCountry> countries(Context& context, std::string_view chosen) {
    const auto known = accounts::calling_countries(context.services().config.sms_countries);
    std::vector<std::string> names;
    names.reserve(known.size());
    for (const auto& country : known) names.push_back(view::country_name(country.code, context.language()));
    std::vector<view::CallingCountry> options;
    for (const auto place : view::alphabetical_order(names, context.language())) {
        options.push_back({.code = known[place].code,
                           .name = names[place],
                           .calling_code = known[place].calling_code,
                           .chosen = known[place].code == chosen});
    }
    return options;
}

}  // namespace

view::PhoneField phone_field(Context& context) {
    const Fields& form = context.request().fields;
    if (form.has("phoneNumber"))
        return {.number = std::string(form.get("phoneNumber")),
                .countries = countries(context, form.get("country")),
                .error = std::nullopt};
    const auto kept = kept_number(context);
    const auto country =
        kept.country.empty() ? view::likely_country(context.request().accept_language) : kept.country;
    return {.number = kept.e164, .countries = countries(context, country), .error = std::nullopt};
}

view::AgeField age_field(std::string_view sent) {
    const auto age = accounts::parse_age_category(sent);
    return {.over_18 = age == store::AgeCategory::over_18,
            .red = age == store::AgeCategory::over_18_red,
            .error = std::nullopt};
}

bool speaks_of_phone(base::ErrorCode code) {
    using enum base::ErrorCode;
    return code == phone_required || code == phone_invalid || code == phone_country || code == user_exists;
}

void keep_number(Context& context, Response& response) {
    const Fields& form = context.request().fields;
    const auto phone = accounts::parse_phone(form.get("phoneNumber"), form.get("country"), {});
    if (!phone) return;
    const auto time = context.services().config.limits.once_password;
    response.add({.name = std::string(number_cookie),
                  .value = phone->e164,
                  .max_age = std::chrono::floor<std::chrono::seconds>(time)});
}

void forget_number(Context& context, Response& response) {
    if (!context.cookie(number_cookie).empty())
        response.add({.name = std::string(number_cookie), .value = ""});
}

std::string wanted(Context& context) {
    const Request& request = context.request();
    const auto next = request.fields.has("next") ? request.fields.get("next") : request.query.get("next");
    if (next.empty() || is_own_path(next)) return std::string(next);
    const auto lounge = store::find_lounge(context.connection(), next);
    return lounge ? lounge->slug : std::string();
}

std::string way_on(Context& context) {
    const auto next = wanted(context);
    if (next.empty()) return "/languages";
    return next.starts_with('/') ? next : "/lounges/" + next;
}

std::string with_wanted(Context& context, std::string path) {
    return door_to(std::move(path), wanted(context));
}

bool sms_by_hand(Context& context) { return !context.services().config.twilio.configured(); }

bool is_member(Context& context) {
    const auto* visitor = context.visitor();
    return visitor != nullptr && !visitor->guest();
}

}  // namespace fcgi::handlers
