#include "core/moderation/same_browser.h"

#include "core/accounts/guests.h"
#include "core/chat/notice.h"
#include "core/store/ban_marks.h"

namespace moderation {

std::vector<base::ParticipantId> end_guests_of_same_browsers(db::Connection& connection, base::ActionId ban,
                                                             base::ParticipantId banned, base::Time now,
                                                             chat::OwnEvents& events) {
    std::vector<base::ParticipantId> ended;
    for (const auto& guest : store::guests_of_marked_browsers(connection, ban, banned, now)) {
        if (!accounts::close_guest(connection, now, guest.session, guest.person)) continue;
        events.add(guest.stream, chat::session_end_kind,
                   chat::session_end_payload({.member = false, .number = guest.session.value}));
        ended.push_back(guest.person);
    }
    return ended;
}

}  // namespace moderation
