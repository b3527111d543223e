#include "core/push/content.h"

#include <openssl/evp.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

#include "core/base/crypto.h"
#include "core/base/random.h"

namespace push {
namespace {

constexpr std::size_t record_bytes = 4096;
constexpr std::size_t key_bytes = 16;
constexpr std::size_t nonce_bytes = 12;
constexpr std::size_t tag_bytes = 16;
constexpr char last_record = '\2';

const unsigned char* bytes(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

// HKDF-SHA256 (RFC 5869) for at most 32 bytes: one block.
std::string derive(std::string_view salt, std::string_view secret, std::string info, std::size_t length) {
    info += '\1';
    return base::hmac_sha256(base::hmac_sha256(salt, secret), info).substr(0, length);
}

// A label and the NUL that ends it.
std::string label(std::string_view text) { return std::string(text) + '\0'; }

std::string aes_128_gcm(std::string_view key, std::string_view nonce, std::string_view plain) {
    const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> cipher(EVP_CIPHER_CTX_new(),
                                                                                 &EVP_CIPHER_CTX_free);
    std::string out(plain.size() + tag_bytes, '\0');
    int length = 0;
    int rest = 0;
    const bool done =
        cipher &&
        EVP_EncryptInit_ex(cipher.get(), EVP_aes_128_gcm(), nullptr, bytes(key), bytes(nonce)) == 1 &&
        EVP_EncryptUpdate(cipher.get(), bytes(out), &length, bytes(plain), static_cast<int>(plain.size())) ==
            1 &&
        EVP_EncryptFinal_ex(cipher.get(), bytes(out) + length, &rest) == 1 &&
        EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_GET_TAG, static_cast<int>(tag_bytes),
                            bytes(out) + plain.size()) == 1;
    if (!done) throw std::runtime_error("OpenSSL failed: AES-128-GCM");
    return out;
}

std::string header(const Coding& coding) {
    std::string out(coding.salt);
    for (const int shift : {24, 16, 8, 0}) out += static_cast<char>(record_bytes >> shift & 0xff);
    out += static_cast<char>(coding.key_id.size());
    out += coding.key_id;
    return out;
}

}  // namespace

std::string encode(const Coding& coding, std::string_view text) {
    std::string record(text);
    record += last_record;
    record.resize(std::max(record.size(), coding.padded_to + 1), '\0');
    if (coding.salt.size() != salt_bytes || coding.key_id.size() > 255 ||
        record.size() + tag_bytes > record_bytes)
        throw std::invalid_argument("this does not fit into one record of aes128gcm");
    const std::string key = derive(coding.salt, coding.key, label("Content-Encoding: aes128gcm"), key_bytes);
    // Of the first record, whose number 0 changes nothing.
    const std::string nonce = derive(coding.salt, coding.key, label("Content-Encoding: nonce"), nonce_bytes);
    return header(coding) + aes_128_gcm(key, nonce, record);
}

std::string encrypt(const Subscriber& to, const P256Key& sender, std::string_view salt, std::string_view text,
                    std::size_t padded_to) {
    if (std::max(text.size(), padded_to) > most_text_bytes)
        throw std::invalid_argument("a push message is too long");
    const std::string key = derive(to.auth, sender.agree(to.point),
                                   label("WebPush: info") + to.point + sender.point(), scalar_bytes);
    return encode({.key = key, .salt = salt, .key_id = sender.point(), .padded_to = padded_to}, text);
}

std::string encrypt(const Subscriber& to, std::string_view text, std::size_t padded_to) {
    return encrypt(to, P256Key::fresh(), base::random_bytes(salt_bytes), text, padded_to);
}

}  // namespace push
