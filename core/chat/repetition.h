// Whether what is said was said before, by others or by its author, within the last minutes.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <unordered_map>
#include <vector>

#include "core/content/rule_set.h"
#include "core/db/connection.h"

namespace chat {

// For one batch: ask() once about all its marks, then find() and add() for each text in its order. Or without the database: add(), and remove() what is too long
// ago.
class Repetition {
public:
    explicit Repetition(const content::RuleSet& rules) : rules_(rules) {}

    void ask(db::Connection& connection, const std::set<std::uint64_t>& marks, base::Time since);

    // The rule that minds; nothing when none does.
    const store::ContentRule* find(const std::vector<std::uint64_t>& marks, base::ParticipantId author,
                                   content::Standing standing, base::LanguageRoomId room) const;
    void add(const std::vector<std::uint64_t>& marks, base::ParticipantId author);
    void remove(const std::vector<std::uint64_t>& marks, base::ParticipantId author);

private:
    struct Times {
        std::uint64_t all = 0;
        std::unordered_map<base::ParticipantId, std::uint64_t> by{};
    };
    // How many texts were nearly the same of its author; were alike of others.
    std::uint64_t own(const std::vector<std::uint64_t>& marks, base::ParticipantId author) const;
    std::uint64_t of_others(const std::vector<std::uint64_t>& marks, base::ParticipantId author) const;

    const content::RuleSet& rules_;
    std::unordered_map<std::uint64_t, Times> times_;
};

}  // namespace chat
