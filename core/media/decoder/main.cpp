// chatroom-image: reads one picture from descriptor 0 and writes it anew, see core/media/decoded_record.h. Begun by core/media/confined_decoder.cpp for each
// upload, and gone after it.
//
//   chatroom-image             read, write, end
//   chatroom-image --try WHAT  be confined, then try what is forbidden: open, socket, fork, exec, kill or code; for tests
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <string>
#include <string_view>

#include "core/base/limits.h"
#include "core/media/decoder/confinement.h"
#include "core/media/decoder/picture.h"

namespace {

using namespace media;

std::string read_all(int descriptor, std::size_t most) {
    std::string bytes(most, '\0');
    std::size_t have = 0;
    while (have < most) {
        const auto count = read(descriptor, bytes.data() + have, most - have);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) break;
        have += static_cast<std::size_t>(count);
    }
    bytes.resize(have);
    return bytes;
}

bool write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto count = write(descriptor, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

decoder::Pictures judge(std::string_view bytes) {
    decoder::Pictures none;
    const auto kind = decoder::kind_of(bytes);
    if (kind != decoder::Kind::other) return decoder::read_picture(kind, bytes);
    none.record.verdict = Verdict::other_type;
    return none;
}

int decode() {
    const std::string bytes = read_all(picture_in, base::Limits{}.picture_bytes);
    const auto pictures = judge(bytes);
    const std::string_view record(reinterpret_cast<const char*>(&pictures.record), sizeof pictures.record);
    const bool written = write_all(full_out, pictures.full) && write_all(thumb_out, pictures.thumb) &&
                         write_all(record_out, record);
    return written ? 0 : 1;
}

// Returns only where the confinement has a hole.
int attempt(std::string_view what) {
    static char path[] = "/bin/true";
    static char* const arguments[] = {path, nullptr};
    if (what == "open") return open("/etc/passwd", O_RDONLY | O_CLOEXEC);
    if (what == "socket") return socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (what == "fork") return fork();
    if (what == "exec") return execv(path, arguments);
    if (what == "kill") return kill(getppid(), 0);
    if (what == "code")
        return mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) ==
               MAP_FAILED;
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        decoder::give_up_privileges();
        decoder::start_library();
        decoder::confine();
    } catch (const std::exception&) {
        // Nobody listens: the record that is missing says it. 2 stands for a machine on which the decoder cannot be confined.
        return 2;
    }
    // Not return: what libraries registered for the end wants more than is allowed.
    if (argc == 3 && std::string_view(argv[1]) == "--try") {
        attempt(argv[2]);
        _exit(3);
    }
    int status = 1;
    try {
        status = decode();
    } catch (const std::exception&) {
        // Out of memory: as if it had never ended.
    }
    _exit(status);
}
