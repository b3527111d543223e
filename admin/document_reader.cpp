#include "admin/document_reader.h"

#include <fmt/format.h>

#include <memory>

#include "core/verification/dates.h"
#include "core/verification/face.h"
#include "core/verification/recognise.h"

namespace admin {
namespace {

std::string text_of(const std::optional<verification::Date>& date) {
    if (!date) return {};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date->year()),
                       static_cast<unsigned>(date->month()), static_cast<unsigned>(date->day()));
}

std::string names_of(const verification::MachineZone& zone) {
    if (zone.given_names.empty() || zone.surname.empty()) return zone.given_names + zone.surname;
    return zone.given_names + " " + zone.surname;
}

// Cards have the zone on their back, passports beside the photograph.
std::optional<verification::MachineZone> find(const verification::Recogniser& recogniser,
                                              const DocumentPictures& pictures, verification::Date today) {
    for (const auto* picture : {&pictures.back, &pictures.front}) {
        if (picture->empty()) continue;
        if (auto zone = recogniser.read(*picture, today)) return zone;
    }
    return std::nullopt;
}

std::optional<double> compare(const verification::FaceHelper& helper, const DocumentPictures& pictures) {
    if (pictures.front.empty() || pictures.selfie.empty()) return std::nullopt;
    return helper.compare(pictures.front, pictures.selfie);
}

}  // namespace

verification::Reading kept_of(const verification::MachineZone& zone) {
    return {.birth_date = text_of(zone.birth.latest()),
            .expiry_date = text_of(zone.expiry),
            .number = zone.document_number,
            .names = names_of(zone),
            .state = zone.issuing_state};
}

DocumentReader document_reader(const base::VerificationSettings& settings) {
    const auto recogniser =
        std::make_shared<const verification::Recogniser>(verification::recogniser(settings.tesseract));
    const auto helper = std::make_shared<const verification::FaceHelper>(verification::face_helper(settings));
    if (!recogniser->present() && !helper->present()) return {};
    return [recogniser, helper](const DocumentPictures& pictures,
                                base::Time now) -> std::optional<verification::Reading> {
        const auto zone = find(*recogniser, pictures, verification::day_of(now));
        const auto faces = compare(*helper, pictures);
        if (!zone && !faces) return std::nullopt;
        auto reading = zone ? kept_of(*zone) : verification::Reading{};
        reading.faces = faces;
        return reading;
    };
}

}  // namespace admin
