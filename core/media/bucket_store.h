// Pictures in a bucket of a service that speaks S3, addressed by path (endpoint/bucket/name), which all of them understand.
#pragma once

#include "core/base/http_client.h"
#include "core/media/object_store.h"
#include "core/media/signature_v4.h"

namespace media {

class BucketStore final : public ObjectStore {
public:
    BucketStore(const base::S3Settings& settings, const base::Clock& clock,
                const base::HttpBounds& bounds = {});
    void put(std::string_view name, std::string_view bytes, std::string_view content_type) override;
    void remove(std::string_view name) override;
    // An address that ends to work within the hour; the same within a quarter of one, so that a browser need not load a picture twice.
    Link link(std::string_view name, base::Time now) const override;

private:
    std::string path_of(std::string_view name) const;
    void send(base::HttpClient& client, std::string method, std::string_view name, std::string_view body,
              Headers headers);

    base::S3Settings settings_;
    SigningKey key_;
    std::string host_;
    const base::Clock& clock_;
    base::HttpClient client_;
    base::HttpClient sender_;  // with the time that a video takes
};

}  // namespace media
