#include "core/view/device_name.h"

#include <array>
#include <span>

namespace view {
namespace {

struct Sign {
    std::string_view part;
    std::string_view name;
};

// Each names itself beside those it descends from: the youngest first.
constexpr std::array browsers{
    Sign{"Edg", "Edge"},       Sign{"OPR/", "Opera"},       Sign{"SamsungBrowser/", "Samsung Internet"},
    Sign{"FxiOS/", "Firefox"}, Sign{"Firefox/", "Firefox"}, Sign{"CriOS/", "Chrome"},
    Sign{"Chrome/", "Chrome"}, Sign{"Safari/", "Safari"},   Sign{"curl/", "curl"},
};
constexpr std::array systems{
    Sign{"Android", "Android"}, Sign{"iPhone", "iPhone"}, Sign{"iPad", "iPad"},   Sign{"Windows", "Windows"},
    Sign{"CrOS", "ChromeOS"},   Sign{"Macintosh", "Mac"}, Sign{"Linux", "Linux"},
};

std::string_view first_of(std::span<const Sign> signs, std::string_view text) {
    for (const auto& sign : signs) {
        if (text.find(sign.part) != std::string_view::npos) return sign.name;
    }
    return {};
}

}  // namespace

std::string device_name(std::string_view user_agent) {
    std::string name(first_of(browsers, user_agent));
    const auto system = first_of(systems, user_agent);
    if (!name.empty() && !system.empty()) name += " · ";
    return name.append(system);
}

}  // namespace view
