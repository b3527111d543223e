// What chatroom-load can do to a server. Each returns its part of the report.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "tests/load/run.h"

namespace load {

// One lounge; a message is sent when every reader has the one before and it is acknowledged.
nlohmann::json one_at_a_time(Run& run);

// One lounge; options().window posts are always outstanding, each until every reader has it.
nlohmann::json saturate(Run& run);

// Many lounges; posts fall due by the clock whether or not the server keeps up, and latencies count from
// when they were due.
nlohmann::json many_lounges(Run& run);

// Readers that do nothing; what they cost in memory.
nlohmann::json idle(Run& run);

// One more reader comes and stops reading, while the others are measured as before.
nlohmann::json stall(Run& run);

// The page options().path, requested without pause on options().connections connections.
nlohmann::json page(Run& run);

// Many lounges, posts by the clock in steps that begin at options().rate and grow until the server falls behind.
nlohmann::json ramp(Run& run);

// Sockets are opened and closed again as soon as the server has said its first word, options().connections at a time.
nlohmann::json handshakes(Run& run);

// Process options().kill is killed, and all readers come back at once, each from where it stood, while posts go in through the
// page. Its supervisor is to start it again; watch that one.
nlohmann::json restart(Run& run);

// Posts by the clock until `end`, `rate` a second, going round lounges and readers.
void post_on_schedule(Run& run, double rate, Nanoseconds end);

}  // namespace load
