// PathTable: the names of fields as small integers, for records that bring their names along.
//
// A path is a name inside another: "EventData" inside "Event". Its full text joins them with '.'
// ("Event.EventData.Image"), as Sigma writes nested names (S-2.8). A flat name that has dots of its
// own gives the same text and is another path.
//
// One per decoder; not thread-safe. Cost of a look-up: a hash of the name. Memory is bounded:
// kMaxPaths names of at most kMaxNameBytes; every name beyond is kOtherPath.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace noroshi {

enum class PathId : std::uint32_t {};
// The record itself; also "none" where a path may be missing.
inline constexpr PathId kRootPath{0};
// Of names beyond the limits.
inline constexpr PathId kOtherPath{1};

// All formats we know have some 2,000 names together. Maps keyed by an identifier (a cloud log's
// resources) could go on without end.
inline constexpr std::size_t kMaxPaths = 16'384;
// No format has a name half as long; a longer one is text in the wrong place.
inline constexpr std::size_t kMaxNameBytes = 1024;

class PathTable {
 public:
  PathTable();

  // The path of `name` inside `parent`, made on first sight. `name` is UTF-8 without escapes.
  [[nodiscard]] PathId Find(PathId parent, std::string_view name);

  // The full text; lives as long as the table.
  [[nodiscard]] std::string_view Text(PathId path) const noexcept {
    return entries_[static_cast<std::size_t>(path)].text;
  }
  [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }

 private:
  struct Entry {
    PathId parent{};
    // The last part of the text: a name may have dots of its own.
    std::size_t name_size = 0;
    std::string text;
  };

  [[nodiscard]] bool Is(PathId path, PathId parent, std::string_view name) const noexcept;
  PathId Add(PathId parent, std::string_view name, std::size_t bucket);

  // By PathId; a deque, so that texts never move.
  std::deque<Entry> entries_;
  // Open addressing; 0 = free, for the root is never sought.
  std::vector<std::uint32_t> buckets_;
};

}  // namespace noroshi
