// A proof of age by another house's word: the way there and back. Served by the workers that ask somebody outside (nginx/chatroom.conf.in).
#include "core/chat/own_events.h"
#include "core/verification/attempt.h"
#include "core/verification/prove_outside.h"
#include "fcgi/handlers/handlers.h"
#include "fcgi/handlers/member_form.h"

namespace fcgi::handlers {
namespace {

using base::ErrorCode;

verification::OutsideHouse outside_house(const Services& services) {
    return {services.clock, services.config, services.log, *services.outside_proof};
}

std::string text_of(Context& context, std::string_view name) {
    return std::string(context.request().query.get(name));
}

}  // namespace

base::Result<Response> begin_outside_proof(Context& context) {
    const auto& services = context.services();
    if (services.outside_proof == nullptr) return ErrorCode::not_found;
    const auto address =
        verification::begin_outside(context.connection(), outside_house(services), *member_of(context).user);
    if (!address) return verification_refused(context, address.error());
    Response response(303);
    response.set("Location", *address);
    response.set("Cache-Control", "no-store");
    return response;
}

// What stands in this address is a secret while it is good for something: no log of visits has it (nginx names it only where a worker fails), and the redirect takes it out of sight.
base::Result<Response> finish_outside_proof(Context& context) {
    const auto& services = context.services();
    if (services.outside_proof == nullptr) return ErrorCode::not_found;
    const auto proven = verification::finish_outside(context.connection(), outside_house(services),
                                                     *member_of(context).user, text_of(context, "state"),
                                                     {.code = text_of(context, "code"),
                                                      .error = text_of(context, "error"),
                                                      .issuer = text_of(context, "iss")});
    if (!proven) return verification_refused(context, proven.error());
    chat::send_hints(services.hints, proven->hints);
    // Pictures that would prove no more than this are needed no more.
    const auto open = verification::open_attempt(context.connection(), *member_of(context).user);
    if (open && open->type == store::VerificationType::age_only)
        (void)verification::take_back(context.connection(), services.verification_house(),
                                      member_of(context));
    return Response::redirect("/account/verification?done=proven");
}

}  // namespace fcgi::handlers
