#include "evidence/evtx/text_program.h"

#include "evidence/evtx/value_types.h"

namespace noroshi::evtx {
namespace {

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

bool TextRunner::WriteValue(const TextStep& step, TextBuffer& out) {
  const bool item = !items_.empty() && step.depth != 0;
  const ValueWindow* const window = item ? &items_[item_] : Window(step.slot);
  Value value;
  if (window == nullptr || !ToRegularValue(*window, value)) return false;
  AppendFormatted(value, step.format, out);
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
  const std::string_view texts = program.texts_;
  const std::size_t end = program.steps_.size();
  for (std::size_t at = 0; at < end; ++at) {
    const TextStep& step = program.steps_[at];
    switch (step.op) {
      case TextOp::kLiteral: out.Append(texts.substr(step.begin, step.size)); break;
      case TextOp::kValue:
        if (!WriteValue(step, out)) return false;
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
