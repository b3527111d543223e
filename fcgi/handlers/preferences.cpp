// The language and the appearance of the pages: a member's language goes with their account, the rest stays in this browser.
#include "core/accounts/profile.h"
#include "fcgi/handlers/account_form.h"
#include "fcgi/handlers/handlers.h"
#include "fcgi/handlers/member_form.h"
#include "fcgi/way_on.h"

namespace fcgi::handlers {
namespace {

std::string way_back(std::string_view path) {
    return is_own_path(path) && !path.starts_with("/preferences") ? std::string(path) : "/";
}

bool known_theme(std::string_view theme) { return theme.empty() || theme == "light" || theme == "dark"; }

}  // namespace

base::Result<Response> show_preferences(Context& context) {
    context.visitor();
    view::PreferencesPage page;
    page.language = context.language().code();
    page.theme = context.theme();
    page.next = way_back(context.request().query.get("next"));
    return context.page(200, context.language().text("Language and appearance"), page);
}

base::Result<Response> save_preferences(Context& context) {
    const Fields& form = context.request().fields;
    const auto theme = form.get("theme");
    const auto* language = context.services().languages.find(form.get("language"));
    if (language == nullptr || !known_theme(theme)) return base::ErrorCode::bad_request;
    if (is_member(context)) {
        const auto error = accounts::save_language(context.connection(), context.services().member_house(),
                                                   *context.visitor(), language->code());
        if (error) return *error;
    }
    auto response = Response::redirect(way_back(form.get("next")));
    context.remember(response, language_cookie, language->code());
    context.remember(response, theme_cookie, std::string(theme));
    return response;
}

}  // namespace fcgi::handlers
