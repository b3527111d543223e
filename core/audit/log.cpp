#include "core/audit/log.h"

#include <fmt/format.h>

#include <stdexcept>

#include "core/audit/chain.h"
#include "core/audit/head_file.h"
#include "core/base/log.h"

namespace audit {
namespace {

constexpr std::string_view verify_advice = "run scripts/audit-verify";

std::optional<std::string> unless_empty(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

// The chain's present end, if it continues what is kept. A chain that does not must not wipe out the proof of it.
std::optional<store::AuditHead> continuation(db::Connection& connection, const KeptHead& kept) {
    auto now = store::audit_head(connection);
    const bool known = kept.state == KeptHead::State::absent ||
                       (kept.state == KeptHead::State::genuine && chain_contains(connection, kept.head));
    if (!now || !known) {
        base::log::error("the audit chain does not continue its kept end, which stays as it is: {}",
                         verify_advice);
        return std::nullopt;
    }
    if (kept.state == KeptHead::State::genuine && now->last_id <= kept.head.last_id) return std::nullopt;
    return now;
}

}  // namespace

std::string by_user(base::UserId user) { return fmt::format("user:{}", user.value); }
std::string by_job(std::string_view job) { return fmt::format("job:{}", job); }

Log::Log(const base::Config& config)
    : key_(chain_key(config.audit_secret)),
      head_file_(config.audit_head_file) {}

void Log::append(db::Connection& connection, const Entry& entry, base::Time now) const {
    const auto head = store::lock_audit_head(connection);
    if (!head) throw std::runtime_error(fmt::format("audit_head has lost its row: {}", verify_advice));
    store::AuditRow row{.id = head->last_id + 1,
                        .at = now,
                        .actor = entry.actor,
                        .action = entry.action,
                        .subject = unless_empty(entry.subject),
                        .detail = unless_empty(entry.detail),
                        .previous_hash = head->last_hash,
                        .row_hash = {}};
    row.row_hash = hash_of(key_, row);
    try {
        store::add_audit_row(connection, row);
    } catch (const db::Duplicate&) {
        // Callers take db::Duplicate for a name or phone in use.
        throw std::runtime_error(fmt::format("audit_log goes on behind audit_head: {}", verify_advice));
    }
    store::set_audit_head(connection, {.last_id = row.id, .last_hash = row.row_hash});
}

void Log::keep_head(db::Connection& connection) const noexcept {
    try {
        update_head_file(head_file_, key_,
                         [&](const KeptHead& kept) { return continuation(connection, kept); });
    } catch (const std::exception& failure) {
        base::log::error("the end of the audit chain was not kept: {}", failure.what());
    }
}

}  // namespace audit
