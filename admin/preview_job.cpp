#include "admin/preview_job.h"

#include <future>

#include "admin/item_preview.h"
#include "core/base/log.h"
#include "core/base/random.h"
#include "core/chat/card.h"
#include "core/market/item_link.h"
#include "core/media/upload.h"

namespace admin {
namespace {

constexpr base::Millis every{1000};
// Whoever ends the process waits for it.
constexpr base::Millis at_a_stretch{4000};
constexpr base::Millis decoder_patience{5000};
constexpr std::size_t messages_at_once = 50;
constexpr std::size_t looked_at_once = 200;
// A page that ended the process once may have been unlucky; twice, it is the page.
constexpr unsigned most_attempts = 2;
constexpr std::size_t key_length = 26;

std::optional<media::Decoded> read_picture(const media::ConfinedDecoder& decoder, const std::string& file) {
    try {
        auto decoded = decoder.decode(file);
        if (decoded) return std::move(*decoded);
    } catch (const std::exception& failure) {
        base::log::error("the picture of a preview could not be read: {}", failure.what());
    }
    return std::nullopt;
}

std::string own_host(const base::Config& config) {
    const auto own = preview::target_of(config.frontend_url);
    return own ? own->host : "";
}

}  // namespace

preview::Resolver resolver_of(const base::Config& config) {
    if (config.preview_stand_ins.empty()) return preview::resolve;
    return preview::with_stand_ins(config.preview_stand_ins);
}

PreviewJob::PreviewJob(const base::Config& config, const base::Clock& clock, const chat::HintSender& hints,
                       preview::Resolver resolver)
    : config_(config),
      hints_(hints),
      fetcher_("ChatroomLinkPreview/1.0 (+" + config.frontend_url + ")", std::move(resolver)),
      pace_(config.limits.previews, config.limits.previews_per_host, config.limits.previews_per),
      decoder_(media::decoder_program(), decoder_patience),
      store_(media::open_store(config, clock)),
      own_host_(own_host(config)) {}

Job PreviewJob::job() {
    return {"preview-links", every, [this](JobSteps& steps) { return run(steps); }};
}

std::uint64_t PreviewJob::run(JobSteps& steps) {
    const base::Time began = steps.now();
    steps.take([](db::Connection& inside, base::Time) { return store::release_fetching_previews(inside); });
    std::uint64_t shown = settle(steps);
    if (read_items(steps)) shown += settle(steps);
    while (steps.now() - began < at_a_stretch) {
        auto visits = claim(steps);
        if (visits.empty()) break;
        fetch(visits);
        for (const auto& visit : visits) record(steps, visit);
        shown += settle(steps);
    }
    return shown + clean_up(steps);
}

// Each message in a step of its own, so that its lounge is locked briefly.
std::uint64_t PreviewJob::settle(JobSteps& steps) {
    const auto wanted = steps.take(
        [](db::Connection& inside, base::Time) { return store::wanted_previews(inside, messages_at_once); });
    std::uint64_t shown = 0;
    for (const auto& one : wanted) {
        const auto hint = steps.take([&](db::Connection& inside, base::Time now) {
            return chat::settle_card(inside, one, config_.link_previews, now, config_.frontend_url);
        });
        if (!hint) continue;
        hints_.send(*hint);
        ++shown;
    }
    return shown;
}

// What leads to listings of the house. Returns whether there was any.
bool PreviewJob::read_items(JobSteps& steps) {
    const auto waiting = steps.take(
        [](db::Connection& inside, base::Time) { return store::waiting_previews(inside, looked_at_once); });
    bool any = false;
    for (const auto& one : waiting) {
        if (!is_of_house(one.url)) continue;
        any = true;
        steps.take([&](db::Connection& inside, base::Time now) {
            record_item(inside, config_, one, now);
            return true;
        });
    }
    return any;
}

bool PreviewJob::is_hopeless(const store::WaitingPreview& waiting, base::Time now) const {
    return !config_.link_previews || waiting.attempts >= most_attempts || waiting.host == own_host_ ||
           now - waiting.since > config_.limits.preview_wait;
}

std::vector<PreviewJob::Visit> PreviewJob::claim(JobSteps& steps) {
    const auto waiting = steps.take(
        [](db::Connection& inside, base::Time) { return store::waiting_previews(inside, looked_at_once); });
    std::vector<Visit> visits;
    for (const auto& one : waiting) {
        if (is_of_house(one.url)) continue;
        if (is_hopeless(one, steps.now())) {
            record(steps, {one});
        } else if (visits.size() < config_.limits.previews_at_once && pace_.take(one.host, steps.now())) {
            visits.push_back({one});
        }
    }
    if (visits.empty()) return visits;
    steps.take([&](db::Connection& inside, base::Time) {
        for (const auto& visit : visits) store::claim_preview(inside, visit.waiting.id);
        return true;
    });
    return visits;
}

// All at once: none waits for another's server.
void PreviewJob::fetch(std::vector<Visit>& visits) const {
    std::vector<std::future<void>> under_way;
    under_way.reserve(visits.size());
    for (auto& visit : visits) {
        under_way.push_back(std::async(std::launch::async, [this, &visit] {
            const base::log::Scope scope("preview-links");
            const auto target = preview::target_of(visit.waiting.url);
            if (target) visit.found = preview::visit(fetcher_, *target, config_.limits);
        }));
    }
    for (auto& one : under_way) {
        try {
            one.get();
        } catch (const std::exception& failure) {
            base::log::error("a link could not be followed: {}", failure.what());
        }
    }
}

void PreviewJob::record(JobSteps& steps, const Visit& visit) {
    std::optional<store::FoundPreview> found;
    if (visit.found) {
        found = store::FoundPreview{.title = visit.found->title,
                                    .summary = visit.found->summary,
                                    .picture = std::nullopt,
                                    .video = visit.found->video};
        if (!visit.found->picture.empty()) found->picture = keep_picture(steps, visit.found->picture);
    }
    const auto& limits = config_.limits;
    steps.take([&](db::Connection& inside, base::Time now) {
        if (found && found->picture) store::attach_media(inside, {*found->picture}, now);
        store::finish_preview(inside, visit.waiting.id, found,
                              now + (found ? limits.preview_fresh : limits.no_preview_fresh));
        store::end_wait_for_preview(inside, visit.waiting.id);
        return true;
    });
}

// As an upload: its row first, then its object; what nothing shows in the end goes by itself.
std::optional<base::MediaId> PreviewJob::keep_picture(JobSteps& steps, const std::string& file) {
    const auto decoded = read_picture(decoder_, file);
    if (!decoded) return std::nullopt;
    try {
        const std::string key = base::random_code(key_length);
        const auto id = steps.take([&](db::Connection& inside, base::Time now) {
            return store::add_media(inside, {.owner = std::nullopt,
                                             .key = key,
                                             .content_type = media::content_type,
                                             .byte_size = decoded->thumb.size(),
                                             .width = decoded->thumb_width,
                                             .height = decoded->thumb_height,
                                             .thumb_width = decoded->thumb_width,
                                             .thumb_height = decoded->thumb_height,
                                             .frames = 1,
                                             .blur = decoded->blur,
                                             .perceptual_hash = media::hash_bytes(decoded->perceptual_hash),
                                             .at = now});
        });
        store_->put(media::thumb_name(key), decoded->thumb, media::content_type);
        steps.take([&](db::Connection& inside, base::Time now) {
            store::media_stored(inside, id, now);
            return true;
        });
        return id;
    } catch (const media::StoreAway& away) {
        base::log::error("the picture of a preview could not be stored: {}", away.what());
        return std::nullopt;
    }
}

bool PreviewJob::is_of_house(const std::string& url) const {
    return market::item_of_link(config_.frontend_url, url).has_value();
}

std::uint64_t PreviewJob::clean_up(JobSteps& steps) {
    const auto old = steps.take([](db::Connection& inside, base::Time now) {
        return store::previews_to_look_at(inside, now, looked_at_once);
    });
    for (const auto& one : old) look_at(steps, one);
    return old.size();
}

void PreviewJob::look_at(JobSteps& steps, const store::OldPreview& old) {
    const bool of_house = is_of_house(old.url);
    const bool stands = steps.take([&](db::Connection& inside, base::Time now) {
        if (!store::is_preview_shown(inside, old.id)) {
            store::forget_preview(inside, old, now);
            return true;
        }
        if (of_house && !item_stands(inside, config_, old)) return false;
        store::keep_preview(inside, old.id, now + (of_house ? item_look : config_.limits.preview_look));
        return true;
    });
    if (!stands) take_off(steps, old);
}

// A part of many at each run: it stays due until none shows it.
void PreviewJob::take_off(JobSteps& steps, const store::OldPreview& old) {
    const auto messages = steps.take([&](db::Connection& inside, base::Time) {
        return store::messages_showing(inside, old.id, messages_at_once);
    });
    for (const auto& one : messages) {
        const auto hint = steps.take([&](db::Connection& inside, base::Time now) {
            return chat::withdraw_card(inside, one, old.id, now);
        });
        if (hint) hints_.send(*hint);
    }
}

}  // namespace admin
