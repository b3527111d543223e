// Who may bring a listing from which state into which: the one table of it. Pure.
#pragma once

#include <algorithm>
#include <array>

#include "core/base/market_settings.h"
#include "core/store/market_items.h"

namespace market {

// Pieces: nobody decides it, the last one is gone or one came back (store::take_piece, return_piece, and a seller's new number of them).
enum class Mover { seller, moderator, pieces };

struct Step {
    store::ItemState from;
    store::ItemState to;
    Mover who;
};

inline constexpr std::array steps = [] {
    using enum store::ItemState;
    return std::array{
        // offered, or first to be looked at (the operator's choice), and after a change of what is said or shown to be looked at again
        Step{draft, published, Mover::seller},
        Step{draft, pending_review, Mover::seller},
        Step{published, pending_review, Mover::seller},
        Step{paused, pending_review, Mover::seller},
        Step{sold_out, pending_review, Mover::seller},
        Step{pending_review, published, Mover::moderator},
        Step{pending_review, draft, Mover::moderator},
        // not for the moment
        Step{published, paused, Mover::seller},
        Step{sold_out, paused, Mover::seller},
        Step{paused, published, Mover::seller},
        // taken down; by moderators until they give it back, and not by its seller's hand before that
        Step{draft, removed, Mover::seller},
        Step{pending_review, removed, Mover::seller},
        Step{published, removed, Mover::seller},
        Step{paused, removed, Mover::seller},
        Step{sold_out, removed, Mover::seller},
        Step{draft, removed, Mover::moderator},
        Step{pending_review, removed, Mover::moderator},
        Step{published, removed, Mover::moderator},
        Step{paused, removed, Mover::moderator},
        Step{sold_out, removed, Mover::moderator},
        Step{removed, paused, Mover::moderator},
        Step{removed, draft, Mover::moderator},
        // hidden until somebody has decided about a report, and shown again
        Step{published, pending_review, Mover::moderator},
        Step{paused, pending_review, Mover::moderator},
        Step{sold_out, pending_review, Mover::moderator},
        Step{pending_review, paused, Mover::moderator},
        Step{published, sold_out, Mover::pieces},
        Step{sold_out, published, Mover::pieces},
    };
}();

constexpr bool may_move(Mover who, store::ItemState from, store::ItemState to) {
    return std::ranges::any_of(
        steps, [&](const Step& step) { return step.who == who && step.from == from && step.to == to; });
}

// Whether a moderator looks at it before it is offered.
constexpr bool needs_review(base::ListingReview review, store::ContentType content) {
    if (review == base::ListingReview::nsfw) return content == store::ContentType::nsfw;
    return review == base::ListingReview::all;
}

}  // namespace market
