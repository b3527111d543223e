#include "core/market/download.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/base/crypto.h"

namespace market {
namespace {

constexpr std::string_view purpose = "downloads";

std::string text_of(base::OrderId order, base::ItemFileId file, base::UserId buyer, std::uint64_t until) {
    return fmt::format("{}/{}/{}/{}", order.value, file.value, buyer.value, until);
}

std::uint64_t seconds_of(base::Time at) { return static_cast<std::uint64_t>(base::to_epoch_ms(at)) / 1000; }

}  // namespace

DownloadKeys::DownloadKeys(const base::KeyPair& secrets) {
    keys_.push_back(base::derive_key(secrets.current, purpose));
    if (!secrets.previous.empty()) keys_.push_back(base::derive_key(secrets.previous, purpose));
}

std::string DownloadKeys::sign(base::OrderId order, base::ItemFileId file, base::UserId buyer,
                               std::uint64_t until) const {
    return base::to_hex(base::hmac_sha256(keys_.front(), text_of(order, file, buyer, until)));
}

bool DownloadKeys::good(base::OrderId order, base::ItemFileId file, base::UserId buyer, std::uint64_t until,
                        std::string_view signature) const {
    return std::ranges::any_of(keys_, [&](const std::string& key) {
        const auto made = base::to_hex(base::hmac_sha256(key, text_of(order, file, buyer, until)));
        return base::constant_time_equal(made, signature);
    });
}

std::string download_path(const DownloadKeys& keys, const chat::House& house, const store::Order& order,
                          base::ItemFileId file) {
    const auto until = seconds_of(house.clock.now() + house.config.limits.download_link);
    return fmt::format("/market/orders/{}/files/{}/{}/{}", order.id.value, file.value, until,
                       keys.sign(order.id, file, order.buyer, until));
}

std::vector<store::ItemFile> files_to_fetch(db::Connection& connection, const chat::House& house,
                                            const store::Order& order) {
    const bool paid = order.payment == store::PaymentStatus::completed && order.paid_at;
    if (!paid || *order.paid_at + house.config.limits.download_for <= house.clock.now()) return {};
    return store::files_for(connection, order);
}

base::Result<store::ItemFile> open_download(db::Connection& connection, const DownloadKeys& keys,
                                            const chat::House& house, const accounts::Session& session,
                                            base::OrderId id, base::ItemFileId file, std::uint64_t until,
                                            std::string_view signature) {
    if (!session.user) return base::ErrorCode::members_only;
    const auto order = store::find_order(connection, id);
    if (!order || order->buyer != *session.user) return base::ErrorCode::order_unknown;
    const bool good = keys.good(id, file, *session.user, until, signature);
    if (!good || until <= seconds_of(house.clock.now())) return base::ErrorCode::link_ended;
    for (auto& one : files_to_fetch(connection, house, *order)) {
        if (one.id == file) return std::move(one);
    }
    return base::ErrorCode::not_found;
}

}  // namespace market
