#include "core/base/crypto.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>

#include <memory>
#include <stdexcept>

namespace base {
namespace {

constexpr std::size_t digest_size = 32;

const unsigned char* bytes(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

void require(bool done, const char* what) {
    if (!done) throw std::runtime_error(std::string("OpenSSL failed: ") + what);
}

}  // namespace

std::string sha256(std::string_view data) {
    std::string out(digest_size, '\0');
    require(EVP_Digest(data.data(), data.size(), bytes(out), nullptr, EVP_sha256(), nullptr) == 1, "SHA-256");
    return out;
}

std::string hmac_sha256(std::string_view key, std::string_view data) {
    std::string out(digest_size, '\0');
    unsigned int length = 0;
    const auto* done = HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), bytes(data), data.size(),
                            bytes(out), &length);
    require(done != nullptr && length == digest_size, "HMAC-SHA256");
    return out;
}

std::string derive_key(std::string_view secret, std::string_view label) {
    const std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)> context(
        EVP_PKEY_CTX_new_id(EVP_PKEY_HKDF, nullptr), &EVP_PKEY_CTX_free);
    std::string out(digest_size, '\0');
    std::size_t length = out.size();
    require(context && EVP_PKEY_derive_init(context.get()) == 1, "HKDF");
    require(EVP_PKEY_CTX_set_hkdf_md(context.get(), EVP_sha256()) == 1, "HKDF");
    require(EVP_PKEY_CTX_set1_hkdf_key(context.get(), bytes(secret), static_cast<int>(secret.size())) == 1,
            "HKDF");
    require(EVP_PKEY_CTX_add1_hkdf_info(context.get(), bytes(label), static_cast<int>(label.size())) == 1,
            "HKDF");
    require(EVP_PKEY_derive(context.get(), bytes(out), &length) == 1 && length == digest_size, "HKDF");
    return out;
}

bool constant_time_equal(std::string_view a, std::string_view b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string to_base64url(std::string_view data) {
    std::string out(4 * ((data.size() + 2) / 3) + 1, '\0');  // EVP_EncodeBlock also writes a final NUL
    const int written = EVP_EncodeBlock(bytes(out), bytes(data), static_cast<int>(data.size()));
    out.resize(static_cast<std::size_t>(written));
    while (!out.empty() && out.back() == '=') out.pop_back();
    for (char& c : out) {
        if (c == '+') c = '-';
        if (c == '/') c = '_';
    }
    return out;
}

std::optional<std::string> from_base64url(std::string_view text) {
    std::string padded(text);
    for (char& c : padded) {
        const bool allowed = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                             c == '-' || c == '_';
        if (!allowed) return std::nullopt;
        if (c == '-') c = '+';
        if (c == '_') c = '/';
    }
    const std::size_t padding = (4 - padded.size() % 4) % 4;
    if (padding == 3) return std::nullopt;
    padded.append(padding, '=');
    std::string out(padded.size() / 4 * 3, '\0');
    if (EVP_DecodeBlock(bytes(out), bytes(std::string_view(padded)), static_cast<int>(padded.size())) < 0)
        return std::nullopt;
    out.resize(out.size() - padding);
    return out;
}

std::string to_hex(std::string_view data) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    out.reserve(data.size() * 2);
    for (const unsigned char byte : data) {
        out.push_back(digits[byte >> 4]);
        out.push_back(digits[byte & 15]);
    }
    return out;
}

}  // namespace base
