// What the sidecar does, apart from wires: sessions come in, lounges are joined, posts go to the writer, events go to who hears them. Runs on the loop's thread
// alone and never waits: whatever needs the database is a task for the reader or a letter for the writer.
#pragma once

#include <prometheus/histogram.h>

#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/accounts/session.h"
#include "core/base/metric_page.h"
#include "core/chat/access.h"
#include "core/chat/post.h"
#include "core/store/people.h"
#include "core/store/reactions.h"
#include "core/view/renderer.h"
#include "ws/activity.h"
#include "ws/connection.h"
#include "ws/doors.h"
#include "ws/elsewhere.h"
#include "ws/flood.h"
#include "ws/hub.h"
#include "ws/presence.h"
#include "ws/protocol.h"
#include "ws/reader.h"
#include "ws/replays.h"
#include "ws/writer.h"

namespace ws {

struct Services {
    const base::Config& config;
    const base::Clock& clock;
    const view::Languages& languages;
    const view::Renderer& renderer;
    const accounts::Tokens& tokens;
    const chat::HintSender& hints;
};

struct Figures {
    std::uint64_t opened = 0;
    std::uint64_t posts_stored = 0;
    std::uint64_t posts_refused = 0;
    std::uint64_t slow_readers = 0;
    std::uint64_t resyncs = 0;
    std::uint64_t resumes = 0;  // joins that got all they had missed
    std::uint64_t hints = 0;
    std::map<base::ErrorCode, std::uint64_t> closed{};  // by us, for this reason
    // From a post's arrival until its answer.
    mutable prometheus::Histogram post_seconds{prometheus::Histogram::BucketBoundaries{
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15}};
};

class Switchboard : private Ears {
public:
    Switchboard(const Services& services, Mailbox& mailbox);

    // A socket has opened with these (one of them is signed by us).
    void opened(Connection& connection, accounts::Credentials credentials);
    // A live stream has opened for this lounge, in a page made at `page_made`.
    void opened_live(Connection& connection, accounts::Credentials credentials, view::LiveHead head,
                     std::optional<base::Seq> since, std::optional<base::Time> page_made = std::nullopt);
    void received(Connection& connection, std::string_view frame);
    // The connection is about to be destroyed.
    void closed(Connection& connection);
    // A hint from another program.
    void hear(chat::Hint hint) {
        ++figures_.hints;
        hub_.hear(hint.stream, hint.seq);
    }
    // Runs what the database threads have done.
    void work();
    // Once a second.
    void tick();
    // Tells everybody that the sidecar ends.
    void goodbye();
    // What is left out at the moment.
    FloodStep flood_step() const { return flood_.step(); }
    // Events handed to connections, since it runs.
    std::uint64_t deliveries() const { return hub_.deliveries(); }
    // In Prometheus' text format.
    std::string metrics() const;

private:
    // What the reader brings back from a lounge's door.
    struct Visit {
        std::optional<base::Error> refused;
        store::Lounge lounge;
        chat::Place place;  // while not in, nothing of the lounge is read
        base::Seq upto = 0;
        bool resync = false;
        bool resumes = false;
        std::vector<store::Event> events;
        std::vector<store::Reaction> reactions;  // for a live stream
    };

    struct Leaving {
        std::uint64_t number;
        std::string slug;
        base::Error why;
    };

    static bool is_own_stream(std::string_view slug) { return slug == chat::own_stream_name; }
    Connection* find(std::uint64_t number);
    void authenticate(Connection& connection, accounts::Credentials credentials,
                      std::function<void(Connection&, const store::OwnState&)> then);
    void admit(Connection& connection, accounts::Session session, const store::OwnState& own);
    void watched(Connection& connection, const Delivery& delivery) override;
    void obey(Connection& connection, const store::Event& event);
    void prove(Connection& connection, base::Time until);
    void put_out(Connection& connection, const std::string& slug, const base::Error& why);
    void show_out(const Leaving& leaving);
    void bound_sockets(const accounts::Session& session, std::uint64_t number);
    void execute(Connection& connection, Command command);
    void join(Connection& connection, std::string slug, std::optional<base::Seq> since, bool announce);
    base::Result<chat::Entrance> open_stream(db::Connection& database, const accounts::Session& session,
                                             const std::string& slug, bool live) const;
    Visit visit(db::Connection& database, const accounts::Session& session, const std::string& slug,
                std::optional<base::Seq> since, bool live);
    std::vector<store::Event> read_events(db::Connection& database, base::StreamId stream,
                                          base::Seq after) const;
    std::vector<store::Event> missed(db::Connection& database, base::StreamId stream, base::Seq after,
                                     base::Seq last);
    void enter(Connection& connection, Visit& visit, bool announce);
    void replay(Connection& connection, const Visit& visit, bool announce);
    void leave(Connection& connection, const std::string& slug);
    void write(Connection& connection, Command command);
    void write_personal(Connection& connection, const Command& command);
    void hand_in(Connection& connection, const Command& command, base::LoungeId lounge);
    void hand_in(Connection& connection, Letter letter);
    void answer(const std::vector<Letter>& letters, Writer::Outcomes& outcomes);
    void typing(Connection& connection, const std::string& slug);
    void read(Connection& connection, const std::string& slug, base::Seq seq);
    void note_read(const Connection& connection, base::LoungeId lounge, base::Seq seq);
    void deliver(Connection& connection, const Delivery& delivery) override;
    void add_line(Connection& connection, view::Line& line, std::string& html) const;
    void replay_live(Connection& connection, const Visit& visit);
    void deliver_live(Connection& connection, const Delivery& delivery);
    void refuse(Connection& connection, const base::Error& error,
                const std::optional<std::string>& id = std::nullopt);
    void answered(Connection& connection);
    void send(Connection& connection, const std::string& json);
    void dismiss(Connection& connection, base::ErrorCode code);
    void note_closed(const Connection& connection, base::ErrorCode code);
    void detach(Connection& connection);
    void read_after(base::StreamId stream, base::Seq after);
    void wait(Connection& connection, const Visit& visit);
    void wait_no_more(Connection& connection, const std::string& slug);
    void leave_by_wish(Connection& connection, const std::string& slug);
    void watch_doors();
    void tell_news(base::LoungeId lounge, const std::vector<chat::Standing>& standings);
    void keep_places();
    void keep_places_in(base::LoungeId lounge);
    void show_out(base::LoungeId lounge, const std::vector<base::ParticipantId>& people);
    void seen_last(base::LoungeId lounge, base::ParticipantId person);
    void beat();
    Done register_at(db::Connection& database);
    void wake(base::ParticipantId who);
    void doze(base::ParticipantId who);
    void begin_activity(Connection& connection);
    void end_activity(Connection& connection);
    void notice_away();
    void store_seen();
    void store_presence();
    void look_elsewhere();
    void measure_flood();
    bool counts_alone(std::size_t people) const;
    void tell_presence();
    void store_reads();
    void forget_reads(base::ParticipantId person);
    void poll();
    void end_expired();
    void refresh_stale_live_streams();
    void keep_live_streams_alive();
    void describe_doors(base::MetricPage& page) const;
    void describe_talk(base::MetricPage& page) const;
    void describe_database_work(base::MetricPage& page) const;

    const Services& services_;
    const base::Limits& limits_;
    const chat::House house_;
    Mailbox& mailbox_;
    Parser parser_;
    Hub hub_;
    Presence here_;        // through this sidecar
    Presence everywhere_;  // through any
    Elsewhere elsewhere_;
    ElsewhereReader elsewhere_news_;               // the reader's thread alone
    Replays replays_{20 * limits_.replay_events};  // the reader's thread alone
    Activity activity_;                            // through this sidecar
    bool looking_elsewhere_ = false;
    std::uint64_t presence_version_ = 0;
    std::unordered_map<base::LoungeId, std::pair<base::StreamId, std::string>>
        counted_;  // who follows these was told a count alone
    Flood flood_;
    std::uint64_t delivered_before_ = 0;  // the hub's deliveries at the last tick
    Doors doors_;
    bool polling_ = false;
    std::unordered_set<base::LoungeId> looking_;  // a look at these is under way
    std::unordered_map<std::uint64_t, Connection*> connections_;
    std::unordered_map<base::SessionKey, std::vector<std::uint64_t>> sessions_;
    std::unordered_map<std::string, base::LoungeId> lounge_ids_;
    std::vector<std::pair<std::uint64_t, base::ErrorCode>> doomed_;
    std::vector<Leaving> leaving_;  // put out, as soon as nothing goes over connections
    std::map<std::pair<base::ParticipantId, base::LoungeId>, base::Seq> reads_;  // until the next tick
    Figures figures_;
    std::uint64_t ticks_ = 0;
    store::Sidecar sidecar_;  // the reader's thread alone
    Reader reader_;           // last: their threads end before what they use
    Writer writer_;
};

}  // namespace ws
