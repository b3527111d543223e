#include "core/market/files.h"

#include <limits>

#include "core/base/log.h"
#include "core/base/random.h"
#include "core/chat/access.h"
#include "core/db/transaction.h"
#include "core/market/listing.h"
#include "core/preview/clean_text.h"

namespace market {
namespace {

using base::ErrorCode;

constexpr std::size_t key_length = 26;  // of 31 characters each: 128 bits
constexpr std::size_t longest_name = 200;
constexpr std::size_t longest_ending = 16;                // ".tar.gz"
constexpr base::Millis abandoned{std::chrono::hours{1}};  // no upload takes as long

std::optional<base::Error> refusal_of(const FileHouse& house, const accounts::Session& session,
                                      const TypedFile& file) {
    if (!session.user) return base::Error{ErrorCode::members_only};
    if (auto muted = chat::mute_of(session.participant, house.house.clock.now())) return muted;
    if (file.bytes.empty()) return base::Error{ErrorCode::file_missing};
    if (file.bytes.size() > house.house.config.limits.item_file_bytes)
        return base::Error{ErrorCode::file_bytes};
    return std::nullopt;
}

store::ItemFile row_of(const FileHouse& house, base::ItemId item, std::optional<base::OrderId> order,
                       const TypedFile& file) {
    return {.id = {},
            .item = item,
            .order = order,
            .key = "file-" + base::random_code(key_length),
            .name = clean_file_name(file.name),
            .byte_size = file.bytes.size(),
            .created_at = house.house.clock.now()};
}

void add_row(db::Connection& connection, store::ItemFile& file) {
    file.id = store::add_file(connection, {.item = file.item,
                                           .order = file.order,
                                           .key = file.key,
                                           .name = file.name,
                                           .byte_size = file.byte_size,
                                           .at = file.created_at});
}

// The object behind a row that is there already: what goes wrong leaves nothing that nobody erases.
base::Result<store::ItemFile> store_object(db::Connection& connection, const FileHouse& house,
                                           store::ItemFile row, std::string_view bytes) {
    const base::Clock& clock = house.house.clock;
    try {
        house.store.put(row.key, bytes, file_type);
    } catch (const media::StoreAway& away) {
        base::log::error("a file could not be stored: {}", away.what());
        store::drop_file(connection, row.id, clock.now());
        return ErrorCode::unavailable;
    }
    store::file_stored(connection, row.id, clock.now());
    return row;
}

}  // namespace

base::Result<store::ItemFile> add_file(db::Connection& connection, const FileHouse& house,
                                       const accounts::Session& session, base::ItemId id,
                                       const TypedFile& file) {
    using Added = base::Result<store::ItemFile>;
    auto row = db::transact(connection, [&](db::Connection& inside) -> Added {
        const auto item = lock_own(inside, session, id);
        if (!item) return item.error();
        if (const auto refused = refusal_of(house, session, file)) return *refused;
        const base::Time now = house.house.clock.now();
        store::remove_unstored_files(inside, id, now - abandoned, now);
        if (store::count_files_of_item(inside, id) >= house.house.config.limits.item_files)
            return ErrorCode::files_many;
        auto added = row_of(house, id, std::nullopt, file);
        add_row(inside, added);
        return added;
    });
    if (!row) return row;
    return store_object(connection, house, std::move(*row), file.bytes);
}

std::optional<base::Error> remove_file(db::Connection& connection, const chat::House& house,
                                       const accounts::Session& session, base::ItemId id,
                                       base::ItemFileId file) {
    return db::transact(connection, [&](db::Connection& inside) -> std::optional<base::Error> {
        const auto item = lock_own(inside, session, id);
        if (!item) return item.error();
        if (!store::remove_file(inside, id, file, house.clock.now()))
            return base::Error{ErrorCode::file_missing};
        return std::nullopt;
    });
}

base::Result<store::ItemFile> add_order_file(db::Connection& connection, const FileHouse& house,
                                             const accounts::Session& session, const store::Order& order,
                                             const TypedFile& file) {
    using Added = base::Result<store::ItemFile>;
    if (session.user != order.seller) return ErrorCode::order_unknown;
    if (const auto refused = refusal_of(house, session, file)) return *refused;
    auto row = db::transact(connection, [&](db::Connection& inside) -> Added {
        // Two uploads at once are counted one after the other.
        (void)store::lock_item(inside, order.item);
        if (store::count_files_of_order(inside, order.id) >= house.house.config.limits.item_files)
            return ErrorCode::files_many;
        auto added = row_of(house, order.item, order.id, file);
        add_row(inside, added);
        return added;
    });
    if (!row) return row;
    return store_object(connection, house, std::move(*row), file.bytes);
}

std::string clean_file_name(std::string_view name) {
    const auto slash = name.find_last_of("/\\");
    if (slash != std::string_view::npos) name.remove_prefix(slash + 1);
    std::string clean = preview::clean_text(name, std::numeric_limits<std::size_t>::max());
    std::erase_if(clean, [](char c) { return c == '"' || c == '/' || c == '\\'; });
    clean.erase(0, clean.find_first_not_of(". "));
    if (clean.empty()) return "file";
    const auto point = clean.find_last_of('.');
    const bool ends = point != std::string::npos && clean.size() - point <= longest_ending;
    const std::string ending = ends ? clean.substr(point) : std::string();
    const std::string stem = clean.substr(0, clean.size() - ending.size());
    return preview::clean_text(stem, longest_name - 1 - ending.size()) + ending;
}

}  // namespace market
