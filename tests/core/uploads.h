// A member, a guest, and where their pictures go: the ground of the tests of uploads.
#pragma once

#include <filesystem>
#include <set>

#include "core/media/access.h"
#include "core/media/folder_store.h"
#include "core/media/upload.h"
#include "tests/core/member_house.h"
#include "tests/support/film_files.h"
#include "tests/support/picture_files.h"
#include "tests/support/scratch_folder.h"

namespace support {

struct Uploads : MemberGround {
    ScratchFolder scratch;
    media::ConfinedDecoder decoder{media::decoder_program()};
    media::ConfinedFilms films{media::find_film_tools(""), media::confining_launcher()};
    media::FolderStore objects{scratch.path()};
    media::House pictures{clock, {clock, config.limits, "key"}, decoder, films, objects};
    accounts::Session ann = session_of(member("+1 202-456-1111", "a long and lovely phrase"));

    base::Result<store::Media> upload(const accounts::Session& who, const std::string& bytes) {
        return media::upload(connection, pictures, who, bytes);
    }
    store::Media uploaded() { return upload(ann, small_jpeg()).value(); }
    store::Media filmed() { return upload(ann, small_mp4()).value(); }

    // Names of the objects in the folder.
    std::set<std::string> lying() const {
        std::set<std::string> names;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(scratch.path())) {
            if (entry.is_regular_file()) names.insert(entry.path().filename().string());
        }
        return names;
    }
};

}  // namespace support
