#include "core/media/confined_program.h"

#include <boost/test/unit_test.hpp>

#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <vector>

#include "core/base/file_descriptor.h"
#include "core/media/child_process.h"
#include "tests/support/scratch_folder.h"

namespace {

using Words = std::vector<std::string>;

// What a program can do where it is shut off: its status, and what it printed.
struct Shut {
    int status;
    std::string printed;
};
Shut shut_off(const Words& words, const std::string& in = {}) {
    const base::FileDescriptor from(media::open_memory_file("in"));
    const base::FileDescriptor to(media::open_memory_file("out"));
    media::write_file(from.get(), in);
    const std::array<media::Handed, 2> handed{
        {{from.get(), media::confined_in}, {to.get(), media::confined_printed}}};
    const auto ended = media::run(media::confining_launcher(), handed, base::Millis{60'000}, words);
    return {.status = ended.status, .printed = media::read_file(to.get())};
}

// One of Debian's essential packages, which asks the kernel whatever it is told to.
Shut in_perl(const std::string& script) {
    return shut_off({"--read", "/usr/share/fonts", std::filesystem::canonical("/usr/bin/perl").string(),
                     "/proc/self/fd/0"},
                    script);
}

// Where anybody may read, were it not for the confinement.
class OpenFolder {
public:
    OpenFolder() {
        std::filesystem::permissions(scratch_.path(), std::filesystem::perms::all);
        for (const char* name : {"shown", "shown/below", "hidden"})
            std::filesystem::create_directory(scratch_.path() + "/" + name);
        for (const char* name : {"shown/file", "shown/below/file", "hidden/file"})
            std::ofstream(scratch_.path() + "/" + name) << name;
    }
    std::string path(const std::string& name) const { return scratch_.path() + "/" + name; }

private:
    support::ScratchFolder scratch_;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(confined_program)

BOOST_AUTO_TEST_CASE(a_folder_that_is_named_can_be_read_and_no_other) {
    const OpenFolder folder;
    const auto reading = [&](const std::string& allowed, const std::string& name) {
        return shut_off({"--read", folder.path(allowed), "/bin/cat", folder.path(name)});
    };
    BOOST_TEST(reading("shown", "shown/file").printed == "shown/file");
    BOOST_TEST(reading("shown", "shown/below/file").printed == "shown/below/file");
    BOOST_TEST(reading("shown", "hidden/file").status == 1);
    BOOST_TEST(reading("shown", "hidden/file").printed.empty());
    BOOST_TEST(reading("shown", "shown/../hidden/file").printed.empty());
    BOOST_TEST(reading("absent", "shown/file").printed.empty());
    std::filesystem::create_symlink("../hidden/file", folder.path("shown/link"));
    BOOST_TEST(reading("shown", "shown/link").printed.empty());
    const auto listing = [&](const std::string& name) {
        return shut_off({"--read", folder.path("shown"), "/bin/ls", folder.path(name)}).printed;
    };
    BOOST_TEST(listing("shown") == "below\nfile\nlink\n");
    BOOST_TEST(listing("hidden").empty());
    BOOST_TEST(listing("").empty());
}

BOOST_AUTO_TEST_CASE(a_file_that_is_named_can_be_read_and_not_its_neighbour) {
    const OpenFolder folder;
    const auto reading = [&](const std::string& name) {
        return shut_off({"--read", folder.path("shown/file"), "--read", folder.path("hidden/file"),
                         "/bin/cat", folder.path(name)})
            .printed;
    };
    BOOST_TEST(reading("shown/file") == "shown/file");
    BOOST_TEST(reading("hidden/file") == "hidden/file");
    BOOST_TEST(reading("shown/below/file").empty());
}

BOOST_AUTO_TEST_CASE(what_can_be_read_can_be_neither_written_nor_executed) {
    const OpenFolder folder;
    const auto open_to_all = std::filesystem::perms::all;
    std::filesystem::permissions(folder.path("shown"), open_to_all);
    std::filesystem::permissions(folder.path("shown/file"), open_to_all);
    std::filesystem::copy_file("/bin/true", folder.path("shown/true"));
    std::filesystem::permissions(folder.path("shown/true"), open_to_all);
    const auto trying = [&](const Words& words) {
        Words all{"--read", folder.path("shown")};
        all.insert(all.end(), words.begin(), words.end());
        return shut_off(all).status;
    };
    BOOST_TEST(trying({"/bin/cp", folder.path("shown/file"), folder.path("shown/copy")}) == 1);
    BOOST_TEST(trying({"/usr/bin/truncate", "-s", "0", folder.path("shown/file")}) == 1);
    BOOST_TEST(trying({"/bin/rm", folder.path("shown/file")}) == 1);
    BOOST_TEST(std::filesystem::file_size(folder.path("shown/file")) > 0U);
    BOOST_TEST(!std::filesystem::exists(folder.path("shown/copy")));
    BOOST_TEST(trying({"/usr/bin/env", folder.path("shown/true")}) == 126);
    BOOST_TEST(trying({"/bin/bash", "-c", "echo x > /dev/tcp/127.0.0.1/1"}) == 128 + SIGSYS);
}

// Whoever has taken over what runs there asks the kernel itself.
BOOST_AUTO_TEST_CASE(no_way_out_is_open_to_whoever_takes_it_over) {
    const auto calling = [](long call) {
        return in_perl("print syscall(" + std::to_string(call) + ", 0, 0, 0)");
    };
    for (const long call :
         {SYS_socket, SYS_socketpair, SYS_connect, SYS_fork, SYS_vfork, SYS_ptrace, SYS_kill, SYS_bpf,
          SYS_process_vm_readv, SYS_io_uring_setup, SYS_unshare, SYS_setns, SYS_mount})
        BOOST_TEST(calling(call).status == 128 + SIGSYS, "call " << call);
    for (const long call :
         {SYS_bind, SYS_listen, SYS_sendto, SYS_recvfrom, SYS_chmod, SYS_memfd_create, SYS_setuid})
        BOOST_TEST(calling(call).printed == "-1", "call " << call);
    BOOST_TEST(calling(SYS_getpid).printed != "-1", "the rest of the way is open");
    BOOST_TEST(in_perl("print defined(fork()) ? 'two' : 'one'").printed == "one");
    BOOST_TEST(in_perl("exec('/bin/true'); exit 9").status == 9);
}

BOOST_AUTO_TEST_CASE(no_file_of_the_machine_is_open_to_whoever_takes_it_over) {
    const OpenFolder folder;
    const auto opening = [](const std::string& path) {
        return in_perl("open(my $file, '<', '" + path + "') or exit 7; print <$file>");
    };
    BOOST_TEST(opening("/proc/self/fd/0").printed.starts_with("open(my"), "what it is given");
    const auto running = std::filesystem::read_symlink("/proc/self/exe").string();
    const auto of_this_process = "/proc/" + std::to_string(getpid()) + "/environ";
    for (const auto& path :
         {std::string("/etc/passwd"), std::string("/etc/hosts"), folder.path("hidden/file"),
          std::string("/proc/self/environ"), std::string("/proc/self/maps"), std::string("/proc/1/cmdline"),
          std::string("/dev/zero"), of_this_process, running}) {
        BOOST_TEST(opening(path).status == 7, path);
        BOOST_TEST(opening(path).printed.empty(), path);
    }
}

BOOST_AUTO_TEST_CASE(it_is_bounded_and_told_of_nothing) {
    const auto bounds = [](const Words& more) {
        Words words = more;
        for (const char* word :
             {"/usr/bin/prlimit", "--raw", "--noheadings", "--output=HARD", "--cpu", "--as", "--fsize"})
            words.emplace_back(word);
        return shut_off(words).printed;
    };
    BOOST_TEST(bounds({}) == "20\n1048576000\n25165824\n", "processor, memory, what it writes");
    BOOST_TEST(bounds({"--memory", "300"}) == "20\n314572800\n25165824\n");
    BOOST_TEST(shut_off({"/usr/bin/env"}).printed == "OMP_THREAD_LIMIT=1\n");
}

BOOST_AUTO_TEST_CASE(what_it_is_told_wrongly_is_not_executed) {
    for (const Words& words :
         {Words{}, Words{"--read"}, Words{"--read", "/etc"}, Words{"--memory", "much", "/bin/true"},
          Words{"--memory", "0", "/bin/true"}, Words{"--memory", "-1", "/bin/true"},
          Words{"--memory", "99999", "/bin/true"}, Words{"--write", "/etc", "/bin/true"}})
        BOOST_TEST(shut_off(words).status == media::status_unconfined);
    BOOST_TEST(shut_off({"--memory", "100", "/bin/true"}).status == 0);
    BOOST_TEST(shut_off({"/nonexistent/program"}).status == media::status_no_program);
    BOOST_TEST(shut_off({"/etc/passwd"}).status == media::status_no_program);
}

BOOST_AUTO_TEST_SUITE_END()
