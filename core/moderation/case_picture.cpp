#include "core/moderation/case_picture.h"

#include <nlohmann/json.hpp>

#include "core/db/transaction.h"
#include "core/moderation/case_queue.h"
#include "core/moderation/permission.h"
#include "core/moderation/settle_case.h"
#include "core/store/audit_log.h"

namespace moderation {
namespace {

using base::ErrorCode;

constexpr std::string_view seen = "case.see_picture";

// The first look goes on record; of two at once one waits here for the other.
void note_look(db::Connection& connection, const audit::Log& log, const Actor& actor, base::CaseId id,
               base::MediaId media, base::Time now) {
    const std::string subject = "case:" + std::to_string(id.value);
    if (store::is_on_record(connection, name_of(actor), seen, subject)) return;
    db::transact(connection, [&](db::Connection& inside) {
        (void)store::lock_case(inside, id);
        if (store::is_on_record(inside, name_of(actor), seen, subject)) return true;
        const nlohmann::json detail{{"media", media.value}, {"door", actor.door}};
        log.append(inside,
                   {.actor = name_of(actor),
                    .action = std::string(seen),
                    .subject = subject,
                    .detail = detail.dump()},
                   now);
        return true;
    });
    log.keep_head(connection);
}

}  // namespace

std::optional<store::Media> picture_of(db::Connection& connection, const store::Case& found) {
    if (!found.subject.message) return std::nullopt;
    auto media = store::media_of_message(connection, *found.subject.message);
    if (!media || !media->stored || media->removed) return std::nullopt;
    return media;
}

base::Result<store::Media> look_at_picture(db::Connection& connection, const chat::House& house,
                                           const audit::Log& log, const Actor& actor, base::CaseId id) {
    const auto found = open_for(connection, *actor.session, id);
    if (!found) return found.error();
    const base::Time now = house.clock.now();
    if (const auto refused = busy(*found, actor, now)) return *refused;
    if (!found->taken_until || *found->taken_until <= now) return ErrorCode::case_not_taken;
    auto media = picture_of(connection, *found);
    if (!media) return ErrorCode::not_found;
    note_look(connection, log, actor, id, media->id, now);
    return std::move(*media);
}

}  // namespace moderation
