// What chatroom-film (core/media/launcher) is begun with, and how it ends when it could not begin what it should.
#pragma once

namespace media {

// Descriptors of the program that it executes. 1 takes what that one prints.
inline constexpr int film_in = 0;
inline constexpr int film_report = 1;
inline constexpr int film_out = 3;
inline constexpr int poster_out = 4;

// Not among the statuses that ffmpeg and ffprobe end with.
inline constexpr int film_unconfined = 120;  // this machine cannot shut it off, so nothing was executed
inline constexpr int film_no_program = 121;  // what should be executed is not there, or is no program

}  // namespace media
