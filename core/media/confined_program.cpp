#include "core/media/confined_program.h"

#include "core/media/child_process.h"

namespace media {

std::string confining_launcher() { return neighbour("chatroom-confined"); }

}  // namespace media
