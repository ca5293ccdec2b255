// Suricata's EVE JSON (Suricata manual, "EVE JSON Format"): event_type names the log.
#include "evidence/mapping/shapes.h"

namespace noroshi::shapes {
namespace {

using enum SystemField;

constexpr MappingKey kKeys[] = {{"event_type"}, {"timestamp"}, {"src_ip"}};
constexpr SystemRow kSystem[] = {{kChannel, "event_type"}, {kComputer, "host"}};
constexpr TimeRow kTimes[] = {{"timestamp"}};

}  // namespace

constexpr Mapping kSuricata = {.name = "suricata eve",
                               .format = "json",
                               .keys = kKeys,
                               .system = kSystem,
                               .times = kTimes,
                               .channel_prefix = "suricata:",
                               .provider = "suricata"};

}  // namespace noroshi::shapes
