#include "admin/relay_commands.h"

#include <chrono>
#include <thread>

#include "admin/end_signal.h"
#include "core/base/log.h"
#include "core/chat/relay.h"

namespace admin {
namespace {

void run_relay(const base::Config& config, const base::Clock& clock) {
    if (!config.redis) throw base::ConfigError("the relay needs REDIS_URL: it is there for several hosts");
    const EndSignal end;
    std::signal(SIGPIPE, SIG_IGN);  // hiredis writes to what may be closed
    chat::HintRelay relay(config.hints_dir(), *config.redis, clock);
    const std::jthread carrying([&relay] { relay.run(); });
    base::log::info("hints go out and come in over Redis");
    while (!end.came_within(std::chrono::hours{1})) {
    }
    relay.stop();
}

}  // namespace

void add_relay_commands(CLI::App& app, const std::function<base::Config()>& config,
                        const base::Clock& clock) {
    app.add_subcommand("relay", "carry hints between this host and others over Redis until told to end")
        ->callback([=, &clock] { run_relay(config(), clock); });
}

}  // namespace admin
