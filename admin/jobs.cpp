#include "admin/jobs.h"

#include <unistd.h>

#include <condition_variable>
#include <csignal>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>

#include "admin/document_reader.h"
#include "admin/end_signal.h"
#include "admin/held_job.h"
#include "admin/item_files_job.h"
#include "admin/market_job.h"
#include "admin/media_job.h"
#include "admin/preview_job.h"
#include "admin/push_job.h"
#include "admin/sanctions_job.h"
#include "admin/search_job.h"
#include "admin/sms_job.h"
#include "admin/verification_job.h"
#include "core/accounts/keyring.h"
#include "core/base/log.h"
#include "core/base/random.h"
#include "core/chat/admission.h"
#include "core/overview/sampler.h"
#include "core/store/admissions.h"
#include "core/store/jobs.h"
#include "core/store/member_sessions.h"
#include "core/store/message_changes.h"
#include "core/store/moderation_cases.h"
#include "core/store/openid_attempts.h"
#include "core/store/personal_data.h"
#include "core/store/presence.h"
#include "core/store/rate_limits.h"
#include "core/store/removal_requests.h"
#include "core/store/schema.h"
#include "core/store/sms_outbox.h"
#include "core/store/temp_sessions.h"
#include "core/store/text_marks.h"
#include "core/store/users.h"

namespace admin {
namespace {

constexpr base::Millis lease{60'000};
// With the job's period: right again within a minute of a machine's end.
constexpr base::Millis sidecar_silence{30'000};
constexpr base::Millis tick{1000};
constexpr base::Millis offline_after{std::chrono::minutes{10}};
// An ended session still tells a replayed token from an unknown one.
constexpr base::Millis sessions_kept{std::chrono::days{1}};
constexpr base::Millis sms_kept{std::chrono::days{90}};
// Long enough for a report of what was seen before it was removed.
constexpr base::Millis removed_messages_kept{std::chrono::days{30}};
constexpr base::Millis reports_kept{
    std::chrono::days{180}};  // after their case is decided, with the evidence they keep
constexpr base::Millis waits_kept{std::chrono::days{1}};
constexpr unsigned rows_at_once = 1000;
constexpr unsigned marks_at_once = 20'000;  // two a post

std::uint64_t end_guests(db::Connection& connection, base::Time now) {
    return store::end_expired_temp_sessions(connection, now, rows_at_once);
}
std::uint64_t forget_sidecars(db::Connection& connection, base::Time now) {
    return store::forget_silent_sidecars(connection, now - sidecar_silence);
}
std::uint64_t forget_windows(db::Connection& connection, base::Time now) {
    return store::forget_old_windows(connection, now, rows_at_once);
}
std::uint64_t forget_marks(db::Connection& connection, base::Time now) {
    return store::forget_text_marks(connection, now - base::Limits{}.repeats_within, marks_at_once);
}

// Members' sessions that are over, who went elsewhere to prove their age and never came back, accounts nobody ever came in to, and phones whose ban has ended.
std::uint64_t forget_members(db::Connection& connection, base::Time now) {
    const base::Limits limits;
    return store::forget_member_sessions(connection, now - sessions_kept, rows_at_once) +
           store::remove_expired_openid_attempts(connection, now, rows_at_once) +
           store::forget_unverified_users(connection, now - limits.unverified_account, rows_at_once) +
           store::forget_phone_hashes(connection, now, rows_at_once);
}
std::uint64_t forget_removed(db::Connection& connection, base::Time now) {
    return store::forget_removed(connection, now - removed_messages_kept, now, rows_at_once) +
           store::forget_reports(connection, now - reports_kept, rows_at_once) +
           store::forget_removals(connection, now - reports_kept, rows_at_once);
}
std::uint64_t settle_availability(db::Connection& connection, base::Time now) {
    return store::settle_availability(connection, now - base::Limits{}.away_after, now - offline_after,
                                      rows_at_once);
}

// Not worth a line of the log each minute.
std::uint64_t sample_house(db::Connection& connection, base::Time now) {
    overview::take_sample(connection, now);
    return 0;
}

// What is of no use any more is kept no longer; that it was sent, or not, for a while.
std::uint64_t forget_sms(db::Connection& connection, base::Time now) {
    return store::expire_sms(connection, now, rows_at_once) +
           store::empty_expired_sms(connection, now, rows_at_once) +
           store::delete_old_sms(connection, now - sms_kept, rows_at_once);
}

// Pages and sidecars call the next by themselves while somebody comes by; this is for the rest. Each lounge in a step of its own, so that its gate is
// locked briefly.
SteppedWork keep_doors(const chat::House& house) {
    return [&house](JobSteps& steps) {
        auto moved = steps.take([](db::Connection& connection, base::Time now) {
            return store::forget_waits(connection, now - waits_kept, rows_at_once);
        });
        const auto lounges = steps.take(
            [](db::Connection& connection, base::Time) { return store::bounded_lounges(connection); });
        for (const auto lounge : lounges) {
            moved += steps.take([&](db::Connection& connection, base::Time) {
                return chat::settle_inside(connection, house, lounge);
            });
        }
        return moved;
    };
}

std::uint64_t perform(JobSteps& steps, const Work& work) { return steps.take(work); }
std::uint64_t perform(JobSteps& steps, const SteppedWork& work) { return work(steps); }

void run_job(db::Connection& connection, const base::Clock& clock, const Job& job, std::uint64_t fence) {
    std::string failure;
    try {
        JobSteps steps(connection, clock, job.name, fence, lease);
        const auto rows = std::visit([&](const auto& work) { return perform(steps, work); }, job.work);
        if (rows > 0) base::log::info("job {}: {} rows", job.name, rows);
    } catch (const db::ConnectionLost&) {
        throw;
    } catch (const LeaseLost& lost) {
        base::log::warning("job {}: {}", job.name, lost.what());
        return;
    } catch (const std::exception& thrown) {
        failure = thrown.what();
        base::log::error("job {} failed: {}", job.name, failure);
    }
    store::finish_job(connection, job.name, fence, clock.now(), clock.now() + job.every, failure);
}

std::unique_ptr<db::Connection> connect(const base::Config& config, const base::Clock& clock,
                                        const std::vector<Job>& jobs) {
    auto connection = std::make_unique<db::Connection>(config.database);
    store::require_schema(*connection);
    for (const auto& job : jobs) store::ensure_job(*connection, job.name, clock.now());
    return connection;
}

}  // namespace

std::vector<Job> house_jobs() {
    using std::chrono::minutes;
    using std::chrono::seconds;
    return {{"end-expired-guests", minutes{1}, end_guests},
            {"forget-silent-sidecars", seconds{15}, forget_sidecars},
            {"forget-rate-limits", minutes{5}, forget_windows},
            {"forget-text-marks", seconds{30}, forget_marks},
            {"forget-sms", minutes{1}, forget_sms},
            {"forget-members", minutes{15}, forget_members},
            {"forget-removed-messages", minutes{15}, forget_removed},
            {"settle-availability", seconds{20}, settle_availability},
            {"sample-house", minutes{1}, sample_house},
            search_job()};
}

Job doors_job(const chat::House& house) { return {"keep-doors", std::chrono::seconds{5}, keep_doors(house)}; }

std::size_t run_due_jobs(db::Connection& connection, const base::Clock& clock, const std::vector<Job>& jobs,
                         std::string_view owner) {
    std::size_t ran = 0;
    for (const auto& job : jobs) {
        const auto fence = store::lease_job(connection, job.name, owner, clock.now(), lease);
        if (!fence) continue;
        // Of this run alone: what the database and the log tell of it is found by one id.
        const base::log::Scope scope(fmt::format("{}.{}", job.name, base::random_code(8)));
        run_job(connection, clock, job, *fence);
        ++ran;
    }
    return ran;
}

namespace {

// False when the loop is to end.
using Pause = std::function<bool()>;

void run_loop(const base::Config& config, const base::Clock& clock, const std::vector<Job>& jobs,
              const std::string& owner, const Pause& pause) {
    std::unique_ptr<db::Connection> connection;
    do {
        try {
            if (!connection) connection = connect(config, clock, jobs);
            run_due_jobs(*connection, clock, jobs, owner);
        } catch (const db::ConnectionLost& failure) {
            base::log::warning("{}", failure.what());
            connection.reset();
        }
    } while (pause());
}

// What waits for other people's servers, or reads pictures, has a thread and a connection of its own, so that nothing else waits for them. What ends it ends the process: the supervisor
// begins both anew.
void run_beside(const base::Config& config, const base::Clock& clock, const Job& job,
                const std::string& owner, const std::stop_token& end) {
    std::mutex mutex;
    std::condition_variable_any ended;
    try {
        run_loop(config, clock, {job}, owner, [&] {
            std::unique_lock lock(mutex);
            ended.wait_for(lock, end, tick, [] { return false; });
            return !end.stop_requested();
        });
    } catch (const std::exception& failure) {
        base::log::error("{}", failure.what());
        kill(getpid(), SIGTERM);
    }
}

}  // namespace

void run_jobs(const base::Config& config, const base::Clock& clock) {
    const EndSignal end;
    const std::string owner = "jobs-" + base::random_code(8);
    const accounts::Keyring keyring(config);
    SmsJob sms(config, keyring);
    std::vector<Job> jobs = house_jobs();
    jobs.push_back(sms.job());
    const chat::House house{clock, config};
    jobs.push_back(doors_job(house));
    MediaJob media(config, clock);
    jobs.push_back(media.job());
    ItemFilesJob item_files(config, clock);
    jobs.push_back(item_files.job());
    const push::Keys push_keys(config.push);
    const view::Languages languages(config.messages_dir);
    PushJob push(config, push_keys, languages);
    jobs.push_back(push.job());
    const chat::HintSender hints(config.hints_dir());
    jobs.push_back(sanctions_job(hints));
    jobs.push_back(held_job(hints));
    jobs.push_back(MarketJob::check_job());
    VerificationJob verification(config, clock, keyring, hints);
    jobs.push_back(verification.end_job());
    jobs.push_back(verification.destroy_job());
    const DocumentReader reader = document_reader(config.verification);
    PreviewJob previews(config, clock, hints, resolver_of(config));
    const auto beside = [&](const Job& job) {
        return std::jthread(
            [&, job](const std::stop_token& stop) { run_beside(config, clock, job, owner, stop); });
    };
    const auto visiting = beside(previews.job());
    MarketJob market(config, clock, hints);
    const auto trading = beside(market.job());
    const auto reading = beside(verification.read_job(reader));
    run_loop(config, clock, jobs, owner, [&] { return !end.came_within(tick); });
}

}  // namespace admin
