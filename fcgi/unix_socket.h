// File descriptors and addresses of unix sockets.
#pragma once

#include <sys/un.h>
#include <unistd.h>

#include <string>
#include <utility>

namespace fcgi {

// Closes what it holds. -1: nothing.
class FileDescriptor {
public:
    explicit FileDescriptor(int descriptor = -1) : descriptor_(descriptor) {}
    FileDescriptor(FileDescriptor&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
    FileDescriptor& operator=(FileDescriptor&& other) noexcept {
        std::swap(descriptor_, other.descriptor_);
        return *this;
    }
    ~FileDescriptor() {
        if (descriptor_ >= 0) close(descriptor_);
    }
    int get() const { return descriptor_; }

private:
    int descriptor_;
};

// Throws std::length_error when the path is longer than the system's 107 bytes.
sockaddr_un unix_address(const std::string& path);

}  // namespace fcgi
