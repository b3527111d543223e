// What a host's name stands for.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/preview/address.h"

namespace preview {

// Where a connection may go.
struct Endpoint {
    Address address;
    std::uint16_t port = 0;
    bool stand_in = false;  // of a test: it plays a host of the Internet on this machine

    bool operator==(const Endpoint&) const = default;
};

// All that the name stands for; nothing when it stands for nothing, or that is not known within `patience`.
using Resolver =
    std::function<std::vector<Endpoint>(const std::string& host, std::uint16_t port, base::Millis patience)>;

// By the system's resolver. A look-up that takes longer ends by itself later, in a thread of its own; when too many do, there are no more until they ended.
std::vector<Endpoint> resolve(const std::string& host, std::uint16_t port, base::Millis patience);

// For tests: these hosts are played at these places of this machine, all others are looked up. "page.example=127.0.0.1:9201,other.example=127.0.0.1:9202";
// throws std::invalid_argument when it is not that.
Resolver with_stand_ins(std::string_view places);

}  // namespace preview
