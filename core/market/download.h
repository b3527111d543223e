// Links to what was bought: each works for a while, for one buyer, for one file of one order. Nothing is stored.
#pragma once

#include <string>
#include <string_view>

#include "core/accounts/session.h"
#include "core/base/result.h"
#include "core/chat/post.h"
#include "core/store/market_files.h"
#include "core/store/orders.h"

namespace market {

// Signs links. Any thread.
class DownloadKeys {
public:
    explicit DownloadKeys(const base::KeyPair& secrets);
    // 64 hex digits.
    std::string sign(base::OrderId order, base::ItemFileId file, base::UserId buyer,
                     std::uint64_t until) const;
    bool good(base::OrderId order, base::ItemFileId file, base::UserId buyer, std::uint64_t until,
              std::string_view signature) const;

private:
    std::vector<std::string> keys_;  // the current one first
};

// "/market/orders/7/files/3/1767268805/ab12...": works until limits.download_link is over.
std::string download_path(const DownloadKeys& keys, const chat::House& house, const store::Order& order,
                          base::ItemFileId file);

// What this buyer may fetch of an order now: its files, while it is paid and not refunded, within limits.download_for.
std::vector<store::ItemFile> files_to_fetch(db::Connection& connection, const chat::House& house,
                                            const store::Order& order);

// The file behind a link. The session must be the buyer's, whoever has the link. Errors: members_only, order_unknown, link_ended (too old, or not made here), not_found.
base::Result<store::ItemFile> open_download(db::Connection& connection, const DownloadKeys& keys,
                                            const chat::House& house, const accounts::Session& session,
                                            base::OrderId order, base::ItemFileId file, std::uint64_t until,
                                            std::string_view signature);

}  // namespace market
