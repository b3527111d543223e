#include "core/media/decoder/confinement.h"

#include <grp.h>
#include <malloc.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <memory>
#include <system_error>
#include <thread>

#include "core/media/decoded_record.h"

namespace media::decoder {
namespace {

constexpr rlim_t memory_bytes = rlim_t{1'200} << 20;
constexpr rlim_t processor_seconds = 15;
constexpr rlim_t file_bytes = rlim_t{24} << 20;
constexpr unsigned nobody = 65534;

void require(bool done, const char* what) {
    if (!done) throw std::system_error(errno, std::generic_category(), what);
}

void bound(int resource, rlim_t most) {
    const rlimit limit{.rlim_cur = most, .rlim_max = most};
    require(setrlimit(static_cast<__rlimit_resource_t>(resource), &limit) == 0, "setrlimit");
}

// Where the names of users end at root's (some containers) it stays root, and the filter holds it all the same.
void leave_root() {
    if (geteuid() != 0) return;
    static_cast<void>(setgroups(0, nullptr));
    static_cast<void>(setresgid(nobody, nobody, nobody));
    static_cast<void>(setresuid(nobody, nobody, nobody));
}

class Filter {
public:
    Filter() : context_(seccomp_init(SCMP_ACT_KILL_PROCESS)) {
        if (!context_) throw std::system_error(ENOMEM, std::generic_category(), "seccomp_init");
    }

    template <class... Condition>
    void allow(int call, Condition... conditions) {
        add(SCMP_ACT_ALLOW, call, conditions...);
    }
    // Answered as if the kernel had no such call: the C library then asks in the older way.
    void deny(int call) { add(SCMP_ACT_ERRNO(ENOSYS), call); }

    void load() {
        // Threads that libraries have begun before are held too.
        check(seccomp_attr_set(context_.get(), SCMP_FLTATR_CTL_TSYNC, 1));
        check(seccomp_load(context_.get()));
    }

private:
    struct Release {
        void operator()(void* context) const { seccomp_release(context); }
    };

    template <class... Condition>
    void add(std::uint32_t action, int call, Condition... conditions) {
        check(seccomp_rule_add(context_.get(), action, call, sizeof...(conditions), conditions...));
    }
    static void check(int outcome) {
        if (outcome < 0) throw std::system_error(-outcome, std::generic_category(), "seccomp");
    }

    std::unique_ptr<void, Release> context_;
};

scmp_arg_cmp has_no_bits(unsigned argument, scmp_datum_t bits) {
    return {.arg = argument, .op = SCMP_CMP_MASKED_EQ, .datum_a = bits, .datum_b = 0};
}
scmp_arg_cmp has_bits(unsigned argument, scmp_datum_t bits) {
    return {.arg = argument, .op = SCMP_CMP_MASKED_EQ, .datum_a = bits, .datum_b = bits};
}

}  // namespace

void give_up_privileges() {
    // One heap for all threads: to trim another one the C library would read a file of the system.
    require(mallopt(M_ARENA_MAX, 1) == 1, "mallopt");
    require(prctl(PR_SET_PDEATHSIG, SIGKILL) == 0, "PR_SET_PDEATHSIG");
    require(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0, "PR_SET_NO_NEW_PRIVS");
    bound(RLIMIT_AS, memory_bytes);
    bound(RLIMIT_CPU, processor_seconds);
    bound(RLIMIT_FSIZE, file_bytes);
    bound(RLIMIT_CORE, 0);
    leave_root();
    // Leaving root takes it off.
    require(prctl(PR_SET_PDEATHSIG, SIGKILL) == 0, "PR_SET_PDEATHSIG");
}

void confine() {
    // The C library sets a signal handler of its own with the first thread of a process, which is forbidden afterwards.
    std::thread([] {}).join();
    // Whatever came with the libraries.
    require(close_range(thumb_out + 1, ~0U, 0) == 0, "close_range");
    Filter filter;
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
    filter.allow(SCMP_SYS(mmap), has_no_bits(2, PROT_EXEC));
    filter.allow(SCMP_SYS(mprotect), has_no_bits(2, PROT_EXEC));
    filter.allow(SCMP_SYS(clone), has_bits(0, CLONE_THREAD | CLONE_VM));
    filter.deny(SCMP_SYS(clone3));
    // A thread's name.
    filter.allow(SCMP_SYS(prctl),
                 scmp_arg_cmp{.arg = 0, .op = SCMP_CMP_EQ, .datum_a = PR_SET_NAME, .datum_b = 0});
    filter.load();
}

}  // namespace media::decoder
