#include "fcgi/handlers/member_form.h"

#include "core/accounts/guests.h"
#include "core/base/tr.h"

namespace fcgi::handlers {
namespace {

std::string text_of(Context& context, std::string_view name) {
    return std::string(context.request().fields.get(name));
}

accounts::TypedPhone phone_of(Context& context) {
    return {.number = text_of(context, "phoneNumber"), .country = text_of(context, "country")};
}

std::string sms_text(const view::Language& language) {
    return language.text(base::tr(
        "Your password for The Chatroom: {1}. It is good for one sign-in within 30 minutes. Give it to nobody."));
}

bool is_on(std::string_view value) { return value == "true" || value == "on" || value == "1"; }

}  // namespace

accounts::SignUp read_sign_up(Context& context) {
    const auto* visitor = context.visitor();
    return {.phone = phone_of(context),
            .first_name = text_of(context, "firstName"),
            .last_name = text_of(context, "lastName"),
            .birth_year = text_of(context, "birthYear"),
            .locale = context.language().code(),
            .age = visitor != nullptr ? visitor->age.declared : store::AgeCategory::over_18,
            .sms_text = sms_text(context.language()),
            .address = context.request().remote_address,
            .marks = context.marks()};
}

accounts::SignIn read_sign_in(Context& context) {
    const auto* visitor = context.visitor();
    return {.phone = phone_of(context),
            .password = text_of(context, "password"),
            .stay = is_on(context.request().fields.get("staySignedIn")),
            .device = context.device(),
            .guest = visitor != nullptr && visitor->guest() ? std::optional(*visitor) : std::nullopt};
}

accounts::Forgotten read_forgotten(Context& context) {
    const auto in_language_of = [&context](std::string_view locale) {
        const auto* own = context.services().languages.find(locale);
        return sms_text(own != nullptr ? *own : context.language());
    };
    return {
        .phone = phone_of(context), .sms_text = in_language_of, .address = context.request().remote_address};
}

void add_cookies(Context& context, Response& response, const accounts::SignedIn& signed_in) {
    if (signed_in.second_step) {
        response.add({.name = std::string(accounts::ticket_cookie),
                      .value = *signed_in.second_step,
                      .max_age = accounts::ticket_lifetime});
        return;
    }
    context.forget_guest(response);
    for (auto& cookie : context.member_cookies(*signed_in.keys)) response.add(std::move(cookie));
    context.add_device_cookie(response);
}

const accounts::Session& member_of(Context& context) { return context.session().value(); }

void sign_out(Context& context, Response& response) {
    const Services& services = context.services();
    if (const auto* visitor = context.visitor()) {
        if (visitor->guest()) {
            accounts::leave(context.connection(), services.clock, services.hints, *visitor);
        } else {
            accounts::end_session(context.connection(), services.session_house(), *visitor->user,
                                  base::SessionId{visitor->key.number});
        }
    }
    context.forget_session(response);
}

}  // namespace fcgi::handlers
