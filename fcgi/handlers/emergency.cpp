// The emergency switch of a lounge or of the house.
#include "core/moderation/emergency.h"

#include <algorithm>
#include <array>

#include "core/base/tr.h"
#include "core/chat/emergency.h"
#include "core/moderation/case_queue.h"
#include "core/moderation/permission.h"
#include "core/view/locale_text.h"
#include "core/view/staff_pages.h"
#include "fcgi/handlers/account_form.h"
#include "fcgi/handlers/handlers.h"

namespace fcgi::handlers {
namespace {

using base::tr;
using store::EmergencyAccess;

constexpr std::string_view whole_house = "house";

struct Choice {
    std::string_view name;
    base::Millis time;
    std::string_view text;
};
constexpr std::array paces{
    Choice{"", base::Millis{0}, tr("As often as usual")},
    Choice{"10s", std::chrono::seconds{10}, tr("Once in 10 seconds")},
    Choice{"30s", std::chrono::seconds{30}, tr("Once in 30 seconds")},
    Choice{"2m", std::chrono::minutes{2}, tr("Once in 2 minutes")},
    Choice{"10m", std::chrono::minutes{10}, tr("Once in 10 minutes")},
};
constexpr std::array lengths{
    Choice{"30m", std::chrono::minutes{30}, tr("30 minutes")},
    Choice{"1h", std::chrono::hours{1}, tr("1 hour")},
    Choice{"6h", std::chrono::hours{6}, tr("6 hours")},
    Choice{"1d", std::chrono::days{1}, tr("1 day")},
};

struct Access {
    std::string_view name;
    EmergencyAccess access;
    std::string_view text;
};
// What one press does is chosen already: guests only read.
constexpr std::array accesses{
    Access{"members", EmergencyAccess::members, tr("Members alone")},
    Access{"verified", EmergencyAccess::verified, tr("Verified people alone")},
    Access{"everybody", EmergencyAccess::everybody, tr("Everybody")},
};

template <class Choices>
std::vector<view::Option> options(Context& context, const Choices& choices, std::string_view chosen) {
    std::vector<view::Option> all;
    all.reserve(choices.size());
    for (const auto& one : choices)
        all.push_back({.value = std::string(one.name),
                       .text = context.language().text(one.text),
                       .chosen = one.name == chosen});
    return all;
}

template <class Choices>
auto find(const Choices& choices, std::string_view name) {
    const auto found = std::ranges::find_if(choices, [&](const auto& one) { return one.name == name; });
    return found == choices.end() ? nullptr : &*found;
}

std::string what_holds(Context& context, const store::Emergency& emergency) {
    std::string text;
    const auto add = [&](std::string_view part) {
        text += (text.empty() ? "" : ", ") + context.language().text(part);
    };
    for (const auto& one : accesses) {
        if (one.access == emergency.access && one.access != EmergencyAccess::everybody) add(one.text);
    }
    for (const auto& one : paces) {
        if (one.time == emergency.slow && one.time > base::Millis{0}) add(one.text);
    }
    if (emergency.links_off) add(tr("No links"));
    return text;
}

// What was chosen, or the lounge that one comes from. Nothing: moderators of some rooms begin with the first lounge of the list; of the whole house nobody
// presses the switch without having said so.
std::string chosen_place(Context& context) {
    const Fields& form = context.request().fields;
    return std::string(form.has("where") ? form.get("where") : context.request().query.get("lounge"));
}

view::EmergencyPage emergency_page(Context& context, const store::CaseScope& scope) {
    const Fields& form = context.request().fields;
    const auto chosen = [&](std::string_view name, std::string_view usual) {
        return form.has(name) ? form.get(name) : usual;
    };
    view::EmergencyPage page;
    const base::Time now = context.services().clock.now();
    const std::string place = chosen_place(context);
    if (scope.everywhere)
        page.where.push_back({.value = std::string(whole_house),
                              .text = context.language().text("The whole house"),
                              .chosen = place == whole_house});
    for (const auto& lounge : store::all_lounges(context.connection())) {
        if (!moderation::within(scope, lounge.room.id)) continue;
        page.where.push_back({.value = lounge.slug,
                              .text = lounge.room.name + " · " + lounge.name,
                              .chosen = place == lounge.slug});
        if (!chat::in_emergency(lounge, now)) continue;
        page.on.push_back({.slug = lounge.slug,
                           .name = lounge.room.name + " · " + lounge.name,
                           .what = what_holds(context, *lounge.emergency),
                           .until = view::moment_text(lounge.emergency->until, context.language())});
    }
    page.unchosen =
        scope.everywhere && std::ranges::none_of(page.where, [](const auto& one) { return one.chosen; });
    page.write = options(context, accesses, chosen("write", "members"));
    page.slow = options(context, paces, chosen("slow", ""));
    page.lasts = options(context, lengths, chosen("lasts", "1h"));
    page.links_off = form.has("linksOff");
    return page;
}

base::Result<moderation::EmergencyChange> typed_change(Context& context) {
    const Fields& form = context.request().fields;
    moderation::EmergencyChange change;
    if (form.get("where") != whole_house) {
        change.lounge = store::find_lounge(context.connection(), form.get("where"));
        if (!change.lounge) return base::ErrorCode::unknown_lounge;
    }
    if (form.has("off")) return change;
    const auto* access = find(accesses, form.get("write"));
    const auto* pace = find(paces, form.get("slow"));
    const auto* length = find(lengths, form.get("lasts"));
    if (access == nullptr || pace == nullptr) return base::ErrorCode::bad_request;
    if (length == nullptr) return base::ErrorCode::length_missing;
    change.access = access->access;
    change.slow = pace->time;
    change.links_off = form.has("linksOff");
    change.lasts = length->time;
    return change;
}

base::Result<bool> press(Context& context) {
    const auto change = typed_change(context);
    if (!change) return change.error();
    const Services& services = context.services();
    const auto refused =
        moderation::change_emergency(context.connection(), services.house(), audit::Log(services.config),
                                     {.session = &context.session().value(), .door = "page"}, *change);
    return refused ? base::Result<bool>(*refused) : base::Result<bool>(true);
}

// The lounge stays chosen.
std::string lounge_of(Context& context) {
    const auto where = context.request().fields.get("where");
    return where == whole_house ? std::string() : "&lounge=" + std::string(where);
}

std::string why(Context& context, const base::Error& error) {
    const auto& language = context.language();
    if (context.request().fields.get("where").empty())
        return language.text("Please choose where it shall hold.");
    if (error.code == base::ErrorCode::bad_request)
        return language.text("Nothing would change. Please choose what shall hold.");
    return language.text(error);
}

std::string title(Context& context) { return context.language().text("Emergency switch"); }

}  // namespace

base::Result<Response> show_emergency(Context& context) {
    const auto scope = moderation::scope_of(context.connection(), context.session().value());
    if (!scope) return scope.error();
    auto page = emergency_page(context, *scope);
    if (context.request().query.has("done")) page.note = context.language().text("Done. It is on record.");
    return context.page(200, title(context), page);
}

base::Result<Response> switch_emergency(Context& context) {
    const auto scope = moderation::scope_of(context.connection(), context.session().value());
    if (!scope) {
        const Services& services = context.services();
        moderation::note_refusal(context.connection(), services.clock, audit::Log(services.config),
                                 {.session = &context.session().value(), .door = "page"}, "lounge.emergency",
                                 "", scope.error());
        return scope.error();
    }
    const auto pressed = press(context);
    if (pressed) return Response::redirect("/moderation/emergency?done=1" + lounge_of(context));
    auto page = emergency_page(context, *scope);
    page.form_error = why(context, pressed.error());
    return refused_page(context, pressed.error(), title(context), page);
}

}  // namespace fcgi::handlers
