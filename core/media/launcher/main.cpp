// chatroom-confined [--read PATH]... [--memory MB] PROGRAM ARGUMENT...: executes a program that reads a stranger's file (ffmpeg, ffprobe, pdftoppm, tesseract)
// where it can reach nothing but the files that it is given open, and those below PATH: see outside.h and core/media/confined_program.h. Begun by
// core/media/confined_films.cpp, core/media/confined_document.cpp and others.
#include <unistd.h>

#include <algorithm>
#include <array>
#include <exception>

#include "core/media/confine/privileges.h"
#include "core/media/confined_program.h"
#include "core/media/launcher/command.h"
#include "core/media/launcher/outside.h"

namespace {

using namespace media;

constexpr confine::Bounds bounds(rlim_t megabytes) {
    return {.memory_bytes = megabytes << 20, .processor_seconds = 20, .file_bytes = rlim_t{24} << 20};
}

}  // namespace

int main(int argc, char** argv) {
    const auto command = launcher::parse({argv + std::min(argc, 1), argv + argc});
    if (!command) return status_unconfined;
    const char* const program = argv[command->program];
    if (access(program, X_OK) != 0) return status_no_program;
    try {
        confine::give_up_privileges(bounds(command->megabytes));
        launcher::shut_off(program, command->readable);
    } catch (const std::exception&) {
        // Nobody listens: the status says it.
        return status_unconfined;
    }
    // One thread, where a library would begin one for each processor.
    static char threads[] = "OMP_THREAD_LIMIT=1";
    std::array<char*, 2> environment{threads, nullptr};
    execve(program, argv + command->program, environment.data());
    return status_no_program;
}
