#include "admin/document_reading.h"

#include <filesystem>
#include <fstream>

#include "core/base/log.h"
#include "core/store/verification_documents.h"
#include "core/verification/proof_hash.h"

namespace admin {
namespace {

namespace fs = std::filesystem;

// One may have been the operator's restart.
constexpr unsigned most_deaths = 2;

// Names the attempt that is being read; no document's name, so that nobody takes it for one. The job's lease sees to it that there is one reader.
class Mark {
public:
    Mark(const verification::Vault& vault, base::VerificationId id)
        : path_(vault.folder() + "/reading"),
          id_(std::to_string(id.value)) {}
    ~Mark() {
        std::error_code ignored;
        fs::remove(path_, ignored);
    }
    Mark(const Mark&) = delete;
    Mark& operator=(const Mark&) = delete;

    // How often it was begun and never ended.
    unsigned deaths() const {
        std::ifstream file(path_);
        unsigned count = 0;
        for (std::string line; std::getline(file, line);) count += line == id_ ? 1 : 0;
        return count;
    }
    void set() const { std::ofstream(path_, std::ios::app) << id_ << '\n'; }

private:
    std::string path_;
    std::string id_;
};

// Nothing when one of them cannot be opened (any more).
std::optional<DocumentPictures> open_pictures(db::Connection& connection, const verification::Vault& vault,
                                              base::VerificationId id) {
    DocumentPictures pictures;
    for (const auto& document : store::documents_of(connection, id)) {
        if (document.part == store::DocumentPart::reading) continue;
        auto bytes = vault.get(document.name);
        if (!bytes) return std::nullopt;
        auto& place = document.part == store::DocumentPart::front  ? pictures.front
                      : document.part == store::DocumentPart::back ? pictures.back
                                                                   : pictures.selfie;
        place = std::move(*bytes);
    }
    return pictures;
}

std::optional<verification::Reading> read_or_log(const DocumentReader& reader,
                                                 const DocumentPictures& pictures, base::Time now,
                                                 base::VerificationId id) {
    try {
        return reader(pictures, now);
    } catch (const std::exception& failure) {
        base::log::warning("the pictures of attempt {} could not be read: {}", id.value, failure.what());
        return std::nullopt;
    }
}

// False when it was decided or taken back meanwhile.
bool write_down(JobSteps& steps, const verification::House& house, base::VerificationId id,
                const verification::Reading* read, std::string_view name) {
    return steps.take([&](db::Connection& inside, base::Time now) {
        const auto attempt = store::lock_verification(inside, id);
        if (!attempt || !attempt->handed_in()) return false;
        if (read != nullptr) {
            store::add_document(inside, id, store::DocumentPart::reading, name, now);
            if (!read->number.empty())
                store::set_proof_hash(inside, id, verification::document_hash(house.config, read->number));
        }
        store::set_read(inside, id, now);
        return true;
    });
}

// Sealed first: a row has its files. What is thrown here may come after the commit, so the files stay; without a row they go as orphans.
void keep(JobSteps& steps, const verification::House& house, base::VerificationId id,
          const verification::Reading& read) {
    const std::string name = verification::Vault::new_name();
    house.vault.put(name, to_json(read));
    if (!write_down(steps, house, id, &read, name)) house.vault.destroy(name);
}

}  // namespace

void read_documents(JobSteps& steps, const verification::House& house, const store::Verification& attempt,
                    const DocumentReader& reader) {
    std::optional<verification::Reading> read;
    const Mark mark(house.vault, attempt.id);
    if (mark.deaths() >= most_deaths) {
        base::log::error("processes died while they read the pictures of attempt {}: they are not read again",
                         attempt.id.value);
    } else if (reader) {
        mark.set();
        const auto pictures = open_pictures(steps.connection(), house.vault, attempt.id);
        if (pictures) read = read_or_log(reader, *pictures, steps.now(), attempt.id);
    }
    if (read)
        keep(steps, house, attempt.id, *read);
    else
        (void)write_down(steps, house, attempt.id, nullptr, "");
}

}  // namespace admin
