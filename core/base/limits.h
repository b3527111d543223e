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
    std::size_t recent_lounges = 16;       // of so many a worker keeps the newest lines in memory ...
    Millis recent_for{1000};               // ... and for so long at most
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
    // short videos
    std::size_t video_bytes = 20'971'520;
    Millis video_length{60'000};
    int video_side = 1920;
    // what links lead to
    Millis preview_patience{3000};  // page, redirects and picture together
    std::size_t preview_bytes = 1'048'576;
    int preview_redirects = 3;
    std::size_t preview_title = 150;  // code points
    std::size_t preview_summary = 280;
    std::uint32_t previews_at_once = 4;
    std::uint32_t previews = 60;  // fetches in all within previews_per
    std::uint32_t previews_per_host = 10;
    Millis previews_per{std::chrono::minutes{1}};
    Millis preview_fresh{std::chrono::hours{24}};
    Millis no_preview_fresh{std::chrono::minutes{15}};  // of an address that gave none
    Millis preview_wait{std::chrono::minutes{5}};       // then nobody waits for it any more
    Millis preview_look{std::chrono::days{7}};          // how often a card that is shown is looked for
    // search
    std::size_t search_page = 25;
    std::size_t search_excerpt = 240;      // code points shown of a message
    std::size_t search_code_points = 200;  // of what is looked for; the rest is left out
    std::size_t search_phrases = 8;
    std::size_t search_postings =
        20'000;                       // read for one page of results; then it is shown how far back that went
    std::size_t indexed_terms = 500;  // different ones of one message
    std::size_t index_step = 200;     // events that go into the index in one transaction
    std::size_t unread_shown = 99;    // unread messages of a lounge are counted up to here
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
    // moderation
    std::size_t moderation_text = 1000;  // code points: what a decision says, a note, the note of a report
    std::size_t appeal_text = 2000;
    std::uint32_t reports = 20;  // by one person within reports_per
    Millis reports_per{std::chrono::hours{1}};
    std::size_t evidence_lines = 5;               // kept before and after a reported line
    Millis case_held{std::chrono::minutes{10}};   // for the moderator who took it
    Millis longest_mute{std::chrono::days{365}};  // and the longest of everything that ends
    Millis ban_looks_back{std::chrono::days{
        30}};  // from where a banned person came in within this time is closed to newcomers:
    Millis address_ban{
        std::chrono::days{7}};  // ... browsers as long as the ban lasts, connections so long at most
    Millis emergency_most{std::chrono::days{7}};  // then an emergency is over by itself
    Millis slowest{std::chrono::hours{1}};        // between two posts in its slow mode
    // rules about content
    std::uint32_t held_posts = 5;  // of one person, that wait for a moderator
    Millis repeats_within{std::chrono::minutes{10}};
    Millis held_post_lasts{std::chrono::days{7}};  // then it is not shown any more
    // requests for removal, by whoever has no account
    std::size_t removal_text = 4000;  // code points
    std::size_t removal_note = 2000;  // of the one note that may be added
    std::size_t removal_link = 500;
    std::size_t removal_contact = 254;
    std::uint32_t removals = 5;  // from one address prefix within removals_per
    Millis removals_per{std::chrono::hours{1}};
    // the market
    std::size_t item_title = 120;  // code points
    std::size_t item_text = 5000;
    std::size_t item_pictures = 8;
    std::size_t item_files = 10;
    std::size_t item_file_bytes = 20'971'520;
    std::size_t items = 500;          // of one seller, that are not removed
    std::uint64_t price_least = 100;  // minor units, of every currency
    std::uint64_t price_most = 1'000'000;
    std::uint64_t stock_most = 100'000;
    std::size_t market_page = 24;
    std::size_t market_postings = 20'000;  // read for one page of results; then it is shown how far that went
    std::size_t panel_items = 6;           // beside the talk
    Millis order_hold{std::chrono::minutes{30}};  // a piece is kept so long for who pays
    std::uint32_t orders = 20;                    // by one person within orders_per
    Millis orders_per{std::chrono::hours{1}};
    Millis deliver_within{std::chrono::days{14}};    // after payment; then the buyer gets the money back
    Millis settle_after{std::chrono::days{7}};       // after delivery, without a word from the buyer
    Millis download_link{std::chrono::minutes{15}};  // so long one works
    Millis download_for{std::chrono::days{90}};      // after payment
    std::size_t order_text = 2000;                   // of a line between buyer and seller, of a dispute
    std::size_t rating_text = 1000;
    std::size_t payout_text = 500;
    Millis payment_ask{30'000};  // after the buyer was sent to pay; later questions wait longer
    Millis payment_grace{std::chrono::days{
        1}};  // how long the house goes on asking what has become of a payment after its hold
    Millis refund_retry{30'000};  // after a first attempt that came to nothing; later ones wait longer
    Millis webhook_age{std::chrono::minutes{5}};  // a signed notice that is older is refused
    std::uint32_t webhooks = 600;                 // from one address within webhooks_per
    Millis webhooks_per{std::chrono::minutes{1}};
    std::uint64_t payout_least = 2000;  // minor units
    // proofs of age
    std::size_t document_bytes = 10'485'760;
    int document_side = 2400;              // a larger one is scaled down: small print stays legible
    std::uint32_t verification_tries = 3;  // handed in within verification_tries_per
    Millis verification_tries_per{std::chrono::days{30}};
    Millis verification_draft{std::chrono::hours{24}};     // begun and not handed in
    Millis verification_undecided{std::chrono::days{14}};  // handed in: then its documents are destroyed
    Millis review_held{std::chrono::minutes{15}};          // for the reviewer who took it
    std::size_t review_text = 500;                         // code points
    Millis openid_wait{std::chrono::minutes{15}};          // for who went to another house to prove it
    // Web Push
    std::size_t push_subscriptions = 10;  // browsers of one person; the oldest gives way
    std::size_t push_endpoint_bytes = 1000;
    Millis push_settle{5000};  // what is seen within this time is not told, and what follows is told with it
    Millis push_lasts{std::chrono::hours{24}};  // then nobody wants to hear of it any more
    Millis push_retry{30'000};  // after a first attempt that came to nothing; later ones wait longer
    std::uint32_t push_attempts = 5;
    // HTTP
    std::size_t request_body_bytes = 65'536;
    std::size_t upload_body_bytes =
        25'165'824;  // more than a video may have, so that a larger one is refused in words
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
    Millis away_after{std::chrono::minutes{5}};  // without an act of theirs people are away
    Millis typing_every{3000};                   // one socket's typing is relayed at most this often
    // a flood: deliveries a second through one sidecar from which on it leaves out ...
    std::uint64_t flood_typing = 25'000;   // ... who is typing,
    std::uint64_t flood_lists = 50'000;    // lists of who is here,
    std::uint64_t flood_gather = 200'000;  // and promptness: deliveries are gathered
    // the live stream of pages without scripts
    std::size_t live_lines = 500;
    // the sidecar's queue to its database thread
    std::size_t queued_posts = 10'000;
    std::size_t batch_posts = 256;
    Millis post_patience{
        15'000};  // how long a post waits for the database before it is refused as unavailable
};

}  // namespace base
