#include "core/store/verification_documents.h"

#include <array>

#include "core/db/dialect.h"
#include "core/store/named_values.h"
#include "core/store/nullable.h"

namespace store {
namespace {

constexpr std::array parts{DocumentPart::front, DocumentPart::back, DocumentPart::selfie,
                           DocumentPart::reading};

// clang-format off
constexpr const char* columns = "SELECT id, verification_id, part, name," DB_MS("created_at") "FROM verification_document ";
// clang-format on

VerificationDocument read_row(const db::Rows& rows) {
    return {.id = rows.id<base::DocumentId>(0),
            .verification = rows.id<base::VerificationId>(1),
            .part = value_named(parts, rows.text(2)).value(),
            .name = rows.text(3),
            .created_at = rows.time(4)};
}

std::vector<VerificationDocument> read(db::Rows rows) {
    std::vector<VerificationDocument> documents;
    while (rows.next()) documents.push_back(read_row(rows));
    return documents;
}

}  // namespace

std::string_view name_of(DocumentPart part) {
    switch (part) {
        case DocumentPart::front:
            return "FRONT";
        case DocumentPart::back:
            return "BACK";
        case DocumentPart::selfie:
            return "SELFIE";
        case DocumentPart::reading:
            break;
    }
    return "READING";
}

base::DocumentId add_document(db::Connection& connection, base::VerificationId verification,
                              DocumentPart part, std::string_view name, base::Time at) {
    return base::DocumentId{connection.insert(
        "INSERT INTO verification_document (verification_id, part, name, created_at) VALUES (?, ?, ?," DB_TIME
        ")",
        verification, name_of(part), name, at)};
}

std::vector<VerificationDocument> documents_of(db::Connection& connection,
                                               base::VerificationId verification) {
    return read(connection.query(
        std::string(columns) + "WHERE verification_id = ? AND removed_at IS NULL ORDER BY part, id",
        verification));
}

void remove_documents(db::Connection& connection, base::VerificationId verification,
                      std::optional<DocumentPart> part, base::Time at) {
    const std::optional<std::string_view> name = part ? std::optional(name_of(*part)) : std::nullopt;
    connection.execute("UPDATE verification_document SET removed_at =" DB_TIME
                       "WHERE verification_id = ? AND removed_at IS NULL AND part = COALESCE(?, part)",
                       at, verification, name);
}

std::vector<VerificationDocument> removed_documents(db::Connection& connection,
                                                    std::optional<base::VerificationId> verification,
                                                    std::size_t most) {
    if (verification)
        return read(connection.query(
            std::string(columns) + "WHERE verification_id = ? AND removed_at IS NOT NULL ORDER BY id LIMIT ?",
            *verification, most));
    return read(connection.query(std::string(columns) +
                                     "FORCE INDEX (verification_document_removed) WHERE removed_at IS NOT "
                                     "NULL ORDER BY removed_at LIMIT ?",
                                 most));
}

std::vector<KeptDocument> kept_documents(db::Connection& connection, base::DocumentId after,
                                         std::size_t most) {
    auto rows = connection.query(
        "SELECT d.id, d.verification_id, d.part, d.name," DB_MS("d.created_at") "," DB_MS("d.removed_at") ", v.status = 'PENDING' "
        "FROM verification_document d FORCE INDEX (PRIMARY) STRAIGHT_JOIN id_verification v ON v.id = d.verification_id "
        "WHERE d.id > ? ORDER BY d.id LIMIT ?",
        after, most);
    std::vector<KeptDocument> kept;
    while (rows.next())
        kept.push_back(
            {.document = read_row(rows), .removed_at = time_or_none(rows, 5), .open = rows.number(6) == 1});
    return kept;
}

void forget_document(db::Connection& connection, base::DocumentId id) {
    connection.execute("DELETE FROM verification_document WHERE id = ?", id);
}

bool is_document(db::Connection& connection, std::string_view name) {
    return connection.query("SELECT 1 FROM verification_document WHERE name = ?", name).next();
}

}  // namespace store
