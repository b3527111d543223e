// Every bound of the product, named in one place. Defaults are the product's; CHATROOM_LIMIT_* may change them under CHATROOM_ENV=test alone.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/base/clock.h"

namespace base {

struct Limits {
    // names
    std::size_t name_min_graphemes = 2;
    std::size_t name_max_graphemes = 20;
    std::size_t name_max_marks = 4;  // combining marks on one letter
    // talk
    std::size_t body_code_points = 4000;
    std::size_t client_id_length = 36;
    std::uint32_t posts = 5;  // per participant within posts_per
    Millis posts_per{5000};
    Millis edit_within{std::chrono::minutes{15}};
    std::uint32_t acts = 30;  // edits, removals and reactions of one participant within acts_per
    Millis acts_per{10'000};
    std::size_t emoji_per_message = 20;  // different ones
    std::size_t history_page = 50;
    std::size_t member_list = 200;         // above it a lounge shows a count alone
    std::uint32_t new_conversations = 20;  // that one person opens within new_conversations_per
    Millis new_conversations_per{std::chrono::hours{1}};
    std::size_t talks_page = 50;     // conversations on a page of the list
    std::size_t unread_talks = 100;  // conversations with something unread are counted no further
    std::size_t blocks = 500;        // people whom one person may have blocked
    // places in lounges that have a bound
    Millis place_unseen{60'000};  // without a sign of life: then it is lost, in the lounge and in the queue
    Millis place_held{60'000};    // for somebody who was called
    // pictures
    std::size_t picture_bytes = 10'485'760;
    std::uint64_t picture_pixels = 40'000'000;  // by its head, before any of them is read
    int picture_frames = 200;                   // with more, or more pixels in all, it stands still
    std::uint64_t moving_pixels = 20'000'000;
    int picture_side = 2560;     // what is larger is scaled down
    int thumbnail_side = 640;    // as the lounge shows it
    std::uint32_t uploads = 30;  // per person within uploads_per
    Millis uploads_per{std::chrono::minutes{10}};
    Millis unposted_picture{std::chrono::hours{1}};
    // sessions
    Millis guest_session{std::chrono::hours{24}};
    std::uint32_t entries = 30;  // new guest sessions from one address within entries_per
    Millis entries_per{std::chrono::minutes{10}};
    std::uint32_t rush_entries = 120;  // more than these in all within rush_entries_per are a rush
    Millis rush_entries_per{std::chrono::minutes{1}};
    Millis rush_lasts{std::chrono::minutes{5}};
    unsigned entry_work_bits =
        17;  // of a newcomer's task at a rush: about 130,000 hashes, under a second on most machines
    Millis entry_task{std::chrono::minutes{10}};
    std::uint32_t api_requests = 60;
    Millis api_requests_per{std::chrono::minutes{1}};
    std::uint32_t attempts = 5;  // at each kind of authentication, from one address prefix and for one phone
    Millis attempts_per{std::chrono::minutes{15}};
    std::uint32_t heartbeats = 120;
    Millis heartbeats_per{std::chrono::minutes{1}};
    // accounts
    std::size_t password_min = 10;  // code points
    std::size_t password_max = 200;
    std::size_t real_name_max = 100;
    std::size_t bio_max = 1000;
    int minimum_age = 18;
    Millis access_token{std::chrono::minutes{15}};
    Millis refresh_token{std::chrono::hours{24}};
    Millis refresh_token_staying{std::chrono::days{30}};
    Millis rotation_grace{30'000};  // the token just rotated still gives the same successor
    Millis once_password{std::chrono::minutes{30}};
    Millis unverified_account{std::chrono::hours{24}};  // of a phone that nobody has proven to be theirs
    // SMS
    std::uint32_t sms_per_phone = 5;    // a day
    std::uint32_t sms_per_prefix = 20;  // an address prefix a day
    std::uint32_t sms_per_day = 500;    // in all: what an attack can cost
    Millis sms_window{std::chrono::hours{24}};
    Millis sms_retry{30'000};          // after a first attempt that came to nothing; later ones wait longer
    Millis sms_ask_after{60'000};      // an attempt whose outcome is not known is asked about first
    Millis sms_absent_after{300'000};  // and this old when the provider's not knowing it is believed
    // HTTP
    std::size_t request_body_bytes = 65'536;
    std::size_t upload_body_bytes =
        16'777'216;  // more than a picture may have, so that a larger one is refused in words
    // sockets
    std::size_t frame_bytes = 16'384;
    std::size_t sockets_per_session = 10;
    std::size_t lounges_per_socket = 8;
    std::size_t outbox_bytes = 262'144;
    std::size_t posts_in_flight = 32;  // unanswered frames of one socket; above it the socket is not read
    std::size_t malformed_frames = 20;
    std::size_t replay_events = 500;  // above it a returning client gets resync
    Millis ping_every{25'000};
    Millis silent_for{60'000};
    Millis typing_every{3000};  // one socket's typing is relayed at most this often
    // the live stream of pages without scripts
    std::size_t live_lines = 500;
    // the sidecar's queue to its database thread
    std::size_t queued_posts = 10'000;
    std::size_t batch_posts = 256;
    Millis post_patience{
        15'000};  // how long a post waits for the database before it is refused as unavailable
};

}  // namespace base
