// Who is where: told to the sockets of this sidecar and to the database, read from the other sidecars.
#include "core/base/log.h"
#include "core/store/presence.h"
#include "ws/switchboard.h"

namespace ws {
namespace {

// A sidecar shows once a second that it lives. One that has not for this long holds nobody any more, as far as others can tell.
constexpr base::Millis silent_after{15'000};

}  // namespace

void Switchboard::beat() {
    reader_.submit([this](db::Connection& database) -> Done {
        if (store::beat(database, sidecar_, services_.clock.now())) return {};
        base::log::warning("this sidecar was silent for so long that others forgot it; it registers anew");
        return register_at(database);
    });
}

// The reader's thread. Everybody here is told to the database again: what an earlier life had told is forgotten.
Done Switchboard::register_at(db::Connection& database) {
    sidecar_ = store::register_sidecar(database, services_.config.sidecar_name, services_.clock.now());
    return [this] {
        reader_.submit([this, places = here_.everybody(), counts = here_.counts(),
                        version = ++presence_version_](db::Connection& connection) -> Done {
            store::add_present(connection, sidecar_.id, places);
            store::set_counts(connection, sidecar_.id, counts, version);
            return {};
        });
    };
}

void Switchboard::store_presence() {
    auto changes = here_.take_changes();
    if (changes.empty()) return;
    reader_.submit([this, changes = std::move(changes),
                    version = ++presence_version_](db::Connection& database) -> Done {
        std::vector<store::Place> here;
        std::vector<store::Place> left;
        std::vector<store::Count> counts;
        for (const auto& change : changes) {
            for (const auto& person : change.joined) here.push_back({change.lounge, person.id, person.away});
            for (const auto person : change.away) here.push_back({change.lounge, person, true});
            for (const auto person : change.back) here.push_back({change.lounge, person, false});
            for (const auto person : change.left) left.push_back({change.lounge, person});
            // Of a lounge without a list others need not hear who is away: they will when people leave and it has one again.
            if (change.moved() || change.count <= limits_.member_list)
                counts.emplace_back(change.lounge, change.count);
        }
        store::remove_present(database, sidecar_.id, left);
        store::add_present(database, sidecar_.id, here);
        store::set_counts(database, sidecar_.id, counts, version);
        return {};
    });
}

// One look at a time, so that a slow database is not asked ever more.
void Switchboard::look_elsewhere() {
    if (looking_elsewhere_) return;
    looking_elsewhere_ = true;
    reader_.submit(
        [this](db::Connection& database) -> Done {
            auto news = elsewhere_news_.read(database, sidecar_.id, services_.clock.now() - silent_after);
            return [this, news = std::move(news)] {
                looking_elsewhere_ = false;
                elsewhere_.take(news, everywhere_);
            };
        },
        [this] { looking_elsewhere_ = false; });
}

bool Switchboard::counts_alone(std::size_t people) const {
    return people > limits_.member_list || flood_.step() >= FloodStep::counts_only;
}

// Who was told a count alone has no list that changes could be applied to: gets it whole once there are lists again.
void Switchboard::tell_presence() {
    for (const auto& change : everywhere_.take_changes()) {
        if (counts_alone(change.count)) {
            counted_.try_emplace(change.lounge, change.stream, change.slug);
            if (!change.moved()) continue;
            hub_.broadcast(change.stream, text_frame(presence_count_json(change.slug, change.count)));
        } else if (!counted_.contains(change.lounge)) {
            hub_.broadcast(change.stream,
                           text_frame(presence_change_json(change.slug, change.count, change.joined,
                                                           change.left, change.away, change.back)));
        }
    }
    std::erase_if(counted_, [this](const auto& entry) {
        const auto& [lounge, room] = entry;
        const std::size_t count = everywhere_.count(lounge);
        if (counts_alone(count)) return false;
        const auto members = everywhere_.members(lounge, limits_.member_list);
        hub_.broadcast(room.first, text_frame(presence_json(room.second, count, members)));
        return true;
    });
}

}  // namespace ws
