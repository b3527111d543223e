#include "core/media/launcher/outside.h"

#include <fcntl.h>
#include <link.h>
#include <linux/landlock.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <system_error>

#include "core/base/file_descriptor.h"
#include "core/media/confine/filter.h"

namespace media::launcher {
namespace {

constexpr std::uint64_t run = LANDLOCK_ACCESS_FS_EXECUTE;
constexpr std::uint64_t read = LANDLOCK_ACCESS_FS_READ_FILE;
constexpr std::uint64_t list = LANDLOCK_ACCESS_FS_READ_DIR;
// Of the first version: newer kernels know more, all of which is a way to write, for which a file must be open first.
constexpr std::uint64_t everything = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1U) - 1;

[[noreturn]] void fail(const char* what) { throw std::system_error(errno, std::generic_category(), what); }

// What the kernel asks itself at every file that is opened or executed. Files in memory have no place in a tree, so they are not asked about.
class Places {
public:
    Places() {
        const landlock_ruleset_attr attributes{.handled_access_fs = everything};
        rules_ = base::FileDescriptor(
            static_cast<int>(syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0)));
        if (rules_.get() < 0) fail("landlock_create_ruleset");
    }

    // Below a folder, or of a file; what is not there is no way out either.
    void allow(const char* path, std::uint64_t access) {
        const base::FileDescriptor place(open(path, O_PATH | O_CLOEXEC));
        if (place.get() < 0) return;
        struct stat about {};
        if (fstat(place.get(), &about) != 0) fail("fstat");
        if (!S_ISDIR(about.st_mode)) access &= ~list;
        const landlock_path_beneath_attr rule{.allowed_access = access, .parent_fd = place.get()};
        if (syscall(SYS_landlock_add_rule, rules_.get(), LANDLOCK_RULE_PATH_BENEATH, &rule, 0) != 0)
            fail("landlock_add_rule");
    }

    void enforce() {
        if (syscall(SYS_landlock_restrict_self, rules_.get(), 0) != 0) fail("landlock_restrict_self");
    }

private:
    base::FileDescriptor rules_{-1};
};

// The loader of shared libraries, which the kernel executes with a program: the one that this program has.
const char* loader() {
    const char* found = nullptr;
    dl_iterate_phdr(
        [](dl_phdr_info* self, std::size_t, void* result) {
            for (unsigned i = 0; i < self->dlpi_phnum; ++i) {
                const auto& part = self->dlpi_phdr[i];
                if (part.p_type != PT_INTERP) continue;
                const auto at = self->dlpi_addr + part.p_vaddr;
                // NOLINTNEXTLINE(performance-no-int-to-ptr): that is how the loader says it
                *static_cast<const char**>(result) = reinterpret_cast<const char*>(at);
            }
            return 1;  // the first is the program itself
        },
        static_cast<void*>(&found));
    if (found == nullptr) throw std::system_error(ENOENT, std::generic_category(), "no loader");
    return found;
}

void shut_off_files(const char* program, std::span<const char* const> readable) {
    Places places;
    for (const char* folder : {"/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib"})
        places.allow(folder, read);
    places.allow("/etc/ld.so.cache", read);
    places.allow(loader(), read | run);
    places.allow(program, read | run);
    for (const char* path : readable) places.allow(path, read | list);
    places.enforce();
}

// What a program that serves in peace never asks for: whoever does has been taken over.
constexpr std::array hostile{SCMP_SYS(socket),
                             SCMP_SYS(socketpair),
                             SCMP_SYS(connect),
                             SCMP_SYS(fork),
                             SCMP_SYS(vfork),
                             SCMP_SYS(ptrace),
                             SCMP_SYS(kill),
                             SCMP_SYS(process_vm_readv),
                             SCMP_SYS(process_vm_writev),
                             SCMP_SYS(bpf),
                             SCMP_SYS(userfaultfd),
                             SCMP_SYS(io_uring_setup),
                             SCMP_SYS(unshare),
                             SCMP_SYS(setns),
                             SCMP_SYS(mount),
                             SCMP_SYS(perf_event_open)};

constexpr std::array peaceful{
    // its start; which program and which files is for the kernel to ask, see above
    SCMP_SYS(execve), SCMP_SYS(open), SCMP_SYS(openat), SCMP_SYS(access), SCMP_SYS(faccessat),
    SCMP_SYS(faccessat2), SCMP_SYS(stat), SCMP_SYS(fstat), SCMP_SYS(lstat), SCMP_SYS(newfstatat),
    SCMP_SYS(statx), SCMP_SYS(readlink), SCMP_SYS(readlinkat), SCMP_SYS(getdents64), SCMP_SYS(arch_prctl),
    SCMP_SYS(set_tid_address), SCMP_SYS(set_robust_list), SCMP_SYS(rseq), SCMP_SYS(getrandom),
    SCMP_SYS(sysinfo), SCMP_SYS(uname),
    // what is open
    SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(readv), SCMP_SYS(writev), SCMP_SYS(pread64), SCMP_SYS(pwrite64),
    SCMP_SYS(lseek), SCMP_SYS(ftruncate), SCMP_SYS(close), SCMP_SYS(fcntl), SCMP_SYS(dup),
    // memory; libraries are mapped to be executed
    SCMP_SYS(mmap), SCMP_SYS(mprotect), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(brk),
    // threads, clocks, and who it is
    SCMP_SYS(futex), SCMP_SYS(sched_yield), SCMP_SYS(sched_getaffinity), SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_nanosleep), SCMP_SYS(clock_getres), SCMP_SYS(nanosleep), SCMP_SYS(gettimeofday),
    SCMP_SYS(time), SCMP_SYS(getrusage), SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn), SCMP_SYS(gettid), SCMP_SYS(getpid), SCMP_SYS(getuid), SCMP_SYS(geteuid),
    SCMP_SYS(getgid), SCMP_SYS(getegid), SCMP_SYS(exit), SCMP_SYS(exit_group)};

void shut_off_calls() {
    confine::Filter filter(SCMP_ACT_ERRNO(EPERM));
    for (const int call : hostile) filter.kill(call);
    for (const int call : peaceful) filter.allow(call);
    filter.allow(SCMP_SYS(clone), confine::has_bits(0, CLONE_THREAD | CLONE_VM));
    filter.deny(SCMP_SYS(clone3));
    filter.allow(SCMP_SYS(prlimit64), confine::is(0, 0), confine::is(2, 0));  // to ask for its own
    filter.load();
}

}  // namespace

void shut_off(const char* program, std::span<const char* const> readable) {
    shut_off_files(program, readable);
    shut_off_calls();
}

}  // namespace media::launcher
