#include "fcgi/handlers/liveliest.h"

#include <tuple>

namespace fcgi::handlers {

std::optional<store::Lounge> liveliest_of(const std::vector<store::Lounge>& lounges) {
    const auto rank = [](const store::Lounge& lounge) {
        const bool full = lounge.capacity && lounge.present >= lounge.guest_share.value_or(*lounge.capacity);
        return std::tuple(!full, lounge.present, lounge.country.empty());
    };
    const store::Lounge* best = nullptr;
    for (const auto& lounge : lounges) {
        if (lounge.closed || lounge.access != store::AccessLevel::main_lounge) continue;
        if (best == nullptr || rank(lounge) > rank(*best)) best = &lounge;
    }
    return best == nullptr ? std::nullopt : std::optional(*best);
}

std::optional<store::Lounge> liveliest_lounge(db::Connection& connection, std::string_view language_code) {
    return liveliest_of(store::lounges_of(connection, language_code));
}

}  // namespace fcgi::handlers
