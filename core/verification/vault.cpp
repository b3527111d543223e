#include "core/verification/vault.h"

#include <algorithm>
#include <stdexcept>

#include "core/base/crypto.h"
#include "core/base/random.h"
#include "core/verification/sealed_files.h"

namespace verification {
namespace {

constexpr std::size_t name_bytes = 16;
constexpr std::size_t iv_bytes = 12;
constexpr std::size_t tag_bytes = 16;

std::string context_of(std::string_view name) { return "document " + std::string(name); }

}  // namespace

Vault::Vault(const base::VerificationSettings& settings, const accounts::Keyring& keyring)
    : folder_(settings.documents_dir),
      keys_(settings.keys_dir, keyring) {
    make_folder(folder_);
}

std::string Vault::new_name() { return base::to_hex(base::random_bytes(name_bytes)); }

std::string Vault::path_of(std::string_view name) const {
    if (!is_sealed_name(name)) throw std::invalid_argument("not the name of a document");
    return folder_ + "/" + std::string(name);
}

void Vault::put(std::string_view name, std::string_view bytes) {
    (void)path_of(name);
    const auto sealed = base::encrypt(keys_.make(name), bytes, context_of(name));
    write_new(folder_, name, sealed.iv + sealed.tag + sealed.data);
}

std::optional<std::string> Vault::get(std::string_view name) const {
    const auto key = keys_.find(name);
    const auto file = key ? read_whole(path_of(name)) : std::nullopt;
    if (!file || file->size() < iv_bytes + tag_bytes) return std::nullopt;
    const std::string_view bytes(*file);
    return base::decrypt(*key,
                         {.iv = std::string(bytes.substr(0, iv_bytes)),
                          .tag = std::string(bytes.substr(iv_bytes, tag_bytes)),
                          .data = std::string(bytes.substr(iv_bytes + tag_bytes))},
                         context_of(name));
}

void Vault::destroy(std::string_view name) {
    keys_.destroy(name);
    (void)path_of(name);
    remove_file(folder_, name);
}

bool Vault::has_key(std::string_view name) const { return keys_.find(name).has_value(); }

bool Vault::is_whole(std::string_view name) const {
    (void)path_of(name);
    return keys_.written_at(name) && verification::written_at(folder_, name);
}

std::optional<base::Time> Vault::written_at(std::string_view name) const {
    (void)path_of(name);
    return std::max(keys_.written_at(name), verification::written_at(folder_, name));
}

std::vector<std::string> Vault::names() const { return sealed_names(folder_); }

}  // namespace verification
