// chatroom-film PROGRAM ARGUMENT...: executes a program that reads a stranger's video (ffmpeg, ffprobe) where it can reach nothing but the files that it is
// given open: see outside.h. Begun by core/media/confined_films.cpp.
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <exception>

#include "core/media/confine/privileges.h"
#include "core/media/film_files.h"
#include "core/media/launcher/outside.h"

namespace {

using namespace media;

constexpr confine::Bounds bounds{
    .memory_bytes = rlim_t{1'000} << 20, .processor_seconds = 20, .file_bytes = rlim_t{24} << 20};

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) return film_unconfined;
    const char* const program = argv[1];
    if (access(program, X_OK) != 0) return film_no_program;
    try {
        confine::give_up_privileges(bounds);
        launcher::shut_off(program);
    } catch (const std::exception&) {
        // Nobody listens: the status says it.
        return film_unconfined;
    }
    std::array<char*, 1> environment{nullptr};
    execve(program, argv + 1, environment.data());
    return film_no_program;
}
