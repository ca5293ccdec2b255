#include "evidence/evtx/text_program.h"

#include <cstring>

#include "evidence/evtx/value_types.h"
#include "evidence/evtx/value_writer.h"

namespace noroshi::evtx {
namespace {

// Copies in whole steps: reads and writes up to kCopyBytes - 1 more than asked for.
char* CopyLiteral(const char* text, std::size_t size, char* out) noexcept {
  for (std::size_t at = 0; at < size; at += kCopyBytes) {
    std::memcpy(out + at, text + at, kCopyBytes);
  }
  return out + size;
}

// As if a comma stood there that the bracket takes the place of.
void CloseWith(char bracket, TextBuffer& out) {
  if (out.back() == ',') out.Truncate(out.size() - 1);
  out.Append(bracket);
  out.Append(',');
}

}  // namespace

const ValueWindow* TextRunner::Window(SlotRef slot) const noexcept {
  const auto values = windows_->level[slot.level];
  return slot.index < values.size() ? &values[slot.index] : nullptr;
}

bool TextRunner::Absent(const TextProgram& program, std::uint32_t first,
                        std::uint32_t count) const noexcept {
  for (std::uint32_t i = first; i < first + count; ++i) {
    const ValueWindow* const window = Window(program.conditions_[i]);
    if (window == nullptr || window->type == kTypeNull) return true;
  }
  return false;
}

bool TextRunner::WriteValue(const TextStep& step, const char* text, TextBuffer& out) {
  char* const at =
      CopyLiteral(text, step.size, out.Reserve(step.size + kCopyBytes + kShortTextRoom));
  const bool item = step.depth != 0 && !items_.empty();
  const ValueWindow* const window = item ? &items_[item_] : Window(step.slot);
  if (window == nullptr) return false;
  const ShortWriter writer = ShortWriterOf(step.format, window->type);
  if (writer == nullptr) {
    out.SetEnd(at);
    return AppendWindow(*window, windows_->readable_end, step.format, out);
  }
  char* const end = writer(*window, at);
  if (end == nullptr) return false;
  out.SetEnd(end);
  return true;
}

bool TextRunner::BeginItems(const TextStep& step) {
  items_.clear();
  item_ = 0;
  const ValueWindow* const window = Window(step.slot);
  if (window == nullptr || !IsArray(window->type)) return window != nullptr;
  Issues issues;
  SplitArray(*window, items_, issues);
  if (items_.empty()) items_.emplace_back();  // no item: one empty element (E-6.6)
  return issues.empty();
}

bool TextRunner::Run(const TextProgram& program, const InstanceWindows& windows, TextBuffer& out) {
  windows_ = &windows;
  items_.clear();
  if (Absent(program, 0, program.root_conditions_)) return false;
  const std::size_t before = out.size();
  if (RunSteps(program, out)) return true;
  out.Truncate(before);
  return false;
}

bool TextRunner::RunSteps(const TextProgram& program, TextBuffer& out) {
  const char* const texts = program.texts_.data();
  const TextStep* const steps = program.steps_.data();
  const std::size_t end = program.steps_.size();
  for (std::size_t at = 0; at < end; ++at) {
    const TextStep& step = steps[at];
    switch (step.op) {
      case TextOp::kLiteral:
        out.SetEnd(CopyLiteral(texts + step.begin, step.size, out.Reserve(step.size + kCopyBytes)));
        break;
      case TextOp::kValue:
        if (!WriteValue(step, texts + step.begin, out)) return false;
        break;
      case TextOp::kTrim:
        if (out.back() == ',') out.Truncate(out.size() - 1);
        break;
      case TextOp::kUnless:
        if (Absent(program, step.begin, step.size)) at = step.to - 1;
        break;
      case TextOp::kMark: marks_[step.depth] = out.size(); break;
      case TextOp::kDropBare:
      case TextOp::kEither:
        if (out.back() == step.open) {
          out.Truncate(marks_[step.depth]);
        } else {
          CloseWith(step.close, out);
          if (step.op == TextOp::kEither) at = step.to - 1;
        }
        break;
      case TextOp::kJump: at = step.to - 1; break;
      case TextOp::kItems:
        if (!BeginItems(step)) return false;
        break;
      case TextOp::kEndItems:
        if (++item_ < items_.size()) {
          at = step.to - 1;
        } else {
          items_.clear();
        }
        break;
    }
  }
  return true;
}

}  // namespace noroshi::evtx
