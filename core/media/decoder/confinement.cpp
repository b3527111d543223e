#include "core/media/decoder/confinement.h"

#include <malloc.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <thread>

#include "core/media/confine/filter.h"
#include "core/media/confine/privileges.h"
#include "core/media/decoded_record.h"

namespace media::decoder {
namespace {

constexpr confine::Bounds bounds{
    .memory_bytes = rlim_t{1'200} << 20, .processor_seconds = 15, .file_bytes = rlim_t{24} << 20};

void require(bool done, const char* what) {
    if (!done) throw std::system_error(errno, std::generic_category(), what);
}

}  // namespace

void give_up_privileges() {
    // One heap for all threads: to trim another one the C library would read a file of the system.
    require(mallopt(M_ARENA_MAX, 1) == 1, "mallopt");
    confine::give_up_privileges(bounds);
}

void confine() {
    // The C library sets a signal handler of its own with the first thread of a process, which is forbidden afterwards.
    std::thread([] {}).join();
    // Whatever came with the libraries.
    require(close_range(thumb_out + 1, ~0U, 0) == 0, "close_range");
    confine::Filter filter(SCMP_ACT_KILL_PROCESS);
    for (const int call : {SCMP_SYS(read),
                           SCMP_SYS(write),
                           SCMP_SYS(pwrite64),
                           SCMP_SYS(exit),
                           SCMP_SYS(exit_group),
                           SCMP_SYS(brk),
                           SCMP_SYS(munmap),
                           SCMP_SYS(mremap),
                           SCMP_SYS(madvise),
                           SCMP_SYS(futex),
                           SCMP_SYS(set_robust_list),
                           SCMP_SYS(rseq),
                           SCMP_SYS(rt_sigprocmask),
                           SCMP_SYS(rt_sigreturn),
                           SCMP_SYS(sched_yield),
                           SCMP_SYS(sched_getaffinity),
                           SCMP_SYS(clock_gettime),
                           SCMP_SYS(clock_nanosleep),
                           SCMP_SYS(gettimeofday),
                           SCMP_SYS(gettid),
                           SCMP_SYS(getpid)})
        filter.allow(call);
    filter.allow(SCMP_SYS(mmap), confine::has_no_bits(2, PROT_EXEC));
    filter.allow(SCMP_SYS(mprotect), confine::has_no_bits(2, PROT_EXEC));
    filter.allow(SCMP_SYS(clone), confine::has_bits(0, CLONE_THREAD | CLONE_VM));
    filter.deny(SCMP_SYS(clone3));
    // A thread's name.
    filter.allow(SCMP_SYS(prctl), confine::is(0, PR_SET_NAME));
    filter.load();
}

}  // namespace media::decoder
