// NameCounts: how often each name was seen, for names that evidence can make up without end
// (channels, hosts). Bounded, and the same whatever the order of the calls: with too many names the
// first kMaxCountedNames in byte order keep their exact counts, the others are counted together.
// One owner; each worker has its own and they are merged at the end.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace noroshi {

// Hosts of a large estate; some five megabytes at worst.
inline constexpr std::size_t kMaxCountedNames = 20'000;
// Windows allows 255 characters for a channel and fewer for a host. Longer names are cut.
inline constexpr std::size_t kMaxCountedNameBytes = 255;

class NameCounts {
 public:
  using Rows = std::map<std::string, std::uint64_t, std::less<>>;

  NameCounts() = default;
  // REQUIRES: max_names > 0.
  explicit NameCounts(std::size_t max_names) : max_names_(max_names) {}

  // Logarithmic in the number of names; allocates for a name not seen before.
  void Add(std::string_view name, std::uint64_t count);
  // For names that are known to be none of the kept ones.
  void AddOthers(std::uint64_t count) noexcept { others_ += count; }
  // Gives the same rows as if all had been added to one.
  void Merge(const NameCounts& other);

  [[nodiscard]] const Rows& rows() const noexcept { return rows_; }
  // Of the names that are not in rows().
  [[nodiscard]] std::uint64_t others() const noexcept { return others_; }

 private:
  std::size_t max_names_ = kMaxCountedNames;
  Rows rows_;
  std::uint64_t others_ = 0;
};

}  // namespace noroshi
