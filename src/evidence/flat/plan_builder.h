// Makes the plan of one mapping for one set of names.
#pragma once

#include <span>

#include "event/event.h"
#include "evidence/flat/layout.h"

namespace noroshi {

enum class PayloadForm : std::uint8_t {
  // A field for each name.
  kNamed,
  // One field "(other)" for all of them: see kMaxShapesPerDecoder.
  kJoined,
};

// The names of a record, and which of them is wanted. Borrows both; find is linear, which happens
// once a layout.
class NameSet {
 public:
  NameSet(std::span<const PathId> paths, const PathTable& table) : paths_(paths), table_(table) {}

  // kRootPath when no name has this text.
  [[nodiscard]] PathId Find(std::string_view text) const noexcept;
  [[nodiscard]] std::span<const PathId> paths() const noexcept { return paths_; }
  [[nodiscard]] std::string_view Text(PathId path) const noexcept { return table_.Text(path); }

 private:
  std::span<const PathId> paths_;
  const PathTable& table_;
};

// True if all names that the mapping's keys demand are there.
[[nodiscard]] bool NamesFit(const Mapping& mapping, const NameSet& names) noexcept;
// True if those that demand a value have it. REQUIRES: NamesFit.
[[nodiscard]] bool ValuesHold(const Mapping& mapping, const FlatRecord& record,
                              const PathTable& paths) noexcept;

// REQUIRES: NamesFit. Interns the shape and its names in `context`, where they stay. Where two
// names end up as one field, it has the values of both.
[[nodiscard]] Plan BuildPlan(const Mapping& mapping, const NameSet& names, PayloadForm form,
                             EventContext& context);

}  // namespace noroshi
