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

    // Whether the files of its key and of its bytes are both there, even if they do not open here.
    bool is_whole(std::string_view name) const;
    // When the last of the two was written; nothing when none is there.
    std::optional<base::Time> written_at(std::string_view name) const;

    KeyStore& keys() { return keys_; }
    const KeyStore& keys() const { return keys_; }
    // Of sealed pictures.
    std::vector<std::string> names() const;
    const std::string& folder() const { return folder_; }

private:
    std::string path_of(std::string_view name) const;

    std::string folder_;
    KeyStore keys_;
};

}  // namespace verification
