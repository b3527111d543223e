#include "core/verification/openid_keys.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <stdexcept>

#include "core/base/crypto.h"
#include "core/base/free.h"
#include "core/verification/openid_json.h"

namespace verification::openid {
namespace {

using Number = std::unique_ptr<BIGNUM, base::Free<BN_free>>;
using PublicKey = std::unique_ptr<EVP_PKEY, base::Free<EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, base::Free<EVP_PKEY_CTX_free>>;
using Digest = std::unique_ptr<EVP_MD_CTX, base::Free<EVP_MD_CTX_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, base::Free<OSSL_PARAM_BLD_free>>;
using Params = std::unique_ptr<OSSL_PARAM, base::Free<OSSL_PARAM_free>>;
using Signature = std::unique_ptr<ECDSA_SIG, base::Free<ECDSA_SIG_free>>;

constexpr int fewest_bits = 2048;
constexpr int most_bits = 8192;
constexpr std::size_t longest_exponent = 8;  // bytes; all that are in use have three
constexpr std::size_t coordinate_bytes = 32;
constexpr std::size_t most_keys = 50;

const unsigned char* bytes(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

void require(bool done) {
    if (!done) throw std::runtime_error("OpenSSL failed: a key of an OpenID provider");
}

Number number(std::string_view big_endian) {
    Number made(BN_bin2bn(bytes(big_endian), static_cast<int>(big_endian.size()), nullptr));
    require(made != nullptr);
    return made;
}

// Null when OpenSSL finds that it is none: a point that is not on the curve.
PublicKey made_of(const char* kind, const Builder& builder) {
    const Params params(OSSL_PARAM_BLD_to_param(builder.get()));
    const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, kind, nullptr));
    require(params && context && EVP_PKEY_fromdata_init(context.get()) == 1);
    EVP_PKEY* made = nullptr;
    if (EVP_PKEY_fromdata(context.get(), &made, EVP_PKEY_PUBLIC_KEY, params.get()) != 1) return nullptr;
    PublicKey key(made);
    const KeyContext check(EVP_PKEY_CTX_new_from_pkey(nullptr, key.get(), nullptr));
    require(check != nullptr);
    return EVP_PKEY_public_check_quick(check.get()) == 1 ? std::move(key) : nullptr;
}

PublicKey rsa_key(const nlohmann::json& jwk) {
    const auto modulus = base::from_base64url(text_of(jwk, "n"));
    const auto exponent = base::from_base64url(text_of(jwk, "e"));
    if (!modulus || !exponent || exponent->size() > longest_exponent || modulus->size() > most_bits / 8)
        return nullptr;
    const Number n = number(*modulus);
    const Number e = number(*exponent);
    const bool sound = BN_num_bits(n.get()) >= fewest_bits && BN_is_odd(n.get()) == 1 &&
                       BN_is_odd(e.get()) == 1 && BN_is_one(e.get()) == 0;
    if (!sound) return nullptr;
    const Builder builder(OSSL_PARAM_BLD_new());
    require(builder && OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) == 1 &&
            OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) == 1);
    return made_of("RSA", builder);
}

PublicKey p256_key(const nlohmann::json& jwk) {
    const auto x = base::from_base64url(text_of(jwk, "x"));
    const auto y = base::from_base64url(text_of(jwk, "y"));
    if (!x || !y || x->size() != coordinate_bytes || y->size() != coordinate_bytes) return nullptr;
    const std::string point = '\4' + *x + *y;
    const Builder builder(OSSL_PARAM_BLD_new());
    require(builder &&
            OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) ==
                1 &&
            OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                             point.size()) == 1);
    return made_of("EC", builder);
}

// RFC 7518 writes r and s side by side; OpenSSL wants them in DER. Empty when they are not of their length.
std::string to_der(std::string_view joined) {
    if (joined.size() != 2 * coordinate_bytes) return {};
    const Signature signature(ECDSA_SIG_new());
    Number r = number(joined.substr(0, coordinate_bytes));
    Number s = number(joined.substr(coordinate_bytes));
    require(signature && ECDSA_SIG_set0(signature.get(), r.get(), s.get()) == 1);
    static_cast<void>(r.release());
    static_cast<void>(s.release());
    unsigned char* written = nullptr;
    const int length = i2d_ECDSA_SIG(signature.get(), &written);
    require(length > 0);
    std::string der(reinterpret_cast<const char*>(written), static_cast<std::size_t>(length));
    OPENSSL_free(written);
    return der;
}

// Whether the key is there to check signatures, as far as its set says (RFC 7517 sections 4.2 to 4.4).
bool signs(const nlohmann::json& jwk, std::string_view algorithm) {
    const auto& use = member_of(jwk, "use");
    const auto& acts = member_of(jwk, "key_ops");
    const auto& only = member_of(jwk, "alg");
    return (use.is_null() || use == "sig") && (acts.is_null() || lists(jwk, "key_ops", "verify")) &&
           (only.is_null() || text_of(jwk, "alg") == algorithm);
}

}  // namespace

struct KeySet::Key {
    std::string id;
    Algorithm algorithm = Algorithm::rs256;
    PublicKey key;
};

std::optional<Algorithm> parse_algorithm(std::string_view name) {
    if (name == "RS256") return Algorithm::rs256;
    if (name == "ES256") return Algorithm::es256;
    return std::nullopt;
}

std::optional<KeySet> KeySet::parse(std::string_view json) {
    const auto set = parse_object(json);
    if (!set || !member_of(*set, "keys").is_array()) return std::nullopt;
    KeySet keys;
    for (const auto& jwk : member_of(*set, "keys")) {
        if (keys.keys_.size() == most_keys) break;
        const auto kind = text_of(jwk, "kty");
        Key key{.id = text_of(jwk, "kid"), .algorithm = Algorithm::rs256, .key = nullptr};
        if (kind == "RSA" && signs(jwk, "RS256")) {
            key.key = rsa_key(jwk);
        } else if (kind == "EC" && text_of(jwk, "crv") == "P-256" && signs(jwk, "ES256")) {
            key.algorithm = Algorithm::es256;
            key.key = p256_key(jwk);
        }
        if (key.key) keys.keys_.push_back(std::make_shared<const Key>(std::move(key)));
    }
    return keys;
}

const KeySet::Key* KeySet::find(Algorithm algorithm, std::string_view key_id) const {
    const Key* found = nullptr;
    for (const auto& key : keys_) {
        if (key->algorithm != algorithm || (!key_id.empty() && key->id != key_id)) continue;
        if (found != nullptr) return nullptr;
        found = key.get();
    }
    return found;
}

bool KeySet::knows(Algorithm algorithm, std::string_view key_id) const {
    return find(algorithm, key_id) != nullptr;
}

bool KeySet::has_signed(Algorithm algorithm, std::string_view key_id, std::string_view text,
                        std::string_view signature) const {
    const Key* key = find(algorithm, key_id);
    if (key == nullptr) return false;
    const std::string given = algorithm == Algorithm::es256 ? to_der(signature) : std::string(signature);
    if (given.empty()) return false;
    const Digest digest(EVP_MD_CTX_new());
    require(digest &&
            EVP_DigestVerifyInit(digest.get(), nullptr, EVP_sha256(), nullptr, key->key.get()) == 1);
    return EVP_DigestVerify(digest.get(), bytes(given), given.size(), bytes(text), text.size()) == 1;
}

}  // namespace verification::openid
