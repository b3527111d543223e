#include "core/chat/evidence.h"

#include <nlohmann/json.hpp>

namespace chat {

std::string evidence_of(const std::vector<store::Message>& lines, base::Seq reported) {
    auto evidence = nlohmann::json::array();
    for (const auto& line : lines) {
        evidence.push_back({{"seq", line.seq},
                            {"author", line.author.value},
                            {"name", line.author_name},
                            {"at", base::to_epoch_ms(line.at)},
                            {"body", line.body},
                            {"picture", line.picture.has_value()},
                            {"reported", line.seq == reported}});
    }
    return evidence.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace chat
