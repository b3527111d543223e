#include "admin/stats_commands.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <filesystem>
#include <map>

#include "admin/memory.h"
#include "core/overview/job_health.h"
#include "core/overview/sampler.h"
#include "core/overview/series.h"
#include "core/overview/sidecar_figures.h"
#include "core/store/admissions.h"
#include "core/store/house_backlog.h"
#include "core/store/house_figures.h"
#include "core/store/house_stats.h"
#include "core/store/lounges.h"

namespace admin {
namespace {

using nlohmann::json;

constexpr std::size_t most_lounges = 10;
constexpr std::size_t most_sidecars = 100;
constexpr std::array<std::string_view, store::need_count> need_names{
    "reports",       "appeals", "listings",         "disputes",
    "proofs_of_age", "refunds", "unclear_payments", "failed_sms"};

json people_now(db::Connection& connection, const base::Config& config) {
    const auto online = store::count_online(connection);
    const auto sidecar = overview::ask_sidecar(config);
    return {{"members", online.members},
            {"guests", online.guests},
            {"sockets", sidecar ? json(sidecar->sockets) : json()},
            {"posts_in_queue", sidecar ? json(sidecar->posts_waiting) : json()},
            {"flood_step", sidecar ? json(sidecar->flood_step) : json()}};
}

std::uint64_t posts_of_day(db::Connection& connection, base::Time now) {
    const auto samples =
        store::house_samples(connection, store::SampleStep::fine, now - std::chrono::hours{24});
    std::uint64_t posts = 0;
    for (const auto& sample : samples) posts += sample[store::Figure::posts].value_or(0);
    return posts;
}

struct Liveliness {
    json lounges = json::array();
    std::uint64_t posts = 0;  // in all lounges
    std::uint64_t waiting = 0;
};

Liveliness lounges_now(db::Connection& connection, base::Time now) {
    std::map<base::LoungeId, std::uint64_t> posts;
    Liveliness found;
    for (const auto& one : store::posts_by_lounge(connection, now - std::chrono::hours{1})) {
        posts[one.lounge] = one.posts;
        found.posts += one.posts;
    }
    auto lounges = store::all_lounges(connection);
    std::ranges::stable_sort(lounges, std::ranges::greater{}, [&](const store::Lounge& lounge) {
        return std::pair(posts[lounge.id], lounge.present);
    });
    for (const auto& lounge : lounges) {
        std::uint64_t waiting = 0;
        if (lounge.capacity)
            for (const auto& row : store::door_of(connection, lounge.id))
                waiting += row.state == store::PlaceState::waiting ? 1 : 0;
        found.waiting += waiting;
        const bool lively = posts[lounge.id] + lounge.present + waiting > 0;
        if (!lively || found.lounges.size() >= most_lounges) continue;
        found.lounges.push_back({{"slug", lounge.slug},
                                 {"name", lounge.name},
                                 {"present", lounge.present},
                                 {"posts_last_hour", posts[lounge.id]},
                                 {"waiting", waiting}});
    }
    return found;
}

json to_do(db::Connection& connection, base::Time now) {
    const auto needs = store::needs_of_house(connection, now);
    json all = json::object();
    for (std::size_t i = 0; i < need_names.size(); ++i)
        all[std::string(need_names[i])] = {{"count", needs.of[i].count},
                                           {"oldest", or_null(needs.of[i].oldest)}};
    all["held_messages"] = {{"count", store::count_held(connection)}, {"oldest", nullptr}};
    return all;
}

json sms_now(db::Connection& connection) {
    json counts{{"waiting", 0}, {"sending", 0}, {"sent", 0}, {"failed", 0}, {"unknown", 0}};
    for (const auto& one : store::sms_by_status(connection)) {
        std::string name = one.status;
        std::ranges::transform(name, name.begin(), [](char c) { return static_cast<char>(c | 0x20); });
        counts[name] = one.count;
    }
    return counts;
}

json jobs_now(db::Connection& connection, base::Time now) {
    json found{{"all", 0}, {"late", json::array()}, {"failing", json::array()}};
    const auto jobs = store::all_jobs(connection);
    found["all"] = jobs.size();
    for (const auto& job : jobs) {
        const auto health = overview::health_of(job, now);
        if (health == overview::JobHealth::late) found["late"].push_back(job.name);
        if (health == overview::JobHealth::failing) found["failing"].push_back(job.name);
    }
    return found;
}

json disk_now(db::Connection& connection, const base::Config& config, const std::string& var) {
    std::error_code failure;
    const auto space = std::filesystem::space(var, failure);
    return {{"free", failure ? json() : json(space.available)},
            {"all", failure ? json() : json(space.capacity)},
            {"database", store::database_bytes(connection)},
            {"pictures", config.s3 ? json() : json(disk_bytes(config.media_dir))},
            {"logs", disk_bytes(var + "/log")}};
}

json processes_now(const std::string& var) {
    json found = json::array();
    for (const auto& one : memory_of(var))
        found.push_back(
            {{"service", one.service}, {"processes", one.processes}, {"pss_bytes", or_null(one.pss_bytes)}});
    return found;
}

json hosts_now(db::Connection& connection, base::Time now) {
    json found = json::array();
    for (const auto& beat : store::sidecar_beats(connection, most_sidecars))
        found.push_back({{"sidecar", beat.name},
                         {"heard_seconds_ago",
                          std::chrono::duration_cast<std::chrono::seconds>(now - beat.seen_at).count()}});
    return found;
}

// ---- for people ---------------------------------------------------------------------------------------------------------

std::string size_text(const json& bytes) {
    if (bytes.is_null()) return "not known";
    const auto megabytes = bytes.get<double>() / (1024 * 1024);
    return megabytes < 10'240 ? fmt::format("{:.1f} MB", megabytes)
                              : fmt::format("{:.1f} GB", megabytes / 1024);
}

std::string count_text(const json& count) { return count.is_null() ? "no answer" : count.dump(); }

std::string needs_text(const json& needs) {
    std::string text;
    for (const auto& [name, need] : needs.items()) {
        if (need["count"] == 0) continue;
        std::string words = name;
        std::ranges::replace(words, '_', ' ');
        text += (text.empty() ? "" : ", ") + fmt::format("{} {}", need["count"].dump(), words);
    }
    return text.empty() ? "nothing" : text;
}

std::string jobs_text(const json& jobs) {
    std::string text = fmt::format("{} in all", jobs["all"].dump());
    for (const char* how : {"late", "failing"})
        for (const auto& name : jobs[how]) text += fmt::format(", {} {}", name.get<std::string>(), how);
    return text;
}

std::string lounges_text(const json& lounges) {
    std::vector<std::vector<std::string>> rows;
    for (const auto& one : lounges)
        rows.push_back({one["slug"], one["present"].dump(), one["posts_last_hour"].dump(),
                        one["waiting"].dump(), one["name"]});
    if (rows.empty()) return "";
    return "\n" +
           table_of({{"lounge"}, {"here", true}, {"posts/hour", true}, {"waiting", true}, {"name"}}, rows);
}

std::string processes_text(const json& processes) {
    std::vector<std::vector<std::string>> rows;
    std::uint64_t sum = 0;
    bool known = true;
    for (const auto& one : processes) {
        rows.push_back({one["service"], one["processes"].dump(), size_text(one["pss_bytes"])});
        known = known && !one["pss_bytes"].is_null();
        if (known) sum += one["pss_bytes"].get<std::uint64_t>();
    }
    rows.push_back({"together", "", size_text(known ? json(sum) : json())});
    return "\n" + table_of({{"program"}, {"processes", true}, {"memory (PSS)", true}}, rows);
}

std::string to_text(const json& house) {
    const auto& people = house["people"];
    const auto& posts = house["posts"];
    const auto& sms = house["sms"];
    const auto& disk = house["disk"];
    std::string text;
    const auto line = [&](std::string_view name, const std::string& value) {
        text += fmt::format("{:<11}{}\n", name, value);
    };
    line("people", fmt::format("{} members, {} guests; sockets: {}", people["members"].dump(),
                               people["guests"].dump(), count_text(people["sockets"])));
    line("posts", fmt::format("{} in the last hour, {} in the last day", posts["last_hour"].dump(),
                              posts["last_day"].dump()));
    line("at doors", fmt::format("{} wait for a place", house["waiting_at_doors"].dump()));
    line("to do", needs_text(house["to_do"]));
    line("SMS", fmt::format("{} wait, {} failed, {} not known", sms["waiting"].dump(), sms["failed"].dump(),
                            sms["unknown"].dump()));
    line("jobs", jobs_text(house["jobs"]));
    line("disk", fmt::format("{} free of {}; database {}, pictures {}, logs {}", size_text(disk["free"]),
                             size_text(disk["all"]), size_text(disk["database"]), size_text(disk["pictures"]),
                             size_text(disk["logs"])));
    return text + lounges_text(house["lounges"]) + processes_text(house["memory"]);
}

}  // namespace

Answer look_at_house(db::Connection& connection, const base::Config& config, const base::Clock& clock) {
    const base::Time now = clock.now();
    // The end of the record of privileged acts lies in the state folder.
    const auto var = std::filesystem::path(config.audit_head_file).parent_path().string();
    auto lively = lounges_now(connection, now);
    json house{{"at", base::to_iso8601(now)},
               {"people", people_now(connection, config)},
               {"posts", {{"last_hour", lively.posts}, {"last_day", posts_of_day(connection, now)}}},
               {"lounges", std::move(lively.lounges)},
               {"waiting_at_doors", lively.waiting},
               {"to_do", to_do(connection, now)},
               {"sms", sms_now(connection)},
               {"jobs", jobs_now(connection, now)},
               {"sidecars", hosts_now(connection, now)},
               {"disk", disk_now(connection, config, var)},
               {"memory", processes_now(var)}};
    auto text = to_text(house);
    return {.document = std::move(house), .text = std::move(text)};
}

void add_stats_command(CLI::App& app, const Console& console) {
    console.on(app.add_subcommand("stats", "one look at the house"),
               [](const Workplace& at) { return look_at_house(at.connection, at.config, at.clock); });
}

}  // namespace admin
