#include "fcgi/banned.h"

#include "core/store/moderation_actions.h"

namespace fcgi {

std::optional<Response> to_decision(Context& context) {
    const auto person = context.banned_person();
    const auto ban = person ? store::ban_of(context.connection(), *person) : std::nullopt;
    if (!ban) return std::nullopt;
    return Response::redirect("/decisions/" + context.services().decision_codes.code_of(ban->id));
}

}  // namespace fcgi
