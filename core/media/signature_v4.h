// Requests to S3 signed by AWS Signature Version 4 (https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html). Pure.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/clock.h"

namespace media {

struct SigningKey {
    std::string access_key;
    std::string secret_key;
    std::string region;
};

struct Signed {
    std::string method;
    std::string host;  // with its port where the address has one
    std::string path;  // as in the address, percent-encoded already
    base::Time at{};
};

using Headers = std::vector<std::pair<std::string, std::string>>;

// The headers that a request with this body needs beside Host: Authorization, X-Amz-Date, X-Amz-Content-SHA256, and those given.
Headers signed_headers(const SigningKey& key, const Signed& request, std::string_view body, Headers headers);

// The query ("X-Amz-Algorithm=...") under which anybody may make this request, without a body, for `seconds`.
std::string presigned_query(const SigningKey& key, const Signed& request, unsigned seconds,
                            Headers query = {});

// As S3 wants it: everything but A-Z a-z 0-9 - . _ ~ as %XX; the slashes of a path stay.
std::string percent_encoded(std::string_view text, bool keep_slashes);

}  // namespace media
