// Where the talk is: the lounge that a visitor who does not choose is taken to.
#pragma once

#include <optional>
#include <string_view>

#include "core/store/lounges.h"

namespace fcgi::handlers {

// Of a language's lounges that stand open to everybody, the one with most people in it, full ones last; the All lounge when several have as many. Nothing when there is
// none.
std::optional<store::Lounge> liveliest_lounge(db::Connection& connection, std::string_view language_code);
// The choice alone. Pure.
std::optional<store::Lounge> liveliest_of(const std::vector<store::Lounge>& lounges);

}  // namespace fcgi::handlers
