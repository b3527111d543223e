#include "core/chat/block.h"

#include <nlohmann/json.hpp>

#include "core/chat/notice.h"
#include "core/db/transaction.h"
#include "core/store/blocks.h"
#include "core/store/people.h"

namespace chat {
namespace {

using base::ErrorCode;

constexpr const char* who_member = "who";

std::optional<store::Person> living(db::Connection& connection, base::ParticipantId id) {
    auto person = store::find_person(connection, id);
    return person && person->status != store::AccountStatus::deleted ? std::move(person) : std::nullopt;
}

Posted already(base::Time now) {
    Posted posted;
    posted.at = now;
    posted.repeated = true;
    return posted;
}

base::Result<Posted> tell(db::Connection& inside, base::ParticipantId who, std::string_view kind,
                          base::ParticipantId whom, base::Time now) {
    const auto person = living(inside, who);
    if (!person) return ErrorCode::session_ended;
    const std::string payload = nlohmann::json{{who_member, whom.value}}.dump();
    Posted posted;
    posted.at = now;
    const base::Seq seq = add_own_event(inside, person->stream, kind, payload, now);
    posted.others.push_back({.stream = person->stream, .seq = seq});
    return posted;
}

}  // namespace

base::Result<Posted> block(db::Connection& connection, const House& house, base::ParticipantId who,
                           base::ParticipantId whom) {
    const std::size_t most = house.config.limits.blocks;
    const base::Time now = house.clock.now();
    if (whom == who) return ErrorCode::not_yourself;
    return db::transact(connection, [&](db::Connection& inside) -> base::Result<Posted> {
        if (!living(inside, whom)) return ErrorCode::unknown_person;
        if (!store::add_block(inside, who, whom, now)) return already(now);
        if (store::blocked_by(inside, who, most + 1).size() > most) {
            store::remove_block(inside, who, whom);
            return ErrorCode::too_many_blocks;
        }
        return tell(inside, who, block_kind, whom, now);
    });
}

base::Result<Posted> unblock(db::Connection& connection, const House& house, base::ParticipantId who,
                             base::ParticipantId whom) {
    const base::Time now = house.clock.now();
    return db::transact(connection, [&](db::Connection& inside) -> base::Result<Posted> {
        if (!store::find_person(inside, whom)) return ErrorCode::unknown_person;
        if (!store::remove_block(inside, who, whom)) return already(now);
        return tell(inside, who, unblock_kind, whom, now);
    });
}

bool blocked_between(db::Connection& connection, base::ParticipantId one, base::ParticipantId other) {
    return !store::blocks_between(connection, {{one, other}}).empty();
}

Blocked blocked_by(db::Connection& connection, const House& house, base::ParticipantId who) {
    const auto ids = store::blocked_by(connection, who, house.config.limits.blocks);
    return {ids.begin(), ids.end()};
}

std::optional<base::ParticipantId> blocked_person(std::string_view payload) {
    const auto json = nlohmann::json::parse(payload, nullptr, false);
    if (!json.is_object()) return std::nullopt;
    const auto who = json.find(who_member);
    if (who == json.end() || !who->is_number_unsigned()) return std::nullopt;
    return base::ParticipantId{who->get<std::uint64_t>()};
}

}  // namespace chat
