// TextProgram: the text of any record of a template pair, compiled once: literal runs and the
// values between them, straight from the descriptor windows (EVTX spec 13.2 (d)). The compiler is
// the ordinary JSON or XML writer working on the pair's tree, so the walker's text is the same.
//
// Immutable once built; TextRunner holds what a run needs.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "evidence/evtx/fragment.h"
#include "evidence/evtx/plan.h"
#include "evidence/evtx/text_buffer.h"
#include "evidence/evtx/tree.h"
#include "evidence/evtx/value_format.h"
#include "evidence/evtx/value_window.h"
#include "evidence/source.h"

namespace noroshi::evtx {

// What one step does. `to` is the step a jump leads to.
enum class TextOp : std::uint8_t {
  // text[begin, begin + size).
  kLiteral,
  // text[begin, begin + size), then the value in `slot`.
  kValue,
  // Takes back a comma at the end.
  kTrim,
  // Jumps when one of conditions[begin, begin + size) is null.
  kUnless,
  // Remembers this place under `depth`.
  kMark,
  // Back to the mark when the text ends with `open`; else closes with `close` and a comma.
  kDropBare,
  // As kDropBare, but jumps after closing.
  kEither,
  kJump,
  // When `slot` is an array: repeats up to kEndItems for each item.
  kItems,
  kEndItems,
};

struct TextStep {
  TextOp op = TextOp::kLiteral;
  ValueFormat format = ValueFormat::kXmlText;
  char open = 0, close = 0;
  SlotRef slot;
  std::uint32_t begin = 0, size = 0;
  std::uint32_t to = 0;
  std::uint8_t depth = 0;
};

// Literals are copied in steps of this size, whatever their length; most take one step.
inline constexpr std::size_t kCopyBytes = 32;

class TextProgram {
 public:
  // Compiles the pair; `inner` may be null. Null when only the walker can write such records. JSON
  // lacks its last bracket, for RecordText::AppendEnd.
  [[nodiscard]] static std::unique_ptr<const TextProgram> Build(const Fragment& outer,
                                                                const Fragment* inner,
                                                                DumpFormat format);

  // Bytes it takes in memory, near enough for a budget.
  [[nodiscard]] std::size_t MemoryBytes() const noexcept {
    return sizeof(TextProgram) + steps_.size() * sizeof(TextStep) +
           conditions_.size() * sizeof(SlotRef) + texts_.size();
  }

 private:
  friend class TextProgramBuilder;
  friend class TextRunner;

  std::vector<TextStep> steps_;
  std::vector<SlotRef> conditions_;
  // The first of conditions_ are those of the root element.
  std::uint32_t root_conditions_ = 0;
  // With kCopyBytes behind that are not part of any step.
  std::string texts_;
};

// Runs programs. One per decoder; not thread-safe.
class TextRunner {
 public:
  // Appends a record's text. False when only the walker can write it; `out` is then as before.
  [[nodiscard]] bool Run(const TextProgram& program, const InstanceWindows& windows,
                         TextBuffer& out);

  // Nested objects that may turn out empty.
  static constexpr std::size_t kMaxMarks = 16;

 private:
  bool RunSteps(const TextProgram& program, TextBuffer& out);
  // `text` is the step's literal.
  bool WriteValue(const TextStep& step, const char* text, TextBuffer& out);
  bool BeginItems(const TextStep& step);
  [[nodiscard]] bool Absent(const TextProgram& program, std::uint32_t first,
                            std::uint32_t count) const noexcept;
  // Null when the instance has no such value.
  [[nodiscard]] const ValueWindow* Window(SlotRef slot) const noexcept;

  const InstanceWindows* windows_ = nullptr;
  std::size_t marks_[kMaxMarks] = {};
  // Of the array being repeated; empty when none is.
  std::vector<ValueWindow> items_;
  std::size_t item_ = 0;
};

}  // namespace noroshi::evtx
