// What was read a moment ago, by the version that was current before it was read. One thread.
#pragma once

#include <algorithm>
#include <cstdint>
#include <unordered_map>
#include <utility>

#include "core/base/clock.h"

namespace fcgi {

template <class Id, class Value>
class Recent {
public:
    // At most `most` values are kept, each for so long: what changes without a new version is old no longer than that.
    Recent(std::size_t most, base::Millis keep) : most_(most), keep_(keep) {}

    // What is kept of this version, else what `read` gives, which is kept. Valid until the next call.
    template <class Read>
    Value& at(Id id, std::uint64_t version, base::Time now, Read&& read) {
        const auto known = kept_.find(id);
        if (known != kept_.end() && known->second.version == version && now - known->second.read_at < keep_)
            return known->second.value;
        Kept fresh{version, now, read()};
        if (known == kept_.end()) make_room();
        return kept_.insert_or_assign(id, std::move(fresh)).first->second.value;
    }

private:
    struct Kept {
        std::uint64_t version;
        base::Time read_at;
        Value value;
    };

    void make_room() {
        if (kept_.size() < most_) return;
        kept_.erase(
            std::ranges::min_element(kept_, {}, [](const auto& entry) { return entry.second.read_at; }));
    }

    std::size_t most_;
    base::Millis keep_;
    std::unordered_map<Id, Kept> kept_;
};

}  // namespace fcgi
