#include "core/verification/sealed_files.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

#include "core/base/file_descriptor.h"
#include "core/base/random.h"

namespace verification {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t name_length = 32;

void require(bool done, const std::string& what) {
    if (!done) throw std::system_error(errno, std::generic_category(), what);
}

void write_all(int file, std::string_view bytes, const std::string& path) {
    while (!bytes.empty()) {
        const auto count = write(file, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        require(count > 0, path);
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    require(fsync(file) == 0, path);
}

// Whoever lists a folder after a power cut must find what was said to be in it, and not what was said to be gone.
void sync_folder(const std::string& folder) {
    const base::FileDescriptor opened(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    require(opened.get() >= 0 && fsync(opened.get()) == 0, folder);
}

std::string join(const std::string& folder, std::string_view name) {
    return folder + "/" + std::string(name);
}

// The name under which it was written, beside the path.
std::string write_beside(const std::string& path, std::string_view bytes) {
    std::string unfinished = path + "." + base::random_code(8);
    const base::FileDescriptor file(open(unfinished.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    require(file.get() >= 0, unfinished);
    write_all(file.get(), bytes, unfinished);
    return unfinished;
}

void overwrite(int file, const std::string& path) {
    struct stat facts {};
    require(fstat(file, &facts) == 0, path);
    write_all(file, base::random_bytes(static_cast<std::size_t>(facts.st_size)), path);
}

std::optional<struct stat> facts_of(const std::string& path) {
    struct stat facts {};
    if (lstat(path.c_str(), &facts) == 0) return facts;
    require(errno == ENOENT, path);
    return std::nullopt;
}

base::Time written(const struct stat& facts) {
    return base::from_epoch_ms(facts.st_mtim.tv_sec * 1000 + facts.st_mtim.tv_nsec / 1'000'000);
}

// "<name>.<code>", as write_beside() calls them.
bool is_unfinished(std::string_view name) {
    return name.size() > name_length && name[name_length] == '.' &&
           is_sealed_name(name.substr(0, name_length));
}

std::vector<std::string> names_in(const std::string& folder, bool (*fits)(std::string_view)) {
    std::vector<std::string> names;
    std::error_code failure;
    for (const auto& entry : fs::directory_iterator(folder, failure)) {
        auto name = entry.path().filename().string();
        if (fits(name)) names.push_back(std::move(name));
    }
    if (failure) throw std::system_error(failure, folder);
    std::ranges::sort(names);
    return names;
}

void overwrite_if_there(const std::string& path) {
    const base::FileDescriptor file(open(path.c_str(), O_WRONLY | O_CLOEXEC));
    if (file.get() < 0 && errno == ENOENT) return;
    require(file.get() >= 0, path);
    overwrite(file.get(), path);
}

// Killed between the linking and the end of its other name, it is the finished file itself: then that name alone goes.
void remove_leftover(const std::string& folder, const std::string& name) {
    const std::string path = join(folder, name);
    const auto facts = facts_of(path);
    if (facts && facts->st_nlink == 1) overwrite_if_there(path);
    remove_file(folder, name);
}

std::vector<std::string> unfinished(const std::string& folder, base::Time before) {
    auto names = names_in(folder, is_unfinished);
    std::erase_if(
        names, [&](const std::string& name) { return written_at(folder, name).value_or(before) >= before; });
    return names;
}

// Over processes: what is destroyed must not come back by the hand of somebody who was about to write it anew.
class Lock {
public:
    explicit Lock(const std::string& folder)
        : opened_(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
        require(opened_.get() >= 0 && flock(opened_.get(), LOCK_EX) == 0, folder);
    }

private:
    base::FileDescriptor opened_;
};

}  // namespace

void make_folder(const std::string& folder) {
    std::error_code failure;
    fs::create_directories(fs::path(folder).parent_path(), failure);
    if (failure) throw std::system_error(failure, folder);
    require(mkdir(folder.c_str(), 0700) == 0 || errno == EEXIST, folder);
}

void write_new(const std::string& folder, std::string_view name, std::string_view bytes) {
    const std::string path = join(folder, name);
    const std::string unfinished = write_beside(path, bytes);
    // Linking fails where the name is taken; renaming would replace it.
    const bool linked = link(unfinished.c_str(), path.c_str()) == 0;
    const int failure = errno;
    (void)unlink(unfinished.c_str());
    errno = failure;
    require(linked, path);
    sync_folder(folder);
}

bool write_instead(const std::string& folder, std::string_view name, std::string_view bytes) {
    const Lock lock(folder);
    const std::string path = join(folder, name);
    const base::FileDescriptor old(open(path.c_str(), O_WRONLY | O_CLOEXEC));
    if (old.get() < 0 && errno == ENOENT) return false;
    require(old.get() >= 0, path);
    const std::string unfinished = write_beside(path, bytes);
    require(std::rename(unfinished.c_str(), path.c_str()) == 0, path);
    sync_folder(folder);
    overwrite(old.get(), path);
    return true;
}

std::optional<std::string> read_whole(const std::string& path) {
    const base::FileDescriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.get() < 0 && errno == ENOENT) return std::nullopt;
    struct stat facts {};
    require(file.get() >= 0 && fstat(file.get(), &facts) == 0, path);
    std::string bytes(static_cast<std::size_t>(facts.st_size), '\0');
    std::size_t have = 0;
    while (have < bytes.size()) {
        const auto count = read(file.get(), bytes.data() + have, bytes.size() - have);
        if (count < 0 && errno == EINTR) continue;
        require(count >= 0, path);
        if (count == 0) break;
        have += static_cast<std::size_t>(count);
    }
    bytes.resize(have);
    return bytes;
}

std::optional<base::Time> written_at(const std::string& folder, std::string_view name) {
    const auto facts = facts_of(join(folder, name));
    return facts ? std::optional(written(*facts)) : std::nullopt;
}

void overwrite_and_remove(const std::string& folder, std::string_view name) {
    const Lock lock(folder);
    const auto leftovers = names_in(folder, is_unfinished);
    overwrite_if_there(join(folder, name));
    remove_file(folder, name);
    for (const auto& leftover : leftovers)
        if (leftover.starts_with(name)) remove_leftover(folder, leftover);
}

std::size_t remove_unfinished(const std::string& folder, base::Time before) {
    const Lock lock(folder);
    const auto names = unfinished(folder, before);
    for (const auto& name : names) remove_leftover(folder, name);
    return names.size();
}

std::size_t count_unfinished(const std::string& folder, base::Time before) {
    return unfinished(folder, before).size();
}

void remove_file(const std::string& folder, std::string_view name) {
    const std::string path = join(folder, name);
    require(unlink(path.c_str()) == 0 || errno == ENOENT, path);
    sync_folder(folder);
}

bool is_sealed_name(std::string_view name) {
    return name.size() == name_length &&
           std::ranges::all_of(name, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

std::vector<std::string> sealed_names(const std::string& folder) { return names_in(folder, is_sealed_name); }

}  // namespace verification
