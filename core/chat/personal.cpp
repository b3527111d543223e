#include "core/chat/personal.h"

#include "core/chat/block.h"
#include "core/chat/direct_acts.h"
#include "core/store/participants.h"

namespace chat {
namespace {

bool too_many(db::Connection& connection, const House& house, base::ParticipantId who) {
    const auto& limits = house.config.limits;
    return store::count_act(connection, who, house.clock.now(), limits.acts_per) > limits.acts;
}

}  // namespace

base::Result<Posted> personal(db::Connection& connection, const House& house, const Personal& act) {
    if (act.kind != Personal::Kind::read_direct && too_many(connection, house, act.who))
        return base::Error{base::ErrorCode::slow_down, house.config.limits.acts_per};
    switch (act.kind) {
        case Personal::Kind::block:
            return block(connection, house, act.who, act.whom);
        case Personal::Kind::unblock:
            return unblock(connection, house, act.who, act.whom);
        case Personal::Kind::read_direct:
            return read_direct(connection, house, act.who, act.whom, act.place);
        case Personal::Kind::remove_direct:
            return remove_direct(connection, house, act.who, act.whom, act.place);
    }
    return base::ErrorCode::internal;
}

}  // namespace chat
