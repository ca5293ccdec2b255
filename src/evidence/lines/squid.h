// Squid's access log in its native format (squid.conf documented, logformat squid):
//   time elapsed client action/status bytes method URL user hierarchy/peer type
// its formats `referrer` and `useragent`, and formats of the user's own (squid_format.h): mappings
// that state a logformat. `common` and `combined` are access_log.h's.
//
// Times are seconds since 1970. Columns behind those of the native format are kept as "more".
#pragma once

#include <vector>

#include "base/arena.h"
#include "evidence/lines/squid_format.h"
#include "evidence/source.h"
#include "evidence/text/record_cutter.h"
#include "evidence/text/record_parser.h"

namespace noroshi::lines {

struct Squid {
  static constexpr std::string_view kName = "squid";
  // One of the first eight lines has one of the forms.
  static bool Detect(std::string_view start, const ReadOptions& options);
  static std::unique_ptr<RecordCutter> NewCutter() { return std::make_unique<LineCutter>(); }

  class Parser final : public RecordParser {
   public:
    // `paths` and the mappings of `options` outlive this. A logformat that cannot be read is left
    // out: who reads mappings has said so (cli/options/mapping_file.h).
    Parser(PathTable& paths, const ReadOptions& options);
    // kBad for a line of another form; "-" is no value. Says in "_log" that it is squid's.
    Parsed Parse(std::string_view text, FlatRecord& record) override;

   private:
    [[nodiscard]] bool ReadNative(std::string_view text, FlatRecord& record);
    [[nodiscard]] bool ReadShort(std::string_view text, FlatRecord& record);

    // One for each value of a line, in the order in which the line has them.
    std::vector<PathId> columns_;
    PathId more_, log_, client_, uri_, agent_;
    std::vector<std::string_view> words_;
    // The user's; then `referrer` and `useragent`.
    std::vector<SquidFormat> own_, short_;
    Arena made_;
  };
};

}  // namespace noroshi::lines
