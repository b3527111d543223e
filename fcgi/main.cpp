// chatroom-fcgi: the pages. Wiring only.
#include <malloc.h>
#include <sys/resource.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/crypto.h"
#include "core/base/log.h"
#include "core/market/test_provider.h"
#include "core/store/schema.h"
#include "core/verification/openid.h"
#include "fcgi/parent.h"
#include "fcgi/routes.h"
#include "fcgi/standing_pages.h"
#include "fcgi/worker.h"

namespace {

struct Program {
    base::Config config = base::load_config(base::process_environ());
    base::SystemClock clock;
    view::Languages languages{config.messages_dir};
    view::Renderer renderer{config.root_dir + "/templates", config.root_dir + "/static", languages};
    accounts::GuestTokens guest_tokens{config.access_keys};
    accounts::MemberTokens member_tokens{config.access_keys, config.refresh_keys};
    accounts::CsrfTokens csrf_tokens{config.access_keys.current};
    accounts::Keyring keyring{config};
    push::Keys push_keys{config.push};
    chat::HintSender hints{config.hints_dir()};
    fcgi::Metrics metrics{fcgi::routes().size()};
    media::ConfinedDecoder decoder{media::decoder_program()};
    media::ConfinedFilms films{media::find_film_tools(config.ffmpeg), media::confining_launcher()};
    std::unique_ptr<media::ObjectStore> pictures = media::open_store(config, clock);
    media::ConfinedDocuments documents{media::document_programs(config.verification.pdftoppm)};
    verification::Vault vault{config.verification, keyring};
    audit::Log log{config};
    fcgi::Services services{config,
                            clock,
                            languages,
                            renderer,
                            guest_tokens,
                            member_tokens,
                            csrf_tokens,
                            keyring,
                            push_keys,
                            hints,
                            metrics,
                            decoder,
                            films,
                            *pictures,
                            documents,
                            vault,
                            log,
                            base::derive_key(config.access_keys.current, "rate limit"),
                            moderation::DecisionCodes(config.access_keys),
                            moderation::RemovalCodes(config.access_keys),
                            market::DownloadKeys(config.access_keys)};

    void require_schema(db::Connection& connection) const { store::require_schema(connection); }
};

// A database that is away now may come back, and each worker looks again when it connects; a wrong schema needs the operator.
void check_schema(const Program& program) {
    try {
        db::Connection connection(program.config.database);
        program.require_schema(connection);
    } catch (const db::ConnectionLost& lost) {
        base::log::warning("the database is away: {}", lost.what());
    }
}

// Hashing a password takes a third of a second of processor time, reading a picture a second or more: two at once of each, and behind everybody who
// serves a page.
constexpr const char* page_pool = "page";
// Asking somebody outside, a provider of payments or of proofs of age, takes no processor time, but seconds when they are slow.
constexpr const char* payment_pool = "payments";
constexpr unsigned slow_workers = 2;
constexpr int slow_niceness = 10;

void yield_to_pages(const std::string& pool) {
    if (setpriority(PRIO_PROCESS, 0, slow_niceness) != 0)
        base::log::warning("workers of {} run at full priority", pool);
}

// A page's memory stays with the worker for the next one: giving it back to the kernel each time costs a tenth of a page.
constexpr int kept_free_bytes = 4 << 20;

// Null where somebody real takes the money, and in production.
std::unique_ptr<market::Provider> test_provider(const Program& program, fcgi::WorkerDatabase& database) {
    if (!program.config.market.test_provider) return nullptr;
    return std::make_unique<market::TestProvider>(
        [&database]() -> db::Connection& { return database.connection(); }, program.clock,
        program.config.frontend_url);
}

// Null where the operator knows nobody who says how old people are.
std::unique_ptr<verification::OutsideProof> outside_proof(const Program& program) {
    const auto& openid = program.config.verification.openid;
    if (!openid) return nullptr;
    return std::make_unique<verification::OpenId>(
        *openid, program.config.frontend_url + "/account/verification/openid/return",
        program.config.limits.minimum_age, program.clock);
}

// Separated by spaces.
std::string form_origins(const Program& program, const market::Providers& providers) {
    std::string origins;
    for (const auto& origin : providers.origins()) origins += (origins.empty() ? "" : " ") + origin;
    if (const auto& openid = program.config.verification.openid)
        origins += (origins.empty() ? "" : " ") + openid->origin();
    return origins;
}

int work(const Program& program, int listener) {
    mallopt(M_TRIM_THRESHOLD, kept_free_bytes);
    try {
        fcgi::WorkerDatabase database(program.config.database,
                                      [&](db::Connection& fresh) { program.require_schema(fresh); });
        std::optional<base::Redis> redis;
        if (program.config.redis) redis.emplace(*program.config.redis, program.clock);
        fcgi::RecentLounges recent(program.config.limits);
        market::Providers providers(program.config, program.clock, test_provider(program, database));
        fcgi::Services services = program.services;
        services.redis = redis ? &*redis : nullptr;
        services.recent = &recent;
        services.providers = &providers;
        const auto proof = outside_proof(program);
        services.outside_proof = proof.get();
        services.form_origins = form_origins(program, providers);
        return fcgi::work(listener, services, fcgi::routes(), database);
    } catch (const std::exception& fault) {
        base::log::error("a worker ends: {}", fault.what());
        return 1;
    }
}

fcgi::Legacy take_legacy() {
    const char* text = std::getenv(fcgi::legacy_variable);  // NOLINT(concurrency-mt-unsafe): one thread
    const auto legacy = fcgi::parse_legacy(text == nullptr ? "" : text);
    unsetenv(fcgi::legacy_variable);  // NOLINT(concurrency-mt-unsafe)
    return legacy.value_or(fcgi::Legacy{});
}

// A house that cannot say in every language that it is away says so in English (static/unavailable.html).
void write_standing_pages(const Program& program) {
    try {
        fcgi::write_standing_pages(program.config.run_dir + "/pages", program.renderer, program.languages);
    } catch (const std::exception& fault) {
        base::log::warning("no pages for when no worker is there: {}", fault.what());
    }
}

void run(Program& program) {
    write_standing_pages(program);
    fcgi::Parent parent(
        {{.name = page_pool, .socket = program.config.fcgi_socket(), .count = program.config.workers},
         {.name = "passwords", .socket = program.config.password_socket(), .count = slow_workers},
         {.name = "uploads", .socket = program.config.upload_socket(), .count = slow_workers},
         {.name = payment_pool, .socket = program.config.payment_socket(), .count = slow_workers}},
        std::filesystem::read_symlink("/proc/self/exe"), take_legacy(), program.metrics,
        [&program](const fcgi::Pool& pool, int listener) {
            if (pool.name != page_pool && pool.name != payment_pool) yield_to_pages(pool.name);
            return work(program, listener);
        });
    parent.run();
}

}  // namespace

int main(int argc, char** argv) {
    const std::string_view option = argc > 1 ? argv[1] : "";
    base::log::open("chatroom-fcgi");
    try {
        if (!option.empty() && option != "--check") throw base::ConfigError("usage: chatroom-fcgi [--check]");
        if (option.empty()) fcgi::Parent::block_signals();
        Program program;
        check_schema(program);
        if (option.empty()) run(program);
        return 0;
    } catch (const std::exception& fault) {
        base::log::error("{}", fault.what());
        return 1;
    }
}
