// BitsJob: a job of the Background Intelligent Transfer Service as Windows keeps it, in qmgr0.dat
// and qmgr1.dat before Windows 10, in the rows of qmgr.db since (ese/bits_database.cc).
//
// Format: not published; as ANSSI's bits_parser (2017) and FireEye's BitsParser (2021) found it.
// Pure functions of bytes; every length in them is checked.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_reader.h"
#include "base/time.h"
#include "evidence/artefacts/artefact_formats.h"
#include "evidence/artefacts/record_writer.h"
#include "evidence/artefacts/whole_file_source.h"

namespace noroshi::bits {

inline constexpr std::string_view kQueueFormatName = "bits_queue";

using JobGuid = std::array<std::uint8_t, 16>;
// Default limit of files in a job, by policy up to any number; the longest text BITS takes.
inline constexpr std::size_t kMaxFilesOfJob = 4096, kMaxTextCharacters = 32 << 10;

struct BitsFile {
  std::string local, remote, temporary;
  std::uint64_t size = 0;  // ~0: not known
  std::uint64_t transferred = 0;
  Timestamp created;  // in qmgr.db only
};

struct BitsJob {
  std::uint32_t type = 0, priority = 0, state = 0;
  JobGuid id{};
  std::string name, description;
  std::string command, arguments;  // run when the job is done
  std::string owner;               // a SID
  std::vector<BitsFile> files;
  std::vector<JobGuid> file_ids;  // in qmgr.db, instead
  Timestamp created, modified;
};

// A row's blob; nothing when it is no job or no file.
[[nodiscard]] std::optional<BitsJob> ReadJobBlob(Bytes blob);
[[nodiscard]] std::optional<BitsFile> ReadFileBlob(Bytes blob);
// A job of a queue file, from behind its delimiter on.
[[nodiscard]] std::optional<BitsJob> ReadQueueJob(Bytes bytes);

// One record of channel "host:bits". `id` is the job's GUID as text.
void WriteBitsJob(const BitsJob& job, std::string_view id, std::uint64_t offset,
                  artefacts::RecordWriter& records);

[[nodiscard]] bool DetectQueue(const artefacts::ArtefactStart& start);
void WriteQueue(const artefacts::WholeFile& file, artefacts::RecordWriter& records,
                DamageSink& damage);

}  // namespace noroshi::bits
