#include "core/media/folder_store.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

#include <fmt/format.h>

#include "core/base/file_descriptor.h"
#include "core/base/random.h"

namespace media {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const char* what) {
    throw StoreAway(
        fmt::format("the folder of pictures: {}: {}", what, std::generic_category().message(errno)));
}
void require(bool done, const char* what) {
    if (!done) fail(what);
}

// The first two characters are as random as the rest.
std::string place_of(std::string_view name) { return fmt::format("{}/{}", name.substr(0, 2), name); }

void write_all(int file, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto count = write(file, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        require(count > 0, "write");
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
}

// Whoever lists a folder after a power cut must find what was said to be in it.
void sync_folder(const fs::path& folder) {
    const base::FileDescriptor opened(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    require(opened.get() >= 0 && fsync(opened.get()) == 0, "fsync of a folder");
}

}  // namespace

void FolderStore::put(std::string_view name, std::string_view bytes, std::string_view /*content_type*/) {
    const fs::path path = fs::path(folder_) / place_of(name);
    std::error_code failure;
    fs::create_directories(path.parent_path(), failure);
    if (failure) throw StoreAway("the folder of pictures cannot be made: " + failure.message());
    const std::string fresh = fmt::format("{}.{}", path.string(), base::random_code(8));
    {
        const base::FileDescriptor file(open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
        require(file.get() >= 0, "open");
        write_all(file.get(), bytes);
        require(fsync(file.get()) == 0, "fsync");
    }
    require(std::rename(fresh.c_str(), path.c_str()) == 0, "rename");
    sync_folder(path.parent_path());
}

void FolderStore::remove(std::string_view name) {
    const fs::path path = fs::path(folder_) / place_of(name);
    require(unlink(path.c_str()) == 0 || errno == ENOENT, "unlink");
}

Link FolderStore::link(std::string_view name, base::Time /*now*/) const {
    return {.internal = true, .target = std::string(internal_root) + place_of(name)};
}

}  // namespace media
