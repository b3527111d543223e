#include "core/base/config_push.h"

#include <algorithm>

#include "core/base/crypto.h"

namespace base {
namespace {

constexpr std::size_t key_bytes = 32;

// As `openssl rand -hex 32` writes them, or as other programs of Web Push keep theirs: base64url.
std::string parse_key(const std::string& text) {
    const auto key = text.size() == 2 * key_bytes ? from_hex(text) : from_base64url(text);
    if (!key || key->size() != key_bytes)
        throw ConfigError(
            "VAPID_PRIVATE_KEY must be 32 bytes, as 64 hexadecimal digits (openssl rand -hex 32) or in base64url");
    return *key;
}

bool is_contact(std::string_view text) {
    const bool plain = std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7f && c != '"'; });
    const bool mail = text.starts_with("mailto:") && text.find('@') != std::string_view::npos;
    return plain && (mail || text.starts_with("https://"));
}

std::string contact_of(const Environ& environ, const std::string& frontend_url) {
    const std::string own = frontend_url.starts_with("https://") ? frontend_url : "";
    std::string contact = environ("VAPID_CONTACT").value_or(own);
    if (!contact.empty() && !is_contact(contact))
        throw ConfigError(
            "VAPID_CONTACT must be an address such as mailto:you@example.org or https://chat.example.org/contact");
    return contact;
}

}  // namespace

PushSettings load_push(const Environ& environ, const std::string& key, Environment environment,
                       const std::string& frontend_url) {
    const auto local = environ("CHATROOM_TEST_LOCAL_PUSH");
    if (local && environment != Environment::test)
        throw ConfigError("CHATROOM_TEST_LOCAL_PUSH is for tests: CHATROOM_ENV must be test");
    return {.private_key = parse_key(key),
            .contact = contact_of(environ, frontend_url),
            .local_endpoints = local == "yes"};
}

}  // namespace base
