// What a provider signs with, made for the test by OpenSSL: a key, its JWK, and tokens with whatever header and claims a test wants.
#pragma once

#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>

#include <boost/test/unit_test.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include <nlohmann/json.hpp>

#include "core/base/crypto.h"
#include "core/base/free.h"
#include "core/verification/openid_token.h"

namespace test {

using nlohmann::json;

class Signer {
public:
    static Signer rsa(const std::string& id, unsigned bits = 2048) {
        return Signer(id, "RS256", EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", std::size_t{bits}));
    }
    static Signer ec(const std::string& id, const char* curve = "P-256") {
        return Signer(id, "ES256", EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", curve));
    }

    const std::string& id() const { return id_; }

    json jwk() const {
        if (algorithm_ == "RS256")
            return {{"kty", "RSA"},
                    {"kid", id_},
                    {"use", "sig"},
                    {"n", part(OSSL_PKEY_PARAM_RSA_N, 0)},
                    {"e", part(OSSL_PKEY_PARAM_RSA_E, 0)}};
        return {{"kty", "EC"},
                {"kid", id_},
                {"crv", "P-256"},
                {"x", part(OSSL_PKEY_PARAM_EC_PUB_X, 32)},
                {"y", part(OSSL_PKEY_PARAM_EC_PUB_Y, 32)}};
    }

    json header() const { return {{"alg", algorithm_}, {"kid", id_}, {"typ", "JWT"}}; }
    std::string token(const json& claims) const { return token(header(), claims); }
    std::string token(const json& header, const json& claims) const {
        const auto text = base::to_base64url(header.dump()) + "." + base::to_base64url(claims.dump());
        return text + "." + base::to_base64url(sign(text));
    }

    std::string sign(std::string_view text) const {
        const auto* data = reinterpret_cast<const unsigned char*>(text.data());
        const std::unique_ptr<EVP_MD_CTX, base::Free<EVP_MD_CTX_free>> digest(EVP_MD_CTX_new());
        BOOST_REQUIRE_EQUAL(EVP_DigestSignInit(digest.get(), nullptr, EVP_sha256(), nullptr, key_.get()), 1);
        std::size_t length = 0;
        BOOST_REQUIRE_EQUAL(EVP_DigestSign(digest.get(), nullptr, &length, data, text.size()), 1);
        std::string out(length, '\0');
        auto* room = reinterpret_cast<unsigned char*>(out.data());
        BOOST_REQUIRE_EQUAL(EVP_DigestSign(digest.get(), room, &length, data, text.size()), 1);
        out.resize(length);
        return algorithm_ == "RS256" ? out : joined(out);
    }

private:
    Signer(std::string id, std::string algorithm, EVP_PKEY* key)
        : id_(std::move(id)),
          algorithm_(std::move(algorithm)),
          key_(key, base::Free<EVP_PKEY_free>{}) {
        BOOST_REQUIRE(key != nullptr);
    }

    std::string part(const char* name, int bytes) const {
        BIGNUM* value = nullptr;
        BOOST_REQUIRE_EQUAL(EVP_PKEY_get_bn_param(key_.get(), name, &value), 1);
        const std::unique_ptr<BIGNUM, base::Free<BN_free>> owner(value);
        std::string out(static_cast<std::size_t>(bytes == 0 ? BN_num_bytes(value) : bytes), '\0');
        BN_bn2binpad(value, reinterpret_cast<unsigned char*>(out.data()), static_cast<int>(out.size()));
        return base::to_base64url(out);
    }

    // r and s of 32 bytes each, out of DER.
    static std::string joined(const std::string& der) {
        const auto* at = reinterpret_cast<const unsigned char*>(der.data());
        const std::unique_ptr<ECDSA_SIG, base::Free<ECDSA_SIG_free>> signature(
            d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())));
        std::string out(64, '\0');
        auto* room = reinterpret_cast<unsigned char*>(out.data());
        BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), room, 32);
        BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), room + 32, 32);
        return out;
    }

    std::string id_;
    std::string algorithm_;
    std::shared_ptr<EVP_PKEY> key_;
};

inline std::string key_set(std::initializer_list<json> keys) {
    return json{{"keys", json(std::vector<json>(keys))}}.dump();
}

inline constexpr std::string_view client = "the-chatroom";
inline constexpr std::string_view nonce = "wXyN0-nonce-of-this-attempt";
inline constexpr std::string_view access_token = "access-7";

inline json good_claims(std::string_view issuer, base::Time now) {
    const auto seconds = base::to_epoch_ms(now) / 1000;
    return {{"iss", issuer},  {"sub", "person-1"},     {"aud", client},
            {"iat", seconds}, {"exp", seconds + 3600}, {"nonce", nonce}};
}

}  // namespace test
