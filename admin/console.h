// The operator's side of chatroom-admin: one way into every command (settings, database, its schema), and one way out (for people, or with --json one document).
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "admin/answer.h"
#include "core/base/config.h"
#include "core/db/connection.h"

namespace CLI {
class App;
}

namespace admin {

// What a command works with. Borrowed; one thread.
struct Workplace {
    db::Connection& connection;
    const base::Config& config;
    const base::Clock& clock;
};

class Console {
public:
    using Settings = std::function<base::Config()>;
    using Act = std::function<Answer(const Workplace&)>;

    // `settings` is called when a command runs. Must outlive the parsing of the command line.
    Console(Settings settings, const base::Clock& clock) : settings_(std::move(settings)), clock_(clock) {}

    // Gives the command its --json and says what it does when none of its subcommands is called. What `act` throws is for the operator to read.
    void on(CLI::App* command, Act act) const;

    // For a command that does so in some cases alone: it asks for --json itself.
    void offer_json(CLI::App* command) const;
    void run(const Act& act) const;
    bool json() const { return *json_; }

    base::Config settings() const { return settings_(); }
    const base::Clock& clock() const { return clock_; }

private:
    // Prints it; ends the program where the answer has a status.
    void show(const Answer& answer) const;

    Settings settings_;
    const base::Clock& clock_;
    std::shared_ptr<bool> json_ = std::make_shared<bool>(false);
};

}  // namespace admin
