// EvtxFile: one EVTX file that grows on disk chunk by chunk, or stays in memory.
//
// On disk it is called NAME.part until Close: a log is whole or not there, also when the disk is
// full. One owner; holds one chunk of 64 KiB and what Spill has not yet written.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "base/result.h"
#include "simulate/evtx/evtx_builder.h"

namespace noroshi {

class EvtxFile {
 public:
  // `path` empty: in memory.
  EvtxFile(std::filesystem::path path, std::uint64_t first_record_id);
  // A file that was not closed goes away.
  ~EvtxFile();
  EvtxFile(const EvtxFile&) = delete;
  EvtxFile& operator=(const EvtxFile&) = delete;

  // As EvtxBuilder::Add.
  Result<std::uint64_t> Add(const EvtxRecord& record) { return builder_.Add(record); }
  // Puts finished chunks on disk. Nothing to do in memory.
  Status Spill();
  // The last chunk, the header, the final name. Gives the size in bytes.
  Result<std::uint64_t> Close();
  // The whole file. REQUIRES: in memory.
  [[nodiscard]] std::vector<std::uint8_t> Finish() { return builder_.Finish(); }

 private:
  [[nodiscard]] std::filesystem::path Unfinished() const;
  Status Append(const std::vector<std::uint8_t>& bytes);

  std::filesystem::path path_;
  EvtxBuilder builder_;
  std::uint64_t size_ = 0;
  bool closed_ = false;
};

}  // namespace noroshi
