#include "core/verification/vault.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>
#include <thread>

#include "core/base/file_descriptor.h"
#include "core/verification/sealed_files.h"
#include "tests/support/scratch_folder.h"

namespace {

namespace fs = std::filesystem;
using verification::Vault;

std::string read(const std::string& path) {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
}
void write(const std::string& path, const std::string& text) {
    std::ofstream(path, std::ios::binary) << text;
}
unsigned mode_of(const std::string& path) {
    struct stat facts {};
    return ::stat(path.c_str(), &facts) == 0 ? facts.st_mode & 07777U : 0U;
}

base::Config with_keys(const std::string& folder, const std::string& current,
                       const std::string& previous = "") {
    base::Config config;
    config.access_keys.current = std::string(32, 'a');
    config.phone_keys = {.current = current, .previous = previous};
    config.verification.documents_dir = folder + "/state/documents";
    config.verification.keys_dir = folder + "/state/keys";
    return config;
}

const std::string old_key = "the old phone key of this test, long enough";
const std::string new_key = "the new phone key of this test, long enough";
const std::string picture = "the face of somebody, and where they live";

struct Ground {
    support::ScratchFolder folder;
    base::Config config = with_keys(folder.path(), old_key);
    base::Config changed = with_keys(folder.path(), new_key, old_key);
    accounts::Keyring keyring{config};
    accounts::Keyring next_keyring{changed};
    Vault vault{config.verification, keyring};

    std::string put(const std::string& bytes = picture) {
        auto name = Vault::new_name();
        vault.put(name, bytes);
        return name;
    }
    std::string key_file(const std::string& name) const { return config.verification.keys_dir + "/" + name; }
    std::string sealed_file(const std::string& name) const {
        return config.verification.documents_dir + "/" + name;
    }
    // The bytes of a file that may have lost its name meanwhile.
    class Held {
    public:
        explicit Held(const std::string& path) : file_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
            BOOST_REQUIRE(file_.get() >= 0);
        }
        std::string bytes() const {
            std::string all(4096, '\0');
            const auto size = ::pread(file_.get(), all.data(), all.size(), 0);
            all.resize(size < 0 ? 0 : static_cast<std::size_t>(size));
            return all;
        }

    private:
        base::FileDescriptor file_;
    };
    std::size_t lying(const std::string& in) const {
        return static_cast<std::size_t>(std::distance(fs::directory_iterator(in), fs::directory_iterator()));
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(vault_of_documents, Ground)

BOOST_AUTO_TEST_CASE(what_was_put_is_had_again_and_lies_nowhere_in_the_clear) {
    const std::string whole = picture + std::string(1, '\0') + std::string(100'000, 'x');
    const auto name = put(whole);
    BOOST_TEST((vault.get(name) == whole));
    BOOST_TEST(vault.has_key(name));
    BOOST_TEST(vault.is_whole(name));
    BOOST_TEST(read(sealed_file(name)).find("somebody") == std::string::npos);
    BOOST_TEST(read(sealed_file(name)).size() == whole.size() + 28);
    BOOST_TEST(vault.names() == std::vector{name});
    BOOST_TEST(vault.keys().names() == std::vector{name});
    BOOST_TEST((vault.get(put("")) == std::string()));
}

BOOST_AUTO_TEST_CASE(two_of_the_same_picture_have_nothing_in_common) {
    const auto first = put();
    const auto second = put();
    BOOST_TEST(first != second);
    BOOST_TEST(read(sealed_file(first)) != read(sealed_file(second)));
    BOOST_TEST((vault.keys().find(first) != vault.keys().find(second)));
}

BOOST_AUTO_TEST_CASE(a_key_or_a_picture_in_anothers_place_does_not_open) {
    const auto mine = put("mine");
    const auto yours = put("yours");
    const auto key = read(key_file(mine));
    write(key_file(mine), read(key_file(yours)));
    BOOST_TEST(!vault.has_key(mine));
    BOOST_TEST(!vault.get(mine).has_value());
    BOOST_TEST(vault.is_whole(mine), "it is there, and does not open");
    write(key_file(mine), key);
    BOOST_TEST((vault.get(mine) == "mine"));
    write(sealed_file(mine), read(sealed_file(yours)));
    BOOST_TEST(!vault.get(mine).has_value());
}

BOOST_AUTO_TEST_CASE(what_was_changed_does_not_open) {
    const auto name = put();
    const auto bytes = read(sealed_file(name));
    const auto key = read(key_file(name));
    for (const std::size_t place : {std::size_t{0}, std::size_t{13}, std::size_t{30}, bytes.size() - 1}) {
        auto other = bytes;
        other[place] = static_cast<char>(other[place] ^ 1);
        write(sealed_file(name), other);
        BOOST_TEST(!vault.get(name).has_value(), "byte " << place);
    }
    for (const auto& other : {bytes.substr(1), bytes.substr(0, 27), std::string()}) {
        write(sealed_file(name), other);
        BOOST_TEST(!vault.get(name).has_value(), other.size() << " bytes");
    }
    write(sealed_file(name), bytes);
    for (const auto& other : {std::string(), std::string(":"), "x" + key, key.substr(0, key.size() - 2),
                              key.substr(key.find(':')), "65536" + key.substr(key.find(':'))}) {
        write(key_file(name), other);
        BOOST_TEST(!vault.get(name).has_value(), "key " << other);
    }
    write(key_file(name), key);
    BOOST_TEST((vault.get(name) == picture));
}

BOOST_AUTO_TEST_CASE(without_the_houses_secret_the_folders_open_nothing) {
    const auto name = put();
    const auto stranger = with_keys(folder.path(), new_key);
    const accounts::Keyring keys(stranger);
    const Vault thief(stranger.verification, keys);
    BOOST_TEST(!thief.has_key(name));
    BOOST_TEST(!thief.get(name).has_value());
}

BOOST_AUTO_TEST_CASE(destroying_overwrites_the_key_on_the_disk_before_its_name_goes) {
    const auto name = put();
    const auto key = read(key_file(name));
    const Held disk(key_file(name));
    BOOST_REQUIRE_EQUAL(disk.bytes(), key);
    vault.destroy(name);
    BOOST_TEST(disk.bytes().size() == key.size());
    for (std::size_t i = 0; i + 16 <= key.size(); i += 8)
        BOOST_TEST(disk.bytes().find(key.substr(i, 16)) == std::string::npos);
    BOOST_TEST(!fs::exists(key_file(name)));
    BOOST_TEST(!fs::exists(sealed_file(name)));
    BOOST_TEST(!vault.get(name).has_value());
    BOOST_TEST(!vault.is_whole(name));
    vault.destroy(name);
}

BOOST_AUTO_TEST_CASE(the_bytes_alone_are_worth_nothing_and_a_killed_destruction_is_finished) {
    const auto name = put();
    const auto bytes = read(sealed_file(name));
    // Killed between the two.
    vault.keys().destroy(name);
    BOOST_TEST(!vault.get(name).has_value());
    BOOST_TEST(vault.names() == std::vector{name});
    vault.destroy(name);
    BOOST_TEST(vault.names().empty());
    // From a backup.
    write(sealed_file(name), bytes);
    BOOST_TEST(!vault.get(name).has_value());
}

BOOST_AUTO_TEST_CASE(a_name_is_taken_once_and_is_never_a_path) {
    const auto name = put();
    BOOST_CHECK_THROW(vault.put(name, "another"), std::system_error);
    BOOST_TEST((vault.get(name) == picture));
    for (const std::string bad :
         {"", "../../etc/passwd", "0123456789abcdef0123456789ABCDEF", "0123456789abcdef0123456789abcde",
          "0123456789abcdef0123456789abcdef0", "0123456789abcdef/123456789abcdef"}) {
        BOOST_CHECK_THROW(vault.put(bad, "x"), std::invalid_argument);
        BOOST_CHECK_THROW((void)vault.get(bad), std::invalid_argument);
        BOOST_CHECK_THROW(vault.destroy(bad), std::invalid_argument);
    }
}

BOOST_AUTO_TEST_CASE(nobody_else_may_look_into_the_folders) {
    const auto name = put();
    BOOST_TEST(mode_of(config.verification.documents_dir) == 0700U);
    BOOST_TEST(mode_of(config.verification.keys_dir) == 0700U);
    BOOST_TEST(mode_of(key_file(name)) == 0600U);
    BOOST_TEST(mode_of(sealed_file(name)) == 0600U);
}

BOOST_AUTO_TEST_CASE(programs_that_make_backups_are_told_to_leave_the_keys_out) {
    const auto tag = read(config.verification.keys_dir + "/CACHEDIR.TAG");
    BOOST_TEST(tag.starts_with("Signature: 8a477f597d28d172789f06886806bc55\n"));
    BOOST_TEST(!fs::exists(config.verification.documents_dir + "/CACHEDIR.TAG"));
    const auto name = put();
    BOOST_TEST(vault.keys().names() == std::vector{name}, "the tag is no key");
    // As an operator makes it: see README.
    const std::string archive = folder.path() + "/backup.tar";
    const std::string command = "tar --exclude-caches -cf " + archive + " -C " + folder.path() + " state";
    BOOST_REQUIRE(std::system(command.c_str()) == 0);
    const auto backup = read(archive);
    BOOST_TEST(backup.find("state/documents/" + name) != std::string::npos);
    BOOST_TEST(backup.find("state/keys/" + name) == std::string::npos);
    BOOST_TEST(backup.find(read(key_file(name))) == std::string::npos);
}

BOOST_AUTO_TEST_CASE(programs_that_begin_at_once_find_the_same_folders) {
    const support::ScratchFolder fresh;
    const auto settings = with_keys(fresh.path(), old_key).verification;
    std::atomic<int> begun{0};
    const auto begin = [&] {
        ++begun;
        while (begun < 8) std::this_thread::yield();
        Vault one(settings, keyring);
        one.put(Vault::new_name(), picture);
    };
    {
        std::vector<std::jthread> programs;
        for (int i = 0; i < 8; ++i) programs.emplace_back(begin);
    }
    BOOST_TEST(Vault(settings, keyring).names().size() == 8U);
    BOOST_TEST(lying(settings.keys_dir) == 9U, "eight keys and the tag");
    BOOST_TEST(lying(settings.documents_dir) == 8U);
}

BOOST_AUTO_TEST_CASE(a_folder_that_does_not_do_its_work_is_said) {
    config.verification.keys_dir = "/proc/no/such/folder";
    BOOST_CHECK_THROW(Vault(config.verification, keyring), std::system_error);
    fs::remove_all(changed.verification.documents_dir);
    BOOST_CHECK_THROW(put(), std::system_error);
    BOOST_CHECK_THROW((void)vault.names(), std::system_error);
}

BOOST_AUTO_TEST_CASE(keys_come_under_another_secret_and_the_old_file_is_overwritten) {
    const auto first = put("one");
    const auto second = put("two");
    const auto line = read(key_file(first));
    const Held disk(key_file(first));
    Vault next(changed.verification, next_keyring);
    const auto sum = next.keys().reseal();
    BOOST_TEST(sum.written == 2U);
    BOOST_TEST(sum.refused.empty());
    BOOST_TEST(read(key_file(first)) != line);
    BOOST_TEST(disk.bytes() != line, "where it stood on the disk it stands no more");
    BOOST_TEST(disk.bytes().size() == line.size());
    const auto alone = with_keys(folder.path(), new_key);
    const accounts::Keyring keys(alone);
    BOOST_TEST((Vault(alone.verification, keys).get(second) == "two"));
    BOOST_TEST(!vault.get(first).has_value(), "the old secret alone opens it no more");
    BOOST_TEST(next.keys().reseal().written == 0U);
    BOOST_TEST(mode_of(key_file(first)) == 0600U);
    BOOST_TEST(lying(config.verification.keys_dir) == 3U);
}

BOOST_AUTO_TEST_CASE(a_key_that_does_not_open_is_named_and_left) {
    const auto good = put();
    const auto bad = put();
    write(key_file(bad), "7:00:00:00");
    Vault next(changed.verification, next_keyring);
    const auto sum = next.keys().reseal();
    BOOST_TEST(sum.written == 1U);
    BOOST_TEST(sum.refused == std::vector{bad});
    BOOST_TEST(read(key_file(bad)) == "7:00:00:00");
    BOOST_TEST((next.get(good) == picture));
}

BOOST_AUTO_TEST_CASE(a_key_that_is_destroyed_while_keys_change_never_comes_back) {
    for (int round = 0; round < 20; ++round) {
        std::vector<std::string> names;
        for (int i = 0; i < 10; ++i) names.push_back(put());
        Vault next(changed.verification, next_keyring);
        std::atomic<bool> go{false};
        {
            const std::jthread changing([&] {
                while (!go) std::this_thread::yield();
                (void)next.keys().reseal();
            });
            const std::jthread destroying([&] {
                go = true;
                for (auto name = names.rbegin(); name != names.rend(); ++name) vault.destroy(*name);
            });
        }
        BOOST_TEST(vault.keys().names().empty());
        BOOST_TEST(lying(config.verification.keys_dir) == 1U, "the tag alone");
    }
}

BOOST_AUTO_TEST_CASE(what_a_killed_write_left_behind_goes_with_the_key_it_is_of) {
    const auto name = put();
    const auto other = put();
    // Killed while the key was about to be replaced, and between the linking of a new one and the end of its first name.
    const auto leftover = key_file(name) + ".AAAAAAAA";
    write(leftover, read(key_file(name)));
    fs::create_hard_link(key_file(other), key_file(other) + ".BBBBBBBB");
    const Held disk(leftover);
    const auto line = disk.bytes();
    vault.destroy(name);
    BOOST_TEST(!fs::exists(leftover));
    BOOST_TEST(disk.bytes() != line);
    BOOST_TEST((vault.get(other) == picture));
    const auto later = base::SystemClock().now() + std::chrono::hours{1};
    BOOST_TEST(verification::count_unfinished(config.verification.keys_dir, later) == 1U);
    BOOST_TEST(verification::remove_unfinished(config.verification.keys_dir, later - std::chrono::hours{2}) ==
               0U);
    BOOST_TEST(verification::remove_unfinished(config.verification.keys_dir, later) == 1U);
    BOOST_TEST((vault.get(other) == picture), "the name went, the key stays");
}

BOOST_AUTO_TEST_SUITE_END()
