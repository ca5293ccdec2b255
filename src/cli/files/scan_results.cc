#include "cli/files/scan_results.h"

#include <cstring>
#include <string>

namespace noroshi {
namespace {

// So that bytes compare as numbers do.
void AppendBigEndian(std::uint64_t value, std::string& out) {
  for (int shift = 56; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift & 0xFF);
}

// Times before 1970 stand before the others.
std::uint64_t InOrder(std::int64_t time) {
  return static_cast<std::uint64_t>(time) ^ std::uint64_t{1} << 63;
}

}  // namespace

void ScanResults::AddInOrder(std::uint64_t place, std::string_view text) {
  Add({.position = place}, {}, text);
}

void ScanResults::AddByLevel(std::uint64_t place, Level level, std::string_view text) {
  const auto above =
      static_cast<std::uint64_t>(Level::kCritical) - static_cast<std::uint64_t>(level);
  Add({.time = above, .position = place}, {}, text);
}

void ScanResults::AddByTime(std::uint64_t place, const scan::ScanFinding& finding,
                            std::string_view text) {
  std::string order = finding.path;
  order += '\0';
  AppendBigEndian(finding.offset, order);
  order += static_cast<char>(finding.rule);
  AppendBigEndian(place, order);
  Add({.time = InOrder(finding.modified)}, order, text);
}

// A record is what orders it, the text, and how long the former is.
void ScanResults::Add(const SortKey& key, std::string_view order, std::string_view text) {
  const RunPool::Lease lease(pool_);
  std::string& record = lease->pending();
  record += order;
  record += text;
  const std::uint64_t size = order.size();
  record.append(reinterpret_cast<const char*>(&size), sizeof size);
  lease->Commit(key);
}

Status ScanResults::Merge(const std::function<Status(std::string_view)>& take) {
  return pool_.Merge([&](const SortedRecord& record) {
    std::uint64_t order = 0;
    std::string_view text = record.bytes;
    std::memcpy(&order, text.data() + text.size() - sizeof order, sizeof order);
    text.remove_suffix(sizeof order);
    return take(text.substr(order));
  });
}

}  // namespace noroshi
