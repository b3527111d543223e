#include "core/media/confined_decoder.h"

#include <unistd.h>

#include <array>
#include <csignal>
#include <optional>
#include <stdexcept>

#include "core/base/file_descriptor.h"
#include "core/base/limits.h"
#include "core/base/log.h"
#include "core/media/child_process.h"
#include "core/media/decoded_record.h"

namespace media {
namespace {

constexpr int cannot_be_confined = 2;  // see main of the decoder

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
std::optional<base::ErrorCode> failure_of(const Ended& ended) {
    if (ended.in_time && ended.status == 0) return std::nullopt;
    if (ended.in_time && ended.status == cannot_be_confined)
        throw std::runtime_error(
            "chatroom-image cannot be confined on this machine (seccomp is not allowed)");
    if (ended.status == 128 + SIGSYS)
        base::log::error(
            "chatroom-image asked the system for something forbidden and was ended: a file that attacks it?");
    const bool crashed = ended.status == 128 + SIGSYS || ended.status == 128 + SIGSEGV ||
                         ended.status == 128 + SIGABRT || ended.status == 128 + SIGBUS;
    if (crashed) return base::ErrorCode::picture_damaged;
    base::log::info("chatroom-image gave up (status {})", ended.status);
    return base::ErrorCode::picture_effort;
}

std::optional<base::ErrorCode> refusal_of(Verdict verdict) {
    switch (verdict) {
        case Verdict::decoded:
            return std::nullopt;
        case Verdict::other_type:
            return base::ErrorCode::picture_type;
        case Verdict::too_many_pixels:
            return base::ErrorCode::picture_pixels;
        case Verdict::damaged:
        case Verdict::unfinished:
            break;
    }
    return base::ErrorCode::picture_damaged;
}

bool is_webp(std::string_view bytes) {
    return bytes.size() > 12 && bytes.substr(0, 4) == "RIFF" && bytes.substr(8, 4) == "WEBP";
}

bool is_side(std::uint32_t length, int most) {
    return length >= 1 && length <= static_cast<std::uint32_t>(most);
}

// A decoder that was taken over can say what it likes, so it may say only what one that works would.
bool believable(const DecodedRecord& record, const Decoded& decoded) {
    const base::Limits limits;
    return is_webp(decoded.full) && is_webp(decoded.thumb) &&
           (decoded.blur.empty() || is_webp(decoded.blur)) && is_side(record.width, limits.picture_side) &&
           is_side(record.height, limits.picture_side) &&
           is_side(record.thumb_width, limits.thumbnail_side) &&
           is_side(record.thumb_height, limits.thumbnail_side) &&
           is_side(record.frames, limits.picture_frames);
}

base::Result<Decoded> take_over(const DecodedRecord& record, const Files& files) {
    Decoded decoded{.full = read_file(files.full.get()),
                    .thumb = read_file(files.thumb.get()),
                    .width = record.width,
                    .height = record.height,
                    .thumb_width = record.thumb_width,
                    .thumb_height = record.thumb_height,
                    .frames = record.frames,
                    .perceptual_hash = record.perceptual_hash,
                    .blur = {}};
    if (record.blur_size <= sizeof record.blur)
        decoded.blur.assign(reinterpret_cast<const char*>(record.blur), record.blur_size);
    if (believable(record, decoded)) return decoded;
    base::log::error("chatroom-image gave a result that cannot be: a file that attacks it?");
    return base::ErrorCode::picture_damaged;
}

}  // namespace

ConfinedDecoder::ConfinedDecoder(std::string program, base::Millis patience)
    : program_(std::move(program)),
      patience_(patience) {}

base::Result<Decoded> ConfinedDecoder::decode(std::string_view bytes) const {
    const Files files;
    write_file(files.in.get(), bytes);
    const auto ended = run(program_, files.handed(), patience_);
    if (const auto failure = failure_of(ended)) return *failure;
    DecodedRecord record;
    if (pread(files.record.get(), &record, sizeof record, 0) != sizeof record)
        return base::ErrorCode::picture_damaged;
    if (const auto refused = refusal_of(record.verdict)) return *refused;
    return take_over(record, files);
}

std::string decoder_program() { return neighbour("chatroom-image"); }

}  // namespace media
