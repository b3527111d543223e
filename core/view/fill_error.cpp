#include "core/view/fill.h"

namespace view {
namespace {

constexpr std::uint64_t seconds_to_say = 120;

}  // namespace

void fill(Dictionary& page, const std::string& /*set*/, const ErrorPage& values) {
    set_number(page, "STATUS", static_cast<std::uint64_t>(values.status));
    page.SetValue("HEADING", values.heading);
    page.SetValue("TEXT", values.text);
    page.SetValue("REQUEST_ID", values.request_id);
    if (values.retry_seconds && *values.retry_seconds < seconds_to_say)
        set_number(*page.AddSectionDictionary("RETRY"), "SECONDS", *values.retry_seconds);
    else if (values.retry_seconds)
        set_number(*page.AddSectionDictionary("RETRY_LATER"), "MINUTES", (*values.retry_seconds + 59) / 60);
    if (!values.again.empty()) page.AddSectionDictionary("AGAIN")->SetValue("PATH", values.again);
    show_if(page, "SENT", values.sent);
    show_if(page, "TO_PROOF", values.to_proof);
    show_if(page, "TO_MEMBERS", values.to_members);
    show_if(page, "PLAIN", !values.to_proof && !values.to_members && values.again.empty());
}

}  // namespace view
