#include "evidence/csv/csv_format.h"

#include <algorithm>

#include "evidence/csv/event_csv.h"
#include "evidence/flat/event_maker.h"
#include "evidence/mapping/mapping_list.h"
#include "evidence/text/text_source.h"

namespace noroshi::csv {
namespace {

constexpr std::size_t kFewestColumns = 3;
constexpr std::size_t kMostNameBytes = 128;

// A name of a column: no number, no text.
bool IsName(std::string_view cell) noexcept {
  if (cell.size() >= 2 && cell.front() == '"' && cell.back() == '"') {
    cell = cell.substr(1, cell.size() - 2);
  }
  const bool letter = std::ranges::any_of(cell, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) > 0x7F;
  });
  return letter && cell.size() <= kMostNameBytes && cell.find('=') == std::string_view::npos;
}

// Reads the first row of a table under its header and asks what it is.
bool HoldsEvents(std::string_view start, const ReadOptions& options) {
  const Row header = FindRow(start);
  if (header.size == std::string_view::npos) return false;
  std::vector<std::string_view> names;
  SplitRow(start.substr(0, header.text), names);
  if (names.size() < kFewestColumns || !std::ranges::all_of(names, IsName)) return false;
  start.remove_prefix(header.size);
  const Row first = FindRow(start);
  std::vector<std::string_view> cells;
  SplitRow(start.substr(0, first.text), cells);
  if (cells.size() != names.size()) return false;
  PathTable paths;
  EventCsv::Parser parser(paths, options);
  Unit unit;
  unit.header = std::make_shared<const std::string>(std::string_view(names[0].data(), header.text));
  parser.BeginUnit(unit);
  FlatRecord record;
  const std::string row(start.substr(0, first.text));
  if (parser.Parse(row, record) == Parsed::kBad) return false;
  EventContext context;
  EventMaker maker(context, paths, MappingsFor(EventCsv::kName, options));
  Arena arena;
  Event event;
  maker.Make(record, {}, nullptr, arena, event);
  return !maker.last_is_unknown() || event.time.ticks != 0;
}

}  // namespace

Result<std::unique_ptr<Source>> OpenCsv(std::unique_ptr<SniffedStream>& text,
                                        const ReadOptions& options) {
  const Bytes start = text->start();
  const std::string_view shown{reinterpret_cast<const char*>(start.data()), start.size()};
  if (!EventCsv::Detect(shown) && !HoldsEvents(SkipTypeLine(shown), options)) {
    return std::unique_ptr<Source>();
  }
  return std::unique_ptr<Source>(std::make_unique<TextSource>(
      std::move(text), EventCsv::NewCutter(), EventCsv::kName, options));
}

}  // namespace noroshi::csv
