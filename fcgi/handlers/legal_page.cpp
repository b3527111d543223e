#include "fcgi/handlers/handlers.h"
#include "fcgi/site_text.h"

namespace fcgi::handlers {
namespace {

std::vector<view::TextPart> own_text(Context& context, std::string_view name) {
    context.visitor();
    return site_text(context.services().config.site_dir, name, context.language().code());
}

}  // namespace

base::Result<Response> show_terms(Context& context) {
    const view::TermsPage page{own_text(context, "terms")};
    return context.page(200, context.language().text("House rules"), page);
}

base::Result<Response> show_privacy(Context& context) {
    const view::PrivacyPage page{own_text(context, "privacy")};
    return context.page(200, context.language().text("Privacy"), page);
}

}  // namespace fcgi::handlers
