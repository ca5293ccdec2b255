// Zeek's tab-separated logs (Zeek manual, "Zeek TSV Format Logs"): directives name the separator,
// the log ("path"), the fields and their types.
#pragma once

#include <string>
#include <vector>

#include "evidence/lines/header_parser.h"
#include "evidence/text/record_cutter.h"

namespace noroshi::lines {

struct Zeek {
  static constexpr std::string_view kName = "zeek";
  static bool Detect(std::string_view start);
  static std::unique_ptr<RecordCutter> NewCutter();

  // A field that is unset is missing; an empty set is null. A line of fewer fields than the header
  // names, as a truncated file ends with, is a partial record.
  class Parser final : public HeaderParser {
   public:
    explicit Parser(PathTable& paths);

   private:
    struct Column {
      PathId path{};
      FlatType type = FlatType::kHexed;
      bool is_set = false;
    };

    void Reset() override;
    void TakeDirective(std::string_view line) override;
    Parsed ParseLine(std::string_view line, FlatRecord& record) override;
    void TakeTypes(std::string_view types);
    // Sets and vectors give one value for each item.
    void AddValue(const Column& column, std::string_view text, FlatRecord& record);

    PathTable& paths_;
    PathId path_field_;
    // As Zeek writes them unless its directives say otherwise.
    char separator_ = '\t', set_separator_ = ',';
    std::string unset_ = "-", empty_ = "(empty)", log_;
    std::vector<Column> columns_;
    std::vector<std::string_view> parts_, items_;
  };
};

}  // namespace noroshi::lines
