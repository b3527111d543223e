// What holds the decoder in while it reads a stranger's file: whoever takes it over gets nothing but memory to compute in and two files to write.
#pragma once

namespace media::decoder {

// Before anything else in main: an ordinary user where the process is root, no new privileges, no descriptors but its own, bounds on memory, processor time
// and the size of files, and an end together with the program that began it. Throws std::system_error.
void give_up_privileges();

// For good: from here on any system call but those for memory, threads of this process, clocks and reading and writing what is open already kills the
// process (SIGSYS). No file, no socket, no process, no program can be opened, and no memory made executable. What libraries want to load must be
// loaded before. Throws std::system_error.
void confine();

}  // namespace media::decoder
