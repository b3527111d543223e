#include "core/audit/verify.h"

#include <fmt/format.h>

#include "core/audit/chain.h"
#include "core/audit/diagnosis.h"
#include "core/audit/head_file.h"
#include "core/db/transaction.h"

namespace audit {
namespace {

constexpr unsigned batch = 500;

class Walk {
public:
    Walk(db::Connection& connection, std::string_view key) : connection_(connection), key_(key) {}

    // Goes on until there are no more rows, or one is broken.
    void to_the_end() {
        while (!broken_) {
            // At first from 0 and not from 1: a row 0 is nobody's.
            const auto rows = store::audit_rows(connection_, end_.last_id == 0 ? 0 : end_.last_id + 1, batch);
            for (const auto& row : rows)
                if (!take(row)) return;
            if (rows.size() < batch) return;
        }
    }
    const store::AuditHead& end() const { return end_; }
    const std::optional<Break>& broken() const { return broken_; }

private:
    bool take(const store::AuditRow& row) {
        const bool follows = row.id == end_.last_id + 1 && row.previous_hash == end_.last_hash;
        if (!follows || hash_of(key_, row) != row.row_hash) {
            broken_ = diagnose(connection_, key_, end_, row);
            return false;
        }
        end_ = {.last_id = row.id, .last_hash = row.row_hash};
        return true;
    }

    db::Connection& connection_;
    std::string_view key_;
    store::AuditHead end_ = empty_chain();
    std::optional<Break> broken_;
};

std::optional<Break> compare(const store::AuditHead& end, const std::optional<store::AuditHead>& head) {
    if (!head) return Break{Fault::head_altered, end.last_id, "audit_head has lost its row"};
    if (head->last_id > end.last_id)
        return Break{Fault::cut_off, end.last_id + 1,
                     fmt::format("rows {} to {} were cut off at the end", end.last_id + 1, head->last_id)};
    if (head->last_id < end.last_id)
        return Break{Fault::set_back, head->last_id,
                     fmt::format("audit_head was set back to row {}, the chain goes on to {}", head->last_id,
                                 end.last_id)};
    if (head->last_hash != end.last_hash)
        return Break{Fault::head_altered, end.last_id, "audit_head has another hash than the last row"};
    return std::nullopt;
}

// The chain may be ahead of the file, after a crash between a commit and the keeping of its end; never behind.
std::optional<Break> compare(db::Connection& connection, const store::AuditHead& end, const KeptHead& kept) {
    if (kept.state == KeptHead::State::absent) {
        if (end.last_id == 0) return std::nullopt;
        return Break{Fault::file_missing, end.last_id, "the file with the chain's end is missing"};
    }
    if (kept.state == KeptHead::State::forged)
        return Break{Fault::file_altered, end.last_id,
                     "the file with the chain's end was not written with this AUDIT_SECRET"};
    if (kept.head.last_id > end.last_id)
        return Break{
            Fault::cut_off, end.last_id + 1,
            fmt::format("rows {} to {} were cut off at the end, and audit_head was set back with them, "
                        "or the database is an older one",
                        end.last_id + 1, kept.head.last_id)};
    if (!chain_contains(connection, kept.head))
        return Break{
            Fault::set_back, kept.head.last_id,
            fmt::format("row {} is another one than was kept in the file: an older database was put in place "
                        "and written on",
                        kept.head.last_id)};
    return std::nullopt;
}

}  // namespace

std::string_view name_of(Fault fault) {
    switch (fault) {
        case Fault::altered:
            return "altered";
        case Fault::removed:
            return "removed";
        case Fault::inserted:
            return "inserted";
        case Fault::reordered:
            return "reordered";
        case Fault::cut_off:
            return "cut off";
        case Fault::set_back:
            return "set back";
        case Fault::head_altered:
            return "head altered";
        case Fault::file_missing:
            return "file missing";
        case Fault::file_altered:
            return "file altered";
    }
    return "";
}

Verdict verify(db::Connection& connection, const base::Config& config) {
    const auto key = chain_key(config.audit_secret);
    Walk walk(connection, key);
    walk.to_the_end();
    // Nobody appends from here on, and so nobody keeps an end that this walk has not come by.
    const db::Transaction transaction(connection);
    const auto head = store::lock_audit_head(connection);
    walk.to_the_end();
    auto broken = walk.broken();
    if (!broken) broken = compare(walk.end(), head);
    if (!broken) broken = compare(connection, walk.end(), read_head_file(config.audit_head_file, key));
    return {.rows = walk.end().last_id, .broken = std::move(broken)};
}

}  // namespace audit
