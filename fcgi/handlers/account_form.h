// What the forms of accounts have in common.
#pragma once

#include <optional>
#include <string>

#include "core/view/account_pages.h"
#include "fcgi/context.h"
#include "fcgi/error_response.h"

namespace fcgi::handlers {

using ErrorText = std::optional<std::string>;

// The number and country as sent; else the number this browser has just signed up with; else the country that the browser speaks of.
view::PhoneField phone_field(Context& context);
// As sent, "18+" or "18+RED"; nothing is chosen for anything else.
view::AgeField age_field(std::string_view sent);
bool speaks_of_phone(base::ErrorCode code);

// The number that the next form shall show: kept by the browser alone, in no address and no log, for as long as an SMS password is good.
void keep_number(Context& context, Response& response);
void forget_number(Context& context, Response& response);

// What is wanted beyond the door, from the form or the address: a lounge's slug or a path of this house (fcgi/way_on.h); empty for anything else, so that no link leads a
// visitor elsewhere.
std::string wanted(Context& context);
// Where it leads; else to all languages.
std::string way_on(Context& context);
// "/signin" and what is wanted, if anything is.
std::string with_wanted(Context& context, std::string path);

bool sms_by_hand(Context& context);
// Whether a member asks, who may see their own pages; for forms that are refused before anybody looked.
bool is_member(Context& context);

// The page of a form that comes back with an error; its status is the error's.
template <class Page>
Response refused_page(Context& context, const base::Error& error, const std::string& title,
                      const Page& page) {
    Response response = context.page(base::http_status(error.code), title, page);
    set_retry_after(response, error);
    return response;
}

}  // namespace fcgi::handlers
