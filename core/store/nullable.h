// Columns that may be NULL. For core/store alone.
#pragma once

#include <optional>

#include "core/db/connection.h"

namespace store {

template <class Id>
std::optional<Id> id_or_none(const db::Rows& rows, unsigned column) {
    return rows.is_null(column) ? std::nullopt : std::optional(rows.id<Id>(column));
}

inline std::optional<base::Time> time_or_none(const db::Rows& rows, unsigned column) {
    return rows.is_null(column) ? std::nullopt : std::optional(rows.time(column));
}

}  // namespace store
