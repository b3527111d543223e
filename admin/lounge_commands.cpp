#include "admin/lounge_commands.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <stdexcept>

#include "admin/door_commands.h"
#include "admin/find_lounge.h"
#include "core/chat/lounge_acts.h"

namespace admin {
namespace {

std::optional<bool> parse_how(const std::string& how) {
    if (how == "default") return std::nullopt;
    if (how != "blurred" && how != "plain") throw std::runtime_error("blurred, plain or default");
    return how == "blurred";
}

std::runtime_error refused(const base::Error& error, const LoungeToAdd& order) {
    switch (error.code) {
        case base::ErrorCode::unknown_language:
            return std::runtime_error("no language room " + order.slug.substr(0, order.slug.find('-')) +
                                      "; a slug begins with one, as in en-jazz");
        case base::ErrorCode::name_taken:
            return std::runtime_error("there is a lounge " + order.slug + " already");
        case base::ErrorCode::name_characters:
            return std::runtime_error("a name has 1 to 100 characters, on one line");
        default:
            return std::runtime_error(
                "a slug is a language and words of small letters and digits, as in en-jazz or en-us-red; a country "
                "is two capital letters, as in US");
    }
}

nlohmann::json to_json(const store::Lounge& lounge) {
    return {{"slug", lounge.slug},
            {"name", lounge.name},
            {"language", lounge.room.code},
            {"country", or_null(lounge.country)},
            {"red", lounge.access == store::AccessLevel::red_lounge},
            {"closed", lounge.closed},
            {"present", lounge.present},
            {"people", or_null(lounge.capacity)},
            {"guests", or_null(lounge.guest_share)},
            {"pictures_blurred", lounge.blurs_pictures}};
}

std::string marks_of(const store::Lounge& lounge) {
    std::string marks;
    if (lounge.access == store::AccessLevel::red_lounge) marks += "RED ";
    if (lounge.closed) marks += "closed ";
    if (lounge.capacity) marks += fmt::format("{} at most ", *lounge.capacity);
    return marks;
}

// As it stands now, and whether this changed it.
Answer outcome(db::Connection& connection, const std::string& slug, bool changed, const std::string& done,
               const std::string& was_so) {
    return {.document = {{"changed", changed}, {"lounge", to_json(lounge_of(connection, slug))}},
            .text = slug + ": " + (changed ? done : "nothing to change; " + was_so) + "\n"};
}

void tell(const base::Config& config, const chat::LoungeChanged& change) {
    const chat::HintSender hints(config.hints_dir());
    for (const auto& hint : change.hints) hints.send(hint);
}

}  // namespace

Answer list_lounges(db::Connection& connection, const std::string& language) {
    const auto lounges =
        language.empty() ? store::all_lounges(connection) : store::lounges_of(connection, language);
    if (lounges.empty()) throw std::runtime_error("there is no lounge of a language " + language);
    Answer answer{.document = nlohmann::json::array(), .text = {}};
    std::vector<std::vector<std::string>> rows;
    for (const auto& lounge : lounges) {
        answer.document.push_back(to_json(lounge));
        rows.push_back({lounge.slug, std::to_string(lounge.present), marks_of(lounge), lounge.name});
    }
    answer.text = table_of({{"lounge"}, {"here", true}, {""}, {"name"}}, rows);
    return answer;
}

Answer add_lounge(db::Connection& connection, const base::Config& config, const base::Clock& clock,
                  const LoungeToAdd& order) {
    const auto added = chat::add_lounge(
        connection, clock, audit::Log(config),
        {.language = order.slug.substr(0, order.slug.find('-')),
         .slug = order.slug,
         .name = order.name,
         .country = order.country,
         .access = order.red ? store::AccessLevel::red_lounge : store::AccessLevel::main_lounge,
         .actor = std::string(audit::by_operator)});
    if (!added) throw refused(added.error(), order);
    return outcome(connection, order.slug, true, "it is there, last in its room", {});
}

Answer rename_lounge(db::Connection& connection, const base::Config& config, const base::Clock& clock,
                     const std::string& slug, const std::string& name) {
    const auto lounge = lounge_of(connection, slug);
    const auto renamed =
        chat::rename_lounge(connection, clock, audit::Log(config), lounge, name, audit::by_operator);
    if (!renamed) throw refused(renamed.error(), {.slug = slug, .name = name});
    tell(config, *renamed);
    return outcome(connection, slug, renamed->changed, "it is called " + name, "that is its name");
}

Answer close_lounge(db::Connection& connection, const base::Config& config, const base::Clock& clock,
                    const std::string& slug) {
    const auto closed = chat::close_lounge(connection, clock, audit::Log(config), lounge_of(connection, slug),
                                           audit::by_operator);
    tell(config, closed);
    return outcome(connection, slug, closed.changed, "closed, and whoever was inside is out", "it is closed");
}

Answer reopen_lounge(db::Connection& connection, const base::Config& config, const base::Clock& clock,
                     const std::string& slug) {
    const auto opened = chat::reopen_lounge(connection, clock, audit::Log(config),
                                            lounge_of(connection, slug), audit::by_operator);
    return outcome(connection, slug, opened.changed, "open again, with all that was said", "it is open");
}

Answer change_pictures(db::Connection& connection, const base::Config& config, const base::Clock& clock,
                       const PicturesOrder& order) {
    const auto lounge = lounge_of(connection, order.slug);
    if (order.how) {
        const audit::Log log(config);
        chat::change_blur(
            connection, clock, log,
            {.lounge = lounge.id, .blurs = parse_how(*order.how), .actor = std::string(audit::by_operator)});
    }
    const bool blurs = lounge_of(connection, order.slug).blurs_pictures;
    return {.document = {{"slug", lounge.slug}, {"pictures_blurred", blurs}},
            .text = fmt::format("{}: pictures are {}\n", lounge.slug,
                                blurs ? "blurred until somebody asks for them" : "shown")};
}

namespace {

constexpr const char* slug_help = "the lounge, as en-us";

void add_add(CLI::App& lounge, const Console& console) {
    auto* command = lounge.add_subcommand("add", "one more lounge, last in its language room");
    auto order = std::make_shared<LoungeToAdd>();
    command->add_option("SLUG", order->slug, "its address: the language, a hyphen, words: en-jazz")
        ->required();
    command->add_option("NAME", order->name, "what it is called, in its language")->required();
    command->add_option("--country", order->country, "whose flag it has: two letters, as US");
    command->add_flag("--red", order->red, "a RED lounge");
    console.on(command,
               [=](const Workplace& at) { return add_lounge(at.connection, at.config, at.clock, *order); });
}

void add_rename(CLI::App& lounge, const Console& console) {
    auto* command = lounge.add_subcommand("rename", "call it by another name; its address stays");
    auto slug = std::make_shared<std::string>();
    auto name = std::make_shared<std::string>();
    command->add_option("SLUG", *slug, slug_help)->required();
    command->add_option("NAME", *name, "its new name, in its language")->required();
    console.on(command, [=](const Workplace& at) {
        return rename_lounge(at.connection, at.config, at.clock, *slug, *name);
    });
}

void add_doors(CLI::App& lounge, const Console& console) {
    using Change = Answer (*)(db::Connection&, const base::Config&, const base::Clock&, const std::string&);
    const auto add = [&](const char* name, const char* help, Change change) {
        auto* command = lounge.add_subcommand(name, help);
        auto slug = std::make_shared<std::string>();
        command->add_option("SLUG", *slug, slug_help)->required();
        console.on(command,
                   [=](const Workplace& at) { return change(at.connection, at.config, at.clock, *slug); });
    };
    add("close", "nobody comes in or writes; whoever is inside is told", close_lounge);
    add("reopen", "as before it was closed", reopen_lounge);
}

void add_pictures(CLI::App& lounge, const Console& console) {
    auto* command = lounge.add_subcommand("pictures", "whether it blurs its pictures");
    auto order = std::make_shared<PicturesOrder>();
    command->add_option("SLUG", order->slug, slug_help)->required();
    command->add_option("HOW", order->how, "blurred, plain, or default: RED lounges blur, others do not");
    console.on(command, [=](const Workplace& at) {
        return change_pictures(at.connection, at.config, at.clock, *order);
    });
}

}  // namespace

void add_lounge_commands(CLI::App& app, const Console& console) {
    auto* lounge = app.add_subcommand("lounge", "the lounges: list, add, rename, close, reopen, bounds");
    lounge->require_subcommand(1);
    auto* list = lounge->add_subcommand("list", "which there are, and how many people are in each");
    auto language = std::make_shared<std::string>();
    list->add_option("LANGUAGE", *language, "of one language room alone: en");
    console.on(list, [=](const Workplace& at) { return list_lounges(at.connection, *language); });
    add_add(*lounge, console);
    add_rename(*lounge, console);
    add_doors(*lounge, console);
    add_door_command(*lounge, console);
    add_pictures(*lounge, console);
}

}  // namespace admin
