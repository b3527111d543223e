#include "core/moderation/emergency.h"

#include <nlohmann/json.hpp>

#include "core/moderation/on_record.h"

namespace moderation {
namespace {

using base::ErrorCode;

std::optional<base::Error> senseless(const base::Limits& limits, const EmergencyChange& change) {
    if (change.lasts == base::Millis{0}) return std::nullopt;
    if (change.lasts < base::Millis{0} || change.lasts > limits.emergency_most)
        return base::Error{ErrorCode::length_missing};
    const bool changes = change.access != store::EmergencyAccess::everybody ||
                         change.slow > base::Millis{0} || change.links_off;
    if (!changes || change.slow < base::Millis{0} || change.slow > limits.slowest)
        return base::Error{ErrorCode::bad_request};
    return std::nullopt;
}

const char* name_of(store::EmergencyAccess access) {
    switch (access) {
        case store::EmergencyAccess::members:
            return "members";
        case store::EmergencyAccess::verified:
            return "verified";
        case store::EmergencyAccess::everybody:
            break;
    }
    return "everybody";
}

nlohmann::json told(const std::optional<store::Emergency>& emergency) {
    if (!emergency) return nullptr;
    return {{"write", name_of(emergency->access)},
            {"slowMs", emergency->slow.count()},
            {"linksOff", emergency->links_off},
            {"until", base::to_iso8601(emergency->until)}};
}

}  // namespace

std::optional<base::Error> change_emergency(db::Connection& connection, const chat::House& house,
                                            const audit::Log& log, const Actor& actor,
                                            const EmergencyChange& change) {
    const std::string subject = change.lounge ? "lounge:" + std::to_string(change.lounge->id.value) : "house";
    const auto room = change.lounge ? std::optional(change.lounge->room.id) : std::nullopt;
    const auto done =
        on_record(connection, house.clock, log, actor, "lounge.emergency", subject,
                  [&](db::Connection& inside) -> base::Result<bool> {
                      if (const auto refused = refusal(inside, actor, room)) return *refused;
                      if (const auto wrong = senseless(house.config.limits, change)) return *wrong;
                      const base::Time now = house.clock.now();
                      std::optional<store::Emergency> after;
                      if (change.lasts > base::Millis{0})
                          after = store::Emergency{.access = change.access,
                                                   .slow = change.slow,
                                                   .links_off = change.links_off,
                                                   .until = now + change.lasts};
                      store::set_emergency(
                          inside, change.lounge ? std::optional(change.lounge->id) : std::nullopt, after);
                      nlohmann::json detail{{"after", told(after)}, {"door", actor.door}};
                      if (change.lounge) detail["before"] = told(change.lounge->emergency);
                      log.append(inside,
                                 {.actor = moderation::name_of(actor),
                                  .action = "lounge.emergency",
                                  .subject = subject,
                                  .detail = detail.dump()},
                                 now);
                      return true;
                  });
    return done ? std::nullopt : std::optional(done.error());
}

}  // namespace moderation
