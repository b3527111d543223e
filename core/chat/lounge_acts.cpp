#include "core/chat/lounge_acts.h"

#include <fmt/format.h>

#include "core/db/transaction.h"
#include "core/store/lounges.h"

namespace chat {

void change_blur(db::Connection& connection, const base::Clock& clock, const audit::Log& log,
                 const BlurChange& change) {
    db::transact(connection, [&](db::Connection& inside) {
        store::set_blurs_pictures(inside, change.lounge, change.blurs);
        const char* blurs = change.blurs ? (*change.blurs ? "true" : "false") : "null";
        log.append(inside,
                   {.actor = change.actor,
                    .action = "lounge.pictures",
                    .subject = fmt::format("lounge:{}", change.lounge.value),
                    .detail = fmt::format(R"({{"blurred":{}}})", blurs)},
                   clock.now());
        return true;
    });
    log.keep_head(connection);
}

}  // namespace chat
