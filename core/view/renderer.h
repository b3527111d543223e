// Pages and fragments from view structs, by ctemplate with context-aware escaping. Templates are translated once at start: each language has its own set in
// the cache, so rendering looks no text up. After the constructor const and safe from any thread and in forked workers.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/view/account_pages.h"
#include "core/view/door_pages.h"
#include "core/view/installed_pages.h"
#include "core/view/locale.h"
#include "core/view/market_pages.h"
#include "core/view/moderation_pages.h"
#include "core/view/order_pages.h"
#include "core/view/overview_pages.h"
#include "core/view/pages.h"
#include "core/view/proof_pages.h"
#include "core/view/selling_pages.h"
#include "core/view/staff_pages.h"
#include "core/view/styleguide_page.h"
#include "core/view/verification_pages.h"

namespace view {

class Renderer {
public:
    // Loads templates/*.html for each language. Throws std::runtime_error naming the file when one does not parse or does not turn escaping on.
    Renderer(const std::string& templates_dir, const std::string& static_dir, const Languages& languages);
    ~Renderer();
    Renderer(const Renderer&) = delete;
    Renderer& operator=(const Renderer&) = delete;

    // For every struct that is a page of view/pages.h, account_pages.h, door_pages.h, installed_pages.h, market_pages.h, moderation_pages.h, order_pages.h, overview_pages.h, proof_pages.h, selling_pages.h,
    // staff_pages.h, styleguide_page.h and verification_pages.h; renderer.cpp lists them.
    template <class Page>
    std::string page(const Language& language, const Frame& frame, const Page& page) const;

    // A whole page that belongs to nobody.
    std::string bare(const Language& language, const BarePage& page) const;
    // What stands in the live frame while there is no sidecar.
    std::string reconnecting(const Language& language, const std::string& theme) const;

    // Fragments, appended to `out`.
    void line(const Language& language, const Line& line, std::string& out) const;
    // Holds forms: the token goes into them.
    void direct_line(const Language& language, const Line& line, std::string_view csrf_token,
                     std::string& out) const;
    // Beside a lounge: a fragment that its page fetches.
    std::string market_panel(const Language& language, const MarketPanel& panel) const;
    std::string live_head(const Language& language, const LiveHead& head) const;
    std::string live_restart(const Language& language) const;
    // `slug`: the lounge whose page is the way on; empty: the entry.
    std::string live_end(const Language& language, std::string_view text, std::string_view slug = {}) const;

    // Changes when a static file changes: the v= of their addresses.
    const std::string& assets() const { return assets_; }

private:
    class Templates;

    std::string assets_;
    std::unique_ptr<const Templates> templates_;
};

}  // namespace view
