// Language rooms and lounges.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/db/connection.h"

namespace store {

enum class AccessLevel { main_lounge, red_lounge };

struct LanguageRoom {
    base::LanguageRoomId id;
    std::string code;
    std::string name;  // in itself
    bool right_to_left = false;
};

// What holds in a lounge for a time, on a bad night: core/chat/emergency has the rule.
enum class EmergencyAccess { everybody, members, verified };
struct Emergency {
    EmergencyAccess access = EmergencyAccess::everybody;  // who may write
    base::Millis slow{0};                                 // between two posts of one person
    bool links_off = false;
    base::Time until{};
};

struct Lounge {
    base::LoungeId id;
    base::StreamId stream;
    std::string slug;
    std::string name;
    std::string country;  // two letters; empty: the All lounge
    AccessLevel access = AccessLevel::main_lounge;
    bool closed = false;
    LanguageRoom room;
    std::uint64_t present = 0;  // people in it, over all living sidecars
    // How many people, and how many guests among them, may be in; nothing: as many as come (core/chat/admission).
    std::optional<std::uint64_t> capacity = std::nullopt;
    std::optional<std::uint64_t> guest_share = std::nullopt;
    bool blurs_pictures = false;                        // until somebody asks for each
    std::optional<Emergency> emergency = std::nullopt;  // perhaps over by now
    base::Seq last = 0;  // how far its stream had come; known of one that was found by its slug
};

// In the order of their position.
std::vector<LanguageRoom> language_rooms(db::Connection& connection);
// All lounges with their rooms, by room and position.
std::vector<Lounge> all_lounges(db::Connection& connection);
// The lounges of one language room, "All" first. Empty when there is no such room.
std::vector<Lounge> lounges_of(db::Connection& connection, std::string_view language_code);
std::optional<Lounge> find_lounge(db::Connection& connection, std::string_view slug);
// Nobody is counted: `present` is 0.
std::vector<Lounge> find_lounges(db::Connection& connection, const std::vector<base::LoungeId>& ids);

// Nothing: RED lounges do, others do not.
void set_blurs_pictures(db::Connection& connection, base::LoungeId lounge, std::optional<bool> blurs);

// Nothing: everything is as usual. Of a lounge, or of all.
void set_emergency(db::Connection& connection, std::optional<base::LoungeId> lounge,
                   const std::optional<Emergency>& emergency);

struct NewLounge {
    std::string language_code;
    std::string slug;
    std::string name;
    std::string country;
    AccessLevel access = AccessLevel::main_lounge;
    unsigned position = 0;
};
// Both do nothing when the code or slug exists. Inside the caller's transaction.
void add_language_room(db::Connection& connection, const LanguageRoom& room, unsigned position);
void add_lounge(db::Connection& connection, const NewLounge& lounge, base::Time now);

}  // namespace store
