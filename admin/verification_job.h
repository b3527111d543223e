// What time does with proofs of age: they end, what nobody decided is given up, and no picture of a document outlives its attempt.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "admin/jobs.h"
#include "core/store/verifications.h"
#include "core/verification/house.h"
#include "core/verification/reading.h"

namespace admin {

// Of an attempt, as they were sealed; empty: there is none of this part.
struct DocumentPictures {
    std::string front;
    std::string back;
    std::string selfie;
};
// Nothing: there was nothing that can be believed. Takes seconds; must end by itself. What it throws is logged, and stands for nothing.
using DocumentReader =
    std::function<std::optional<verification::Reading>(const DocumentPictures& pictures, base::Time now)>;

// All that it is given outlives it. Jobs may run on threads of their own.
class VerificationJob {
public:
    VerificationJob(const base::Config& config, const base::Clock& clock, const accounts::Keyring& keyring,
                    const chat::HintSender& hints);

    // "end-proofs", each second: what has run out closes what it opened.
    Job end_job();
    // "destroy-documents", every ten seconds: attempts that nobody finished or decided, or whose keys are gone, end; whatever is decided loses its pictures.
    Job destroy_job();
    // "read-documents", each second, on a thread of its own: what was handed in is read, for the reviewer. Without a reader it is marked as read.
    Job read_job(DocumentReader reader);

private:
    std::uint64_t end_proofs(JobSteps& steps) const;
    std::uint64_t destroy(JobSteps& steps);
    std::uint64_t end_all(JobSteps& steps, store::ProofOutcome why,
                          const std::vector<base::VerificationId>& ids);
    std::uint64_t read(JobSteps& steps, const DocumentReader& reader);

    const base::Config& config_;
    audit::Log log_;
    verification::Vault vault_;
    verification::House house_;
};

}  // namespace admin
