// The findings.jsonl of `noroshi scan --out`: what was found in files and memory joins what logs
// say. The findings of a hunt have other channels and are no evidence.
#include "evidence/mapping/shapes.h"

namespace noroshi::shapes {
namespace {

using enum SystemField;

constexpr MappingKey kKeys[] = {{"channel", "noroshi:scan"}, {"rule.source", "scan"}};
constexpr SystemRow kSystem[] = {{kChannel, "channel"}, {kComputer, "host"}};
// Said again in the fields, or of the finding and not of the file.
constexpr RenameRow kRenames[] = {
    {"id"},          {"level"},         {"rule.id"},       {"rule.title"},
    {"rule.source"}, {"rule.path"},     {"provider"},      {"event_id"},
    {"record_id"},   {"evidence.path"}, {"evidence.line"}, {"evidence.offset", "Offset"}};
constexpr SectionRow kSections[] = {
    {"fields.", PayloadSection::kEventData, SectionRow::Keep::kRest}};
constexpr TimeRow kTimes[] = {{"time"}};

}  // namespace

constexpr Mapping kScanFindings = {.name = "scan findings",
                                   .format = "json",
                                   .keys = kKeys,
                                   .system = kSystem,
                                   .sections = kSections,
                                   .renames = kRenames,
                                   .times = kTimes,
                                   .provider = "noroshi"};

}  // namespace noroshi::shapes
