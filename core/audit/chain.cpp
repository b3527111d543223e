#include "core/audit/chain.h"

#include "core/base/crypto.h"

namespace audit {
namespace {

constexpr std::size_t hash_bytes = 32;

// Every field begins with its length, or says that it is absent: no two rows have one encoding.
class Encoding {
public:
    explicit Encoding(std::string_view kind) { add(kind); }

    Encoding& add(std::uint64_t number) {
        for (int shift = 56; shift >= 0; shift -= 8) bytes_ += static_cast<char>(number >> shift & 0xff);
        return *this;
    }
    Encoding& add(std::string_view text) {
        add(std::uint64_t{text.size()});
        bytes_ += text;
        return *this;
    }
    Encoding& add(const std::optional<std::string>& text) {
        bytes_ += text ? '\1' : '\0';
        return text ? add(std::string_view(*text)) : *this;
    }
    const std::string& bytes() const { return bytes_; }

private:
    std::string bytes_;
};

}  // namespace

std::string chain_key(std::string_view audit_secret) { return base::derive_key(audit_secret, "audit chain"); }

store::AuditHead empty_chain() { return {.last_id = 0, .last_hash = std::string(hash_bytes, '\0')}; }

std::string hash_of(std::string_view key, const store::AuditRow& row) { return hash_of(key, row, row.id); }

std::string hash_of(std::string_view key, const store::AuditRow& row, std::uint64_t id) {
    Encoding encoding("row");
    encoding.add(id).add(static_cast<std::uint64_t>(base::to_epoch_ms(row.at)));
    encoding.add(std::string_view(row.actor)).add(std::string_view(row.action));
    encoding.add(row.subject).add(row.detail).add(std::string_view(row.previous_hash));
    return base::hmac_sha256(key, encoding.bytes());
}

std::string mac_of(std::string_view key, const store::AuditHead& head) {
    Encoding encoding("head");
    encoding.add(head.last_id).add(std::string_view(head.last_hash));
    return base::hmac_sha256(key, encoding.bytes());
}

bool chain_contains(db::Connection& connection, const store::AuditHead& head) {
    if (head.last_id == 0) return head == empty_chain();
    const auto rows = store::audit_rows(connection, head.last_id, 1);
    return !rows.empty() && rows.front().id == head.last_id && rows.front().row_hash == head.last_hash;
}

}  // namespace audit
