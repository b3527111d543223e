// A transaction whose work may be refused.
#pragma once

#include "core/base/result.h"
#include "core/db/transaction.h"

namespace db {

// db::transact() for work that gives a Result: an Error undoes all that it has done, and is given back.
template <std::invocable<Connection&> Work>
auto transact_result(Connection& connection, Work&& work) -> decltype(work(connection)) {
    struct Undone {
        base::Error error;
    };
    try {
        return transact(connection, [&](Connection& inside) {
            auto outcome = work(inside);
            if (!outcome) throw Undone{outcome.error()};
            return outcome;
        });
    } catch (const Undone& undone) {
        return undone.error;
    }
}

}  // namespace db
