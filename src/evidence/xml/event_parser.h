// EventParser: one <Event> of Windows' XML (wevtutil, Event Viewer, Get-WinEvent's ToXml, Sysmon
// for Linux) to names and values, under the paths that evtx_dump's JSON has: one mapping reads
// both.
//
//   <Data Name="Image">x</Data>           Event.EventData.Image
//   <Data>x</Data>                        Event.EventData.Data, once for each
//   <Provider Name="x"/>                  Event.System.Provider.#attributes.Name
//   <UserData><E><Param1>x</Param1></E>   Event.UserData.E.Param1
//
// RenderingInfo, the texts in the language of who exported, is left out. No recursion; elements
// deeper than kMaxXmlDepth are left out and make the record partial. One per decoder.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "evidence/flat/flat_record.h"
#include "evidence/text/record_parser.h"
#include "evidence/xml/xml_scan.h"

namespace noroshi::xml {

// Events have five levels.
inline constexpr std::size_t kMaxXmlDepth = 64;

class EventParser {
 public:
  explicit EventParser(PathTable& paths) : paths_(paths) {}

  // Adds to `record`, which is not cleared; made texts live until the next call. kBad when the text
  // is no whole event; what was added until then is worth nothing.
  [[nodiscard]] Parsed Read(std::string_view text, FlatRecord& record);

 private:
  // Where in the event an element stands, which decides its path: kFrame is <Event> itself,
  // kSkipped what is left out with all inside.
  enum class Section : std::uint8_t { kFrame, kSystem, kEventData, kOther, kSkipped };
  struct Level {
    PathId path{};
    Section section{};
    bool has_children = false;
  };

  void Open(const Markup& tag);
  void Close();
  [[nodiscard]] Section SectionOf(const Markup& tag) const;
  [[nodiscard]] PathId PathOf(const Markup& tag, Section section);
  void AddAttributes(const Markup& tag, PathId path);
  void AddText(std::string_view text);
  void AddCdata(std::string_view text);
  void AddValue(PathId path, std::string_view raw);

  PathTable& paths_;
  FlatRecord* record_ = nullptr;
  Arena made_;
  std::vector<Level> levels_;
  // Levels beyond the limit that are open.
  std::size_t too_deep_ = 0;
  // Of the innermost element, as long as it is one piece.
  std::string_view text_;
  // Decoded, when it is several.
  std::string pieces_;
  bool is_pieces_ = false;
  bool odd_ = false, partial_ = false;
};

}  // namespace noroshi::xml
