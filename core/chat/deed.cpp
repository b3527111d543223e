#include "core/chat/deed.h"

namespace chat {
namespace {

using Outcomes = std::vector<base::Result<Posted>>;

// The deeds of one kind, and where their outcomes belong.
template <class Kind>
struct Sorted {
    std::vector<Kind> deeds;
    std::vector<std::size_t> places;

    explicit Sorted(const std::vector<Deed>& all) {
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (const auto* one = std::get_if<Kind>(&all[i])) {
                deeds.push_back(*one);
                places.push_back(i);
            }
        }
    }

    template <class CarryOut>
    void into(Outcomes& outcomes, CarryOut&& carry_out) const {
        if (deeds.empty()) return;
        auto results = carry_out(deeds);
        for (std::size_t n = 0; n < places.size(); ++n) outcomes[places[n]] = std::move(results[n]);
    }
};

}  // namespace

Outcomes carry_out(db::Connection& connection, const House& house, const std::vector<Deed>& deeds) {
    Outcomes outcomes(deeds.size(), base::ErrorCode::internal);
    Sorted<Post>(deeds).into(outcomes,
                             [&](const auto& posts) { return post_batch(connection, house, posts); });
    Sorted<Act>(deeds).into(outcomes, [&](const auto& acts) { return act_batch(connection, house, acts); });
    Sorted<Direct>(deeds).into(
        outcomes, [&](const auto& messages) { return direct_batch(connection, house, messages); });
    Sorted<Personal>(deeds).into(outcomes, [&](const auto& acts) {
        Outcomes results;
        for (const auto& act : acts) results.push_back(personal(connection, house, act));
        return results;
    });
    return outcomes;
}

}  // namespace chat
