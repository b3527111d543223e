#include "core/moderation/item_evidence.h"

#include <nlohmann/json.hpp>

#include "core/market/access.h"
#include "core/market/item_index.h"
#include "core/store/market_pictures.h"

namespace moderation {
namespace {

using store::ItemState;

constexpr std::size_t most_reports = 200;

// How the listing stood when somebody first reported it; paused where that is not known.
ItemState state_before(db::Connection& connection, base::CaseId report_case) {
    for (const auto& report : store::reports_of(connection, report_case, most_reports)) {
        const auto kept = nlohmann::json::parse(report.evidence, nullptr, false);
        if (!kept.is_array() || kept.empty() || !kept[0].is_object()) continue;
        const auto state = store::parse_item_state(kept[0].value("state", ""));
        if (state && *state != ItemState::pending_review) return *state;
    }
    return ItemState::paused;
}

}  // namespace

std::string evidence_of_item(db::Connection& connection, const store::Item& item, base::Time now) {
    const auto pictures = store::pictures_of(connection, item.id);
    nlohmann::json line{{"seq", 0},
                        {"author", item.seller_person.value},
                        {"name", item.seller_name},
                        {"at", base::to_epoch_ms(now)},
                        {"body", item.title + "\n\n" + item.description},
                        {"reported", true},
                        {"picture", !pictures.empty()},
                        {"item", item.id.value},
                        {"version", item.version},
                        {"state", store::name_of(item.state)}};
    for (const auto& picture : pictures) line["pictures"].push_back(picture.id.value);
    return nlohmann::json::array({line}).dump();
}

bool hide_item(db::Connection& connection, const chat::House& house, base::CaseId report_case,
               const store::Item& item) {
    const bool shown = item.state == ItemState::published || item.state == ItemState::paused ||
                       item.state == ItemState::sold_out;
    if (!shown) return false;
    store::set_item_state(connection, item.id, ItemState::pending_review, house.clock.now());
    store::set_case_hidden(connection, report_case, true);
    market::settle_index(connection, house.config.limits, item.id);
    return true;
}

void unhide_item(db::Connection& connection, const chat::House& house, base::CaseId report_case,
                 base::ItemId id) {
    const auto item = store::lock_item(connection, id);
    if (!item || item->state != ItemState::pending_review) return;
    auto state = state_before(connection, report_case);
    // Pieces have come and gone meanwhile.
    const bool left = !item->stock || *item->stock > 0;
    if (state != ItemState::paused) state = left ? ItemState::published : ItemState::sold_out;
    store::set_item_state(connection, id, state, house.clock.now());
    market::settle_index(connection, house.config.limits, id);
}

}  // namespace moderation
