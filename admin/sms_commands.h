// sms-outbox: the operator sees what waits or went wrong, and passes messages on by hand where Twilio is not set up.
#pragma once

#include <functional>
#include <string>

#include "admin/console.h"
#include "core/accounts/keyring.h"
#include "core/audit/log.h"
#include "core/store/sms_outbox.h"

namespace CLI {
class App;
}

namespace admin {

// What the commands do. References must outlive it; one thread.
class SmsOutbox {
public:
    SmsOutbox(db::Connection& connection, const base::Config& config, const base::Clock& clock);

    // Messages that are not sent, or all. Phones and texts of those not sent are opened; that they were shown is put on
    // record.
    Answer list(bool all);
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

// Adds `sms-outbox` with its subcommands.
void add_sms_commands(CLI::App& app, const Console& console);

}  // namespace admin
