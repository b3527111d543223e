#include "core/verification/warnings.h"

#include "core/verification/dates.h"
#include "core/verification/proof_hash.h"

namespace verification {
namespace {

using enum WarningKind;

constexpr double unlike = 0.5;

class List {
public:
    void add_if(bool so, WarningKind kind, std::uint64_t count = 0) {
        if (so) found_.push_back({.kind = kind, .count = count});
    }
    std::vector<Warning> take() { return std::move(found_); }

private:
    std::vector<Warning> found_;
};

void read_in(List& list, const Known& known, const base::Limits& limits, base::Time now) {
    const Reading& reading = *known.reading;
    const auto today = day_of(now);
    const auto birth = date_in(reading.birth_date);
    const auto expiry = date_in(reading.expiry_date);
    list.add_if(birth && age_on(today, *birth) < limits.minimum_age, under_age);
    list.add_if(expiry && *expiry < today, document_expired);
    list.add_if(birth && static_cast<int>(birth->year()) != static_cast<int>(known.user.birth_year),
                birth_year);
    list.add_if(known.attempt.type == store::VerificationType::id_full && !reading.names.empty() &&
                    !names_agree(reading.names, known.user.first_name, known.user.last_name),
                names);
    list.add_if(reading.faces && *reading.faces < unlike, faces);
}

bool empty(const Reading& reading) {
    return reading.birth_date.empty() && reading.expiry_date.empty() && reading.number.empty();
}

}  // namespace

std::vector<Warning> warnings(const Known& known, const base::Limits& limits, base::Time now) {
    List list;
    list.add_if(known.seen > 0, seen_elsewhere, known.seen);
    if (known.reading) read_in(list, known, limits, now);
    list.add_if(known.tries > 1, tries, known.tries);
    if (!known.reading || empty(*known.reading))
        list.add_if(true, known.attempt.read_at ? nothing_read : not_read_yet);
    return list.take();
}

std::vector<Warning> warnings_of(db::Connection& connection, const base::Config& config,
                                 const store::Verification& attempt, const std::optional<Reading>& reading,
                                 const store::User& user, base::Time now) {
    Known known{.attempt = attempt, .reading = reading, .user = user};
    if (reading && !reading->number.empty())
        known.seen = store::count_seen(connection, document_hash(config, reading->number), attempt.user);
    known.tries = store::count_tries(connection, attempt.user, now - config.limits.verification_tries_per);
    return warnings(known, config.limits, now);
}

}  // namespace verification
