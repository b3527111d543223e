// The command line of chatroom-load.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "tests/load/process_meter.h"
#include "tests/load/socket.h"

namespace load {

struct Options {
    std::string scenario;  // see scenarios.h
    std::string protocol = "chatroom";
    Endpoint endpoint;
    std::vector<std::string> tokens;   // guest sessions
    std::vector<std::string> lounges;  // slugs
    std::size_t readers = 1000;        // in all, dealt out evenly to the lounges
    std::size_t posters = 8;           // saturate: who posts
    std::size_t window = 256;          // saturate: posts outstanding, all posters together
    double rate = 2000;                // lounges, stall: posts a second, all lounges together
    std::size_t body = 100;            // characters of a post
    double seconds = 5;                // of a measured phase
    double warmup = 1;                 // seconds of the same load before it, not measured
    double patience = 20;              // seconds to wait for what is outstanding
    std::size_t connections = 8;       // page, handshakes, restart: at a time
    std::string path = "/";            // page: what is requested
    std::size_t steps = 24;            // ramp: at most
    double growth = 1.15;              // ramp: from one step's rate to the next
    bool settle = true;                // wait until the server is at rest before a phase
    pid_t kill = 0;                    // restart: whom
    std::string needle;                // page: a text every answer holds ...
    std::size_t needle_count = 1;      // ... at least so many times
    std::vector<ProcessGroup> watch;
};

// Throws CLI::Error (of CLI11); `exit_code` is set and true returned when the program is to end at once
// (--help, a wrong option).
bool parse_options(int argc, char** argv, Options& options, int& exit_code);

}  // namespace load
