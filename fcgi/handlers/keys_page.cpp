#include "core/view/keys_page.h"

#include "fcgi/handlers/handlers.h"

namespace fcgi::handlers {

base::Result<Response> show_keys(Context& context) {
    context.visitor();
    return context.page(200, context.language().text("Keys in a lounge"), view::KeysPage{});
}

}  // namespace fcgi::handlers
