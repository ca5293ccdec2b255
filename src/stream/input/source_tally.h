// What became of each source of a run: the input files, and the members found in them.
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>

#include "evidence/source.h"
#include "stream/input/input_list.h"

namespace noroshi {

enum class FileState : std::uint8_t {
  // Its turn has not come: the run was interrupted before.
  kNotReached,
  // The run was interrupted in the middle of it.
  kReading,
  kRead,
  // Refused; the ledger has the reason.
  kNotRead,
  // Found in a folder, and no reader knows it: not an error.
  kOtherFormat,
};
[[nodiscard]] std::string_view FileStateName(FileState state) noexcept;

// A text that few of many objects have: eight bytes where it is empty.
class RareText {
 public:
  RareText() = default;
  RareText(std::string_view text) {  // NOLINT(google-explicit-constructor): stands for a text
    if (!text.empty()) text_ = std::make_unique<const std::string>(text);
  }
  RareText(const char* text) : RareText(std::string_view(text)) {}         // NOLINT: likewise
  RareText(const std::string& text) : RareText(std::string_view(text)) {}  // NOLINT: likewise
  RareText(const RareText& other) : RareText(other.view()) {}
  RareText& operator=(const RareText& other) {
    if (this != &other) *this = RareText(other);
    return *this;
  }
  RareText(RareText&&) noexcept = default;
  RareText& operator=(RareText&&) noexcept = default;
  ~RareText() = default;

  [[nodiscard]] bool empty() const noexcept { return text_ == nullptr; }
  [[nodiscard]] std::string_view view() const noexcept {
    return text_ == nullptr ? std::string_view() : std::string_view(*text_);
  }

 private:
  std::unique_ptr<const std::string> text_;
};

// Counters are added to by all workers, atomically; the rest is written by the feed only, under the
// lock of the file's lane.
struct FileTally {
  std::atomic<std::uint64_t> used{0}, damaged{0}, padding{0}, records{0};
  // Of the sums above, the feed's own share; the rest is the units'.
  ByteAccount fed;
  FileState state = FileState::kNotReached;
  // An archive; its bytes are those of its packed form.
  bool is_container = false;
  // Of text that was not UTF-8.
  RareText encoding;

  void Add(const ByteAccount& account) noexcept;
  // The feed's way to add.
  void AddFed(const ByteAccount& account) noexcept;
};

// A member of an archive, or an archive in it. Does not move: tickets point at it.
struct MemberTally {
  // As outputs name it.
  std::string shown;
  // Unpacked; 0 where the archive does not say.
  std::uint64_t size_bytes = 0;
  FileTally tally;
};

// By ordinal, from 1: members[i] has the ordinal i + 1. Most files are no archives: a list without
// members takes eight bytes (an empty std::deque takes 650). Its members do not move.
class MemberTallies {
 public:
  using List = std::deque<MemberTally>;

  MemberTally& emplace_back() {
    if (list_ == nullptr) list_ = std::make_unique<List>();
    return list_->emplace_back();
  }
  [[nodiscard]] bool empty() const noexcept { return list().empty(); }
  [[nodiscard]] std::size_t size() const noexcept { return list().size(); }
  [[nodiscard]] MemberTally& operator[](std::size_t index) noexcept { return (*list_)[index]; }
  [[nodiscard]] const MemberTally& operator[](std::size_t index) const noexcept {
    return (*list_)[index];
  }
  [[nodiscard]] List::const_iterator begin() const noexcept { return list().begin(); }
  [[nodiscard]] List::const_iterator end() const noexcept { return list().end(); }

 private:
  [[nodiscard]] const List& list() const noexcept {
    static const List none;
    return list_ == nullptr ? none : *list_;
  }

  std::unique_ptr<List> list_;
};

}  // namespace noroshi
