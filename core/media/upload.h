// A member's upload: from a stranger's bytes to a picture or a video that may be posted.
#pragma once

#include <string>
#include <string_view>

#include "core/accounts/rate_limit.h"
#include "core/accounts/session.h"
#include "core/base/result.h"
#include "core/media/confined_decoder.h"
#include "core/media/confined_films.h"
#include "core/media/object_store.h"
#include "core/store/media.h"

namespace media {

// Borrowed.
struct House {
    const base::Clock& clock;
    accounts::LimitHouse limits;
    const ConfinedDecoder& decoder;
    const ConfinedFilms& films;
    ObjectStore& store;
};

// Every picture is stored as this.
inline constexpr std::string_view content_type = "image/webp";

// Reads the picture (see ConfinedDecoder) or the video (see ConfinedFilms), stores it and a thumbnail, which is of the video a picture that stands for it, and adds
// its row; nobody but its owner sees it before it is posted, and it goes by itself when it never is. Outside of any transaction: it takes seconds. Errors:
// members_only, picture_*, video_*, too_many_uploads, unavailable.
base::Result<store::Media> upload(db::Connection& connection, const House& house,
                                  const accounts::Session& session, std::string_view bytes);

// As its row has it.
std::string hash_bytes(std::uint64_t perceptual_hash);

// Names of the objects of a picture or a video of this type.
std::string full_name(std::string_view key, std::string_view content_type);
std::string thumb_name(std::string_view key);

}  // namespace media
