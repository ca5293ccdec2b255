// Walker: the general way to read a record. Takes any BinXML, expands template instances and
// embedded BinXML into a tree, drops and repeats elements as section 6 of the EVTX spec says. The
// fast path (plan.h) must give the same answers for every record it accepts.
//
// No recursion: nesting lives on a stack of frames with a cap, and the whole work of a record has
// a budget, because two instances per level would double the output 64 times (E-10.1).
// One per decoder; not thread-safe.
#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "base/arena.h"
#include "base/byte_reader.h"
#include "evidence/evtx/fragment.h"
#include "evidence/evtx/issues.h"
#include "evidence/evtx/template_store.h"
#include "evidence/evtx/tree.h"
#include "evidence/evtx/tree_builder.h"
#include "evidence/evtx/value_window.h"

namespace noroshi::evtx {

// Real records nest two deep (E-6.7).
inline constexpr std::size_t kMaxNesting = 64;
// Steps (tokens, values, bytes of text / 16) one record may cost: an array of 32,767 empty strings
// in one value needs about a quarter of it, and it takes well under 100 ms.
inline constexpr std::uint32_t kMaxRecordWork = 1'000'000;
// All records of a chunk together: twice the dearest record that is honest, thirty times an honest
// chunk. Also the bound on what the values of a chunk can take: a step stands for so many bytes.
inline constexpr std::uint32_t kMaxChunkWork = 2'000'000;

class Walker {
 public:
  explicit Walker(TemplateStore& templates) : templates_(templates) {}

  // Gives back the work of a chunk; before the first record of each.
  void BeginChunk();

  // Expands chunk[begin, end) into `tree`. What had to be made goes to `arena`; names point into
  // this walker and are valid until the next call. REQUIRES: templates.BeginChunk(chunk).
  void Walk(Bytes chunk, std::size_t begin, std::size_t end, Arena& arena, Tree& tree,
            Issues& issues);

 private:
  // A fragment (or one element of it, repeated for the items of an array) being expanded.
  struct Frame {
    const Fragment* fragment = nullptr;
    // Token indices: the next one, and the range to walk.
    std::uint32_t at = 0, begin = 0, end = 0;
    std::uint32_t first_window = 0, window_count = 0;
    std::uint32_t nesting = 0;
    // Inside an instance, where substitutions have values; outside they are empty.
    bool in_instance = false;
    // Repeated element: which item of how many.
    std::uint32_t item = 0, items = 1;
    // Of the items, in windows_.
    std::uint32_t first_item = 0;
    // The value whose items are walked.
    std::uint16_t array_index = kNoDependency;
  };

  // One token of the topmost frame.
  void Step();
  void Open(const Token& token);
  void Attribute(const Token& token);
  void Substitute(const Token& token);
  void AddArrayToAttribute(const ValueWindow& window);
  void Instance(const Token& token);

  // Whether an element vanishes because of a value that is null.
  bool Dropped(const Frame& frame, const Token& open) const;
  // Pushes a frame that repeats the element when its content is an array.
  bool Repeat(const Token& open);
  [[nodiscard]] ValueWindow Window(const Frame& frame, std::uint16_t index) const;
  [[nodiscard]] bool IsNull(const Frame& frame, std::uint16_t index) const;
  Fragment& NewFragment();
  const Fragment& ListOfValues(std::uint32_t count);
  void PushFragment(std::size_t begin, std::size_t end, std::uint32_t nesting);
  // Takes from the budgets of record and chunk; false, with the issue noted, when it is used up.
  bool Spend(std::size_t work);

  TemplateStore& templates_;
  TreeBuilder builder_;
  std::vector<Frame> frames_;
  // Of all instances of the record.
  std::vector<ValueWindow> windows_;
  // record-level ones; a deque: they must not move.
  std::deque<Fragment> fragments_;
  std::size_t fragments_used_ = 0;
  // What this record may still spend.
  std::uint32_t work_left_ = 0;
  // Behind this record, once it is read.
  std::uint32_t chunk_work_left_ = kMaxChunkWork;

  Bytes chunk_;
  Arena* arena_ = nullptr;
  Tree* tree_ = nullptr;
  Issues* issues_ = nullptr;
};

}  // namespace noroshi::evtx
