#include <algorithm>

#include "core/accounts/roles.h"
#include "core/chat/access.h"
#include "core/chat/admission_acts.h"
#include "core/view/flag.h"
#include "fcgi/handlers/door_page.h"
#include "fcgi/handlers/handlers.h"

namespace fcgi::handlers {
namespace {

constexpr std::uint64_t most_shown = 200;

std::uint64_t minutes(base::Millis time) {
    return static_cast<std::uint64_t>(std::chrono::ceil<std::chrono::minutes>(time).count());
}

std::string estimate_text(const view::Language& language, std::optional<base::Millis> estimate) {
    if (!estimate) return language.text("not known yet");
    if (*estimate < std::chrono::minutes{1}) return language.text("less than a minute");
    return language.plural("about {1} minute", "about {1} minutes", minutes(*estimate));
}

std::string state_text(const view::Language& language, const store::Admission& row, base::Time now) {
    const base::Millis waited = now - row.waiting_since;
    if (waited < std::chrono::minutes{1}) return language.text("waiting for less than a minute");
    return language.plural("waiting for {1} minute", "waiting for {1} minutes", minutes(waited) - 1);
}

// The lounge, where the visitor moderates.
base::Result<store::Lounge> moderated_lounge(Context& context) {
    auto lounge = store::find_lounge(context.connection(), context.path("slug"));
    if (!lounge) return base::ErrorCode::unknown_lounge;
    if (const auto refused = accounts::refusal(context.connection(), context.session().value(),
                                               accounts::Act::moderate, lounge->room.id))
        return *refused;
    return std::move(*lounge);
}

view::QueuePage queue_page(Context& context, const store::Lounge& lounge) {
    view::QueuePage page{.slug = lounge.slug,
                         .name = lounge.name,
                         .flag = view::flag_of(lounge.country),
                         .total_text = {},
                         .waiters = {},
                         .note = std::nullopt,
                         .form_error = std::nullopt};
    std::uint64_t waiting = 0;
    for (const auto& [row, name] : store::named_door_of(context.connection(), lounge.id, most_shown)) {
        const bool called = row.state == store::PlaceState::called;
        page.waiters.push_back(
            {.id = row.participant.value,
             .name = name,
             .position = called ? 0 : ++waiting,
             .state_text = state_text(context.language(), row, context.services().clock.now()),
             .guest = row.guest,
             .called = called});
    }
    if (waiting > 0)
        page.total_text = context.language().plural("{1} person waits.", "{1} people wait.", waiting);
    return page;
}

std::optional<base::ParticipantId> participant_of(Context& context) {
    const auto number = parse_seq(context.request().fields.get("participant"));
    return number ? std::optional(base::ParticipantId{*number}) : std::nullopt;
}

}  // namespace

Response waiting_page(Context& context, const store::Lounge& lounge, const chat::Place& place,
                      const std::optional<std::string>& draft) {
    const auto often = chat::sign_of_life_every(context.services().config.limits);
    view::WaitingPage page{.slug = lounge.slug,
                           .name = lounge.name,
                           .flag = view::flag_of(lounge.country),
                           .code = lounge.room.code,
                           .language = lounge.room.name,
                           .position = place.position,
                           .came_as = place.came_as,
                           .estimate_text = estimate_text(context.language(), place.estimate),
                           .draft = draft,
                           .refresh_seconds = std::nullopt};
    if (!draft) page.refresh_seconds = std::max(1U, static_cast<unsigned>(often.count() / 1000));
    return context.page(draft ? base::http_status(base::ErrorCode::waiting) : 200, lounge.name, page);
}

base::Result<Response> show_queue(Context& context) {
    const auto lounge = moderated_lounge(context);
    if (!lounge) return lounge.error();
    view::QueuePage page = queue_page(context, *lounge);
    if (context.request().query.has("admitted"))
        page.note = context.language().text("Called. They come in as soon as their page hears of it.");
    return context.page(200, lounge->name, page);
}

base::Result<Response> admit_from_queue(Context& context) {
    const auto lounge = moderated_lounge(context);
    if (!lounge) return lounge.error();
    const auto who = participant_of(context);
    if (!who) return base::ErrorCode::bad_request;
    const Services& services = context.services();
    const audit::Log log(services.config);
    const auto refused = chat::call_out_of_turn(context.connection(), services.house(), log, *lounge,
                                                context.session().value(), *who);
    if (!refused) return Response::redirect("/lounges/" + lounge->slug + "/queue?admitted=1");
    if (context.request().wants_json) return *refused;
    view::QueuePage page = queue_page(context, *lounge);
    page.form_error = context.language().text(*refused);
    return context.page(base::http_status(refused->code), lounge->name, page);
}

base::Result<Response> leave_queue(Context& context) {
    const auto lounge = store::find_lounge(context.connection(), context.path("slug"));
    if (!lounge) return base::ErrorCode::unknown_lounge;
    if (lounge->capacity)
        chat::give_up(context.connection(), context.services().house(), lounge->id,
                      context.session()->participant.id);
    return Response::redirect("/languages/" + lounge->room.code);
}

}  // namespace fcgi::handlers
