#include "core/audit/head_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <filesystem>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "core/audit/chain.h"
#include "core/base/crypto.h"

namespace audit {
namespace {

constexpr std::size_t longest_line = 256;

class File {
public:
    File(const std::string& path, int flags)
        : path_(path),
          fd_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {
        if (fd_ < 0) fail("open");
    }
    ~File() { ::close(fd_); }
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    void lock() const {
        while (::flock(fd_, LOCK_EX) != 0)
            if (errno != EINTR) fail("lock");
    }
    std::string read() const {
        std::string text(longest_line, '\0');
        const auto count = ::read(fd_, text.data(), text.size());
        if (count < 0) fail("read");
        text.resize(static_cast<std::size_t>(count));
        return text;
    }
    void write(std::string_view text) const {
        if (std::cmp_not_equal(::write(fd_, text.data(), text.size()), text.size())) fail("write");
    }
    void sync() const {
        if (::fsync(fd_) != 0) fail("flush");
    }

private:
    [[noreturn]] void fail(const char* what) const {
        throw std::system_error(errno, std::generic_category(), fmt::format("cannot {} {}", what, path_));
    }

    std::string path_;
    int fd_;
};

std::string line_of(const store::AuditHead& head, std::string_view key) {
    return fmt::format("{} {} {}\n", head.last_id, base::to_hex(head.last_hash),
                       base::to_hex(mac_of(key, head)));
}

std::string from_hex(std::string_view text) {
    std::string bytes;
    for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
        unsigned value = 0;
        if (std::from_chars(&text[i], &text[i] + 2, value, 16).ptr != &text[i] + 2) return {};
        bytes += static_cast<char>(value);
    }
    return bytes;
}

// What the line says is believed only if writing it again gives the same line, MAC included.
KeptHead parse(std::string_view line, std::string_view key) {
    store::AuditHead head;
    const auto [end, failure] = std::from_chars(line.data(), line.data() + line.size(), head.last_id);
    const auto rest = line.substr(static_cast<std::size_t>(end - line.data()));
    constexpr std::size_t hex_digits = 64;
    if (failure == std::errc{} && rest.size() > hex_digits)
        head.last_hash = from_hex(rest.substr(1, hex_digits));
    const bool genuine = base::constant_time_equal(line, line_of(head, key));
    return {.state = genuine ? KeptHead::State::genuine : KeptHead::State::forged, .head = std::move(head)};
}

void replace(const std::string& path, std::string_view text) {
    const std::string next = path + ".new";
    {
        const File file(next, O_WRONLY | O_CREAT | O_TRUNC);
        file.write(text);
        file.sync();
    }
    std::filesystem::rename(next, path);
    const auto folder = std::filesystem::path(path).parent_path();
    File(folder.empty() ? "." : folder.string(), O_RDONLY | O_DIRECTORY).sync();
}

}  // namespace

KeptHead read_head_file(const std::string& path, std::string_view key) {
    if (!std::filesystem::exists(path)) return {};
    return parse(File(path, O_RDONLY).read(), key);
}

void update_head_file(const std::string& path, std::string_view key, const NextHead& next) {
    const File lock(path + ".lock", O_RDWR | O_CREAT);
    lock.lock();
    if (const auto head = next(read_head_file(path, key))) replace(path, line_of(*head, key));
}

}  // namespace audit
