// The keys of documents: one file a document, in a folder of their own that no database, binary log or backup holds. What its file lost nobody opens again.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/accounts/keyring.h"

namespace verification {

// Any thread; several processes and machines may share the folder. Throws std::system_error when the folder does not do its work.
class KeyStore {
public:
    // The folder is made, closed to others (0700), and marked so that backup programs that heed CACHEDIR.TAG leave it out. `keyring` is borrowed: keys lie sealed
    // under PHONE_ENC_KEY, so that the folder alone opens nothing either.
    KeyStore(std::string folder, const accounts::Keyring& keyring);

    // A fresh key of 32 bytes under this name (32 hexadecimal digits), safe on the disk when this returns. The name must be new.
    std::string make(std::string_view name);
    // Nothing when there is none, or it cannot be opened.
    std::optional<std::string> find(std::string_view name) const;
    // Whether its file is there, and if so, since when; it may not open.
    std::optional<base::Time> written_at(std::string_view name) const;
    // Overwritten, then gone; no harm when it was gone before.
    void destroy(std::string_view name);
    std::vector<std::string> names() const;
    const std::string& folder() const { return folder_; }
    // Seals with the current key what lies under an older one. Returns how many files were written anew, and which do not open.
    struct Resealed {
        std::size_t written = 0;
        std::vector<std::string> refused;
    };
    Resealed reseal();
    // How many lie under which key, by its id; what is no sealed key is not among them.
    std::map<std::uint16_t, std::uint64_t> use() const;

private:
    std::string path_of(std::string_view name) const;

    std::string folder_;
    const accounts::Keyring& keyring_;
};

}  // namespace verification
