// A listing as others see it.
#pragma once

#include "core/store/market_items.h"
#include "core/view/market_pages.h"
#include "fcgi/context.h"

namespace fcgi::handlers {

// The listing of the path, if the visitor may look at it. They have a session. Errors: item_unknown, item_no_access.
base::Result<store::Item> item_of_path(Context& context);

// With everything that this visitor may do about it. A form that comes back puts its error and what was chosen into it.
view::ItemPage item_page(Context& context, const store::Item& item);

// The ways to pay for it, the usual one chosen; none: it cannot be paid for now.
std::vector<view::MethodChoice> method_choices(Context& context, const store::Item& item);

// Where it can be spoken of: the lounges of its language in which the visitor may write; what shows nudity or sex, in RED ones alone.
std::vector<view::Option> share_choices(Context& context, const store::Item& item);

}  // namespace fcgi::handlers
