#include "core/push/p256.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <stdexcept>

#include "core/base/free.h"
#include "core/base/random.h"

namespace push {
namespace {

using Group = std::unique_ptr<EC_GROUP, base::Free<EC_GROUP_free>>;
using Point = std::unique_ptr<EC_POINT, base::Free<EC_POINT_free>>;
using Number = std::unique_ptr<BIGNUM, base::Free<BN_clear_free>>;
using Key = std::unique_ptr<EVP_PKEY, base::Free<EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, base::Free<EVP_PKEY_CTX_free>>;
using Digest = std::unique_ptr<EVP_MD_CTX, base::Free<EVP_MD_CTX_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, base::Free<OSSL_PARAM_BLD_free>>;
using Params = std::unique_ptr<OSSL_PARAM, base::Free<OSSL_PARAM_free>>;
using Signature = std::unique_ptr<ECDSA_SIG, base::Free<ECDSA_SIG_free>>;

const unsigned char* bytes(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

void require(bool done, const char* what) {
    if (!done) throw std::runtime_error(std::string("OpenSSL failed: P-256, ") + what);
}

Group curve() {
    Group group(EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1));
    require(group != nullptr, "curve");
    return group;
}

// Of a key pair, or without `scalar` of somebody else's public key.
Key make_key(std::string_view point, const BIGNUM* scalar) {
    const Builder builder(OSSL_PARAM_BLD_new());
    require(builder &&
                OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) ==
                    1 &&
                OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                                 point.size()) == 1,
            "parameters");
    if (scalar != nullptr)
        require(OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_PRIV_KEY, scalar) == 1, "parameters");
    const Params params(OSSL_PARAM_BLD_to_param(builder.get()));
    const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr));
    EVP_PKEY* key = nullptr;
    require(
        params && context && EVP_PKEY_fromdata_init(context.get()) == 1 &&
            EVP_PKEY_fromdata(context.get(), &key, scalar != nullptr ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY,
                              params.get()) == 1,
        "key");
    return Key(key);
}

std::string point_of(const EC_GROUP* group, const BIGNUM* scalar) {
    const Point point(EC_POINT_new(group));
    std::string out(point_bytes, '\0');
    require(point && EC_POINT_mul(group, point.get(), scalar, nullptr, nullptr, nullptr) == 1 &&
                EC_POINT_point2oct(group, point.get(), POINT_CONVERSION_UNCOMPRESSED, bytes(out), out.size(),
                                   nullptr) == point_bytes,
            "public key");
    return out;
}

}  // namespace

class P256Key::Impl {
public:
    explicit Impl(Key key) : key_(std::move(key)) {}
    EVP_PKEY* get() const { return key_.get(); }

private:
    Key key_;
};

bool is_point(std::string_view candidate) {
    if (candidate.size() != point_bytes || candidate.front() != '\4') return false;
    const Group group = curve();
    const Point point(EC_POINT_new(group.get()));
    require(point != nullptr, "point");
    return EC_POINT_oct2point(group.get(), point.get(), bytes(candidate), candidate.size(), nullptr) == 1;
}

std::optional<P256Key> P256Key::from_scalar(std::string_view big_endian) {
    if (big_endian.size() != scalar_bytes) return std::nullopt;
    const Group group = curve();
    const Number scalar(BN_bin2bn(bytes(big_endian), static_cast<int>(big_endian.size()), nullptr));
    require(scalar != nullptr, "number");
    if (BN_is_zero(scalar.get()) || BN_cmp(scalar.get(), EC_GROUP_get0_order(group.get())) >= 0)
        return std::nullopt;
    std::string point = point_of(group.get(), scalar.get());
    auto impl = std::make_shared<const Impl>(make_key(point, scalar.get()));
    return P256Key(std::move(impl), std::move(point));
}

P256Key P256Key::fresh() {
    for (;;) {
        if (auto key = from_scalar(base::random_bytes(scalar_bytes))) return std::move(*key);
    }
}

std::string P256Key::agree(std::string_view other) const {
    if (!is_point(other)) throw std::invalid_argument("not a point of P-256");
    const Key peer = make_key(other, nullptr);
    const KeyContext context(EVP_PKEY_CTX_new(impl_->get(), nullptr));
    std::string secret(scalar_bytes, '\0');
    std::size_t length = secret.size();
    require(context && EVP_PKEY_derive_init(context.get()) == 1 &&
                EVP_PKEY_derive_set_peer(context.get(), peer.get()) == 1 &&
                EVP_PKEY_derive(context.get(), bytes(secret), &length) == 1 && length == scalar_bytes,
            "agreement");
    return secret;
}

std::string P256Key::sign(std::string_view data) const {
    const Digest digest(EVP_MD_CTX_new());
    require(digest && EVP_DigestSignInit(digest.get(), nullptr, EVP_sha256(), nullptr, impl_->get()) == 1,
            "signature");
    std::size_t length = 0;
    require(EVP_DigestSign(digest.get(), nullptr, &length, bytes(data), data.size()) == 1, "signature");
    std::string der(length, '\0');
    require(EVP_DigestSign(digest.get(), bytes(der), &length, bytes(data), data.size()) == 1, "signature");
    const unsigned char* at = bytes(std::string_view(der));
    const Signature signature(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(length)));
    require(signature != nullptr, "signature");
    std::string out(2 * scalar_bytes, '\0');
    constexpr int half = static_cast<int>(scalar_bytes);
    require(BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), bytes(out), half) == half &&
                BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), bytes(out) + half, half) == half,
            "signature");
    return out;
}

}  // namespace push
