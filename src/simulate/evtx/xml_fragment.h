// XmlSketch: a piece of XML with holes, as the writer of a log sees it: elements, attributes,
// text, and places that a value fills in later. XmlFragment: one use of a sketch.
//
//   XmlSketch data;
//   data.Open("EventData");
//   data.Open("Data", {{"Name", {XmlPiece::Text("TargetUserName")}}});
//   data.Add(XmlPiece::Hole(0, EvtxType::kString)).Close();
//   data.Close();
//
// A sketch is made once and then shared, immutable, by every record that uses it. Sketches know
// no chunk: names and offsets are given to them when they are written (binxml_writer.h).
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "simulate/evtx/evtx_value.h"

namespace noroshi {

// What may stand as content of an element or in an attribute's value.
struct XmlPiece {
  enum class Kind : std::uint8_t { kText, kCData, kCharacter, kEntity, kInstruction, kHole };
  Kind kind = Kind::kText;
  // Text, CDATA, entity name ("amp"), instruction target.
  std::string text;
  // kInstruction: what stands behind the target.
  std::string data;
  // kCharacter: the UTF-16 unit; kHole: the value's index.
  std::uint16_t number = 0;
  // kHole: the declared type.
  EvtxType type{};
  // kHole: its element or attribute vanishes with a null value.
  bool optional = false;

  static XmlPiece Text(std::string_view utf8);
  static XmlPiece CData(std::string_view utf8);
  static XmlPiece Character(std::uint16_t unit);
  static XmlPiece Entity(std::string_view name);
  static XmlPiece Instruction(std::string_view target, std::string_view data);
  static XmlPiece Hole(std::uint16_t index, EvtxType type);
  // A normal hole shows an empty text for a null value; an optional one takes its element away.
  static XmlPiece OptionalHole(std::uint16_t index, EvtxType type);
};

struct XmlAttribute {
  std::string name;
  std::vector<XmlPiece> value;
};

// The dependency id of an element that depends on no value.
inline constexpr std::uint16_t kNoDependency = 0xffff;

// A sketch is a flat list of steps rather than a tree: it is written in one pass, in order.
struct XmlStep {
  enum class Kind : std::uint8_t { kOpen, kPiece, kClose };
  Kind kind = Kind::kClose;
  std::string name;                          // kOpen
  std::uint16_t depends_on = kNoDependency;  // kOpen: dropped when that value is null
  std::vector<XmlAttribute> attributes;      // kOpen
  XmlPiece piece;                            // kPiece
};

class XmlSketch {
 public:
  XmlSketch& Open(std::string_view name, std::vector<XmlAttribute> attributes = {},
                  std::uint16_t depends_on = kNoDependency);
  XmlSketch& Add(XmlPiece piece);
  XmlSketch& Close();
  // <name>text</name>
  XmlSketch& Leaf(std::string_view name, XmlPiece piece, std::uint16_t depends_on = kNoDependency);

  [[nodiscard]] const std::vector<XmlStep>& steps() const noexcept { return steps_; }
  // The GUID a template made of this sketch carries: a hash of its structure, so that the same
  // sketch has the same GUID in every chunk, file and run, as Windows' own templates have.
  [[nodiscard]] std::array<std::uint8_t, 16> Guid() const;

 private:
  std::vector<XmlStep> steps_;
};

// One use of a sketch: as a template instance with values, or written out as plain elements
// (which have no holes to fill).
struct XmlFragment {
  enum class Form : std::uint8_t { kTemplate, kPlain };
  std::shared_ptr<const XmlSketch> sketch;
  std::vector<EvtxValue> values;
  Form form = Form::kTemplate;
  // The fragment header 0f 01 01 00, which some records lack.
  bool with_header = true;
};

}  // namespace noroshi
