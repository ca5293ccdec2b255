#include "simulate/evtx/xml_fragment.h"

#include <cstring>

#include "base/hash.h"

namespace noroshi {
namespace {

XmlPiece MakePiece(XmlPiece::Kind kind, std::string_view text) {
  XmlPiece piece;
  piece.kind = kind;
  piece.text = text;
  return piece;
}

XmlPiece MakeHole(std::uint16_t index, EvtxType type, bool optional) {
  XmlPiece piece;
  piece.kind = XmlPiece::Kind::kHole;
  piece.number = index;
  piece.type = type;
  piece.optional = optional;
  return piece;
}

// Text with a length before it, so that "ab"+"c" and "a"+"bc" differ.
void Describe(std::string_view text, std::string& out) {
  out += std::to_string(text.size()) + ':';
  out += text;
}

void Describe(const XmlPiece& piece, std::string& out) {
  out += std::to_string(static_cast<int>(piece.kind)) + (piece.optional ? "?" : "!");
  out += std::to_string(piece.number) + ',' + std::to_string(static_cast<int>(piece.type));
  Describe(piece.text, out);
  Describe(piece.data, out);
}

std::string Describe(const std::vector<XmlStep>& steps) {
  std::string out;
  for (const XmlStep& step : steps) {
    out += std::to_string(static_cast<int>(step.kind)) + '/' + std::to_string(step.depends_on);
    Describe(step.name, out);
    for (const XmlAttribute& attribute : step.attributes) {
      Describe(attribute.name, out);
      for (const XmlPiece& piece : attribute.value) Describe(piece, out);
    }
    Describe(step.piece, out);
  }
  return out;
}

}  // namespace

XmlPiece XmlPiece::Text(std::string_view utf8) { return MakePiece(Kind::kText, utf8); }
XmlPiece XmlPiece::CData(std::string_view utf8) { return MakePiece(Kind::kCData, utf8); }
XmlPiece XmlPiece::Entity(std::string_view name) { return MakePiece(Kind::kEntity, name); }

XmlPiece XmlPiece::Character(std::uint16_t unit) {
  XmlPiece piece = MakePiece(Kind::kCharacter, {});
  piece.number = unit;
  return piece;
}

XmlPiece XmlPiece::Instruction(std::string_view target, std::string_view data) {
  XmlPiece piece = MakePiece(Kind::kInstruction, target);
  piece.data = data;
  return piece;
}

XmlPiece XmlPiece::Hole(std::uint16_t index, EvtxType type) { return MakeHole(index, type, false); }

XmlPiece XmlPiece::OptionalHole(std::uint16_t index, EvtxType type) {
  return MakeHole(index, type, true);
}

XmlSketch& XmlSketch::Open(std::string_view name, std::vector<XmlAttribute> attributes,
                           std::uint16_t depends_on) {
  XmlStep step;
  step.kind = XmlStep::Kind::kOpen;
  step.name = name;
  step.depends_on = depends_on;
  step.attributes = std::move(attributes);
  steps_.push_back(std::move(step));
  return *this;
}

XmlSketch& XmlSketch::Add(XmlPiece piece) {
  XmlStep step;
  step.kind = XmlStep::Kind::kPiece;
  step.piece = std::move(piece);
  steps_.push_back(std::move(step));
  return *this;
}

XmlSketch& XmlSketch::Close() {
  steps_.emplace_back();
  return *this;
}

XmlSketch& XmlSketch::Leaf(std::string_view name, XmlPiece piece, std::uint16_t depends_on) {
  return Open(name, {}, depends_on).Add(std::move(piece)).Close();
}

std::array<std::uint8_t, 16> XmlSketch::Guid() const {
  const std::string text = Describe(steps_);
  const std::uint64_t halves[2] = {Hash64(text, 1), Hash64(text, 2)};
  std::array<std::uint8_t, 16> guid;
  std::memcpy(guid.data(), halves, guid.size());
  return guid;
}

}  // namespace noroshi
