#include "evidence/artefacts/artefact_formats.h"

#include <algorithm>
#include <array>

#include "evidence/artefacts/bits/bits_job.h"
#include "evidence/artefacts/ese/ese_source.h"
#include "evidence/artefacts/ntfs/mft_source.h"
#include "evidence/artefacts/ntfs/usn_journal.h"
#include "evidence/artefacts/powershell_history.h"
#include "evidence/artefacts/prefetch/prefetch.h"
#include "evidence/artefacts/registry/hive_source.h"
#include "evidence/artefacts/shortcut/jump_list.h"
#include "evidence/artefacts/shortcut/shortcut.h"
#include "evidence/artefacts/task/job_file.h"
#include "evidence/artefacts/task/task_xml.h"
#include "evidence/artefacts/whole_file_source.h"

namespace noroshi::artefacts {
namespace {

// The row of an artefact that is read as a whole.
template <const std::string_view& name, ReadWholeFile read>
std::unique_ptr<Source> OpenWhole(ArtefactInput input, const ReadOptions&) {
  return OpenWholeFile(name, read, std::move(input));
}

}  // namespace

std::span<const ArtefactFormat> ArtefactFormats() noexcept {
  static constexpr std::array kFormats = {
      ArtefactFormat{registry::kFormatName, registry::DetectHive, registry::OpenHive},
      ArtefactFormat{prefetch::kFormatName, prefetch::DetectPrefetch,
                     OpenWhole<prefetch::kFormatName, prefetch::WritePrefetch>},
      ArtefactFormat{shortcut::kFormatName, shortcut::DetectShortcut,
                     OpenWhole<shortcut::kFormatName, shortcut::WriteShortcutFile>},
      ArtefactFormat{
          shortcut::kAutomaticFormatName, shortcut::DetectAutomaticDestinations,
          OpenWhole<shortcut::kAutomaticFormatName, shortcut::WriteAutomaticDestinations>},
      ArtefactFormat{shortcut::kCustomFormatName, shortcut::DetectCustomDestinations,
                     OpenWhole<shortcut::kCustomFormatName, shortcut::WriteCustomDestinations>},
      ArtefactFormat{task::kXmlFormatName, task::DetectTaskXml,
                     OpenWhole<task::kXmlFormatName, task::WriteTaskXml>},
      ArtefactFormat{task::kJobFormatName, task::DetectJobFile,
                     OpenWhole<task::kJobFormatName, task::WriteJobFile>},
      ArtefactFormat{ntfs::kMftFormatName, ntfs::DetectMft, ntfs::OpenMft},
      ArtefactFormat{ntfs::kUsnFormatName, ntfs::DetectUsnJournal, ntfs::OpenUsnJournal},
      ArtefactFormat{ese::kFormatName, ese::DetectEse, ese::OpenEse},
      ArtefactFormat{bits::kQueueFormatName, bits::DetectQueue,
                     OpenWhole<bits::kQueueFormatName, bits::WriteQueue>},
      ArtefactFormat{kHistoryFormatName, DetectHistory,
                     OpenWhole<kHistoryFormatName, WriteHistory>},
  };
  return kFormats;
}

const ArtefactFormat* DetectArtefact(const ArtefactStart& start) noexcept {
  const auto formats = ArtefactFormats();
  const auto found = std::ranges::find_if(
      formats, [&](const ArtefactFormat& format) { return format.detect(start); });
  return found == formats.end() ? nullptr : &*found;
}

bool IsArtefactFormat(std::string_view name) noexcept {
  return std::ranges::any_of(ArtefactFormats(), [&](const auto& one) { return one.name == name; });
}

}  // namespace noroshi::artefacts
