#include "core/accounts/rush.h"

#include "core/db/transaction.h"
#include "core/store/rate_limits.h"

namespace accounts {
namespace {

std::string_view name_of(store::RushMode mode) {
    switch (mode) {
        case store::RushMode::on:
            return "on";
        case store::RushMode::off:
            return "off";
        case store::RushMode::automatic:
            break;
    }
    return "auto";
}

}  // namespace

bool is_rush(const store::Rush& state, base::Time now) {
    if (state.mode == store::RushMode::automatic) return now < state.busy_until;
    return state.mode == store::RushMode::on;
}

RushDoor::RushDoor(db::Connection& connection, const LimitHouse& house, const base::KeyPair& secrets,
                   std::string_view address)
    : connection_(connection),
      house_(house),
      challenges_(secrets),
      address_(address) {}

bool RushDoor::on() {
    if (!state_) state_ = store::find_rush(connection_);
    return is_rush(*state_, house_.clock.now());
}

EntryTask RushDoor::set_task() const {
    const base::Time expires_at = house_.clock.now() + house_.limits.entry_task;
    const auto challenge = challenges_.make(address_, expires_at);
    return {.challenge = challenge,
            .bits = house_.limits.entry_work_bits,
            .question = challenges_.question(challenge),
            .expires_at = expires_at};
}

std::optional<EntryTask> RushDoor::same_task(std::string_view challenge) const {
    const base::Time now = house_.clock.now();
    const auto nonce = challenges_.verify(challenge, address_, now);
    if (!nonce || store::window_is_open(connection_, spent_mark(*nonce), now)) return std::nullopt;
    return EntryTask{.challenge = std::string(challenge),
                     .bits = house_.limits.entry_work_bits,
                     .question = challenges_.question(challenge)};
}

// Counted by the database also where Redis counts limits: there it could be forgotten, and a challenge be good for a second entry.
std::optional<base::Error> RushDoor::check(const TaskDone& done) {
    if (!on()) return std::nullopt;
    const base::Time now = house_.clock.now();
    const auto nonce = challenges_.verify(done.challenge, address_, now);
    if (!nonce) return base::Error{base::ErrorCode::task_missing};
    if (!is_proof(done.challenge, done.proof, house_.limits.entry_work_bits) &&
        !is_answer(challenges_.question(done.challenge), done.answer))
        return base::Error{done.answer.empty() ? base::ErrorCode::task_missing
                                               : base::ErrorCode::answer_wrong};
    if (store::count_hit(connection_, spent_mark(*nonce), house_.limits.entry_task, now).hits > 1)
        return base::Error{base::ErrorCode::task_missing};
    return std::nullopt;
}

void RushDoor::give_back(const TaskDone& done) {
    const auto nonce = challenges_.verify(done.challenge, address_, house_.clock.now());
    if (nonce) store::forget_window(connection_, spent_mark(*nonce));
}

void RushDoor::count_entry() {
    if (!state_) state_ = store::find_rush(connection_);
    if (state_->mode != store::RushMode::automatic) return;
    if (use(connection_, house_, LimitRule::rush, "").allowed) return;
    const base::Time now = house_.clock.now();
    // Not with each of the many: once within a part of the time that it lasts.
    if (state_->busy_until < now + house_.limits.rush_lasts / 2)
        store::extend_rush(connection_, now + house_.limits.rush_lasts);
}

std::string RushDoor::spent_mark(const std::string& nonce) const { return "entry task:" + nonce; }

bool set_rush(db::Connection& connection, const base::Clock& clock, const audit::Log& log,
              store::RushMode mode, std::string_view actor) {
    const bool changed = db::transact(connection, [&](db::Connection& inside) {
        if (!store::set_rush_mode(inside, mode)) return false;
        log.append(inside,
                   {.actor = std::string(actor),
                    .action = "rush.set",
                    .subject = "",
                    .detail = R"({"mode":")" + std::string(name_of(mode)) + "\"}"},
                   clock.now());
        return true;
    });
    if (changed) log.keep_head(connection);
    return changed;
}

}  // namespace accounts
