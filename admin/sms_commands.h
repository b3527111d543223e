// sms-outbox: the operator sees what waits or went wrong, and passes messages on by hand where Twilio is not set up.
#pragma once

#include <functional>
#include <string>

#include "core/accounts/keyring.h"
#include "core/audit/log.h"
#include "core/base/clock.h"
#include "core/base/config.h"
#include "core/db/connection.h"
#include "core/store/sms_outbox.h"

namespace CLI {
class App;
}

namespace admin {

// What the commands do. References must outlive it; one thread.
class SmsOutbox {
public:
    SmsOutbox(db::Connection& connection, const base::Config& config, const base::Clock& clock);

    // Messages that are not sent, or all: for people, or as a JSON array. Phones and texts of those not sent are opened; that they were shown is put on
    // record.
    std::string list(bool all, bool json);
    // The message is due at once, also one that may have been sent already. Throws std::runtime_error when it is gone, sent, being sent or of no use any more.
    void retry(store::SmsId id);
    // Throws std::runtime_error when it is gone, sent or being sent.
    void drop(store::SmsId id);

private:
    void record(const std::string& action, const std::string& subject, const std::string& detail,
                const std::function<void(db::Connection&)>& act);

    db::Connection& connection_;
    const base::Config& config_;
    const base::Clock& clock_;
    accounts::Keyring keyring_;
    audit::Log audit_;
};

// Adds `sms-outbox` with its subcommands. `config` is called when one of them runs.
void add_sms_commands(CLI::App& app, const std::function<base::Config()>& config, const base::Clock& clock);

}  // namespace admin
