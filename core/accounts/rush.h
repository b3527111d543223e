// Rushes: when too many people come in within a minute, or when the operator says so, whoever is new does a small task first (core/accounts/entry_challenge).
// Members, and everybody who has a session, never meet it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/accounts/entry_challenge.h"
#include "core/accounts/rate_limit.h"
#include "core/audit/log.h"
#include "core/store/rush.h"

namespace accounts {

// What a newcomer's form or program brings along; empty when absent.
struct TaskDone {
    std::string_view challenge;
    std::string_view proof;
    std::string_view answer;
};

// The task as it is set.
struct EntryTask {
    std::string challenge;
    unsigned bits = 0;
    EntryQuestion question;
    base::Time expires_at{};
};

// The door for one who has no session. Belongs to one request.
class RushDoor {
public:
    RushDoor(db::Connection& connection, const LimitHouse& house, const base::KeyPair& secrets,
             std::string_view address);

    // Whether there is a rush now. Asks the database once.
    bool on();
    EntryTask set_task() const;
    // The same task again, after a refusal that had another reason; nothing when it cannot be used any more.
    std::optional<EntryTask> same_task(std::string_view challenge) const;
    // Nothing when the task is done, or when there is no rush: the challenge is spent then. Errors: task_missing (also for one that has run out or
    // was used), answer_wrong.
    std::optional<base::Error> check(const TaskDone& done);
    // They could not come in for another reason (a name that is taken): what they did stays good.
    void give_back(const TaskDone& done);
    // They have come in. Too many within a minute begin a rush.
    void count_entry();

private:
    std::string spent_mark(const std::string& nonce) const;

    db::Connection& connection_;
    const LimitHouse house_;
    EntryChallenges challenges_;
    std::string_view address_;
    std::optional<store::Rush> state_;
};

// The operator's word, on record. False when it was so already.
bool set_rush(db::Connection& connection, const base::Clock& clock, const audit::Log& log,
              store::RushMode mode, std::string_view actor);

// Whether a state means that there is a rush at this time. Pure.
bool is_rush(const store::Rush& state, base::Time now);

}  // namespace accounts
