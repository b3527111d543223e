// Somebody says that something is not right: a message, a listing or a person. Reports of the same thing gather into one case.
#pragma once

#include <optional>
#include <string>

#include "core/accounts/session.h"
#include "core/chat/post.h"
#include "core/moderation/evidence.h"
#include "core/store/lounges.h"
#include "core/store/moderation_cases.h"

namespace moderation {

struct Complaint {
    std::optional<store::Lounge> lounge{};  // where; must be one that the reporter may read
    base::Seq message = 0;                  // 0: about the person
    base::ParticipantId person{};
    std::optional<store::ReportReason> reason{};
    std::string note{};
    std::optional<base::ItemId> item{};  // a listing of the market
};

struct Reported {
    bool repeated = false;  // this person has reported it before
    std::vector<chat::Hint> hints{};
};

// The lines around a reported message are kept as they are now (what is removed later stands in them). UNDERAGE hides the message at once, until somebody has
// decided. A report of a removed message is taken too. A listing is kept and hidden likewise; it must be one that the reporter may look at. Errors: ground_missing, moderation_text_long,
// unknown_message, unknown_person, item_unknown, item_no_access, own_content, too_many_reports.
base::Result<Reported> report(db::Connection& connection, const chat::House& house,
                              const accounts::Session& reporter, const Complaint& complaint);

}  // namespace moderation
