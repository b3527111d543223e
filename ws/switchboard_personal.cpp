// What is between two people: direct messages and blocks. They go the way of posts, through the writer's thread.
#include "ws/switchboard.h"

namespace ws {
namespace {

chat::Personal::Kind personal_kind(CommandKind kind) {
    using Kind = chat::Personal::Kind;
    switch (kind) {
        case CommandKind::unblock:
            return Kind::unblock;
        case CommandKind::direct_read:
            return Kind::read_direct;
        case CommandKind::direct_remove:
            return Kind::remove_direct;
        default:
            return Kind::block;
    }
}

chat::Deed deed_of(const accounts::Session& session, const Command& command) {
    if (command.kind == CommandKind::direct)
        return chat::Direct{.author = session.participant.id,
                            .to = command.whom,
                            .client_id = command.id,
                            .body = command.body};
    return chat::Personal{.kind = personal_kind(command.kind),
                          .who = session.participant.id,
                          .whom = command.whom,
                          .place = command.of.value_or(0)};
}

}  // namespace

void Switchboard::write_personal(Connection& connection, const Command& command) {
    if (++connection.in_flight >= limits_.posts_in_flight) connection.pause_reading(true);
    hand_in(connection, {.sender = connection.number,
                         .lounge = {},
                         .id = command.id,
                         .deed = deed_of(*connection.session, command),
                         .handed_in = services_.clock.now(),
                         .connection = connection.id});
}

}  // namespace ws
