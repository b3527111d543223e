#include "core/media/confine/privileges.h"

#include <grp.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <system_error>

namespace media::confine {
namespace {

constexpr unsigned nobody = 65534;

void require(bool done, const char* what) {
    if (!done) throw std::system_error(errno, std::generic_category(), what);
}

void bound(int resource, rlim_t most) {
    const rlimit limit{.rlim_cur = most, .rlim_max = most};
    require(setrlimit(static_cast<__rlimit_resource_t>(resource), &limit) == 0, "setrlimit");
}

// Where the names of users end at root's (some containers) it stays root, and what else confines it holds all the same.
void leave_root() {
    if (geteuid() != 0) return;
    static_cast<void>(setgroups(0, nullptr));
    static_cast<void>(setresgid(nobody, nobody, nobody));
    static_cast<void>(setresuid(nobody, nobody, nobody));
}

}  // namespace

void give_up_privileges(const Bounds& bounds) {
    require(prctl(PR_SET_PDEATHSIG, SIGKILL) == 0, "PR_SET_PDEATHSIG");
    require(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0, "PR_SET_NO_NEW_PRIVS");
    bound(RLIMIT_AS, bounds.memory_bytes);
    bound(RLIMIT_CPU, bounds.processor_seconds);
    bound(RLIMIT_FSIZE, bounds.file_bytes);
    bound(RLIMIT_CORE, 0);
    leave_root();
    // Leaving root takes it off.
    require(prctl(PR_SET_PDEATHSIG, SIGKILL) == 0, "PR_SET_PDEATHSIG");
}

}  // namespace media::confine
