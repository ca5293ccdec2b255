// TreeText: writes the text of a record's tree straight into a buffer.
#pragma once

#include "evidence/evtx/text_buffer.h"
#include "evidence/evtx/text_sink.h"

namespace noroshi::evtx {

// The tree is whole when it is written: what may vanish has vanished, so most callbacks about
// optional parts have nothing to do. One per decoder; not thread-safe.
class TreeText : public TextSink {
 public:
  // Appends to `out`.
  explicit TreeText(TextBuffer& out) : out_(out) {}

  void Literal(std::string_view text) override { out_.Append(text); }
  void Content(const Tree& tree, NodeId node, ValueFormat format) override;
  void Close(char bracket) override;
  void BeginMaybe(const Tree&, NodeId) override {}
  void EndMaybe() override {}
  void BeginItems(const Tree&, NodeId) override {}
  void EndItems() override {}
  void Mark() override {}
  void DropIfBare(char open, char bracket) override;
  void EitherIfBare(char open, char bracket) override { DropIfBare(open, bracket); }
  void Otherwise() override {}
  void EndEither() override {}

 private:
  TextBuffer& out_;
};

}  // namespace noroshi::evtx
