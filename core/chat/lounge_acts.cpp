#include "core/chat/lounge_acts.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/accounts/text.h"
#include "core/chat/own_events.h"
#include "core/db/result_transaction.h"
#include "core/store/lounge_changes.h"

namespace chat {
namespace {

using base::ErrorCode;

constexpr std::size_t longest_slug = 60;
constexpr std::size_t longest_name = 100;

bool is_word(std::string_view text) {
    return !text.empty() &&
           std::ranges::all_of(text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
}

// "en-jazz", "en-us-red": the language, then words of letters and digits, a hyphen between them.
bool is_slug(std::string_view text, std::string_view language) {
    if (text.size() > longest_slug || !text.starts_with(language)) return false;
    text.remove_prefix(language.size());
    if (text.empty()) return false;
    while (!text.empty()) {
        if (text.front() != '-') return false;
        text.remove_prefix(1);
        const auto word = text.substr(0, text.find('-'));
        if (!is_word(word)) return false;
        text.remove_prefix(word.size());
    }
    return true;
}

bool is_country(std::string_view text) {
    return text.empty() ||
           (text.size() == 2 && std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; }));
}

// On one line, without white space around it.
base::Result<std::string> tidy_name(std::string_view text) {
    std::string name = accounts::trimmed(text);
    const bool good = !name.empty() && accounts::fits(name, longest_name) &&
                      name.find_first_of("\r\n\t") == std::string::npos;
    if (!good) return ErrorCode::name_characters;
    return name;
}

std::string subject_of(base::LoungeId lounge) { return fmt::format("lounge:{}", lounge.value); }

// One change of one lounge: `change(connection, now)` says whether there was anything to do; then the event, if any, and the row of the record follow.
struct Act {
    const store::Lounge& lounge;
    std::string_view actor;
    std::string action;
    nlohmann::json detail;
    std::string_view event = {};  // its kind; empty: nobody is told
    nlohmann::json told = nlohmann::json::object();
};

template <class Change>
LoungeChanged carry_out(db::Connection& connection, const base::Clock& clock, const audit::Log& log,
                        const Act& act, Change&& change) {
    auto done = db::transact(connection, [&](db::Connection& inside) {
        const base::Time now = clock.now();
        LoungeChanged outcome{.changed = change(inside, now)};
        if (!outcome.changed) return outcome;
        if (!act.event.empty()) {
            OwnEvents events;
            events.add(act.lounge.stream, act.event, act.told.dump());
            outcome.hints = events.store(inside, now);
        }
        log.append(inside,
                   {.actor = std::string(act.actor),
                    .action = act.action,
                    .subject = subject_of(act.lounge.id),
                    .detail = act.detail.dump()},
                   now);
        return outcome;
    });
    if (done.changed) log.keep_head(connection);
    return done;
}

}  // namespace

base::Result<base::LoungeId> add_lounge(db::Connection& connection, const base::Clock& clock,
                                        const audit::Log& log, const LoungeOrder& order) {
    const auto name = tidy_name(order.name);
    if (!name) return name.error();
    if (!is_slug(order.slug, order.language) || !is_country(order.country)) return ErrorCode::bad_request;
    const auto added =
        db::transact_result(connection, [&](db::Connection& inside) -> base::Result<base::LoungeId> {
            const auto rooms = store::language_rooms(inside);
            if (std::ranges::find(rooms, order.language, &store::LanguageRoom::code) == rooms.end())
                return ErrorCode::unknown_language;
            if (store::find_lounge(inside, order.slug)) return ErrorCode::name_taken;
            const base::Time now = clock.now();
            store::add_lounge(inside,
                              {.language_code = order.language,
                               .slug = order.slug,
                               .name = *name,
                               .country = order.country,
                               .access = order.access,
                               .position = store::last_position(inside, order.language) + 1},
                              now);
            const auto id = store::find_lounge(inside, order.slug).value().id;
            const bool red = order.access == store::AccessLevel::red_lounge;
            const nlohmann::json detail{{"slug", order.slug}, {"name", *name}, {"red", red}};
            log.append(inside,
                       {.actor = order.actor,
                        .action = "lounge.add",
                        .subject = subject_of(id),
                        .detail = detail.dump()},
                       now);
            return id;
        });
    if (added) log.keep_head(connection);
    return added;
}

base::Result<LoungeChanged> rename_lounge(db::Connection& connection, const base::Clock& clock,
                                          const audit::Log& log, const store::Lounge& lounge,
                                          std::string_view name, std::string_view actor) {
    const auto tidied = tidy_name(name);
    if (!tidied) return tidied.error();
    if (*tidied == lounge.name) return LoungeChanged{};
    return carry_out(connection, clock, log,
                     {.lounge = lounge,
                      .actor = actor,
                      .action = "lounge.rename",
                      .detail = {{"before", lounge.name}, {"after", *tidied}},
                      .event = rename_kind,
                      .told = {{"name", *tidied}}},
                     [&](db::Connection& inside, base::Time) {
                         store::rename_lounge(inside, lounge.id, *tidied);
                         return true;
                     });
}

LoungeChanged close_lounge(db::Connection& connection, const base::Clock& clock, const audit::Log& log,
                           const store::Lounge& lounge, std::string_view actor) {
    return carry_out(
        connection, clock, log,
        {.lounge = lounge,
         .actor = actor,
         .action = "lounge.close",
         .detail = nlohmann::json::object(),
         .event = close_kind},
        [&](db::Connection& inside, base::Time now) { return store::close_lounge(inside, lounge.id, now); });
}

LoungeChanged reopen_lounge(db::Connection& connection, const base::Clock& clock, const audit::Log& log,
                            const store::Lounge& lounge, std::string_view actor) {
    return carry_out(
        connection, clock, log,
        {.lounge = lounge, .actor = actor, .action = "lounge.reopen", .detail = nlohmann::json::object()},
        [&](db::Connection& inside, base::Time) { return store::reopen_lounge(inside, lounge.id); });
}

void change_blur(db::Connection& connection, const base::Clock& clock, const audit::Log& log,
                 const BlurChange& change) {
    db::transact(connection, [&](db::Connection& inside) {
        store::set_blurs_pictures(inside, change.lounge, change.blurs);
        const char* blurs = change.blurs ? (*change.blurs ? "true" : "false") : "null";
        log.append(inside,
                   {.actor = change.actor,
                    .action = "lounge.pictures",
                    .subject = subject_of(change.lounge),
                    .detail = fmt::format(R"({{"blurred":{}}})", blurs)},
                   clock.now());
        return true;
    });
    log.keep_head(connection);
}

}  // namespace chat
