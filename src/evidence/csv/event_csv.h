// Events as CSV. Windows' own exports: EvtxECmd (its Payload column is JSON of the event's data),
// Get-WinEvent through Export-Csv, and Event Viewer's "Save as CSV" in English and Japanese. And
// any table whose columns are the names of a record that a mapping knows, or that names a time:
// what search programs and portals export (csv_format.h). The first row names the columns; a row
// may go over several lines, because messages do.
//
// EvtxECmd's rows have the data of the event. The other two of Windows have its message only, which
// is taken apart where its form is known (evidence/message): what rules read are fields. It stays
// as a field of its own, Message. A record that a cell carries as text is opened
// (carried/carried_record.h).
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "evidence/carried/carried_record.h"
#include "evidence/csv/payload_json.h"
#include "evidence/flat/flat_record.h"
#include "evidence/message/message_fields.h"
#include "evidence/text/record_cutter.h"
#include "evidence/text/record_parser.h"

namespace noroshi::csv {

struct EventCsv {
  static constexpr std::string_view kName = "csv";
  // Windows' own exports, by the header alone: all columns of one of them are there. PowerShell's
  // "#TYPE" line may stand before it.
  static bool Detect(std::string_view start);
  static std::unique_ptr<RecordCutter> NewCutter();

  class Parser final : public RecordParser {
   public:
    // `paths` is the decoder's; it and the mappings of `options` outlive this.
    Parser(PathTable& paths, const ReadOptions& options);
    void BeginUnit(const Unit& unit) override;
    // More cells than columns make an odd record, fewer a partial one; cells behind the last column
    // are left out.
    Parsed Parse(std::string_view text, FlatRecord& record) override;

   private:
    // What to do with a cell, found out once a unit.
    struct Column {
      PathId path{};
      enum class Role : std::uint8_t {
        kValue,
        kProvider,
        kEventId,
        kPayload,
        kMessage,
        kUtcTime,
        kNothing
      } role = Role::kValue;
    };
    [[nodiscard]] Column::Role RoleOf(std::string_view name) const noexcept;
    void TakeHeader(std::string_view row);
    // A time that its column says to be UTC, as its own text does not.
    void AddUtcTime(PathId path, std::string_view text, FlatRecord& record);
    void AddCell(const Column& column, std::string_view cell, FlatRecord& record);
    PathTable& paths_;
    PathId message_field_;
    message::MessageFields messages_;
    PayloadJson payload_;
    carried::CarriedRecord carried_;
    // The header is that of one of Windows' own exports.
    bool is_windows_ = false;
    // Empty until the header has been seen.
    std::vector<Column> columns_;
    std::vector<std::string_view> cells_;
    // Of the row at hand.
    std::string_view provider_, event_id_, message_;
    // Texts that had to be made (doubled quotes), until the next record.
    Arena made_;
  };
};

// Rows as RFC 4180 has them: a line end inside quotes ends nothing. A quote counts at the start of
// a cell only, so that one in the middle of a text costs no more than its own row. Bounds: the
// header is kept up to 64 KiB. A line with "#TYPE" before it belongs to nothing.
class RowCutter final : public RecordCutter {
 public:
  Cut Next(std::string_view text, At at) override;
  // The row that names the columns, once it has been cut.
  [[nodiscard]] std::shared_ptr<const std::string> Header() override { return header_; }

 private:
  std::shared_ptr<const std::string> header_;
};

// The first row with its line end, and how many bytes of it are text; npos: it has no end here.
struct Row {
  std::size_t text = 0, size = std::string_view::npos;
};
[[nodiscard]] Row FindRow(std::string_view text) noexcept;
// Behind a "#TYPE" line, if there is one; nothing when that has no end here.
[[nodiscard]] std::string_view SkipTypeLine(std::string_view text) noexcept;
// Its cells as they stand, quotes included.
void SplitRow(std::string_view row, std::vector<std::string_view>& cells);

}  // namespace noroshi::csv
