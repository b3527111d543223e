// What every reading of Twilio's answers needs. Pure. Descriptions name codes alone, never a number or a text: they may be stored and logged.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "core/base/clock.h"
#include "core/base/http_client.h"

namespace accounts::twilio {

// An empty object when it is anything else.
nlohmann::json parse_object(std::string_view body);

// Its member of that name; empty when it is no text, or absent.
std::string text_of(const nlohmann::json& object, std::string_view name);
// Letters and digits as Twilio's ids have them; anything else is not one: empty.
std::string sid_of(const nlohmann::json& message);

std::string describe(const base::HttpAnswer& answer);
std::string describe(const base::HttpNotSent& outcome);
std::string describe(const base::HttpUnknown& outcome);

// What Retry-After asks for, within an hour; 0 without one.
base::Millis wait_asked_for(const base::HttpAnswer& answer, base::Time now);

}  // namespace accounts::twilio
