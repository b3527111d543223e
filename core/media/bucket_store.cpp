#include "core/media/bucket_store.h"

#include <chrono>

#include <fmt/format.h>

namespace media {
namespace {

constexpr unsigned link_seconds = 3600;
constexpr base::Millis link_steady{std::chrono::minutes{15}};

// A video has up to 20 MB, and the line to the bucket may be a slow one.
base::HttpBounds for_bodies(base::HttpBounds bounds) {
    bounds.total *= 4;
    return bounds;
}

}  // namespace

BucketStore::BucketStore(const base::S3Settings& settings, const base::Clock& clock,
                         const base::HttpBounds& bounds)
    : settings_(settings),
      key_{settings.access_key, settings.secret_key, settings.region},
      host_(settings.endpoint.substr(settings.endpoint.find("://") + 3)),
      clock_(clock),
      client_(bounds),
      sender_(for_bodies(bounds)) {}

std::string BucketStore::path_of(std::string_view name) const {
    return percent_encoded(fmt::format("/{}/{}", settings_.bucket, name), true);
}

void BucketStore::send(base::HttpClient& client, std::string method, std::string_view name,
                       std::string_view body, Headers headers) {
    const std::string path = path_of(name);
    auto signed_by_us = signed_headers(
        key_, {.method = method, .host = host_, .path = path, .at = clock_.now()}, body, std::move(headers));
    const auto outcome = client.send({.method = std::move(method),
                                      .url = settings_.endpoint + path,
                                      .headers = std::move(signed_by_us),
                                      .auth = std::nullopt,
                                      .body = std::string(body)});
    if (const auto* answer = std::get_if<base::HttpAnswer>(&outcome)) {
        const bool gone = answer->status == 404 && body.empty();
        if (answer->status / 100 == 2 || gone) return;
        throw StoreAway(fmt::format("the bucket answers {}", answer->status));
    }
    const auto* not_sent = std::get_if<base::HttpNotSent>(&outcome);
    throw StoreAway("the bucket cannot be reached: " +
                    (not_sent != nullptr ? not_sent->reason : std::get<base::HttpUnknown>(outcome).reason));
}

void BucketStore::put(std::string_view name, std::string_view bytes, std::string_view content_type) {
    send(sender_, "PUT", name, bytes, {{"Content-Type", std::string(content_type)}});
}

void BucketStore::remove(std::string_view name) {
    // Else libcurl would name one, which is not signed.
    send(client_, "DELETE", name, {}, {{"Content-Type", "application/octet-stream"}});
}

Link BucketStore::link(std::string_view name, base::Time now) const {
    const std::string path = path_of(name);
    const auto steady = now - now.time_since_epoch() % link_steady;
    const auto query = presigned_query(key_, {.method = "GET", .host = host_, .path = path, .at = steady},
                                       link_seconds, {{"response-content-disposition", "inline"}});
    return {.internal = false, .target = fmt::format("{}{}?{}", settings_.endpoint, path, query)};
}

}  // namespace media
