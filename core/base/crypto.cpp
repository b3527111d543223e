#include "core/base/crypto.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>

#include <memory>
#include <stdexcept>

#include "core/base/random.h"

namespace base {
namespace {

constexpr std::size_t digest_size = 32;
constexpr std::size_t cipher_key_size = 32;
constexpr std::size_t iv_size = 12;
constexpr std::size_t tag_size = 16;

const unsigned char* bytes(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

void require(bool done, const char* what) {
    if (!done) throw std::runtime_error(std::string("OpenSSL failed: ") + what);
}

using Cipher = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

Cipher open_cipher(std::string_view key, std::string_view iv, std::string_view context, bool encrypting) {
    if (key.size() != cipher_key_size) throw std::invalid_argument("a key of AES-256 has 32 bytes");
    Cipher cipher(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    require(cipher && EVP_CipherInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytes(key), bytes(iv),
                                        encrypting ? 1 : 0) == 1,
            "AES-256-GCM");
    int length = 0;
    require(EVP_CipherUpdate(cipher.get(), nullptr, &length, bytes(context),
                             static_cast<int>(context.size())) == 1,
            "AES-256-GCM");
    return cipher;
}

std::string run_cipher(const Cipher& cipher, std::string_view in) {
    std::string out(in.size(), '\0');
    int length = 0;
    // An update with nothing in it is refused when it comes with no place to write to.
    if (!in.empty())
        require(
            EVP_CipherUpdate(cipher.get(), bytes(out), &length, bytes(in), static_cast<int>(in.size())) == 1,
            "AES-256-GCM");
    return out;
}

int digit_of(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
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

Encrypted encrypt(std::string_view key, std::string_view plain, std::string_view context) {
    Encrypted out{.iv = random_bytes(iv_size), .tag = std::string(tag_size, '\0'), .data = {}};
    const Cipher cipher = open_cipher(key, out.iv, context, true);
    out.data = run_cipher(cipher, plain);
    unsigned char rest[EVP_MAX_BLOCK_LENGTH];
    int length = 0;
    require(EVP_CipherFinal_ex(cipher.get(), rest, &length) == 1 && length == 0, "AES-256-GCM");
    require(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_GET_TAG, tag_size, bytes(out.tag)) == 1,
            "AES-256-GCM");
    return out;
}

std::optional<std::string> decrypt(std::string_view key, const Encrypted& text, std::string_view context) {
    if (text.iv.size() != iv_size || text.tag.size() != tag_size) return std::nullopt;
    const Cipher cipher = open_cipher(key, text.iv, context, false);
    std::string plain = run_cipher(cipher, text.data);
    std::string tag = text.tag;
    require(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_SET_TAG, tag_size, bytes(tag)) == 1,
            "AES-256-GCM");
    unsigned char rest[EVP_MAX_BLOCK_LENGTH];
    int length = 0;
    if (EVP_CipherFinal_ex(cipher.get(), rest, &length) != 1) return std::nullopt;
    return plain;
}

std::string to_base64(std::string_view data) {
    std::string out(4 * ((data.size() + 2) / 3) + 1, '\0');  // EVP_EncodeBlock also writes a final NUL
    const int written = EVP_EncodeBlock(bytes(out), bytes(data), static_cast<int>(data.size()));
    out.resize(static_cast<std::size_t>(written));
    return out;
}

std::string to_base64url(std::string_view data) {
    std::string out = to_base64(data);
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

std::optional<std::string> from_hex(std::string_view text) {
    if (text.size() % 2 != 0) return std::nullopt;
    std::string out;
    out.reserve(text.size() / 2);
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const int high = digit_of(text[i]);
        const int low = digit_of(text[i + 1]);
        if (high < 0 || low < 0) return std::nullopt;
        out.push_back(static_cast<char>(high << 4 | low));
    }
    return out;
}

}  // namespace base
