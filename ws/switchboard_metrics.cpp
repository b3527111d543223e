// The figures for the operator.
#include "core/store/schema.h"
#include "ws/switchboard.h"

namespace ws {
namespace {

double number(std::uint64_t value) { return static_cast<double>(value); }

}  // namespace

void Switchboard::describe_doors(base::MetricPage& page) const {
    page.gauge("chatroom_sockets", "Connections that are open now.", number(connections_.size()));
    page.counter("chatroom_sockets_opened_total", "Connections that were opened.", number(figures_.opened));
    for (const auto& [code, count] : figures_.closed)
        page.counter("chatroom_sockets_dismissed_total",
                     "Connections that the house closed, by the reason it gave.", number(count),
                     {{"code", std::string(base::wire_code(code))}});
    page.counter("chatroom_slow_readers_total", "Connections closed because they read too slowly.",
                 number(figures_.slow_readers));
    std::size_t waiting = 0;
    for (const auto& [id, connection] : connections_) waiting += connection->outbox.bytes();
    page.gauge("chatroom_outbox_bytes", "What waits in the outboxes of all connections.", number(waiting));
    page.counter("chatroom_resumes_total", "Joins that came back and got what they had missed.",
                 number(figures_.resumes));
    page.counter("chatroom_resyncs_total", "Joins that had missed too much for a replay.",
                 number(figures_.resyncs));
}

void Switchboard::describe_talk(base::MetricPage& page) const {
    page.counter("chatroom_deliveries_total", "Events handed to connections.", number(hub_.deliveries()));
    page.gauge("chatroom_streams", "Streams that somebody hears.", number(hub_.streams().size()));
    page.counter("chatroom_posts_stored_total", "Posts committed.", number(figures_.posts_stored));
    page.counter("chatroom_posts_refused_total", "Posts refused.", number(figures_.posts_refused));
    page.histogram("chatroom_post_duration_seconds", "From a post's arrival until its answer.",
                   figures_.post_seconds.Collect().histogram);
    page.counter("chatroom_hints_received_total", "Hints of other programs.", number(figures_.hints));
    page.counter("chatroom_hints_lost_total",
                 "Hints that a full queue did not take; the poll finds what they told.",
                 number(services_.hints.lost()));
    page.gauge("chatroom_flood_step",
               "What is left out: 0 nothing, 1 who types, 2 lists of who is here, 3 promptness too.",
               number(static_cast<std::uint64_t>(flood_.step())));
}

void Switchboard::describe_database_work(base::MetricPage& page) const {
    page.gauge("chatroom_posts_waiting", "Posts in the queue to the database.", number(writer_.waiting()));
    page.gauge("chatroom_posts_waiting_max", "As many may wait; more are refused.",
               number(limits_.queued_posts));
    page.gauge("chatroom_reads_waiting", "Reads in the queue to the database.", number(reader_.waiting()));
    const auto& commits = writer_.figures();
    page.histogram("chatroom_commit_duration_seconds", "How long a batch of posts took, COMMIT included.",
                   commits.seconds.Collect().histogram);
    page.histogram("chatroom_commit_posts", "How many posts one commit stored.",
                   commits.posts.Collect().histogram);
    page.counter("chatroom_commits_failed_total", "Batches that the database did not take at once.",
                 commits.failed.Value());
}

std::string Switchboard::metrics() const {
    base::MetricPage page;
    describe_doors(page);
    describe_talk(page);
    describe_database_work(page);
    base::add_process_figures(page);
    page.gauge("chatroom_build_info",
               "What runs: the schema of the programs and the version of the static files.", 1,
               {{"program", "chatroom-ws"},
                {"schema", std::to_string(store::own_schema)},
                {"assets", std::string(services_.renderer.assets())}});
    return page.text();
}

}  // namespace ws
