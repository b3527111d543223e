#include "core/chat/admission.h"

#include <algorithm>
#include <unordered_map>

#include "core/accounts/roles.h"
#include "core/chat/queue.h"
#include "core/db/transaction.h"

namespace chat {
namespace {

using store::PlaceState;

// One lounge under its gate. Made inside a transaction, before anything is read there.
class Door {
public:
    Door(db::Connection& connection, const House& house, base::LoungeId lounge)
        : connection_(connection),
          limits_(house.config.limits),
          lounge_(lounge),
          now_(house.clock.now()),
          gate_(store::lock_gate(connection, lounge, now_)),
          bounds_(store::find_bounds(connection, lounge)) {}

    // The bound was taken away while somebody came.
    bool open() const { return !bounds_; }

    std::uint64_t settle() { return open() ? 0 : drop_gone() + call_next(); }

    Place come(const accounts::Session& session, bool passes) {
        auto row = store::find_admission(connection_, lounge_, session.participant.id);
        if (!row) {
            store::add_admission(connection_, lounge_, newcomer(session));
            call_next();
            row = store::find_admission(connection_, lounge_, session.participant.id);
        } else if (row->guest != session.guest()) {
            row->guest = session.guest();
            store::set_guest(connection_, row->id, row->guest);
        }
        if (row->state == PlaceState::called || (passes && row->state == PlaceState::waiting)) {
            store::take_place(connection_, row->id, now_);
            row->state = PlaceState::in;
        }
        store::see(connection_, lounge_, {row->participant}, now_, now_);
        return place_of(
            *row, row->state == PlaceState::waiting ? store::count_before(connection_, lounge_, *row) : 0);
    }

    // Of the waiting ones the places in the queue are told by their order.
    std::vector<Standing> standings(const std::vector<base::ParticipantId>& people) {
        std::unordered_map<base::ParticipantId, Place> places;
        std::uint64_t ahead = 0;
        for (const auto& row : store::door_of(connection_, lounge_)) {
            const bool waits = row.state == PlaceState::waiting;
            places.emplace(row.participant, place_of(row, ahead));
            ahead += waits ? 1 : 0;
        }
        std::vector<Standing> standings;
        for (const auto who : people) {
            const auto found = places.find(who);
            standings.emplace_back(who,
                                   found == places.end() ? elsewhere(who) : std::optional(found->second));
        }
        return standings;
    }

    void see(const std::vector<base::ParticipantId>& people) {
        store::see(connection_, lounge_, people, now_, now_ - sign_of_life_every(limits_) / 2);
    }

private:
    // When nobody has looked for a while (the house was stopped, its database away), nobody could show that they were there.
    bool patient() {
        const base::Millis often = limits_.place_unseen / 4;
        const base::Millis since = now_ - gate_.settled_at;
        if (since > often) gate_.patient_until = now_ + often;
        if (since > often / 3) {
            gate_.settled_at = now_;
            store::set_gate(connection_, lounge_, gate_);
        }
        return now_ < gate_.patient_until;
    }

    std::uint64_t drop_gone() {
        if (patient()) return 0;
        return store::remove_uncollected(connection_, lounge_, now_ - limits_.place_held) +
               store::remove_unseen(connection_, lounge_, now_ - limits_.place_unseen);
    }

    std::uint64_t call_next() {
        const auto taken = store::taken(connection_, lounge_);
        if (taken.people >= bounds_->people) return 0;
        const auto next = callable(
            *bounds_, taken, store::first_waiting(connection_, lounge_, bounds_->people - taken.people));
        for (const auto& one : next) {
            store::call(connection_, one.id, now_);
            if (one.waiting_since < now_)
                store::add_wait(connection_, lounge_,
                                {.called_at = now_, .waited = now_ - one.waiting_since, .ahead = one.ahead});
        }
        return next.size();
    }

    store::Admission newcomer(const accounts::Session& session) {
        store::Admission row{.participant = session.participant.id,
                             .guest = session.guest(),
                             .waiting_since = now_,
                             .called_at = std::nullopt,
                             .seen_at = now_};
        row.id = ~std::uint64_t{0} >> 1;  // behind everybody who came in this millisecond
        row.ahead = store::count_before(connection_, lounge_, row);
        return row;
    }

    Place place_of(const store::Admission& row, std::uint64_t ahead) {
        Place place{.state = row.state};
        if (row.state == PlaceState::called) place.held_until = *row.called_at + limits_.place_held;
        if (row.state == PlaceState::waiting) {
            place.position = ahead + 1;
            place.came_as = std::max(row.ahead + 1, place.position);
            place.estimate = estimate_for(ahead);
        }
        return place;
    }

    std::optional<base::Millis> estimate_for(std::uint64_t ahead) {
        if (!waits_) {
            waits_ = store::recent_waits(connection_, lounge_, now_ - waits_count_for, waits_considered);
            const auto longest = store::waiting_since(connection_, lounge_).value_or(now_);
            quiet_ = now_ - (waits_->empty() ? longest : std::max(longest, waits_->front().called_at));
        }
        return estimate(*waits_, quiet_, ahead);
    }

    // In already, through another window; or gone.
    std::optional<Place> elsewhere(base::ParticipantId who) {
        if (open() || store::find_admission(connection_, lounge_, who)) return Place{};
        return std::nullopt;
    }

    db::Connection& connection_;
    const base::Limits& limits_;
    base::LoungeId lounge_;
    base::Time now_;
    store::Gate gate_;
    std::optional<store::Bounds> bounds_;
    std::optional<std::vector<store::Wait>> waits_;
    base::Millis quiet_{0};
};

// Whoever is in stays in: no gate, and a write only now and then.
bool stays(db::Connection& connection, const House& house, base::LoungeId lounge,
           const accounts::Session& session) {
    const auto row = store::find_admission(connection, lounge, session.participant.id);
    if (!row || row->state != PlaceState::in || row->guest != session.guest()) return false;
    const base::Time now = house.clock.now();
    const base::Time stale = now - sign_of_life_every(house.config.limits) / 2;
    // Nothing written although it was due: the place was lost in between.
    return row->seen_at >= stale || store::see(connection, lounge, {row->participant}, now, stale) > 0;
}

bool moderates(db::Connection& connection, const store::Lounge& lounge, const accounts::Session& session) {
    return !session.guest() &&
           !accounts::refusal(connection, session, accounts::Act::moderate, lounge.room.id);
}

}  // namespace

base::Millis sign_of_life_every(const base::Limits& limits) { return limits.place_unseen / 6; }

Place come_in(db::Connection& connection, const House& house, const store::Lounge& lounge,
              const accounts::Session& session) {
    if (!lounge.capacity || stays(connection, house, lounge.id, session)) return {};
    const bool passes = moderates(connection, lounge, session);
    return db::transact(connection, [&](db::Connection& inside) {
        Door door(inside, house, lounge.id);
        if (door.open()) return Place{};
        door.settle();
        return door.come(session, passes);
    });
}

bool has_place(db::Connection& connection, const store::Lounge& lounge, base::ParticipantId who) {
    return !lounge.capacity || !store::seated(connection, {{lounge.id, who}}).empty();
}

void give_up(db::Connection& connection, const House& house, base::LoungeId lounge, base::ParticipantId who) {
    db::transact(connection, [&](db::Connection& inside) {
        Door door(inside, house, lounge);
        store::remove_admission(inside, lounge, who);
        return door.settle();
    });
}

std::uint64_t settle(db::Connection& connection, const House& house, base::LoungeId lounge) {
    return db::transact(connection,
                        [&](db::Connection& inside) { return settle_inside(inside, house, lounge); });
}

std::uint64_t settle_inside(db::Connection& connection, const House& house, base::LoungeId lounge) {
    return Door(connection, house, lounge).settle();
}

std::vector<Standing> look(db::Connection& connection, const House& house, base::LoungeId lounge,
                           const std::vector<base::ParticipantId>& people) {
    return db::transact(connection, [&](db::Connection& inside) {
        Door door(inside, house, lounge);
        door.see(people);
        door.settle();
        return door.standings(people);
    });
}

}  // namespace chat
