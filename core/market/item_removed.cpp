#include "core/market/item_removed.h"

namespace market {

// TO BE REPLACED: the orders' part is not written yet.
std::vector<chat::Hint> item_removed(db::Connection& /*connection*/, const chat::House& /*house*/,
                                     base::ItemId /*item*/) {
    return {};
}

}  // namespace market
