// A house with a record of privileged acts, for the tests of core/audit.
#pragma once

#include <filesystem>
#include <string>

#include "core/audit/log.h"
#include "core/audit/verify.h"
#include "core/db/transaction.h"
#include "tests/support/database.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/server_view.h"
#include "tests/support/stepped_clock.h"

struct Archive {
    support::ScratchFolder folder;
    base::DatabaseSettings settings = support::fresh_database();
    db::Connection connection{settings};
    support::SteppedClock clock;
    base::Config config = configured(folder.path() + "/audit.head");
    audit::Log log{config};

    static base::Config configured(const std::string& file) {
        base::Config config;
        config.audit_secret = "9a61c0f2b7d84e35a1c6f09e7b52d8430f6c1e9ab47d5823";
        config.audit_head_file = file;
        return config;
    }

    // Commits one entry; `keep` also brings the file up to it.
    void record(db::Connection& at, const audit::Entry& entry, bool keep = true) {
        db::transact(at, [&](db::Connection& inside) {
            log.append(inside, entry, clock.now());
            return true;
        });
        if (keep) log.keep_head(at);
    }
    void record(const std::string& action, bool keep = true) {
        clock.forward(base::Millis{1234});
        record(
            connection,
            {.actor = audit::by_user(base::UserId{7}), .action = action, .subject = "user:9", .detail = "{}"},
            keep);
    }
    void record_many(unsigned count) {
        for (unsigned i = 1; i <= count; ++i) record("act." + std::to_string(i), i == count);
    }

    // "whole", or "fault row".
    std::string verdict() {
        const auto found = audit::verify(connection, config);
        if (!found.broken) return "whole";
        return std::string(audit::name_of(found.broken->fault)) + " " + std::to_string(found.broken->row);
    }
    std::uint64_t rows() { return support::count(connection, "SELECT COUNT(*) FROM audit_log"); }
    void forget_everything() {
        connection.run("DELETE FROM audit_log");
        connection.run("UPDATE audit_head SET last_id = 0, last_hash = REPEAT(CHAR(0), 32)");
        std::filesystem::remove(config.audit_head_file);
    }
};
