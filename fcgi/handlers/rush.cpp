#include "fcgi/handlers/rush.h"

#include <array>
#include <cstring>
#include <utility>

#include "core/base/tr.h"

namespace fcgi::handlers {
namespace {

constexpr std::array<std::string_view, 10> number_words{
    base::tr("one"), base::tr("two"),   base::tr("three"), base::tr("four"), base::tr("five"),
    base::tr("six"), base::tr("seven"), base::tr("eight"), base::tr("nine"), base::tr("ten")};

// In words, so that no program reads the numbers off in passing.
std::string question_text(const view::Language& language, const accounts::EntryQuestion& question) {
    std::string text = language.text("How much is {first} plus {second}?");
    for (const auto& [marker, number] :
         {std::pair<std::string_view, unsigned>{"{first}", question.first}, {"{second}", question.second}}) {
        const auto at = text.find(marker);
        if (at != std::string::npos)
            text.replace(at, marker.size(), language.text(number_words.at(number - 1)));
    }
    return text;
}

view::EntryTask shown(const view::Language& language, const accounts::EntryTask& task) {
    return {.challenge = task.challenge,
            .bits = task.bits,
            .question = question_text(language, task.question),
            .answer = {},
            .answer_error = std::nullopt,
            .again = false,
            .go = {}};
}

}  // namespace

accounts::RushDoor rush_door(Context& context) {
    const Services& services = context.services();
    return {context.connection(), services.limit_house(), services.config.access_keys,
            context.request().remote_address};
}

accounts::TaskDone task_done(const Request& request) {
    return {.challenge = request.fields.get("challenge"),
            .proof = request.fields.get("proof"),
            .answer = request.fields.get("answer")};
}

std::optional<view::EntryTask> entry_task(Context& context) {
    if (context.visitor() != nullptr) return std::nullopt;
    auto door = rush_door(context);
    if (!door.on()) return std::nullopt;
    return shown(context.language(), door.set_task());
}

std::optional<view::EntryTask> entry_task_again(Context& context, const base::Error& error) {
    if (context.visitor() != nullptr) return std::nullopt;
    auto door = rush_door(context);
    if (!door.on()) return std::nullopt;
    const Fields& form = context.request().fields;
    const auto same = door.same_task(form.get("challenge"));
    auto task = shown(context.language(), same ? *same : door.set_task());
    if (same) task.answer = form.get("answer");
    task.again = error.code == base::ErrorCode::task_missing;
    task.go = form.get("go") == "choose" ? "choose" : "liveliest";
    if (error.code == base::ErrorCode::answer_wrong) task.answer_error = context.language().text(error);
    return task;
}

}  // namespace fcgi::handlers
