// The binary log of Ivanti Connect Secure, before Pulse Secure (log.events.vc0, log.access.vc0,
// log.admin.vc0): a header of 8 KiB, then records that begin with byte 5 and have columns between
// tabs. Observed in published samples; the maker does not document it. The first column is the time
// in seconds since 1970 and a sequence number, both in hex.
#pragma once

#include <string>
#include <vector>

#include "evidence/lines/record_adder.h"
#include "evidence/text/record_cutter.h"
#include "evidence/text/record_parser.h"

namespace noroshi::lines {

struct PulseVc0 {
  static constexpr std::string_view kName = "ivanti_vc0";
  static bool Detect(std::string_view start);
  // Zero bytes between records are unused room of the file, not damage.
  static std::unique_ptr<RecordCutter> NewCutter();

  class Parser final : public RecordParser {
   public:
    explicit Parser(PathTable& paths) : adder_(paths) {}
    // kBad when the first column is no time. A column whose meaning nobody has found out is dropped
    // when it was the same in every sample, else kept as "more".
    Parsed Parse(std::string_view text, FlatRecord& record) override;

   private:
    RecordAdder adder_;
    std::vector<std::string_view> cells_;
  };
};

}  // namespace noroshi::lines
