// A person's page: several forms stand on it, and each may have to show it again.
#pragma once

#include "core/store/people.h"
#include "core/view/pages.h"
#include "fcgi/context.h"

namespace fcgi::handlers {

// Of the path, as the visitor may know them. Errors: unknown_person.
base::Result<store::Person> person_of(Context& context);
view::PersonPage person_page(Context& context, const store::Person& person);

}  // namespace fcgi::handlers
