// What lies outside of a program that reads a stranger's file, and is shut off from it.
#pragma once

#include <span>

namespace media::launcher {

// For good, for this process and for whatever it executes: no file can be opened but those of the system's libraries and those at or below `readable`, for
// reading (the names in such a folder too), and those in memory that are open already; no other program can be executed than `program`; no socket, no
// process, no signal to another (SIGSYS, or EPERM where a library might ask in good faith). What a program needs to start is left to it. Throws
// std::system_error, also where the kernel cannot do it: Landlock is older than none of Debian 12's, but may be switched off.
void shut_off(const char* program, std::span<const char* const> readable);

}  // namespace media::launcher
