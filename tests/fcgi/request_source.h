// Requests as nginx hands them over, without nginx.
#pragma once

#include <algorithm>
#include <map>
#include <string>

#include "fcgi/request.h"

namespace support {

struct Parameters {
    std::map<std::string, std::string> values;
    std::string body;
    std::size_t read_so_far = 0;

    fcgi::Source source() {
        return {.parameter =
                    [this](const char* name) {
                        const auto found = values.find(name);
                        return found == values.end() ? std::string_view{} : std::string_view(found->second);
                    },
                .read =
                    [this](char* data, std::size_t room) {
                        // In small pieces, as a socket would give it.
                        const auto count = std::min({room, body.size() - read_so_far, std::size_t{7}});
                        std::copy_n(body.data() + read_so_far, count, data);
                        read_so_far += count;
                        return count;
                    }};
    }
};

inline Parameters get(const std::string& target) {
    return {.values = {{"REQUEST_METHOD", "GET"},
                       {"REQUEST_URI", target},
                       {"REMOTE_ADDR", "192.0.2.1"},
                       {"X_REQUEST_ID", "test"}},
            .body = {}};
}

inline Parameters post(const std::string& target, const std::string& body,
                       const std::string& type = "application/x-www-form-urlencoded") {
    Parameters parameters = get(target);
    parameters.values["REQUEST_METHOD"] = "POST";
    parameters.values["CONTENT_TYPE"] = type;
    parameters.values["CONTENT_LENGTH"] = std::to_string(body.size());
    parameters.body = body;
    return parameters;
}

inline fcgi::Request read(Parameters parameters, const base::Limits& limits = {}) {
    return fcgi::read_request(parameters.source(), limits);
}

}  // namespace support
