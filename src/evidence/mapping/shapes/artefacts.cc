// Records that readers of host artefacts write (evidence/artefacts/record_writer.h). They bear the
// taxonomy's names already; which log source they are of, the reader says.
#include "evidence/mapping/shapes.h"

namespace noroshi::shapes {
namespace {

using enum SystemField;

constexpr MappingKey kKeys[] = {{"_channel"}};
constexpr SystemRow kSystem[] = {{kChannel, "_channel"}, {kComputer, "Computer"}};
constexpr RenameRow kRenames[] = {{"_time"}, {"_local_time"}};
constexpr TimeRow kTimes[] = {{"_time"}, {"_local_time", TimeForm::kIsoLocal}};

}  // namespace

constexpr Mapping kArtefact = {.name = "host artefact",
                               .format = "artefact",
                               .keys = kKeys,
                               .system = kSystem,
                               .renames = kRenames,
                               .times = kTimes,
                               .channel_prefix = "host:"};

}  // namespace noroshi::shapes
