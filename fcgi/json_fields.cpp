#include "fcgi/json_fields.h"

#include <nlohmann/json.hpp>

#include <stdexcept>

namespace fcgi {
namespace {

using Json = nlohmann::json;

// The library has no bound of its own.
bool refuse_depth(int depth, Json::parse_event_t /*event*/, Json& /*parsed*/) {
    if (depth > json_depth) throw std::length_error("nested too deeply");
    return true;
}

}  // namespace

std::optional<Fields> parse_json_fields(std::string_view body) {
    try {
        const Json object = Json::parse(body, refuse_depth);
        if (!object.is_object()) return std::nullopt;
        Fields fields;
        for (const auto& [name, value] : object.items()) {
            if (value.is_string()) {
                fields.add(name, value.get<std::string>());
            } else if (value.is_number() || value.is_boolean()) {
                fields.add(name, value.dump());
            }
        }
        return fields;
    } catch (const Json::exception&) {
        return std::nullopt;
    } catch (const std::length_error&) {
        return std::nullopt;
    }
}

}  // namespace fcgi
