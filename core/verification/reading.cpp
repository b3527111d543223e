#include "core/verification/reading.h"

#include <nlohmann/json.hpp>

namespace verification {

std::string to_json(const Reading& reading) {
    nlohmann::json json{{"birth", reading.birth_date},
                        {"expiry", reading.expiry_date},
                        {"number", reading.number},
                        {"names", reading.names},
                        {"state", reading.state}};
    if (reading.faces) json["faces"] = *reading.faces;
    return json.dump();
}

std::optional<Reading> reading_in(std::string_view text) {
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object()) return std::nullopt;
    Reading reading{.birth_date = json.value("birth", ""),
                    .expiry_date = json.value("expiry", ""),
                    .number = json.value("number", ""),
                    .names = json.value("names", ""),
                    .state = json.value("state", "")};
    if (json.contains("faces")) reading.faces = json["faces"].get<double>();
    return reading;
}

}  // namespace verification
