#include "simulate/evtx/binxml_writer.h"

namespace noroshi {
namespace {

enum Token : std::uint8_t {
  kEndOfFragment = 0x00,
  kOpenElement = 0x01,
  kCloseStart = 0x02,
  kCloseEmpty = 0x03,
  kEndElement = 0x04,
  kText = 0x05,
  kAttribute = 0x06,
  kCData = 0x07,
  kCharacter = 0x08,
  kEntity = 0x09,
  kInstructionTarget = 0x0a,
  kInstructionData = 0x0b,
  kHole = 0x0d,
  kOptionalHole = 0x0e,
  kFragmentHeader = 0x0f,
};
constexpr std::uint8_t kMoreFollows = 0x40;

class ElementWriter {
 public:
  ElementWriter(DependencyIds ids, NameTable& names, ByteWriter& out)
      : ids_(ids), names_(names), out_(out) {}

  void Write(const XmlStep& step) {
    switch (step.kind) {
      case XmlStep::Kind::kOpen: return Open(step);
      case XmlStep::Kind::kPiece: FinishStartTag(); return WritePiece(step.piece);
      case XmlStep::Kind::kClose: return Close();
    }
  }

 private:
  struct OpenElement {
    std::size_t size_at = 0;     // where its data size stands
    bool start_tag_open = true;  // neither 02 nor 03 has been written
  };

  void Open(const XmlStep& step) {
    FinishStartTag();
    const bool has_attributes = !step.attributes.empty();
    out_.Put(static_cast<std::uint8_t>(kOpenElement | (has_attributes ? kMoreFollows : 0)));
    if (ids_ == DependencyIds::kPresent) out_.Put(step.depends_on);
    open_.push_back({out_.size(), true});
    out_.Put(std::uint32_t{0});
    names_.WriteReference(step.name, out_);
    if (has_attributes) WriteAttributes(step.attributes);
  }

  void WriteAttributes(const std::vector<XmlAttribute>& attributes) {
    const std::size_t size_at = out_.size();
    out_.Put(std::uint32_t{0});
    for (const XmlAttribute& attribute : attributes) {
      const bool last = &attribute == &attributes.back();
      out_.Put(static_cast<std::uint8_t>(kAttribute | (last ? 0 : kMoreFollows)));
      names_.WriteReference(attribute.name, out_);
      for (const XmlPiece& piece : attribute.value) WritePiece(piece);
    }
    PatchSize(size_at);
  }

  void Close() {
    const OpenElement element = open_.back();
    open_.pop_back();
    out_.Put(static_cast<std::uint8_t>(element.start_tag_open ? kCloseEmpty : kEndElement));
    PatchSize(element.size_at);
  }

  void FinishStartTag() {
    if (open_.empty() || !open_.back().start_tag_open) return;
    out_.Put(std::uint8_t{kCloseStart});
    open_.back().start_tag_open = false;
  }

  void WritePiece(const XmlPiece& piece) {
    switch (piece.kind) {
      case XmlPiece::Kind::kText:
        out_.Put(std::uint8_t{kText});
        out_.Put(static_cast<std::uint8_t>(EvtxType::kString));
        return WriteCounted(piece.text);
      case XmlPiece::Kind::kCData: out_.Put(std::uint8_t{kCData}); return WriteCounted(piece.text);
      case XmlPiece::Kind::kCharacter:
        out_.Put(std::uint8_t{kCharacter});
        return out_.Put(piece.number);
      case XmlPiece::Kind::kEntity:
        out_.Put(std::uint8_t{kEntity});
        return names_.WriteReference(piece.text, out_);
      case XmlPiece::Kind::kInstruction:
        out_.Put(std::uint8_t{kInstructionTarget});
        names_.WriteReference(piece.text, out_);
        out_.Put(std::uint8_t{kInstructionData});
        return WriteCounted(piece.data);
      case XmlPiece::Kind::kHole:
        out_.Put(static_cast<std::uint8_t>(piece.optional ? kOptionalHole : kHole));
        out_.Put(piece.number);
        return out_.Put(static_cast<std::uint8_t>(piece.type));
    }
  }

  // A length in characters, then the characters.
  void WriteCounted(std::string_view utf8) {
    const std::string units = Utf16Bytes(utf8);
    out_.Put(static_cast<std::uint16_t>(units.size() / 2));
    out_.PutBytes(units);
  }

  // A size counts what stands behind itself.
  void PatchSize(std::size_t at) {
    out_.Patch(at, static_cast<std::uint32_t>(out_.size() - at - sizeof(std::uint32_t)));
  }

  DependencyIds ids_;
  NameTable& names_;
  ByteWriter& out_;
  std::vector<OpenElement> open_;
};

}  // namespace

void WriteElements(const XmlSketch& sketch, DependencyIds ids, NameTable& names, ByteWriter& out) {
  ElementWriter writer(ids, names, out);
  for (const XmlStep& step : sketch.steps()) writer.Write(step);
}

void WriteFragmentHeader(ByteWriter& out) {
  for (const std::uint8_t byte :
       {std::uint8_t{kFragmentHeader}, std::uint8_t{1}, std::uint8_t{1}, std::uint8_t{0}}) {
    out.Put(byte);
  }
}

void WriteFragmentEnd(ByteWriter& out) { out.Put(std::uint8_t{kEndOfFragment}); }

}  // namespace noroshi
