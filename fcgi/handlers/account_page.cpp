#include "core/accounts/profile.h"
#include "core/base/tr.h"
#include "core/store/verifications.h"
#include "core/view/locale_text.h"
#include "fcgi/handlers/account_form.h"
#include "fcgi/handlers/handlers.h"
#include "fcgi/handlers/member_form.h"

namespace fcgi::handlers {
namespace {

using base::tr;

std::vector<view::LanguageOption> languages(std::string_view chosen) {
    std::vector<view::LanguageOption> options;
    for (std::size_t i = 0; i < view::language_names.size(); ++i) {
        options.push_back({.code = std::string(view::language_codes[i]),
                           .name = std::string(view::language_names[i]),
                           .chosen = view::language_codes[i] == chosen});
    }
    return options;
}

view::AccountPage account_page(Context& context) {
    const auto profile =
        accounts::profile_of(context.connection(), context.services().member_house(), member_of(context));
    view::AccountPage page;
    page.name.name = profile.display_name;
    page.real_name.first = profile.first_name;
    page.real_name.last = profile.last_name;
    page.bio = profile.bio;
    page.phone = profile.masked_phone;
    page.since = view::date_text(profile.member_since, context.language());
    page.age.red = profile.age == store::AgeCategory::over_18_red;
    page.age.over_18 = !page.age.red;
    page.second_step = profile.has_second_step;
    page.proven = member_of(context).age.proven(context.services().clock.now());
    const auto newest = store::newest_verification(context.connection(), *member_of(context).user);
    page.proof_waits = newest && newest->handed_in();
    page.languages = languages(profile.locale);
    return page;
}

ErrorText note_of(Context& context) {
    const auto done = context.request().query.get("done");
    if (done == "profile") return context.language().text(tr("Saved."));
    if (done == "password")
        return context.language().text(tr("Your password is changed. Everywhere else you are signed out."));
    if (done == "second-step-off")
        return context.language().text(tr("The second step is off. Everywhere else you are signed out."));
    return std::nullopt;
}

void fill_in_again(const Fields& form, view::AccountPage& page) {
    page.name.name = form.get("displayName");
    page.real_name.first = form.get("firstName");
    page.real_name.last = form.get("lastName");
    page.bio = form.get("bio");
    page.age = age_field(form.get("ageCategory"));
    page.languages = languages(form.get("locale"));
}

ErrorText& place_of(view::AccountPage& page, base::ErrorCode code) {
    using enum base::ErrorCode;
    switch (code) {
        case name_too_short:
        case name_too_long:
        case name_characters:
        case name_reserved:
        case name_taken:
            return page.name.error;
        case real_name_invalid:
            return page.real_name.error;
        case bio_too_long:
            return page.bio_error;
        case age_required:
            return page.age.error;
        default:
            return page.form_error;
    }
}

}  // namespace

base::Result<Response> show_account(Context& context) {
    view::AccountPage page = account_page(context);
    page.note = note_of(context);
    return context.page(200, context.language().text("Your account"), page);
}

base::Result<Response> save_profile(Context& context) {
    const Fields& form = context.request().fields;
    const auto refused =
        accounts::save_profile(context.connection(), context.services().member_house(), member_of(context),
                               {.display_name = std::string(form.get("displayName")),
                                .first_name = std::string(form.get("firstName")),
                                .last_name = std::string(form.get("lastName")),
                                .locale = std::string(form.get("locale")),
                                .bio = std::string(form.get("bio")),
                                .age_category = std::string(form.get("ageCategory"))});
    if (refused) return profile_refused(context, *refused);
    return Response::redirect("/account?done=profile");
}

Response profile_refused(Context& context, const base::Error& error) {
    if (!is_member(context)) return error_response(context, error, false);
    view::AccountPage page = account_page(context);
    fill_in_again(context.request().fields, page);
    place_of(page, error.code) = context.language().text(error);
    return refused_page(context, error, context.language().text("Your account"), page);
}

}  // namespace fcgi::handlers
