// What the writer's transactions cost and hold, for the operator. Written by the writer's thread, read by the loop's.
#pragma once

#include <prometheus/counter.h>
#include <prometheus/histogram.h>

namespace ws {

struct CommitFigures {
    // From the first statement of a batch until COMMIT has returned.
    mutable prometheus::Histogram seconds{prometheus::Histogram::BucketBoundaries{
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5}};
    mutable prometheus::Histogram posts{
        prometheus::Histogram::BucketBoundaries{1, 2, 4, 8, 16, 32, 64, 128, 256}};
    // Tries that the database refused or did not answer; the batch is tried again.
    mutable prometheus::Counter failed;
};

}  // namespace ws
