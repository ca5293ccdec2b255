// RecordAdder: puts named values into a record, for parsers whose names come from the text.
//
// Made texts live in an arena of the parser until its next record. One per parser.
#pragma once

#include <string_view>

#include "base/arena.h"
#include "evidence/flat/flat_record.h"

namespace noroshi::lines {

// Names go straight under the record's root. REQUIRES: Begin or Continue before anything else; the
// record outlives the use.
class RecordAdder {
 public:
  explicit RecordAdder(PathTable& paths) : paths_(paths) {}

  void Begin(FlatRecord& record) {
    record.Clear();
    record_ = &record;
    made_.Reset();
    partial_ = false;
  }

  // For a record that another parser has filled.
  void Continue(FlatRecord& record) {
    record_ = &record;
    made_.Reset();
    partial_ = false;
  }
  // Some of the record's values are missing.
  void MarkPartial() noexcept { partial_ = true; }
  [[nodiscard]] bool is_partial() const noexcept { return partial_; }
  [[nodiscard]] FlatRecord& record() noexcept { return *record_; }
  [[nodiscard]] Arena& arena() noexcept { return made_; }

  // A view of the record's text; an empty one is not added.
  void Add(std::string_view name, std::string_view text) {
    if (!text.empty()) record_->Add(paths_.Find(kRootPath, name), FlatType::kText, text);
  }
  // A text that the parser made.
  void AddMade(std::string_view name, std::string_view text) {
    record_->Add(paths_.Find(kRootPath, name), FlatType::kMade, made_.Copy(text));
  }
  [[nodiscard]] bool Has(std::string_view name) {
    return record_->Find(paths_.Find(kRootPath, name)) != nullptr;
  }
  // The first value of a name; empty when it has none.
  [[nodiscard]] std::string_view Text(std::string_view name) {
    const FlatField* field = record_->Find(paths_.Find(kRootPath, name));
    return field == nullptr ? std::string_view() : field->text;
  }

 private:
  PathTable& paths_;
  FlatRecord* record_ = nullptr;
  Arena made_;
  bool partial_ = false;
};

}  // namespace noroshi::lines
