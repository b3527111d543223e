// What the overview says of needs, jobs and processes.
#pragma once

#include <vector>

#include "core/store/house_figures.h"
#include "core/store/jobs.h"
#include "core/view/locale.h"
#include "core/view/number_text.h"
#include "core/view/overview_pages.h"
#include "fcgi/context.h"

namespace fcgi::handlers {

// What waits, the gravest first. `reviews`: the viewer may look at proofs of age.
std::vector<view::NeedRow> need_rows(const view::Language& language, const store::Needs& needs, bool reviews,
                                     base::Time now);
std::vector<view::JobRow> job_rows(const view::Language& language, const std::vector<store::JobState>& jobs,
                                   base::Time now);
// Workers, sockets, database, disk.
std::vector<view::FactCard> process_cards(Context& context, const view::NumberText& number);

}  // namespace fcgi::handlers
