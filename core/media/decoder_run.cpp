#include "core/media/decoder_run.h"

#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <stdexcept>

#include "core/base/file_descriptor.h"
#include "core/base/log.h"
#include "core/media/child_process.h"

namespace media {
namespace {

// See main of the decoder.
constexpr int cannot_be_confined = 2;
constexpr int cannot_be_told = 4;

// The program itself can write no more; whatever stands in its place is held to it as well.
constexpr off_t longest_picture = off_t{24} << 20;

// What one run of the program works on.
struct Files {
    base::FileDescriptor in{open_memory_file("picture")};
    base::FileDescriptor record{open_memory_file("record")};
    base::FileDescriptor full{open_memory_file("full")};
    base::FileDescriptor thumb{open_memory_file("thumb")};

    std::array<Handed, 4> handed() const {
        return {{{in.get(), picture_in},
                 {record.get(), record_out},
                 {full.get(), full_out},
                 {thumb.get(), thumb_out}}};
    }
};

// Why there is no record, or nothing when there should be one.
std::optional<Trouble> failure_of(const Ended& ended) {
    if (ended.in_time && ended.status == 0) return std::nullopt;
    if (ended.in_time && ended.status == cannot_be_confined)
        throw std::runtime_error(
            "chatroom-image cannot be confined on this machine (seccomp is not allowed)");
    if (ended.in_time && ended.status == cannot_be_told)
        throw std::runtime_error("chatroom-image cannot do what it is told: another version, or no font?");
    if (ended.status == 128 + SIGSYS)
        base::log::error(
            "chatroom-image asked the system for something forbidden and was ended: a file that attacks it?");
    const bool crashed = ended.status == 128 + SIGSYS || ended.status == 128 + SIGSEGV ||
                         ended.status == 128 + SIGABRT || ended.status == 128 + SIGBUS;
    if (crashed) return Trouble::damaged;
    base::log::info("chatroom-image gave up (status {})", ended.status);
    return Trouble::effort;
}

std::optional<Trouble> trouble_of(Verdict verdict) {
    switch (verdict) {
        case Verdict::decoded:
            return std::nullopt;
        case Verdict::other_type:
            return Trouble::type;
        case Verdict::too_many_pixels:
            return Trouble::pixels;
        case Verdict::damaged:
        case Verdict::unfinished:
            break;
    }
    return Trouble::damaged;
}

DecoderAnswer with(Trouble trouble) {
    DecoderAnswer answer;
    answer.trouble = trouble;
    return answer;
}

bool short_enough(int file) {
    struct stat about {};
    return fstat(file, &about) == 0 && about.st_size <= longest_picture;
}

}  // namespace

DecoderAnswer run_decoder(const std::string& program, const std::vector<std::string>& words,
                          std::string_view bytes, base::Millis patience) {
    const Files files;
    write_file(files.in.get(), bytes);
    if (const auto failure = failure_of(run(program, files.handed(), patience, words))) return with(*failure);
    DecoderAnswer answer;
    if (pread(files.record.get(), &answer.record, sizeof answer.record, 0) != sizeof answer.record)
        return with(Trouble::damaged);
    if (const auto trouble = trouble_of(answer.record.verdict)) return with(*trouble);
    if (!short_enough(files.full.get()) || !short_enough(files.thumb.get())) return with(Trouble::damaged);
    answer.full = read_file(files.full.get());
    answer.thumb = read_file(files.thumb.get());
    return answer;
}

bool is_webp(std::string_view bytes) {
    return bytes.size() > 12 && bytes.substr(0, 4) == "RIFF" && bytes.substr(8, 4) == "WEBP";
}

bool is_side(std::uint32_t length, int most) {
    return length >= 1 && length <= static_cast<std::uint32_t>(most);
}

}  // namespace media
