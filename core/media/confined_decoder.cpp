#include "core/media/confined_decoder.h"

#include "core/base/limits.h"
#include "core/base/log.h"
#include "core/media/child_process.h"
#include "core/media/decoder_run.h"

namespace media {
namespace {

base::ErrorCode refusal_of(Trouble trouble) {
    switch (trouble) {
        case Trouble::type:
            return base::ErrorCode::picture_type;
        case Trouble::pixels:
            return base::ErrorCode::picture_pixels;
        case Trouble::effort:
            return base::ErrorCode::picture_effort;
        case Trouble::damaged:
            break;
    }
    return base::ErrorCode::picture_damaged;
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

base::Result<Decoded> take_over(DecoderAnswer answer) {
    const auto& record = answer.record;
    Decoded decoded{.full = std::move(answer.full),
                    .thumb = std::move(answer.thumb),
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
    auto answer = run_decoder(program_, {}, bytes, patience_);
    if (answer.trouble) return refusal_of(*answer.trouble);
    return take_over(std::move(answer));
}

std::string decoder_program() { return neighbour("chatroom-image"); }

}  // namespace media
