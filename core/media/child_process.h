// A program begun with nothing but the descriptors and arguments it is given: no environment, no signals blocked.
#pragma once

#include <sys/types.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"

namespace media {

// The path of a program that lies beside the one that runs.
std::string neighbour(std::string_view name);

struct Handed {
    int from;  // here; at least 10, so that none is overwritten before it is handed over
    int to;    // there
};

// A file in memory at a descriptor of at least 10, gone with it. Throws std::system_error.
int open_memory_file(const char* name);
// All of a file, from its beginning, wherever it stands. Throw std::system_error.
void write_file(int file, std::string_view bytes);
std::string read_file(int file);

// How a program ended.
struct Ended {
    bool in_time = true;
    int status = 0;  // of its exit; 128 + the signal's number when one ended it
};

// Begins the program, waits, and ends it when `patience` is over. Its descriptor 2 leads nowhere; others than those handed over are closed. Throws
// std::system_error when it cannot be begun.
Ended run(const std::string& program, std::span<const Handed> descriptors, base::Millis patience,
          const std::vector<std::string>& arguments = {});

}  // namespace media
