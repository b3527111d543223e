// chatroom-image: reads one picture from descriptor 0 and writes it anew, see core/media/decoded_record.h. Begun by core/media/confined_decoder.cpp for each
// upload, and gone after it.
//
//   chatroom-image              read, write, end
//   chatroom-image --document   the same of a document: one picture, in which small print stays legible
//   chatroom-image --mark TEXT  write TEXT over a document that --document made
//   chatroom-image --for-reading WAY  write it to descriptor 1, ready for text recognition; see for_reading.h
//   chatroom-image --try WHAT   be confined, then try what is forbidden: open, socket, fork, exec, kill or code; for tests
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "core/base/limits.h"
#include "core/media/decoder/confinement.h"
#include "core/media/decoder/document.h"
#include "core/media/decoder/for_reading.h"
#include "core/media/decoder/mark.h"
#include "core/media/decoder/picture.h"

namespace {

using namespace media;

// What a page of a PDF can be: pixels that are packed without loss. The launcher lets nobody write more.
constexpr std::size_t most_of_a_document = std::size_t{24} << 20;

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

using Reader = decoder::Pictures (*)(decoder::Kind, std::string_view);

decoder::Pictures judge(std::string_view bytes, Reader read) {
    decoder::Pictures none;
    const auto kind = decoder::kind_of(bytes);
    if (kind != decoder::Kind::other) return read(kind, bytes);
    none.record.verdict = Verdict::other_type;
    return none;
}

int hand_over(const decoder::Pictures& pictures) {
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

// Called when nothing can be opened any more; what it returns is the status of the program.
using Work = std::function<int()>;

// What it may be told to do. `prepare` is called while files can still be opened, and knows nothing of strangers.
struct Mode {
    std::string_view word;
    Work (*prepare)(const char* argument);  // nullptr where there is none
};

Work picture(const char*) {
    return [] {
        return hand_over(judge(read_all(picture_in, base::Limits{}.picture_bytes), decoder::read_picture));
    };
}

Work document(const char*) {
    return [] { return hand_over(judge(read_all(picture_in, most_of_a_document), decoder::read_document)); };
}

Work mark(const char* text) {
    return [mark = decoder::Mark(text == nullptr ? "" : text)] {
        return hand_over(mark.draw_on(read_all(picture_in, most_of_a_document)));
    };
}

Work reading(const char* way) {
    return [way = std::string(way == nullptr ? "" : way)] {
        const auto page = decoder::for_reading(read_all(picture_in, most_of_a_document), way);
        return !page.empty() && write_all(record_out, page) ? 0 : 1;
    };
}

Work attack(const char* what) {
    return [what] {
        attempt(what == nullptr ? "" : what);
        return 3;
    };
}

constexpr Mode modes[] = {
    {"", picture}, {"--document", document}, {"--mark", mark}, {"--for-reading", reading}, {"--try", attack}};

Work prepare(std::string_view word, const char* argument) {
    for (const auto& mode : modes) {
        if (mode.word == word) return mode.prepare(argument);
    }
    throw std::invalid_argument("no such mode");
}

}  // namespace

int main(int argc, char** argv) {
    Work work;
    try {
        decoder::give_up_privileges();
        decoder::start_library();
        work = prepare(argc > 1 ? argv[1] : "", argc > 2 ? argv[2] : nullptr);
        decoder::confine();
    } catch (const std::invalid_argument&) {
        return 4;
    } catch (const std::exception&) {
        // Nobody listens: the record that is missing says it. 2 stands for a machine on which the decoder cannot be confined, 4
        // for what it cannot do wherever it is.
        return 2;
    }
    int status = 1;
    try {
        status = work();
    } catch (const std::exception&) {
        // Out of memory: as if it had never ended.
    }
    // Not return: what libraries registered for the end wants more than is allowed.
    _exit(status);
}
