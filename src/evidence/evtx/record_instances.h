// The template instances of a record of the usual form: one outer instance whose embedded document
// is one inner instance (95 of 100 records, E-6.7), an inline document of plain form (3 of 100), or
// nothing. All others are for the general walker.
#pragma once

#include <array>
#include <cstddef>

#include "base/byte_reader.h"
#include "evidence/evtx/inline_document.h"
#include "evidence/evtx/plan.h"
#include "evidence/evtx/plan_cache.h"
#include "evidence/evtx/record.h"
#include "evidence/evtx/template_store.h"
#include "evidence/evtx/value_window.h"

namespace noroshi::evtx {

class RecordInstances {
 public:
  void BeginChunk(Bytes chunk) { documents_.BeginChunk(chunk); }
  // Drops what it remembers; before the templates it points to die.
  void Forget() { documents_.Forget(); }

  // Finds the instances of a record. False when it is not of the usual form, or when anything about
  // it is odd. What it finds is valid until the next call.
  [[nodiscard]] bool Read(Bytes chunk, const RecordSpan& record, TemplateStore& templates,
                          PlanCache& plans);

  [[nodiscard]] const Template& outer() const noexcept { return *templates_[0]; }
  [[nodiscard]] const Template* inner() const noexcept { return templates_[1]; }
  [[nodiscard]] const InstanceWindows& windows() const noexcept { return windows_; }

 private:
  // Reads the instance that is all there is in chunk[begin, end).
  bool ReadLevel(Bytes chunk, std::size_t begin, std::size_t end, int level,
                 TemplateStore& templates);
  bool ReadDocument(std::size_t begin, std::size_t end, TemplateStore& templates);

  // Most values seen in one instance: 42. A record with more than this goes to the walker.
  static constexpr std::size_t kMaxWindows = 256;

  // Outer and inner; the inner one is null where the document is empty.
  const Template* templates_[2] = {};
  InlineDocuments documents_;
  InstanceWindows windows_;
  std::array<ValueWindow, kMaxWindows> storage_[2];
};

}  // namespace noroshi::evtx
