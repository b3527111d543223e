#include "fcgi/house_metrics.h"

#include <array>
#include <filesystem>
#include <fstream>

#include "core/base/log.h"
#include "core/overview/job_health.h"
#include "core/store/house_backlog.h"
#include "core/store/house_figures.h"
#include "core/store/schema.h"

namespace fcgi {
namespace {

using base::MetricPage;

constexpr std::size_t most_sidecars = 20;
constexpr std::array<const char*, store::need_count> need_names{"cases",  "appeals", "listings", "disputes",
                                                                "proofs", "refunds", "unclear",  "sms"};

double seconds(base::Millis length) { return static_cast<double>(length.count()) / 1000; }
double age(const std::optional<base::Time>& since, base::Time now) {
    return since ? seconds(now - *since) : 0;
}

// What is known from two sources comes under one name, so all of a name is told before the next.
void describe_jobs(const std::vector<store::JobState>& jobs, base::Time now, MetricPage& page) {
    for (const auto& job : jobs) {
        if (!job.last_finished_at) continue;
        page.gauge("chatroom_job_last_run_timestamp_seconds", "When the job last ended.",
                   static_cast<double>(base::to_epoch_ms(*job.last_finished_at)) / 1000, {{"job", job.name}});
    }
    for (const auto& job : jobs) {
        const bool runs = overview::health_of(job, now) == overview::JobHealth::runs;
        const auto behind =
            runs ? base::Millis{} : std::max(base::Millis{}, base::Millis(now - job.next_run_at));
        page.gauge("chatroom_job_behind_seconds", "For how long the job has been due.", seconds(behind),
                   {{"job", job.name}});
    }
    for (const auto& job : jobs)
        page.gauge("chatroom_job_failing", "1: the last run of the job failed (scripts/jobs says why).",
                   job.last_error.empty() ? 0 : 1, {{"job", job.name}});
}

void describe_needs(const store::Needs& needs, base::Time now, MetricPage& page) {
    for (std::size_t i = 0; i < need_names.size(); ++i)
        page.gauge("chatroom_staff_waiting", "What waits for the staff or the operator, 1,000 at most.",
                   static_cast<double>(needs.of[i].count), {{"what", need_names.at(i)}});
    for (std::size_t i = 0; i < need_names.size(); ++i)
        page.gauge("chatroom_staff_waiting_oldest_seconds", "For how long the oldest of it has waited.",
                   age(needs.of[i].oldest, now), {{"what", need_names.at(i)}});
}

void describe_backlog(const store::Backlog& backlog, base::Time now, MetricPage& page) {
    const std::array<std::pair<const char*, const store::Queue*>, 3> queues{
        {{"sms", &backlog.sms}, {"payments", &backlog.payments}, {"doors", &backlog.doors}}};
    for (const auto& [name, queue] : queues)
        page.gauge("chatroom_backlog",
                   "SMS not sent yet, orders not paid yet, people at the doors of full lounges.",
                   static_cast<double>(queue->length), {{"queue", name}});
    for (const auto& [name, queue] : queues)
        page.gauge("chatroom_backlog_oldest_seconds", "For how long the oldest of it has waited.",
                   age(queue->oldest, now), {{"queue", name}});
    page.gauge("chatroom_longest_waiting_room", "People at the door of the lounge with the longest queue.",
               static_cast<double>(backlog.longest_door));
}

void describe_database(Context& context, base::Time now, MetricPage& page) {
    db::Connection& connection = context.connection();
    const auto state = store::database_state(connection);
    page.gauge("chatroom_database_connections", "Connections that the database has open.",
               static_cast<double>(state.connections));
    page.gauge("chatroom_database_uptime_seconds", "For how long the database has run.",
               static_cast<double>(state.uptime_seconds));
    page.gauge("chatroom_database_schema", "The version of the database's schema.",
               static_cast<double>(store::schema_version(connection)));
    page.gauge("chatroom_database_size_bytes", "Room that the house's tables take.",
               static_cast<double>(store::database_bytes(connection)));
    const auto online = store::count_online(connection);
    page.gauge("chatroom_people", "Who is here, awake or away.", static_cast<double>(online.members),
               {{"kind", "members"}});
    page.gauge("chatroom_people", "", static_cast<double>(online.guests), {{"kind", "guests"}});
    for (const auto& beat : store::sidecar_beats(connection, most_sidecars))
        page.gauge("chatroom_sidecar_silent_seconds",
                   "For how long a socket server has given no sign of life.", seconds(now - beat.seen_at),
                   {{"sidecar", beat.name}});
    describe_jobs(store::all_jobs(connection), now, page);
    describe_needs(store::needs_of_house(connection, now), now, page);
    describe_backlog(store::backlog_of_house(connection), now, page);
}

// A connection that died while it was idle gets one successor. What was told before the database went is not told twice: it is written into a page of its own.
bool describe_database_if_there(Context& context, base::Time now, MetricPage& page) {
    for (const bool again : {context.database().kept(), false}) {
        try {
            MetricPage found = page;
            describe_database(context, now, found);
            page = std::move(found);
            return true;
        } catch (const db::Error& error) {
            context.database().drop();
            base::log::warning("metrics: {}", error.what());
            if (!again) break;
        }
    }
    return false;
}

// Of the state folder, where the end of the record of privileged acts is kept.
void describe_disk(const std::filesystem::path& folder, MetricPage& page) {
    std::error_code failure;
    const auto space = std::filesystem::space(folder, failure);
    if (failure) return;
    page.gauge("chatroom_disk_free_bytes", "Free room where the house keeps its state.",
               static_cast<double>(space.available));
    page.gauge("chatroom_disk_size_bytes", "All room there.", static_cast<double>(space.capacity));
}

// scripts/backup writes it: seconds since 1970, in the first line.
void describe_backup(const std::filesystem::path& folder, MetricPage& page) {
    std::ifstream file(folder / "backup.last");
    double at = 0;
    if (file >> at)
        page.gauge("chatroom_backup_last_timestamp_seconds", "When the last backup was made.", at);
}

}  // namespace

void describe_house(Context& context, base::MetricPage& page) {
    const Services& services = context.services();
    const std::filesystem::path folder = std::filesystem::path(services.config.audit_head_file).parent_path();
    const bool up = describe_database_if_there(context, services.clock.now(), page);
    page.gauge("chatroom_database_up", "1: the database answers.", up ? 1 : 0);
    describe_disk(folder, page);
    describe_backup(folder, page);
    page.gauge("chatroom_workers", "Page workers of this machine.", services.config.workers);
    page.gauge("chatroom_build_info",
               "What runs: the schema of the programs and the version of the static files.", 1,
               {{"program", "chatroom-fcgi"},
                {"schema", std::to_string(store::own_schema)},
                {"assets", std::string(services.renderer.assets())}});
}

}  // namespace fcgi
