// What the pages and the JSON API of accounts have in common: their fields, their cookies, the words of an SMS.
#pragma once

#include "core/accounts/members.h"
#include "fcgi/context.h"

namespace fcgi::handlers {

accounts::SignUp read_sign_up(Context& context);
accounts::SignIn read_sign_in(Context& context);
accounts::Forgotten read_forgotten(Context& context);

// Cookies of somebody who is in, or of the second step that is due.
void add_cookies(Context& context, Response& response, const accounts::SignedIn& signed_in);

// The member's session; the route's row has made sure of it.
const accounts::Session& member_of(Context& context);
// Ends the session of whoever asks, a guest's or a member's, and takes the cookies away.
void sign_out(Context& context, Response& response);

}  // namespace fcgi::handlers
