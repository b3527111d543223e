#include "admin/retention_commands.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "core/accounts/keyring.h"

namespace admin {
namespace {

using nlohmann::json;

constexpr std::string_view job_name = "destroy-documents";
constexpr base::Millis statistics{std::chrono::days{30}};
// Its period is ten seconds.
constexpr base::Millis silence{std::chrono::minutes{10}};

// What is wrong when there are any, and what to do about it.
struct Finding {
    std::uint64_t verification::Holdings::*count;
    std::string_view sentence;
};

constexpr std::string_view wait_for_job =
    "The job destroy-documents does that by itself: call this again in a minute, and if they stay, look at "
    "scripts/jobs and scripts/instance logs.";
constexpr std::array findings{
    Finding{&verification::Holdings::decided, "pictures are still kept of attempts that are decided. {job}"},
    Finding{
        &verification::Holdings::removed,
        "removed pictures still have their key or their bytes. {job} Whoever runs the jobs must be able to "
        "write in DOCUMENTS_DIR and DOCUMENT_KEYS_DIR."},
    Finding{&verification::Holdings::orphans,
            "keys or sealed files belong to no picture that the database knows. {job}"},
    Finding{&verification::Holdings::overdue, "attempts should have been given up a day ago. {job}"},
    Finding{
        &verification::Holdings::lost,
        "pictures that wait have lost their key or their bytes, as after the restore of a backup. {job} Their "
        "members are then told to send them again. With several machines: do all share DOCUMENTS_DIR and "
        "DOCUMENT_KEYS_DIR?"},
    Finding{
        &verification::Holdings::unopened,
        "pictures that wait have a key that does not open here. Put the PHONE_ENC_KEY that they were sealed "
        "under back as PHONE_ENC_KEY_PREVIOUS and call scripts/rotate-keys; otherwise they are given up when "
        "their time is over."},
    Finding{&verification::Holdings::past_proofs,
            "proofs are past their end and still count. The job end-proofs ends them: look at scripts/jobs."},
};

std::string sentence_of(const Finding& finding, std::uint64_t count) {
    std::string text(finding.sentence);
    if (const auto place = text.find("{job}"); place != std::string::npos)
        text.replace(place, 5, wait_for_job);
    return fmt::format("{} {}", count, text);
}

std::optional<std::string> fault_of(const std::optional<store::JobState>& job, base::Time now) {
    constexpr std::string_view look = "look at scripts/instance status and scripts/jobs.";
    if (!job || !job->last_finished_at) return fmt::format("The job {} has never run: {}", job_name, look);
    if (!job->last_error.empty())
        return fmt::format("The job {} failed when it ran last: scripts/jobs says why.", job_name);
    if (now - *job->last_finished_at > silence)
        return fmt::format("The job {} has not run for {}: {}", job_name, spell(now - *job->last_finished_at),
                           look);
    return std::nullopt;
}

json to_json(const store::Waiting& waiting) {
    return {{"count", waiting.count}, {"oldest", or_null(waiting.since)}};
}

json to_json(const store::ProofCount& proof) {
    return {{"type", store::name_of(proof.type)},
            {"way", store::name_of(proof.way)},
            {"status", store::name_of(proof.status)},
            {"outcome", proof.outcome ? json(store::name_of(*proof.outcome)) : json(nullptr)},
            {"count", proof.count},
            {"mean_seconds", proof.mean_seconds}};
}

json to_json(const RetentionReport& report) {
    const auto& held = report.held;
    const auto ran = report.job ? report.job->last_finished_at : std::nullopt;
    json object{{"holds", report.faults.empty()},
                {"faults", report.faults},
                {"begun", to_json(held.drafts)},
                {"undecided", to_json(held.undecided)},
                {"pictures", held.rows},
                {"keys", held.keys},
                {"sealed_files", held.files},
                {"job_ran_at", or_null(ran)},
                {"should_be_gone",
                 {{"of_decided", held.decided},
                  {"removed", held.removed},
                  {"orphans", held.orphans},
                  {"overdue", held.overdue},
                  {"lost", held.lost},
                  {"unopened", held.unopened},
                  {"past_proofs", held.past_proofs}}},
                {"proofs", json::array()}};
    for (const auto& proof : report.proofs) object["proofs"].push_back(to_json(proof));
    return object;
}

std::string line_of(std::string_view what, const store::Waiting& waiting, base::Time now) {
    return fmt::format("{:<12}{}{}\n", what, waiting.count,
                       waiting.since ? ", the oldest for " + spell(now - *waiting.since) : "");
}

std::string line_of(const store::ProofCount& proof) {
    return fmt::format("  {:<10}{:<10}{:<10}{:<18}{:>7}   after {} on the mean\n", store::name_of(proof.type),
                       store::name_of(proof.way), store::name_of(proof.status),
                       proof.outcome ? store::name_of(*proof.outcome) : "", proof.count,
                       spell(base::Millis{static_cast<std::int64_t>(proof.mean_seconds) * 1000}));
}

std::string last_run(const RetentionReport& report, base::Time now) {
    if (!report.job || !report.job->last_finished_at) return "never";
    return spell(now - *report.job->last_finished_at) + " ago";
}

std::string to_table(const RetentionReport& report, base::Time now) {
    const auto& held = report.held;
    std::string text;
    for (const auto& fault : report.faults) text += "WRONG: " + fault + "\n";
    text += line_of("begun", held.drafts, now) + line_of("undecided", held.undecided, now);
    text += fmt::format("{:<12}{}, {} keys, {} sealed files\n", "pictures", held.rows, held.keys, held.files);
    text += fmt::format("{:<12}{} ran {}\n", "job", job_name, last_run(report, now));
    if (!report.proofs.empty()) text += "How proofs ended in the last 30 days:\n";
    for (const auto& proof : report.proofs) text += line_of(proof);
    return text + (report.faults.empty() ? "Nothing is kept that should be gone.\n" : "");
}

}  // namespace

RetentionReport retention_report(db::Connection& connection, const verification::Vault& vault,
                                 const base::Limits& limits, base::Time now) {
    RetentionReport report{.held = verification::look(connection, vault, limits, now),
                           .job = std::nullopt,
                           .proofs = store::count_proofs(connection, now - statistics)};
    for (auto& job : store::all_jobs(connection))
        if (job.name == job_name) report.job = std::move(job);
    for (const auto& finding : findings)
        if (const auto count = report.held.*finding.count; count > 0)
            report.faults.push_back(sentence_of(finding, count));
    if (auto fault = fault_of(report.job, now)) report.faults.push_back(std::move(*fault));
    return report;
}

Answer answer_of(const RetentionReport& report, base::Time now) {
    return {
        .document = to_json(report), .text = to_table(report, now), .status = report.faults.empty() ? 0 : 1};
}

void add_retention_command(CLI::App& app, const Console& console) {
    auto* command =
        app.add_subcommand("retention-report", "whether anything is kept of documents that should be gone");
    console.on(command, [](const Workplace& at) {
        const accounts::Keyring keyring(at.config);
        const verification::Vault vault(at.config.verification, keyring);
        const base::Time now = at.clock.now();
        return answer_of(retention_report(at.connection, vault, at.config.limits, now), now);
    });
}

}  // namespace admin
