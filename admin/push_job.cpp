#include "admin/push_job.h"

#include <algorithm>

#include "core/base/log.h"
#include "core/chat/access.h"
#include "core/store/blocks.h"
#include "core/store/conversations.h"
#include "core/store/push_subscriptions.h"
#include "core/store/read_markers.h"

namespace admin {
namespace {

constexpr base::Millis every{1000};
// Other jobs wait meanwhile, and so does whoever ends the process.
constexpr base::Millis at_a_stretch{3000};
// A sidecar shows each second that it lives; one that has not for this long holds nobody any more.
constexpr base::Millis silent_after{15'000};
constexpr base::Millis first_quiet{30'000};
constexpr base::Millis longest_quiet{std::chrono::hours{1}};
constexpr std::size_t most_quiet = 1000;

base::HttpBounds allowed(base::HttpBounds bounds, const base::PushSettings& settings) {
    if (settings.local_endpoints) bounds.public_only = false;
    return bounds;
}

bool has_blocked(db::Connection& inside, base::ParticipantId who, base::ParticipantId author) {
    const auto blocks = store::blocks_between(inside, {{who, author}});
    return std::ranges::any_of(blocks, [&](const auto& block) { return block.blocker == who; });
}

}  // namespace

PushJob::PushJob(const base::Config& config, const push::Keys& keys, const view::Languages& languages,
                 base::HttpBounds bounds)
    : config_(config),
      keys_(keys),
      languages_(languages),
      client_(allowed(std::move(bounds), config.push)) {}

Job PushJob::job() {
    return {"send-push", every, [this](JobSteps& steps) { return run(steps); }};
}

std::uint64_t PushJob::run(JobSteps& steps) {
    const base::Time began = steps.now();
    std::erase_if(quiet_, [&](const auto& one) { return one.second.until + longest_quiet < began; });
    std::uint64_t told = 0;
    while (tell_next(steps)) {
        ++told;
        // A line in the log for every second in which somebody is mentioned would hide the others.
        if (steps.now() - began >= at_a_stretch) return told;
    }
    return 0;
}

bool PushJob::tell_next(JobSteps& steps) {
    const auto claimed =
        steps.take([this](db::Connection& inside, base::Time now) { return claim(inside, now); });
    if (!claimed.telling) return claimed.any;
    const auto& telling = *claimed.telling;
    const std::string& host = telling.to.endpoint.host;
    const auto outcome = send(telling, steps.now());
    note(host, outcome, steps.now());
    steps.take([&](db::Connection& inside, base::Time now) {
        record(inside, now, telling, outcome);
        return true;
    });
    if (outcome.fate != push::Fate::told) base::log::warning("push: {} {}", host, outcome.why);
    return true;
}

PushJob::Claim PushJob::claim(db::Connection& inside, base::Time now) const {
    const auto delivery = store::next_push(inside, now);
    if (!delivery) return {};
    return {.any = true, .telling = prepare(inside, *delivery, now)};
}

std::optional<PushJob::Telling> PushJob::prepare(db::Connection& inside, const store::PushDelivery& delivery,
                                                 base::Time now) const {
    const auto recipient = store::push_recipient(inside, delivery.subscription, now);
    auto to = recipient && recipient->alive ? reach(*recipient) : std::nullopt;
    if (!to) {
        store::remove_push_subscription(inside, delivery.subscription);
        return std::nullopt;
    }
    const bool stale = now - delivery.created_at >= config_.limits.push_lasts;
    auto notice = stale || store::is_in_sight(inside, recipient->who, now - silent_after)
                      ? std::nullopt
                      : notice_of(inside, delivery, *recipient, now);
    if (!notice) {
        store::finish_push(inside, delivery, now);
        return std::nullopt;
    }
    if (const auto until = quiet_until(to->endpoint.host, now)) {
        store::put_off_push(inside, delivery.id, *until);
        return std::nullopt;
    }
    store::push_tried(inside, delivery.id, now + back_off(delivery.attempts));
    return Telling{.delivery = delivery, .to = std::move(*to), .notice = std::move(*notice)};
}

std::optional<PushJob::Reached> PushJob::reach(const store::PushRecipient& recipient) const {
    auto subscription = keys_.open(recipient.sealed);
    if (!subscription) return std::nullopt;
    auto endpoint = push::parse_endpoint(subscription->endpoint, config_.limits.push_endpoint_bytes,
                                         config_.push.local_endpoints);
    if (!endpoint) return std::nullopt;
    return Reached{.subscription = std::move(*subscription), .endpoint = std::move(*endpoint)};
}

// Nothing when it was read, removed or blocked meanwhile, or the lounge is closed to them: its name alone would tell where they were named.
std::optional<push::Notice> PushJob::notice_of(db::Connection& inside, const store::PushDelivery& delivery,
                                               const store::PushRecipient& recipient, base::Time now) const {
    const auto& language = languages_.at(recipient.locale);
    if (delivery.direct) {
        const auto found = store::find_directs(inside, {*delivery.direct});
        if (found.empty() || found[0].removed || has_blocked(inside, recipient.who, found[0].author))
            return std::nullopt;
        if (store::read_place(inside, found[0].conversation, recipient.who).read_seq >= found[0].seq)
            return std::nullopt;
        return push::notice_of(found[0], language);
    }
    const auto message = delivery.message ? store::pushed_message(inside, *delivery.message) : std::nullopt;
    if (!message || has_blocked(inside, recipient.who, message->author)) return std::nullopt;
    if (chat::readable(inside, {recipient.who, recipient.age}, {message->lounge}, config_.red_lounges, now)
            .empty())
        return std::nullopt;
    if (store::read_upto(inside, recipient.who, message->lounge).value_or(0) >= message->seq)
        return std::nullopt;
    return push::notice_of(*message, delivery.reason, language);
}

// 30 s, 2 min, 8 min, ...
base::Millis PushJob::back_off(std::uint32_t attempts) const {
    return config_.limits.push_retry * (1U << 2 * std::min(attempts, 6U));
}

push::Outcome PushJob::send(const Telling& telling, base::Time now) {
    const auto request = push::request_of({.to = telling.to.subscription,
                                           .endpoint = telling.to.endpoint,
                                           .notice = telling.notice,
                                           .lasts = config_.limits.push_lasts},
                                          keys_, config_.push, now);
    return push::outcome_of(client_.send(request), now);
}

std::optional<base::Time> PushJob::quiet_until(const std::string& host, base::Time now) const {
    const auto quiet = quiet_.find(host);
    return quiet != quiet_.end() && quiet->second.until > now ? std::optional(quiet->second.until)
                                                              : std::nullopt;
}

void PushJob::note(const std::string& host, const push::Outcome& outcome, base::Time now) {
    if (!outcome.away) {
        quiet_.erase(host);
    } else if (quiet_.size() < most_quiet || quiet_.contains(host)) {
        auto& quiet = quiet_[host];
        const base::Millis own = first_quiet * (1U << std::min(quiet.times++, 7U));
        quiet.until = now + std::clamp(outcome.wait, std::min(own, longest_quiet), longest_quiet);
    }
}

void PushJob::record(db::Connection& inside, base::Time now, const Telling& telling,
                     const push::Outcome& outcome) const {
    const auto& delivery = telling.delivery;
    switch (outcome.fate) {
        case push::Fate::told:
        case push::Fate::refused:
            return store::finish_push(inside, delivery, now + config_.limits.push_settle);
        case push::Fate::gone:
            return store::remove_push_subscription(inside, delivery.subscription);
        case push::Fate::later:
            if (delivery.attempts + 1 >= config_.limits.push_attempts)
                return store::finish_push(inside, delivery, now + config_.limits.push_settle);
            return store::put_off_push(inside, delivery.id,
                                       now + std::max(outcome.wait, back_off(delivery.attempts)));
    }
}

}  // namespace admin
