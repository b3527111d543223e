// How a push service knows the house that asks it (VAPID, RFC 8292). Any thread.
#pragma once

#include <string>
#include <string_view>

#include "core/base/clock.h"
#include "core/push/p256.h"

namespace push {

// The value of the header Authorization: a token signed with ES256 for one push service, and the key that proves it. `audience`: the service's origin;
// `contact`: whom it may write to, mailto: or https:, empty to say nobody. Good for twelve hours; a service refuses more than a day.
std::string authorization(const P256Key& key, std::string_view audience, std::string_view contact,
                          base::Time now);

}  // namespace push
