// rotate-keys: which phone keys are in use, and moving everything under the current one. scripts/rotate-keys leads through a whole change of keys.
#pragma once

#include <string>

#include "admin/console.h"
#include "admin/reseal.h"
#include "core/audit/log.h"

namespace CLI {
class App;
}

namespace admin {

struct KeyReport {
    std::string text;              // for people; names keys by id, people by id
    nlohmann::json document;       // the same
    bool previous_needed = false;  // something still lies under PHONE_ENC_KEY_PREVIOUS
};

// References must outlive it; one thread. Throws db::Error, std::runtime_error.
class KeyDesk {
public:
    KeyDesk(db::Connection& connection, const base::Config& config, const base::Clock& clock);

    KeyReport status();
    // Goes on where it was killed. With `forget_bans`, hashes under the previous key whose account is gone are deleted: nobody can bring them under
    // another key, and whoever was banned may come back. What was done goes on record.
    KeyReport reseal(bool forget_bans);

private:
    // Returns how many bans were forgotten.
    std::uint64_t conclude(const Resealed& sum, bool forget_bans);

    db::Connection& connection_;
    const base::Config& config_;
    const base::Clock& clock_;
    audit::Log audit_;
};

// Both end with 3 while the previous key is needed.
void add_key_commands(CLI::App& app, const Console& console);

}  // namespace admin
