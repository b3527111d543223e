// How alike the face on a document and the one of the selfie are, by a program of the operator's. It can touch nothing of this machine: chatroom-confined executes it. A
// hint for the reviewer; no decision is made by it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/clock.h"
#include "core/base/verification_settings.h"

namespace verification {

// The program is called as
//
//   PROGRAM /proc/self/fd/0 /proc/self/fd/3
//
// the document's front and the selfie, WebP both, as files in memory that it opens by these names or reads at descriptors 0 and 3. It prints {"similarity": S}, S from 0 to
// 1 (other members are passed over), and ends with 0; where it finds no two faces, with another status. It may read the folder that it lies in, for its model, and the
// libraries of the system; there is no other file, process or address for it, 20 s of the processor, and 2,000 MB of addresses. As nothing but itself may be executed
// there, it is machine code: a script's interpreter is another program.
class FaceHelper {
public:
    // `program`: a full path; empty: none. Where it is no program, or a script, that stands in the log, and there is none. `launcher`: media::confining_launcher().
    FaceHelper(const std::string& program, std::string launcher,
               base::Millis patience = base::Millis{30'000});

    bool present() const { return program_.has_value(); }

    // The pictures as they are kept. Nothing when there is no helper, or none that can be begun, and for whatever it does but what is said above, which stands in the log.
    // Blocks, for `patience` at most. Any thread.
    std::optional<double> compare(std::string_view front, std::string_view selfie) const;

private:
    std::optional<double> run_confined(std::string_view front, std::string_view selfie) const;

    std::optional<std::string> program_;  // without links
    std::string folder_;                  // that it lies in
    std::string launcher_;
    base::Millis patience_;
};

// With chatroom-confined beside the program that runs. There is none, and a word in the log, where the folder that it lies in holds the documents or their keys too. Before
// any thread.
FaceHelper face_helper(const base::VerificationSettings& settings);

}  // namespace verification
