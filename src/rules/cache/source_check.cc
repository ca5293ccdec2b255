#include "rules/cache/source_check.h"

#include <algorithm>

#include "base/hash.h"
#include "rules/rule_files.h"

namespace noroshi {
namespace {

// A rule file is at most 16 MiB; lists beside the rules may be longer.
constexpr std::size_t kMaxReadBytes = 256 * 1024 * 1024;

}  // namespace

SourceFile LookAt(const std::string& path) {
  SourceFile file{.path = path, .stamp = {}, .hash = 0};
  std::string text;
  if (!ReadSource(kMaxReadBytes, file, text)) return {.path = path, .stamp = {}, .hash = 0};
  file.hash = Hash64(text);
  return file;
}

void ClearUnsettled(std::uint64_t read_at, std::vector<SourceFile>& files) {
  for (SourceFile& file : files) {
    const std::uint64_t latest = std::max(file.stamp.modified, file.stamp.changed);
    if (latest + kUnsettledNs >= read_at) file.stamp = {};
  }
}

Freshness CheckSources(const std::vector<SourceFile>& remembered, std::vector<SourceFile>& found) {
  if (remembered.size() != found.size()) return Freshness::kChanged;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (remembered[i].path != found[i].path) return Freshness::kChanged;
  }
  Freshness freshness = Freshness::kSame;
  for (std::size_t i = 0; i < found.size(); ++i) {
    const SourceFile& known = remembered[i];
    SourceFile& file = found[i];
    const bool settled = known.stamp != FileStamp{} && known.stamp == file.stamp;
    if (!settled) {
      file = LookAt(file.path);
      if (file.hash != known.hash) return Freshness::kChanged;
      if (file.stamp != FileStamp{}) freshness = Freshness::kTouched;
    }
    file.hash = known.hash;
  }
  return freshness;
}

}  // namespace noroshi
