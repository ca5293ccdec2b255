// Squid's native access log (Squid documentation, logformat squid):
//   time elapsed client action/status bytes method URL user hierarchy/peer type
// Times are seconds since 1970. Further columns, as some sites add, are kept as "more".
#pragma once

#include <vector>

#include "evidence/text/record_cutter.h"
#include "evidence/text/record_parser.h"

namespace noroshi::lines {

struct Squid {
  static constexpr std::string_view kName = "squid";
  // One of the first eight lines has ten words of the right kinds.
  static bool Detect(std::string_view start);
  static std::unique_ptr<RecordCutter> NewCutter() { return std::make_unique<LineCutter>(); }

  class Parser final : public RecordParser {
   public:
    explicit Parser(PathTable& paths);
    // kBad for a line of another form; "-" is no value.
    Parsed Parse(std::string_view text, FlatRecord& record) override;

   private:
    // One for each value of a line, in the order in which the line has them.
    std::vector<PathId> columns_;
    PathId more_;
    std::vector<std::string_view> words_;
  };
};

}  // namespace noroshi::lines
