// systemd's journal as `journalctl -o export` writes it (systemd.dev, "Journal Export Formats"):
//
//   __CURSOR=s=...
//   __REALTIME_TIMESTAMP=1601863869123456
//   MESSAGE=text                      or, for a value of several lines or odd bytes,
//   MESSAGE<LF><8 bytes: its size><text><LF>
//   <LF>
//
// The size is not looked at: what is no UTF-8 has been replaced by then (encoding/), so that bytes
// are not where they were. Such a value goes on to the next line that is a name and '='.
#pragma once

#include <string>

#include "evidence/lines/journal.h"
#include "evidence/text/record_cutter.h"
#include "evidence/text/record_parser.h"

namespace noroshi::lines {

struct JournalExport {
  static constexpr std::string_view kName = "journal_export";
  static bool Detect(std::string_view start);
  static std::unique_ptr<RecordCutter> NewCutter();

  class Parser final : public RecordParser {
   public:
    explicit Parser(PathTable& paths) : paths_(paths), journal_(paths) {}
    Parsed Parse(std::string_view text, FlatRecord& record) override;

   private:
    PathTable& paths_;
    JournalReader journal_;
  };
};

// Entries begin with their cursor.
class JournalEntryCutter final : public RecordCutter {
 public:
  Cut Next(std::string_view text, At at) override;
};

}  // namespace noroshi::lines
