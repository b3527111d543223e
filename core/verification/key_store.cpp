#include "core/verification/key_store.h"

#include <charconv>
#include <stdexcept>
#include <system_error>

#include "core/base/random.h"
#include "core/verification/sealed_files.h"

namespace verification {
namespace {

constexpr std::size_t key_bytes = 32;
// The signature of the convention, see bford.info/cachedir: GNU tar's --exclude-caches, restic and borg look for it.
constexpr std::string_view tag_name = "CACHEDIR.TAG";
constexpr std::string_view tag =
    "Signature: 8a477f597d28d172789f06886806bc55\n"
    "# Keys of documents that wait for a decision. A backup must not hold them: what is decided has to be gone\n"
    "# everywhere. This file makes programs that heed it leave the folder out.\n";

// "id:sealed text", as one line.
std::string line_of(const store::Sealed& sealed) { return std::to_string(sealed.key_id) + ":" + sealed.text; }

std::optional<store::Sealed> sealed_in(std::string_view line) {
    store::Sealed sealed;
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const auto [end, failure] = std::from_chars(line.data(), line.data() + colon, sealed.key_id);
    if (failure != std::errc{} || end != line.data() + colon) return std::nullopt;
    sealed.text = line.substr(colon + 1);
    return sealed;
}

// In the clear a key goes with its name, so that files cannot be exchanged for each other.
std::string bound(std::string_view name, std::string_view key) {
    return std::string(name) + std::string(key);
}

std::optional<std::string> key_in(const std::optional<std::string>& text, std::string_view name) {
    if (!text || text->size() != name.size() + key_bytes || !text->starts_with(name)) return std::nullopt;
    return text->substr(name.size());
}

// Several programs begin at once: whoever comes second finds it there.
void write_tag(const std::string& folder) {
    try {
        write_new(folder, tag_name, tag);
    } catch (const std::system_error& failure) {
        if (failure.code() != std::errc::file_exists) throw;
    }
}

}  // namespace

KeyStore::KeyStore(std::string folder, const accounts::Keyring& keyring)
    : folder_(std::move(folder)),
      keyring_(keyring) {
    make_folder(folder_);
    if (!read_whole(folder_ + "/" + std::string(tag_name))) write_tag(folder_);
}

std::string KeyStore::path_of(std::string_view name) const {
    if (!is_sealed_name(name)) throw std::invalid_argument("not the name of a document");
    return folder_ + "/" + std::string(name);
}

std::string KeyStore::make(std::string_view name) {
    (void)path_of(name);
    std::string key = base::random_bytes(key_bytes);
    write_new(folder_, name, line_of(keyring_.seal(bound(name, key), accounts::Purpose::document)));
    return key;
}

std::optional<std::string> KeyStore::find(std::string_view name) const {
    const auto line = read_whole(path_of(name));
    const auto sealed = line ? sealed_in(*line) : std::nullopt;
    if (!sealed) return std::nullopt;
    return key_in(keyring_.open(*sealed, accounts::Purpose::document), name);
}

std::optional<base::Time> KeyStore::written_at(std::string_view name) const {
    (void)path_of(name);
    return verification::written_at(folder_, name);
}

void KeyStore::destroy(std::string_view name) {
    (void)path_of(name);
    overwrite_and_remove(folder_, name);
}

std::vector<std::string> KeyStore::names() const { return sealed_names(folder_); }

std::map<std::uint16_t, std::uint64_t> KeyStore::use() const {
    std::map<std::uint16_t, std::uint64_t> counts;
    for (const auto& name : names()) {
        const auto line = read_whole(path_of(name));
        const auto sealed = line ? sealed_in(*line) : std::nullopt;
        if (sealed) ++counts[sealed->key_id];
    }
    return counts;
}

KeyStore::Resealed KeyStore::reseal() {
    Resealed sum;
    for (const auto& name : names()) {
        const auto found = read_whole(path_of(name));
        if (!found) continue;  // decided meanwhile
        const auto sealed = sealed_in(*found);
        if (sealed && sealed->key_id == keyring_.current_id()) continue;
        const auto key =
            sealed ? key_in(keyring_.open(*sealed, accounts::Purpose::document), name) : std::nullopt;
        if (!key) {
            if (!read_whole(path_of(name))) continue;  // it was being destroyed
            sum.refused.push_back(name);
            continue;
        }
        const auto line = line_of(keyring_.seal(bound(name, *key), accounts::Purpose::document));
        if (write_instead(folder_, name, line)) ++sum.written;
    }
    return sum;
}

}  // namespace verification
