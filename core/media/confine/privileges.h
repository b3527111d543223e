// What programs that meet a stranger's file give up before they do.
#pragma once

#include <sys/resource.h>

namespace media::confine {

struct Bounds {
    rlim_t memory_bytes;  // of addresses, which is more than what is used
    rlim_t processor_seconds;
    rlim_t file_bytes;  // of each file that is written
};

// Before anything else in main: an ordinary user where the process is root, no new privileges, these bounds, and an end together with the program that began
// it. Holds for what is executed afterwards too. Throws std::system_error.
void give_up_privileges(const Bounds& bounds);

}  // namespace media::confine
