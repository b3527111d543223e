// The web server's side of FastCGI over a unix socket, as far as the tests of the accept loop need it.
// Source: FastCGI Specification 1.0, sections 3 and 5.
#pragma once

#include <sys/socket.h>

#include <map>
#include <stdexcept>
#include <string>

#include "fcgi/unix_socket.h"

namespace support {

enum class RecordType : unsigned char { begin_request = 1, params = 4, in = 5, out = 6 };

inline std::string record(RecordType type, const std::string& content) {
    std::string head(8, '\0');
    head[0] = 1;
    head[1] = static_cast<char>(type);
    head[3] = 1;  // the request's id
    head[4] = static_cast<char>(content.size() >> 8);
    head[5] = static_cast<char>(content.size() & 0xff);
    return head + content;
}

// As a responder; `keep` asks to keep the connection afterwards.
inline std::string begin(bool keep) {
    std::string content(8, '\0');
    content[1] = 1;
    content[2] = keep ? 1 : 0;
    return record(RecordType::begin_request, content);
}

// Each of less than 128 bytes.
inline std::string pair(const std::string& name, const std::string& value) {
    return std::string{static_cast<char>(name.size()), static_cast<char>(value.size())} + name + value;
}

inline std::string parameters(const std::map<std::string, std::string>& values) {
    std::string content;
    for (const auto& [name, value] : values) content += pair(name, value);
    return record(RecordType::params, content) + record(RecordType::params, "");
}

inline std::string whole_request(const std::map<std::string, std::string>& values, bool keep = false) {
    return begin(keep) + parameters(values) + record(RecordType::in, "");
}

class FastCgiClient {
public:
    explicit FastCgiClient(const std::string& path) : socket_(socket(AF_UNIX, SOCK_STREAM, 0)) {
        const auto address = fcgi::unix_address(path);
        if (connect(socket_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) {
            throw std::runtime_error("nobody listens on " + path);
        }
    }
    void send(const std::string& bytes) const {
        ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    }

    // All that is sent on the output stream until the other side hangs up.
    std::string read_to_end() const {
        std::string bytes;
        char part[4096];
        for (ssize_t count = recv(socket_.get(), part, sizeof(part), 0); count > 0;
             count = recv(socket_.get(), part, sizeof(part), 0)) {
            bytes.append(part, static_cast<std::size_t>(count));
        }
        return output_of(bytes);
    }

private:
    static std::string output_of(const std::string& bytes) {
        const auto byte = [&](std::size_t at) {
            return static_cast<std::size_t>(static_cast<unsigned char>(bytes[at]));
        };
        std::string output;
        for (std::size_t at = 0; at + 8 <= bytes.size();) {
            const std::size_t size = byte(at + 4) * 256 + byte(at + 5);
            if (byte(at + 1) == static_cast<std::size_t>(RecordType::out))
                output += bytes.substr(at + 8, size);
            at += 8 + size + byte(at + 6);
        }
        return output;
    }

    fcgi::FileDescriptor socket_;
};

}  // namespace support
