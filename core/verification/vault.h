// Where the pictures of documents lie until the decision: sealed with AES-256-GCM under a key of their own each, never in the clear on a disk. Destroying the key
// destroys the picture, wherever copies of its bytes may lie.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/config.h"
#include "core/verification/key_store.h"

namespace verification {

// Any thread. Throws std::system_error when a folder does not do its work.
class Vault {
public:
    Vault(const base::VerificationSettings& settings, const accounts::Keyring& keyring);

    // A name for something new: 32 hexadecimal digits.
    static std::string new_name();
    // Sealed and safe when this returns; the key is written first. `name` is new.
    void put(std::string_view name, std::string_view bytes);
    // Nothing when its key or its bytes are not there, or were changed.
    std::optional<std::string> get(std::string_view name) const;
    // Its key is destroyed, then its bytes; no harm when they were gone before.
    void destroy(std::string_view name);
    bool has_key(std::string_view name) const;

    KeyStore& keys() { return keys_; }
    // Of sealed pictures.
    std::vector<std::string> names() const;

private:
    std::string path_of(std::string_view name) const;

    std::string folder_;
    KeyStore keys_;
};

}  // namespace verification
