// EvtxSource: an EVTX file as 64 KiB slots. With a file header the slots lie on their grid behind
// it, all of them to the end of the file, whatever the header says (E-1.2). Without one, chunks are
// found by their signature at 512-byte steps (E-1.6) and what lies between them is handed out as
// slots that hold none.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "evidence/evtx/file_templates.h"
#include "evidence/evtx/recovery_index.h"
#include "evidence/evtx/slot_reader.h"
#include "evidence/rereadable_bytes.h"
#include "evidence/source.h"

namespace noroshi::evtx {

inline constexpr std::string_view kFormatName = "evtx";

// The bytes begin as an EVTX file does.
[[nodiscard]] bool IsEvtxStart(Bytes start) noexcept;

// Null when the content is not EVTX. Also finds logs that lost their beginning, which reads up to
// 16 MiB of a file that is something else. `bytes` is moved from only on success.
[[nodiscard]] Result<std::unique_ptr<Source>> OpenEvtx(
    std::unique_ptr<const RereadableBytes>& bytes, const ReadOptions& options);

// The same for a stream; a log that lost its beginning is known only by a chunk in `stream`'s
// start. Moved from only on success.
[[nodiscard]] std::unique_ptr<Source> OpenEvtxStream(std::unique_ptr<SniffedStream>& stream,
                                                     const ReadOptions& options);

class EvtxSource : public Source, public TemplateFallback {
 public:
  EvtxSource(std::unique_ptr<const RereadableBytes> bytes, SlotLayout layout,
             const ReadOptions& options);

  [[nodiscard]] std::string_view format() const noexcept override { return kFormatName; }
  [[nodiscard]] std::uint64_t size_bytes() const noexcept override { return slots_.size(); }
  [[nodiscard]] bool NextUnit(Unit& unit, DamageSink& damage, ByteAccount& account) override;

  // The file header says that no checksums were written.
  [[nodiscard]] bool no_checksums() const noexcept { return no_checksums_; }

  // Reads the template tables of the whole file on the first call.
  [[nodiscard]] const Template* FindTemplate(std::uint32_t template_id) const override;

  // What can be carved from this file; found on the first call, which reads the whole file. Safe
  // from any thread.
  [[nodiscard]] const RecoveryIndex& recovery() const;

 private:
  // Accounts for and checks the file header, before the first slot.
  void ReadHeader(DamageSink& damage, ByteAccount& account);
  // Tells what is missing behind the last slot.
  void ReportEnd(const Status& read, DamageSink& damage, ByteAccount& account);

  SlotReader slots_;
  ReadOptions options_;
  bool no_checksums_ = false;
  bool header_read_ = false;
  bool ended_ = false;
  // Of the slot that NextUnit will hand out.
  std::uint64_t next_offset_ = 0;
  std::uint64_t next_index_ = 0;
  // Each built on first need, by whichever thread needs it first; the others wait for it.
  mutable std::once_flag templates_once_, recovery_once_;
  mutable FileTemplates templates_;
  mutable RecoveryIndex recovery_;
};

}  // namespace noroshi::evtx
