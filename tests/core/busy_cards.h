// What links lead to, in a busy house with many of them.
#pragma once

#include <utility>

#include "core/chat/card.h"
#include "core/store/link_previews.h"
#include "core/store/media.h"
#include "tests/core/busy_house.h"

namespace support {

struct BusyCards : BusyHouse {
    static constexpr int links = 120;
    static constexpr base::Millis fresh{5000};

    void show_cards() {
        const auto pace = std::exchange(config.limits.posts_per, base::Millis{1});
        for (int i = 0; i < links; ++i) say_link(i, "p" + std::to_string(i));
        settle_cards();
        fetch_pages();
        settle_cards();
        read_history();
        act(chat::ActKind::edit, ann, newest_, "https://page.example/other");
        act(chat::ActKind::remove_preview, ann, newest_ - 1);
        act(chat::ActKind::remove, ann, newest_ - 2);
        clock.forward(fresh);
        for (int i = 0; i < 3; ++i) say_link(links + i, "p" + std::to_string(links - 10 - i));
        settle_cards();
        store::claim_preview(connection, store::waiting_previews(connection, 1).at(0).id);
        store::release_fetching_previews(connection);
        look_at_cards();
        config.limits.posts_per = pace;
    }

private:
    void say_link(int number, const std::string& page) {
        clock.forward(base::Millis{2});
        const auto posted = chat::post(
            connection, house, by(ann, "link-" + std::to_string(number), "https://page.example/" + page));
        BOOST_REQUIRE(posted.ok());
        newest_ = posted->seq;
    }
    void settle_cards() {
        for (const auto& one : store::wanted_previews(connection, 50))
            (void)chat::settle_card(connection, one, true, clock.now());
    }
    void fetch_pages() {
        for (const auto& one : store::waiting_previews(connection, 50)) {
            const auto picture = store::add_media(connection, {.owner = std::nullopt,
                                                               .key = "card-" + std::to_string(one.id.value),
                                                               .content_type = "image/webp",
                                                               .blur = "",
                                                               .perceptual_hash = "12345678",
                                                               .at = clock.now()});
            store::attach_media(connection, {picture}, clock.now());
            store::finish_preview(connection, one.id, store::FoundPreview{"Title", "", picture},
                                  clock.now() + fresh);
            store::end_wait_for_preview(connection, one.id);
        }
    }
    void look_at_cards() {
        for (const auto& one : store::previews_to_look_at(connection, clock.now(), 50)) {
            (void)store::messages_showing(connection, one.id, 50);
            if (store::is_preview_shown(connection, one.id))
                store::keep_preview(connection, one.id, clock.now() + config.limits.preview_look);
            else
                store::forget_preview(connection, one, clock.now());
        }
    }

    base::Seq newest_ = 0;
};

}  // namespace support
