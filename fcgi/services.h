// What every request needs of the program. Owned by main; made before forking; constant afterwards (the metrics' counters excepted).
// Only what is pointed to belongs to one worker, which goes by a copy of its own.
#pragma once

#include <string>

#include "core/accounts/cookie.h"
#include "core/accounts/csrf.h"
#include "core/accounts/members.h"
#include "core/base/clock.h"
#include "core/base/config.h"
#include "core/chat/hints.h"
#include "core/chat/post.h"
#include "core/market/download.h"
#include "core/market/providers.h"
#include "core/media/confined_document.h"
#include "core/media/upload.h"
#include "core/moderation/decision.h"
#include "core/moderation/removal.h"
#include "core/push/subscribe.h"
#include "core/verification/house.h"
#include "core/verification/outside_proof.h"
#include "core/view/locale.h"
#include "core/view/renderer.h"
#include "fcgi/metrics.h"
#include "fcgi/recent_lounges.h"

namespace fcgi {

struct Services {
    const base::Config& config;
    const base::Clock& clock;
    const view::Languages& languages;
    const view::Renderer& renderer;
    const accounts::GuestTokens& guest_tokens;
    const accounts::MemberTokens& member_tokens;
    const accounts::CsrfTokens& csrf_tokens;
    const accounts::Keyring& keyring;
    const push::Keys& push_keys;
    const chat::HintSender& hints;
    Metrics& metrics;
    const media::ConfinedDecoder& decoder;
    const media::ConfinedFilms& films;
    media::ObjectStore& pictures;
    const media::ConfinedDocuments& documents;
    verification::Vault& vault;
    const audit::Log& log;
    std::string rate_limit_key;
    moderation::DecisionCodes decision_codes;
    moderation::RemovalCodes removal_codes;
    market::DownloadKeys download_keys;
    std::string form_origins{};  // where forms may lead besides the house, separated by spaces
    base::Redis* redis = nullptr;
    RecentLounges* recent = nullptr;                      // never null in a worker
    market::Providers* providers = nullptr;               // nor is it
    verification::OutsideProof* outside_proof = nullptr;  // null: none is set up
    std::shared_ptr<content::RuleBook> rules = std::make_shared<content::RuleBook>();

    accounts::Tokens tokens() const { return {guest_tokens, member_tokens}; }
    accounts::SessionHouse session_house() const { return {member_tokens, clock, config.limits, hints}; }
    accounts::MemberHouse member_house() const {
        return {session_house(), keyring, config, rate_limit_key, redis};
    }
    accounts::LimitHouse limit_house() const { return {clock, config.limits, rate_limit_key, redis}; }
    media::House picture_house() const { return {clock, limit_house(), decoder, films, pictures}; }
    verification::House verification_house() const { return {clock, config, log, hints, vault}; }
    push::House push_house() const { return {clock, config, push_keys}; }
    chat::House house() const { return {clock, config, rules}; }
    bool secure() const { return accounts::is_secure(config.frontend_url); }
};

}  // namespace fcgi
