// HeaderParser: what parsers of formats with '#' directives have in common: the directives in force
// are those of the unit's start, then those that come by.
#pragma once

#include "evidence/lines/tokens.h"
#include "evidence/text/record_parser.h"

namespace noroshi::lines {

class HeaderParser : public RecordParser {
 public:
  void BeginUnit(const Unit& unit) final {
    Reset();
    if (unit.header == nullptr) return;
    ForFirstLines(*unit.header, kAllLines, [&](std::string_view line) {
      TakeDirective(line);
      return true;
    });
  }

  [[nodiscard]] Parsed Parse(std::string_view text, FlatRecord& record) final {
    record.Clear();
    if (!text.starts_with('#')) return ParseLine(text, record);
    TakeDirective(text);
    return Parsed::kNoRecord;
  }

 protected:
  // No directive is in force.
  virtual void Reset() = 0;
  virtual void TakeDirective(std::string_view line) = 0;
  // A line that is no directive, under those that have come so far. `record` is already clear.
  [[nodiscard]] virtual Parsed ParseLine(std::string_view line, FlatRecord& record) = 0;

 private:
  static constexpr int kAllLines = 1 << 30;
};

}  // namespace noroshi::lines
