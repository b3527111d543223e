// Posting: the one way in. A form posts a batch of one, the sidecar whatever its queue holds; both run through here.
//
// Promise: an accepted post is committed before this returns, exists once however often it is retried, and has the next number of its lounge.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/config.h"
#include "core/base/result.h"
#include "core/chat/body.h"
#include "core/chat/hints.h"
#include "core/content/rule_book.h"
#include "core/db/connection.h"
#include "core/store/events.h"
#include "core/store/temp_sessions.h"

namespace chat {

struct Post {
    base::ParticipantId author;
    store::Age age;
    base::LoungeId lounge;
    std::string client_id;
    std::string body;  // as typed
    std::optional<base::Seq>
        reply_to;  // the place of the message it answers; one that is not there is left out
    std::optional<base::MediaId> picture{};  // an upload of the author's that nothing shows yet
};

struct Posted {
    base::Seq seq = 0;
    base::Time at{};
    bool repeated = false;              // it had been stored before; nothing was added now
    bool held = false;                  // it waits for a moderator: no place yet, and nobody sees it
    base::LoungeId lounge;              // of a repeated post: where it stands
    std::optional<store::Event> event;  // when new: what the readers get
    std::vector<Hint> others;           // streams of people that got an event too
};

// What every post needs to know of the house. Clock and configuration are borrowed. Copies share the rules in memory, so keep one for long.
struct House {
    const base::Clock& clock;
    const base::Config& config;
    std::shared_ptr<content::RuleBook> rules = std::make_shared<content::RuleBook>();
};

// One outcome for each post, in their order. One transaction, one COMMIT. A refusal concerns its own post alone; a deadlock replays the batch.
// Throws db::ConnectionLost when it is unknown whether the batch was stored: post the same batch again.
std::vector<base::Result<Posted>> post_batch(db::Connection& connection, const House& house,
                                             const std::vector<Post>& posts);
base::Result<Posted> post(db::Connection& connection, const House& house, const Post& post);

// After the commit: tells the sidecars how far each stream has come.
void send_hints(const HintSender& hints, const Posted& posted);

}  // namespace chat
