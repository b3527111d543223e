// How the processes of the house fare, as the overview tells it.
#include <algorithm>
#include <array>
#include <filesystem>

#include "core/base/tr.h"
#include "core/overview/sidecar_figures.h"
#include "core/overview/sidecar_probe.h"
#include "core/store/schema.h"
#include "fcgi/handlers/moderation_words.h"
#include "fcgi/handlers/overview_words.h"
#include "fcgi/handlers/proof_words.h"

namespace fcgi::handlers {
namespace {

using base::tr;

constexpr std::size_t most_sidecars = 20;
constexpr std::uint64_t least_part_free = 10;  // of a hundred

view::FactCard workers_card(Context& context, const view::NumberText& number) {
    const auto& language = context.language();
    const auto totals = context.services().metrics.totals();
    return {.title = language.text("Page workers"),
            .state = language.text("They answer"),
            .facts = {{language.text("Workers"), number(context.services().config.workers)},
                      {language.text("Requests since the start"), number(totals.requests)},
                      {language.text("Of these failed"), number(totals.failed)},
                      {language.text("Workers replaced"), number(totals.worker_restarts)},
                      {language.text("Version of the static files"), context.services().renderer.assets()}}};
}

std::string flood_text(const view::Language& language, std::uint64_t step) {
    constexpr std::array steps{tr("Nothing"), tr("Who is typing"), tr("Who is typing, lists of people"),
                               tr("Who is typing, lists of people, promptness")};
    return language.text(steps[std::min<std::size_t>(step, steps.size() - 1)]);
}

view::FactCard sockets_card(Context& context, const view::NumberText& number) {
    const auto& language = context.language();
    const auto now = context.services().clock.now();
    view::FactCard card{.title = language.text("Sockets")};
    const auto figures = overview::ask_sidecar(context.services().config);
    card.well = figures.has_value();
    if (figures)
        card.facts = {{language.text("Open connections"), number(figures->sockets)},
                      {language.text("Posts in the queue"), number(figures->posts_waiting)},
                      {language.text("Reads in the queue"), number(figures->reads_waiting)},
                      {language.text("Left out for the rush"), flood_text(language, figures->flood_step)}};
    for (const auto& beat : store::sidecar_beats(context.connection(), most_sidecars)) {
        card.well = card.well && now - beat.seen_at <= overview::freshest_beat;
        card.facts.push_back(
            {language.text("Last heartbeat") + " · " + beat.name, age_text(language, now - beat.seen_at)});
    }
    card.state = language.text(card.well ? tr("They answer") : tr("Not all of them answer"));
    return card;
}

view::FactCard database_card(Context& context, const view::NumberText& number) {
    const auto& language = context.language();
    const auto state = store::database_state(context.connection());
    return {.title = language.text("Database"),
            .state = language.text("It answers"),
            .facts = {{language.text("Version"), state.version},
                      {language.text("Runs for"), span_text(language, state.uptime_seconds)},
                      {language.text("Open connections"), number(state.connections)},
                      {language.text("Connections replaced"),
                       number(context.services().metrics.totals().database_reconnects)},
                      {language.text("Schema"), number(store::own_schema)}}};
}

// Of the state folder, where the end of the record of privileged acts is kept.
std::optional<view::FactCard> disk_card(Context& context, const view::NumberText& number) {
    const auto& language = context.language();
    std::error_code failure;
    const std::filesystem::path head = context.services().config.audit_head_file;
    const auto space = std::filesystem::space(head.parent_path(), failure);
    if (failure || space.capacity == 0) return std::nullopt;
    const bool well = space.available / (space.capacity / 100 + 1) >= least_part_free;
    return view::FactCard{.title = language.text("Disk"),
                          .state = language.text(well ? tr("There is room") : tr("It is nearly full")),
                          .well = well,
                          .facts = {{language.text("Free"), number.gigabytes(space.available)},
                                    {language.text("In all"), number.gigabytes(space.capacity)}}};
}

}  // namespace

std::vector<view::FactCard> process_cards(Context& context, const view::NumberText& number) {
    std::vector<view::FactCard> cards{workers_card(context, number), sockets_card(context, number),
                                      database_card(context, number)};
    if (auto disk = disk_card(context, number)) cards.push_back(std::move(*disk));
    return cards;
}

}  // namespace fcgi::handlers
