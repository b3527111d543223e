// Finds out what links lead to, and puts the cards beside the messages. The only part of the house that asks servers which strangers name. What leads to a listing
// of the house is read from the database (admin/item_preview.h).
#pragma once

#include <memory>
#include <vector>

#include "admin/jobs.h"
#include "core/base/config.h"
#include "core/chat/hints.h"
#include "core/media/confined_decoder.h"
#include "core/media/object_store.h"
#include "core/preview/pace.h"
#include "core/preview/visit.h"
#include "core/store/link_previews.h"

namespace admin {

// Belongs to one thread.
class PreviewJob {
public:
    // `hints` is borrowed, and belongs to the same thread.
    PreviewJob(const base::Config& config, const base::Clock& clock, const chat::HintSender& hints,
               preview::Resolver resolver);
    Job job();

private:
    // What is to be fetched now; what is not to be fetched any more is done with.
    struct Visit {
        store::WaitingPreview waiting;
        std::optional<preview::Found> found{};
    };

    std::uint64_t run(JobSteps& steps);
    std::uint64_t settle(JobSteps& steps);
    bool read_items(JobSteps& steps);
    std::vector<Visit> claim(JobSteps& steps);
    bool is_hopeless(const store::WaitingPreview& waiting, base::Time now) const;
    void fetch(std::vector<Visit>& visits) const;
    void record(JobSteps& steps, const Visit& visit);
    std::optional<base::MediaId> keep_picture(JobSteps& steps, const std::string& file);
    bool is_of_house(const std::string& url) const;
    std::uint64_t clean_up(JobSteps& steps);
    void look_at(JobSteps& steps, const store::OldPreview& old);
    void take_off(JobSteps& steps, const store::OldPreview& old);

    const base::Config& config_;
    const chat::HintSender& hints_;
    preview::Fetcher fetcher_;
    preview::Pace pace_;
    media::ConfinedDecoder decoder_;
    std::unique_ptr<media::ObjectStore> store_;
    std::string own_host_;
};

// With the stand-ins of the settings, else the system's.
preview::Resolver resolver_of(const base::Config& config);

}  // namespace admin
