// A person as others see them, and the personal block.
#include "fcgi/handlers/person_page.h"

#include "core/chat/block.h"
#include "core/chat/personal.h"
#include "core/store/blocks.h"
#include "core/view/locale_text.h"
#include "fcgi/handlers/account_form.h"
#include "fcgi/handlers/handlers.h"
#include "fcgi/handlers/lounge_page.h"
#include "fcgi/handlers/moderation_form.h"

namespace fcgi::handlers {
namespace {

using Change = base::Result<chat::Posted>;

// What can be done about somebody else, and what was.
void add_moderation(Context& context, view::PersonPage& page) {
    if (page.self) return;
    page.report = report_form(context, "/people/" + std::to_string(page.id) + "/report");
    const auto scope = scope_of_visitor(context);
    if (!scope) return;
    page.record = record_of(context, base::ParticipantId{page.id}, *scope);
    if (scope->everywhere) page.order = order_fields(context, {});
}

// After the form: to the page it stood on, or there again with the reason.
base::Result<Response> changed(Context& context, const store::Person& person, const Change& change) {
    if (!change) {
        view::PersonPage page = person_page(context, person);
        page.form_error = context.language().text(change.error());
        return refused_page(context, change.error(), person.name, page);
    }
    chat::send_hints(context.services().hints, *change);
    const bool from_list = context.request().fields.get("from") == "list";
    return Response::redirect(from_list ? "/account/blocks" : "/people/" + std::to_string(person.id.value));
}

base::Result<Response> change(Context& context, chat::Personal::Kind kind) {
    const auto person = person_of(context);
    if (!person) return person.error();
    const chat::Personal act{
        .kind = kind, .who = context.session()->participant.id, .whom = person->id, .place = 0};
    return changed(context, *person, chat::personal(context.connection(), context.services().house(), act));
}

}  // namespace

base::Result<store::Person> person_of(Context& context) {
    const auto id = parse_seq(context.path("id"));
    const auto viewer = context.session()->participant.id;
    auto person =
        id ? store::find_person(context.connection(), base::ParticipantId{*id}, viewer) : std::nullopt;
    if (!person || person->status == store::AccountStatus::deleted) return base::ErrorCode::unknown_person;
    return std::move(*person);
}

view::PersonPage person_page(Context& context, const store::Person& person) {
    view::PersonPage page;
    page.id = person.id.value;
    page.name = person.name;
    page.guest = person.guest;
    page.since = view::date_text(person.member_since, context.language());
    if (!person.bio.empty()) page.bio = person.bio;
    page.writable =
        !person.guest && !context.session()->guest() && person.id != context.session()->participant.id;
    page.self = person.id == context.session()->participant.id;
    page.blocked = blocked_of(context).contains(person.id);
    page.availability = person.availability;
    add_moderation(context, page);
    return page;
}

base::Result<Response> show_person(Context& context) {
    const auto person = person_of(context);
    if (!person) return person.error();
    view::PersonPage page = person_page(context, *person);
    if (page.record && context.request().query.has("done"))
        page.note = context.language().text("Done. It stands on record.");
    return context.page(200, person->name, page);
}

base::Result<Response> block_person(Context& context) { return change(context, chat::Personal::Kind::block); }

base::Result<Response> unblock_person(Context& context) {
    return change(context, chat::Personal::Kind::unblock);
}

base::Result<Response> show_blocks(Context& context) {
    view::BlocksPage page;
    const auto viewer = context.session()->participant.id;
    for (const auto& person : store::blocked_people(context.connection(), viewer)) {
        page.people.push_back({.id = person.who.value,
                               .name = person.name,
                               .since = view::date_text(person.since, context.language())});
    }
    return context.page(200, context.language().text("People you have blocked"), page);
}

}  // namespace fcgi::handlers
