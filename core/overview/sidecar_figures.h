// What the sidecar of this machine says of itself.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/base/config.h"

namespace overview {

struct SidecarFigures {
    std::uint64_t sockets = 0;
    std::uint64_t posts_waiting = 0;
    std::uint64_t reads_waiting = 0;
    std::uint64_t flood_step = 0;  // ws/flood.h
};

// Of its page /metrics (Prometheus' text). Pure.
SidecarFigures parse_sidecar_figures(std::string_view metrics);

// Asks it, for a third of a second at most. Nothing when it does not answer.
std::optional<SidecarFigures> ask_sidecar(const base::Config& config);

}  // namespace overview
