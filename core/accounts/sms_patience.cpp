#include "core/accounts/sms_patience.h"

#include <algorithm>

namespace accounts {
namespace {

constexpr unsigned believed_absences = 2;
constexpr base::Millis longest_silence{std::chrono::minutes{10}};

}  // namespace

std::optional<base::Time> ask_after_absence(const base::Limits& limits, const UncertainSms& sms,
                                            base::Time now) {
    const base::Time believed_at = sms.attempted_at + limits.sms_absent_after;
    if (sms.absences >= believed_absences && now >= believed_at) return std::nullopt;
    return std::max(now + limits.sms_ask_after, believed_at);
}

// Waiting as long again as it has been makes the waits double without counting them.
base::Time ask_after_silence(const base::Limits& limits, const UncertainSms& sms, base::Time now) {
    const base::Millis longest = std::max(limits.sms_ask_after, longest_silence);
    return now + std::clamp(now - sms.attempted_at, limits.sms_ask_after, longest);
}

}  // namespace accounts
