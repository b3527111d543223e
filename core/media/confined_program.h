// chatroom-confined (core/media/launcher), which executes programs that read strangers' files where they can reach nothing of this machine: which
// descriptors they get, and how it ends when it could not begin what it should.
//
//   chatroom-confined [--read PATH]... [--memory MB] PROGRAM ARGUMENT...
//
// PROGRAM is a full path without links. PATH: a file, or a folder with all below it, that may be opened for reading beside the libraries of the system;
// what is not there is passed over. MB: of addresses, 1000 where it is not said. The program's environment is empty but for OMP_THREAD_LIMIT=1.
#pragma once

#include <string>

namespace media {

// Descriptors of the program that it executes. More than these are for its arguments to name.
inline constexpr int confined_in = 0;
inline constexpr int confined_printed = 1;

// Not among the statuses that those programs end with.
inline constexpr int status_unconfined =
    120;  // this machine cannot shut it off (or the arguments are wrong), so nothing was executed
inline constexpr int status_no_program = 121;  // what should be executed is not there, or is no program

// chatroom-confined beside the program that runs.
std::string confining_launcher();

}  // namespace media
