// Pictures of attempts to prove one's age, as rows: where they lie, never what they show. core/verification/vault has their bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/db/connection.h"

namespace store {

// `reading`: what the machine has read in the others.
enum class DocumentPart : std::uint8_t { front, back, selfie, reading };
std::string_view name_of(DocumentPart part);

struct VerificationDocument {
    base::DocumentId id;
    base::VerificationId verification;
    DocumentPart part = DocumentPart::front;
    std::string name;  // of its sealed bytes and of their key: 32 hexadecimal digits
    base::Time created_at{};
};

base::DocumentId add_document(db::Connection& connection, base::VerificationId verification,
                              DocumentPart part, std::string_view name, base::Time at);
// Those that are not removed, in the order of their parts.
std::vector<VerificationDocument> documents_of(db::Connection& connection, base::VerificationId verification);
// They are nobody's any more: first this, then their keys and bytes, then forget_document(). All of one attempt, or those of one part.
void remove_documents(db::Connection& connection, base::VerificationId verification,
                      std::optional<DocumentPart> part, base::Time at);
// Removed, and perhaps not destroyed yet; the oldest first. Of one attempt, or of all.
std::vector<VerificationDocument> removed_documents(db::Connection& connection,
                                                    std::optional<base::VerificationId> verification,
                                                    std::size_t most);
// Every row by its id, with what it is a row of; those after `after`. For those who look after the folders.
struct KeptDocument {
    VerificationDocument document;
    std::optional<base::Time> removed_at;
    bool open = false;  // its attempt waits
};
std::vector<KeptDocument> kept_documents(db::Connection& connection, base::DocumentId after,
                                         std::size_t most);
void forget_document(db::Connection& connection, base::DocumentId id);
// Whether a row has this name, removed or not.
bool is_document(db::Connection& connection, std::string_view name);

}  // namespace store
