// Who may be in a lounge: one rule for page, form, socket and live stream.
#pragma once

#include "core/accounts/session.h"
#include "core/base/config.h"
#include "core/base/result.h"
#include "core/store/lounges.h"

namespace chat {

// Nothing when a person of this age category may read and write in the lounge; else why not. Pure.
std::optional<base::Error> refusal(store::AgeCategory age, const store::Lounge& lounge,
                                   base::RedLounges red_lounges);

// The lounge of this slug, if the person may be in it.
base::Result<store::Lounge> open_lounge(db::Connection& connection, const accounts::Session& session,
                                        std::string_view slug, base::RedLounges red_lounges);

}  // namespace chat
