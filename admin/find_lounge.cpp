#include "admin/find_lounge.h"

#include <stdexcept>

namespace admin {

store::Lounge lounge_of(db::Connection& connection, const std::string& slug) {
    auto lounge = store::find_lounge(connection, slug);
    if (!lounge)
        throw std::runtime_error("no lounge " + slug + "; a slug is the end of its address, as en-us");
    return std::move(*lounge);
}

}  // namespace admin
