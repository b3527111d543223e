// What a member can take along, and have erased.
#include <nlohmann/json.hpp>

#include "core/accounts/market_data.h"
#include "core/accounts/profile.h"
#include "core/chat/notice.h"
#include "core/db/transaction.h"
#include "core/market/leaving.h"
#include "core/store/media.h"
#include "core/store/personal_data.h"
#include "core/store/push_subscriptions.h"
#include "core/store/read_markers.h"
#include "core/store/verifications.h"
#include "core/verification/attempt.h"

namespace accounts {
namespace {

using nlohmann::json;

constexpr unsigned messages_at_once = 1000;
constexpr unsigned pictures_at_once = 1000;

std::string at(base::Time time) { return base::to_iso8601(time); }

json account_of(const MemberHouse& house, const store::User& user, const Session& session) {
    return {{"id", user.id.value},
            {"personId", session.participant.id.value},
            {"phoneNumber", house.keyring.open(user.phone, Purpose::phone).value_or("")},
            {"displayName", session.participant.name},
            {"firstName", user.first_name},
            {"lastName", user.last_name},
            {"birthYear", user.birth_year},
            {"country", user.country},
            {"language", user.locale},
            {"about", user.bio},
            {"ageCategory", user.age == store::AgeCategory::over_18_red ? "18+RED" : "18+"},
            {"secondStep", user.totp_confirmed},
            {"memberSince", at(user.created_at)}};
}

json sessions_of(db::Connection& connection, base::UserId user, base::Time now) {
    json list = json::array();
    for (const auto& one : store::member_sessions(connection, user, now)) {
        list.push_back({{"device", one.device},
                        {"place", one.place},
                        {"begun", at(one.created_at)},
                        {"lastUsed", at(one.last_used_at)}});
    }
    return list;
}

json messages_of(db::Connection& connection, base::ParticipantId who) {
    json list = json::array();
    base::MessageId after;
    for (;;) {
        const auto part = store::said_by(connection, who, after, messages_at_once);
        for (const auto& one : part) {
            list.push_back({{"lounge", one.lounge},
                            {"number", one.seq},
                            {"at", at(one.at)},
                            {"status", one.status},
                            {"text", one.body}});
        }
        if (part.size() < messages_at_once) return list;
    }
}

json earlier_versions_of(db::Connection& connection, base::ParticipantId who) {
    json list = json::array();
    for (const auto& one : store::earlier_versions_by(connection, who)) {
        list.push_back({{"lounge", one.lounge},
                        {"number", one.seq},
                        {"replaced", at(one.replaced_at)},
                        {"text", one.body}});
    }
    return list;
}

json reactions_of(db::Connection& connection, base::ParticipantId who) {
    json list = json::array();
    for (const auto& one : store::reactions_by(connection, who)) {
        list.push_back(
            {{"lounge", one.lounge}, {"number", one.seq}, {"at", at(one.at)}, {"emoji", one.emoji}});
    }
    return list;
}

json actions_of(db::Connection& connection, base::ParticipantId who) {
    json list = json::array();
    for (const auto& one : store::actions_on(connection, who)) {
        json action{{"type", one.type}, {"reason", one.reason}, {"at", at(one.at)}};
        if (one.expires_at) action["until"] = at(*one.expires_at);
        list.push_back(std::move(action));
    }
    return list;
}

json appeals_of(db::Connection& connection, base::ParticipantId who) {
    json list = json::array();
    for (const auto& one : store::appeals_by(connection, who)) {
        json appeal{{"against", one.against}, {"at", at(one.at)}, {"text", one.text}};
        if (!one.answer.empty()) appeal["answer"] = one.answer;
        list.push_back(std::move(appeal));
    }
    return list;
}

json reports_of(db::Connection& connection, base::ParticipantId who) {
    json list = json::array();
    for (const auto& one : store::reports_by(connection, who))
        list.push_back({{"reason", one.reason}, {"note", one.note}, {"at", at(one.at)}});
    return list;
}

json blocks_of(db::Connection& connection, base::ParticipantId who) {
    json list = json::array();
    for (const auto& one : store::blocks_by(connection, who))
        list.push_back({{"personId", one.who.value}, {"at", at(one.at)}});
    return list;
}

json read_of(db::Connection& connection, base::ParticipantId who) {
    json list = json::array();
    for (const auto& one : store::lounges_read(connection, who))
        list.push_back({{"lounge", one.lounge}, {"upTo", one.seq}});
    return list;
}

json notifications_of(db::Connection& connection, base::ParticipantId who) {
    json list = json::array();
    for (const auto& one : store::push_subscriptions_of(connection, who))
        list.push_back({{"device", one.device}, {"since", at(one.since)}});
    return list;
}

json direct_messages_of(db::Connection& connection, base::ParticipantId who) {
    json list = json::array();
    base::DirectId after;
    for (;;) {
        const auto part = store::written_by(connection, who, after, messages_at_once);
        for (const auto& one : part)
            list.push_back({{"toPersonId", one.to.value}, {"at", at(one.at)}, {"text", one.body}});
        if (part.size() < messages_at_once) return list;
    }
}

// The files themselves are had at their addresses, as long as the account lasts.
json pictures_of(db::Connection& connection, const MemberHouse& house, base::ParticipantId who) {
    json list = json::array();
    base::MediaId after;
    for (;;) {
        const auto part = store::media_of(connection, who, after, pictures_at_once);
        for (const auto& one : part) {
            json picture{{"address", house.config.frontend_url + "/media/" + std::to_string(one.id.value) +
                                         "/" + one.key},
                         {"at", at(one.at)},
                         {"width", one.width},
                         {"height", one.height},
                         {"type", one.content_type},
                         {"bytes", one.byte_size}};
            if (one.duration) picture["milliseconds"] = one.duration->count();
            if (!one.lounge.empty()) picture.update({{"lounge", one.lounge}, {"number", one.seq}});
            list.push_back(std::move(picture));
        }
        if (part.size() < pictures_at_once) return list;
    }
}

json sms_of(db::Connection& connection, base::UserId user) {
    json list = json::array();
    for (const auto& one : store::sms_to(connection, user))
        list.push_back({{"at", at(one.at)}, {"status", one.status}});
    return list;
}

// Not the pictures: they are the member's own to begin with, and nobody but a reviewer opens what waits.
json proofs_of(db::Connection& connection, base::UserId user) {
    json list = json::array();
    for (const auto& one : store::verifications_of(connection, user)) {
        json proof{{"type", store::name_of(one.type)},
                   {"way", store::name_of(one.way)},
                   {"status", store::name_of(one.status)},
                   {"begun", at(one.begun_at)}};
        if (one.outcome) proof["outcome"] = store::name_of(*one.outcome);
        if (!one.note.empty()) proof["note"] = one.note;
        if (one.submitted_at) proof["handedIn"] = at(*one.submitted_at);
        if (one.decided_at) proof["decided"] = at(*one.decided_at);
        if (one.expires_at) proof["until"] = at(*one.expires_at);
        list.push_back(std::move(proof));
    }
    return list;
}

// The hint that their sessions have ended, if any did.
using Deleted = base::Result<std::optional<chat::Hint>>;

}  // namespace

base::Result<std::string> download_data(db::Connection& connection, const MemberHouse& house,
                                        const Session& session, std::string_view password) {
    if (const auto refused = confirm_password(connection, house, *session.user, password)) return *refused;
    const auto user = store::find_user(connection, *session.user).value();
    const json everything{{"account", account_of(house, user, session)},
                          {"sessions", sessions_of(connection, user.id, house.clock().now())},
                          {"messages", messages_of(connection, session.participant.id)},
                          {"earlierVersions", earlier_versions_of(connection, session.participant.id)},
                          {"reactions", reactions_of(connection, session.participant.id)},
                          {"reports", reports_of(connection, session.participant.id)},
                          {"actions", actions_of(connection, session.participant.id)},
                          {"appeals", appeals_of(connection, session.participant.id)},
                          {"directMessages", direct_messages_of(connection, session.participant.id)},
                          {"pictures", pictures_of(connection, house, session.participant.id)},
                          {"blocked", blocks_of(connection, session.participant.id)},
                          {"read", read_of(connection, session.participant.id)},
                          {"notifications", notifications_of(connection, session.participant.id)},
                          {"market", market_data(connection, house, user.id)},
                          {"proofsOfAge", proofs_of(connection, user.id)},
                          {"sms", sms_of(connection, user.id)}};
    return everything.dump(2, ' ', false, json::error_handler_t::replace);
}

std::optional<base::Error> delete_account(db::Connection& connection, const MemberHouse& house,
                                          const Session& session, std::string_view password) {
    if (const auto refused = confirm_password(connection, house, *session.user, password)) return refused;
    const base::Time now = house.clock().now();
    const auto hint = db::transact(connection, [&](db::Connection& inside) -> Deleted {
        const auto user = store::lock_user(inside, *session.user);
        if (!user) return std::optional<chat::Hint>();
        if (const auto waits = market::leaving_refusal(inside, user->id)) return *waits;
        market::leave(inside, {house.clock(), house.config}, user->id);
        // The job destroy-documents takes what their pictures leave behind, within seconds.
        verification::leave(inside, user->id, now);
        // Their rows go with the account.
        const auto ended = store::end_member_sessions(inside, user->id, std::nullopt, now);
        store::erase_user(inside, user->id, session.participant.id,
                          store::banned_until(inside, session.participant.id, now), now);
        return tell_ended(inside, session.stream, ended, now);
    });
    if (!hint) return hint.error();
    if (*hint) house.sessions.hints.send(**hint);
    return std::nullopt;
}

}  // namespace accounts
