#include "fcgi/handlers/direct_page.h"

#include "core/base/random.h"
#include "core/chat/correspondence.h"
#include "core/chat/direct_acts.h"
#include "core/view/formatted.h"
#include "fcgi/handlers/lounge_page.h"

namespace fcgi::handlers {
namespace {

void mark_read(Context& context, const store::Person& peer, base::Seq upto) {
    const auto& services = context.services();
    const auto read = chat::read_direct(context.connection(), services.house(),
                                        context.session()->participant.id, peer.id, upto);
    if (read) chat::send_hints(services.hints, *read);
}

void show_history(Context& context, const store::Conversation& conversation, const Part& part,
                  view::ConversationPage& page) {
    const auto history = direct_history(context, conversation.id, part);
    const auto viewer = context.session()->participant.id;
    for (const auto& message : history.messages) page.lines.push_back(direct_line(message, viewer));
    if (page.lines.empty()) return;
    page.first_seq = page.lines.front().seq;
    page.last_seq = page.lines.back().seq;
    if (page.first_seq > 1) page.older_before = page.first_seq;
    if (page.last_seq < conversation.last_seq && (part.before || part.after))
        page.newer_after = page.last_seq;
}

}  // namespace

base::Result<store::Person> peer_of(Context& context) {
    if (context.session()->guest()) return base::ErrorCode::direct_members_only;
    const auto id = parse_seq(context.path("id"));
    const auto viewer = context.session()->participant.id;
    auto person =
        id ? store::find_person(context.connection(), base::ParticipantId{*id}, viewer) : std::nullopt;
    if (!person) return base::ErrorCode::unknown_person;
    return std::move(*person);
}

DirectHistory direct_history(Context& context, base::ConversationId conversation, const Part& part) {
    const std::size_t most = context.services().config.limits.history_page;
    DirectHistory history;
    if (part.after) {
        history.messages = store::directs_after(context.connection(), conversation, *part.after, most + 1);
        history.more = history.messages.size() > most;
        if (history.more) history.messages.pop_back();
    } else {
        history.messages = store::directs_before(context.connection(), conversation,
                                                 part.before.value_or(end_of_time), most + 1);
        history.more = history.messages.size() > most;
        if (history.more) history.messages.erase(history.messages.begin());
    }
    return history;
}

view::Line direct_line(const store::DirectMessage& message, base::ParticipantId viewer) {
    view::Line line;
    line.slug = std::to_string((message.author == viewer ? message.to : message.author).value);
    line.seq = message.seq;
    line.id = message.id.value;
    line.author_id = message.author.value;
    line.author = message.author_name;
    line.cid = message.client_id;
    line.at = message.at;
    line.body = message.body;
    line.blocks = view::parse_format(message.format);
    line.removed = message.removed;
    line.own = message.author == viewer;
    return line;
}

view::ConversationPage conversation_page(Context& context, const store::Person& peer, const Part& part) {
    const auto viewer = context.session()->participant.id;
    view::ConversationPage page;
    page.peer = peer.id.value;
    page.name = peer.name;
    if (peer.status != store::AccountStatus::deleted) page.availability = peer.availability;
    page.viewer_id = viewer.value;
    page.viewer_name = context.session()->participant.name;
    page.post_id = base::random_client_id();
    if (const auto conversation = store::find_conversation(context.connection(), {viewer, peer.id})) {
        show_history(context, *conversation, part, page);
        if (!page.newer_after) mark_read(context, peer, page.last_seq);
    }
    const auto refused =
        chat::direct_refusal(context.connection(), context.services().house(), viewer, peer.id);
    if (refused) page.refusal = context.language().text(*refused);
    return page;
}

}  // namespace fcgi::handlers
