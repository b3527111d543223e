#include "core/moderation/hide.h"

#include "core/chat/act.h"
#include "core/chat/own_events.h"
#include "core/store/message_changes.h"

namespace moderation {

std::vector<chat::Hint> hide_until_decided(db::Connection& connection, base::CaseId report_case,
                                           base::StreamId lounge, base::MessageId message, base::Time now) {
    store::remove_message(connection, message, now);
    store::set_case_hidden(connection, report_case, true);
    chat::OwnEvents events;
    events.add(lounge, chat::remove_kind, message);
    return events.store(connection, now);
}

}  // namespace moderation
