// What a moderator does on the page of a message or a person, and takes back.
#include "fcgi/handlers/account_form.h"
#include "fcgi/handlers/handlers.h"
#include "fcgi/handlers/message_page.h"
#include "fcgi/handlers/moderation_form.h"
#include "fcgi/handlers/person_page.h"

namespace fcgi::handlers {
namespace {

using base::ErrorCode;

// To the person's record, where the newest stands first.
Response to_record(Context& context, const moderation::Done& done) {
    chat::send_hints(context.services().hints, done.hints);
    const auto action = store::find_action(context.connection(), done.action);
    const auto person = action ? action->person.value : 0;
    return Response::redirect("/people/" + std::to_string(person) + "?done=1#record");
}

base::Result<moderation::Done> lift(Context& context) {
    const Services& services = context.services();
    return moderation::lift(context.connection(), services.house(), audit::Log(services.config),
                            actor_of(context), base::ActionId{id_in_path(context)},
                            typed_text(context, "why"));
}

// The record, with what was typed and why it could not be.
Response lift_again(Context& context, const store::Action& action, const base::Error& error) {
    const auto person = store::find_person(context.connection(), action.person);
    if (!person || context.request().wants_json)
        return error_response(context, error, context.request().wants_json);
    view::PersonPage page = person_page(context, *person);
    if (!page.record) return error_response(context, error, false);
    for (auto& row : *page.record) {
        if (row.id == action.id.value) row.why = context.request().fields.get("why");
    }
    page.form_error = context.language().text(error);
    return refused_page(context, error, person->name, page);
}

}  // namespace

base::Result<Response> moderate_message(Context& context) {
    auto place = message_place(context);
    if (!place) return place.error();
    auto order = typed_order(context);
    if (order) {
        order->lounge = place->lounge;
        order->message = place->seq;
    }
    const auto done = carry_out(context, order, place->lounge.room.id);
    if (done) return to_record(context, *done);
    if (context.request().wants_json) return done.error();
    auto page = message_page(context, *place);
    if (!page || !page->order) return done.error();
    place_error(context, done.error(), *page->order, page->form_error);
    return refused_page(context, done.error(), place->lounge.name, *page);
}

base::Result<Response> moderate_person(Context& context) {
    const auto person = person_of(context);
    if (!person) return person.error();
    auto order = typed_order(context);
    if (order) order->person = person->id;
    const auto done = carry_out(context, order, std::nullopt);
    if (done) return to_record(context, *done);
    if (context.request().wants_json) return done.error();
    view::PersonPage page = person_page(context, *person);
    if (!page.order) return done.error();
    place_error(context, done.error(), *page.order, page.form_error);
    return refused_page(context, done.error(), person->name, page);
}

base::Result<Response> lift_action(Context& context) {
    const auto lifted = lift(context);
    if (lifted) return to_record(context, *lifted);
    const auto code = lifted.error().code;
    const bool of_form = code == ErrorCode::not_in_force || code == ErrorCode::moderation_text_long;
    const auto action = of_form
                            ? store::find_action(context.connection(), base::ActionId{id_in_path(context)})
                            : std::nullopt;
    return action ? lift_again(context, *action, lifted.error()) : base::Result<Response>(lifted.error());
}

}  // namespace fcgi::handlers
