// Prefetch files (SCCA): which program ran, when (the last eight times), how often, and what it
// loaded in its first ten seconds.
//
// Versions 17 (XP), 23 (Vista, 7), 26 (8), 30 (10) and 31 (11), plain or packed as "MAM". Source:
// Joachim Metz, "Windows Prefetch File (PF) format" (libscca).
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "evidence/artefacts/whole_file_source.h"

namespace noroshi::prefetch {

inline constexpr std::string_view kFormatName = "prefetch";

struct Volume {
  std::string device;  // "\VOLUME{01d0...-a4b2c3d4}"
  Timestamp created;
  std::uint32_t serial = 0;
};

struct Prefetch {
  std::uint32_t version = 0;
  std::string program;  // at most 29 characters of the file's name
  std::uint32_t hash = 0;
  std::uint32_t run_count = 0;
  // Newest first, and where they stand in the unpacked file.
  struct Run {
    Timestamp time;
    std::size_t offset = 0;
  };
  std::vector<Run> runs;
  // Loaded, with the device in front.
  struct File {
    std::string path;
    std::size_t offset = 0;
  };
  std::vector<File> files;
  std::vector<Volume> volumes;
};

// kBadMagic when it is none, kUnsupported for a version we do not know, kTruncated or kInvalid for
// one whose head cannot be read. Lists that end early give what is there.
[[nodiscard]] Result<Prefetch> ReadPrefetch(Bytes bytes);

// One record of channel "host:prefetch" for each run that is known, its time that of the run, and
// one of "host:prefetch_file" for each file that the program loaded.
void WritePrefetch(const artefacts::WholeFile& file, artefacts::RecordWriter& records,
                   DamageSink& damage);
[[nodiscard]] bool DetectPrefetch(const artefacts::ArtefactStart& start);

}  // namespace noroshi::prefetch
