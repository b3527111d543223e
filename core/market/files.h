// Files that sellers deliver: of a listing to everybody who buys it, or made for one order. They are stored as they are.
#pragma once

#include <string>
#include <string_view>

#include "core/accounts/session.h"
#include "core/chat/post.h"
#include "core/media/object_store.h"
#include "core/store/market_files.h"

namespace market {

// Whatever a file is, it is handed out as this.
inline constexpr std::string_view file_type = "application/octet-stream";

// Borrowed.
struct FileHouse {
    const chat::House& house;
    media::ObjectStore& store;
};

struct TypedFile {
    std::string_view name;  // as the browser sent it
    std::string_view bytes;
};

// Who buys from now on gets it too. Outside of any transaction: it takes a while. Errors: those of lock_own(), muted, file_missing, file_bytes, files_many, unavailable.
base::Result<store::ItemFile> add_file(db::Connection& connection, const FileHouse& house,
                                       const accounts::Session& session, base::ItemId id,
                                       const TypedFile& file);

// Whoever buys later does not get it; who has bought it keeps it. Errors: those of lock_own(), file_missing.
std::optional<base::Error> remove_file(db::Connection& connection, const chat::House& house,
                                       const accounts::Session& session, base::ItemId id,
                                       base::ItemFileId file);

// For one order alone. The caller has made sure that it can be delivered now. Errors: order_unknown when it is another seller's, members_only, muted, file_missing,
// file_bytes, files_many, unavailable.
base::Result<store::ItemFile> add_order_file(db::Connection& connection, const FileHouse& house,
                                             const accounts::Session& session, const store::Order& order,
                                             const TypedFile& file);

// The last part of a path, without control characters and what steers the direction of text, at most 200 characters; "file" when nothing is left. For display and for Content-Disposition.
// Pure.
std::string clean_file_name(std::string_view name);

}  // namespace market
