// chatroom-admin relay: the service that carries hints between hosts.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>

#include "core/base/clock.h"
#include "core/base/config.h"

namespace admin {

void add_relay_commands(CLI::App& app, const std::function<base::Config()>& config, const base::Clock& clock);

}  // namespace admin
