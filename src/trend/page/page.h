// A trend report as a page in one language: sections of paragraphs, lists, tables and two charts.
// ComposePage says what the report says; Markdown and HTML only lay it out, so that they cannot
// tell different things.
//
// Texts are plain: what they hold of files and rules is not escaped yet, that is the renderer's
// part. Values that own their texts; const access is safe from any thread.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "trend/trend_document.h"
#include "trend/words.h"

namespace noroshi {

// How a cell reads: as what a source says, as what it does not say, or as our own addition. The
// tone is part of what a cell says: a renderer must show it, in grey, italics or words.
enum class Tone : std::uint8_t { kPlain, kNotStated, kOwn };
[[nodiscard]] std::string_view ToneName(Tone tone) noexcept;  // "plain", "not_stated", "own"

// Of a table. One line of text; a renderer wraps it.
struct Cell {
  std::string text;
  Tone tone = Tone::kPlain;
};

// Every row has as many cells as there are heads.
struct TableBlock {
  std::string caption;
  std::vector<std::string> heads;
  // The first cell names the row.
  std::vector<std::vector<Cell>> rows;
  // Of the width, one per column, in percent.
  std::vector<unsigned> shares;
};

// A bar of the timeline with what it says: `label` fits into it, `detail` is the whole.
struct ChartSpan {
  // Months of the year, 0 to 11.
  int first = 0, last = 0;
  // 0 is the top one; spans that overlap never share one.
  unsigned lane = 0;
  Reach reach{};
  std::string label, detail;
};
// An actor. Renderers that cannot draw show each month's most exact bar instead.
struct ChartRow {
  std::string name;
  Tone tone = Tone::kPlain;
  unsigned lanes = 1;
  std::vector<ChartSpan> spans;
};
// Actors by month. Carries its own legend, so that a renderer knows no words.
struct TimelineBlock {
  std::string caption;
  // Twelve labels, from April on.
  std::vector<std::string> months;
  // What each kind of bar means.
  std::vector<std::pair<Reach, std::string>> legend;
  std::vector<ChartRow> rows;
};

// A sector and its sightings. Slices come by count; what is not stated comes last.
struct ChartSlice {
  std::string name;
  Tone tone = Tone::kPlain;
  // Sightings; one of two sectors counts in both, so slices may come to more than there are.
  std::uint64_t count = 0;
};
struct PieBlock {
  std::string caption;
  std::vector<ChartSlice> slices;
};

// One thing on the page. Exactly the member its kind names is meaningful; `text` serves the first
// three.
struct Block {
  enum class Kind : std::uint8_t {
    kParagraph,
    kNote,     // smaller: how to read what stands above
    kHeading,  // inside the section
    kList,
    kTable,
    kTimeline,
    kPie,
  };
  Kind kind{};
  std::string text;
  std::vector<std::string> items;
  TableBlock table;
  TimelineBlock timeline;
  PieBlock pie;
};

// A part of the report under a heading of its own. Never without a block: where there is nothing to
// say, that is said.
struct Section {
  // "introduction": a place to link to, the same in both languages.
  std::string id;
  std::string title;
  std::vector<Block> blocks;
};

// The report in one language.
struct Page {
  ReportLanguage language{};
  std::string title, subtitle;
  // Words of the page's frame.
  std::string contents, language_label, footer;
  std::vector<Section> sections;
};

// The whole report. Pure; safe from any thread; time linear in the document.
[[nodiscard]] Page ComposePage(const TrendDocument& document, ReportLanguage language);

}  // namespace noroshi
