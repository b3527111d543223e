// The machine-readable zone of a document in a picture. tesseract reads it, which can touch nothing of this machine: chatroom-confined executes it, and chatroom-image
// makes the picture ready for it. This is the side that begins them, bounds them, and believes nothing but check digits.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/clock.h"
#include "core/verification/mrz.h"

namespace verification {

class Recogniser {
public:
    // Full paths without links: `tesseract` (none: nothing is ever recognised), `launcher` (chatroom-confined), `decoder` (chatroom-image). `patience`: for all that is
    // done with one picture, on a machine that is busy with something else; what ends it before are 20 s of the processor (counted with whatever else this process
    // has begun meanwhile), after which no further way is tried.
    Recogniser(std::optional<std::string> tesseract, std::string launcher, std::string decoder,
               base::Millis patience = base::Millis{90'000});

    // Whether this machine has tesseract and the letters that it knows (eng.traineddata).
    bool present() const { return tesseract_.has_value(); }

    // `picture`: WebP, PNG or JPEG, any way up, level within some six degrees. Tries it as it is, then turned, then larger, smaller and in part, and ends with the first
    // zone of which all check digits hold. What they do not cover (see MachineZone) is as it was read. Blocks. Nothing also when the programs cannot run, which
    // stands in the log once. Throws std::system_error when one of ours cannot be begun. Any thread.
    std::optional<MachineZone> read(std::string_view picture, Date today) const;

private:
    std::optional<std::string> tesseract_;
    std::string data_;  // the folder of eng.traineddata
    std::string launcher_;
    std::string decoder_;
    base::Millis patience_;
};

// With our own programs beside the one that runs, and tesseract where `setting` (TESSERACT) says, see core/media/find_program.h. A word in the log where it is not
// there. Before any thread.
Recogniser recogniser(std::string_view setting);

}  // namespace verification
