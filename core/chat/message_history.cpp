#include "core/chat/message_history.h"

#include <fmt/format.h>

#include "core/accounts/roles.h"
#include "core/db/transaction.h"

namespace chat {
namespace {

void note_look(db::Connection& connection, const House& house, const audit::Log& log,
               const store::Lounge& lounge, const accounts::Session& viewer, const store::Message& message) {
    db::transact(connection, [&](db::Connection& inside) {
        log.append(inside,
                   {.actor = audit::by_user(*viewer.user),
                    .action = "message.read_removed",
                    .subject = fmt::format("message:{}", message.id.value),
                    .detail = fmt::format(R"({{"lounge":{},"seq":{}}})", lounge.id.value, message.seq)},
                   house.clock.now());
        return true;
    });
    log.keep_head(connection);
}

}  // namespace

std::optional<History> history_of(db::Connection& connection, const House& house, const audit::Log& log,
                                  const store::Lounge& lounge, const accounts::Session& viewer,
                                  const store::Message& message) {
    if (!message.removed && !message.edited_at) return std::nullopt;
    if (accounts::refusal(connection, viewer, accounts::Act::moderate, lounge.room.id)) return std::nullopt;
    History history{.earlier = store::earlier_texts(connection, message.id), .removed_text = std::nullopt};
    if (message.removed) {
        history.removed_text = store::removed_text(connection, message.id);
        if (history.removed_text || !history.earlier.empty())
            note_look(connection, house, log, lounge, viewer, message);
    }
    return history;
}

}  // namespace chat
