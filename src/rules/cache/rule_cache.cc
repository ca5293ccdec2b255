#include "rules/cache/rule_cache.h"

#include <algorithm>
#include <span>
#include <thread>

#include "base/hash.h"
#include "rules/cache/rule_set_image.h"
#include "rules/cache/source_check.h"
#include "rules/cache/stamp_check.h"
#include "rules/packed/pack_reader.h"
#include "rules/packed/pack_writer.h"
#include "rules/packed/rule_fields.h"
#include "rules/rule_files.h"

namespace noroshi {

template <class Io>
void Fields(Io& io, Is<FileStamp> auto& stamp) {
  auto& [size, modified, changed, device, inode] = stamp;
  io(size, modified, changed, device, inode);
}

template <class Io>
void Fields(Io& io, Is<SourceFile> auto& file) {
  auto& [path, stamp, hash] = file;
  io(path, stamp, hash);
}

namespace {

constexpr const char* kRulesPart = "rules";

// A name of 128 bits: two results that share one would be mistaken for each other.
class NameHash {
 public:
  void Add(std::string_view text) {
    for (std::uint64_t& half : halves_) half = Hash64(text, half);
  }
  void Add(std::uint64_t number) {
    for (std::uint64_t& half : halves_) half = HashMix(half, number);
  }
  [[nodiscard]] std::string Name() const { return ToHex(halves_[0]) + ToHex(halves_[1]); }

 private:
  std::uint64_t halves_[2] = {1, 2};
};

}  // namespace

RuleCache::RuleCache(RuleCacheRequest request)
    : request_(std::move(request)), folder_(request_.folder) {}

std::string RuleCache::RequestName() const {
  NameHash hash;
  hash.Add(request_.engine);
  hash.Add(request_.options);
  for (const auto* paths : {&request_.rule_paths, &request_.list_files}) {
    hash.Add(paths->size());
    for (const std::string& path : *paths) hash.Add(path);
  }
  return hash.Name() + ".sources";
}

// Paths are part of it, because rules and diagnostics show them.
void RuleCache::NameResult(const std::vector<SourceFile>& sources) {
  NameHash hash;
  hash.Add(request_.engine);
  hash.Add(request_.options);
  for (const std::string& path : request_.rule_paths) hash.Add(path);
  for (const SourceFile& file : sources) {
    hash.Add(file.path);
    hash.Add(file.hash);
  }
  result_ = hash.Name();
}

std::optional<RuleCache::Sources> RuleCache::SourcesNow() const {
  Sources now;
  auto found = ListRuleFiles(request_.rule_paths, Stamps::kYes, request_.threads, &now.folders);
  if (!found) return std::nullopt;
  now.files = *std::move(found);
  now.files.insert(now.files.end(), lists_.begin(), lists_.end());
  return now;
}

// A folder that looks as before holds the same names, so that none has to be read.
bool RuleCache::IsUntouched(const Sources& remembered) const {
  const auto& [files, folders] = remembered;
  if (folders.empty() || files.size() < lists_.size()) return false;
  const auto rules = std::span(files).first(files.size() - lists_.size());
  const auto same = [](const SourceFile& a, const SourceFile& b) {
    return a.path == b.path && a.hash == b.hash;
  };
  return std::ranges::equal(std::span(files).subspan(rules.size()), lists_, same) &&
         StampsHold(folders, request_.threads) && StampsHold(rules, request_.threads);
}

bool RuleCache::IsFresh(const Sources& remembered) const {
  if (IsUntouched(remembered)) return true;
  auto found = SourcesNow();
  if (!found) return false;
  const Freshness freshness = CheckSources(remembered.files, found->files);
  if (freshness == Freshness::kTouched) WriteSources(*std::move(found));
  return freshness != Freshness::kChanged;
}

bool RuleCache::Find(const Take& take) {
  if (request_.folder.empty()) return false;
  for (const std::string& path : request_.list_files) lists_.push_back(LookAt(path));
  const auto remembered = folder_.Read(RequestName());
  if (!remembered) return false;
  Sources sources;
  PackReader reader(remembered->content);
  reader(sources.files, sources.folders);
  if (!reader.ok() || !reader.at_end()) return false;
  NameResult(sources.files);
  bool fresh = false;
  {
    const std::jthread check([&] { fresh = IsFresh(sources); });
    const auto image = FindPart(kRulesPart);
    auto set = image ? UnpackRuleSet(*image) : std::nullopt;
    if (!set) return false;
    take(*std::move(set));
  }
  return fresh;
}

std::optional<CacheImage> RuleCache::FindPart(const std::string& part) const {
  return result_.empty() ? std::nullopt : folder_.Read(result_ + "." + part);
}

// Looked at anew, for a load does not ask: of use only if what lies there is what was loaded.
std::vector<SourceFile> RuleCache::FoldersOf(const std::vector<SourceFile>& files) const {
  auto now = SourcesNow();
  const bool same =
      now && std::ranges::equal(now->files, files, {}, &SourceFile::path, &SourceFile::path);
  return same ? std::move(now->folders) : std::vector<SourceFile>();
}

void RuleCache::WriteSources(Sources sources) const {
  ClearUnsettled(request_.now_ns, sources.files);
  ClearUnsettled(request_.now_ns, sources.folders);
  std::string bytes;
  PackWriter writer(bytes);
  writer(sources.files, sources.folders);
  folder_.Write(RequestName(), bytes);
}

std::optional<std::vector<SourceFile>> RuleCache::SourcesOf(const RuleSet& set) const {
  std::vector<SourceFile> sources = set.sources;
  std::ranges::sort(sources, {}, &SourceFile::path);
  // A file that lies below two of the paths was read twice; if it changed in between, what was read
  // is the result of no files at all.
  const auto differs = [](const SourceFile& a, const SourceFile& b) {
    return a.path == b.path && a.hash != b.hash;
  };
  if (std::adjacent_find(sources.begin(), sources.end(), differs) != sources.end()) return {};
  const auto same = [](const SourceFile& a, const SourceFile& b) { return a.path == b.path; };
  sources.erase(std::unique(sources.begin(), sources.end(), same), sources.end());
  sources.insert(sources.end(), lists_.begin(), lists_.end());
  return sources;
}

void RuleCache::Name(const RuleSet& set) {
  result_.clear();
  if (request_.folder.empty()) return;
  if (const auto sources = SourcesOf(set)) NameResult(*sources);
}

// A loaded set lies in arenas that also hold what was left out and set aside, three times of what
// is left.
RuleSet RuleCache::KeepRules(RuleSet set) const {
  std::string packed = PackRuleSet(set);
  KeepPart(kRulesPart, packed);
  auto image = FindPart(kRulesPart);
  if (!image) image = HeldImage(std::move(packed));
  auto kept = UnpackRuleSet(*image);
  if (!kept) return set;
  kept->sources = std::move(set.sources);
  return *std::move(kept);
}

void RuleCache::KeepSources(const RuleSet& set) const {
  if (!keeps()) return;
  auto sources = SourcesOf(set);
  if (!sources) return;
  std::vector<SourceFile> folders = FoldersOf(*sources);
  WriteSources({.files = *std::move(sources), .folders = std::move(folders)});
  folder_.Trim(kMaxCacheFiles, kMaxCacheBytes);
}

void RuleCache::KeepPart(const std::string& part, std::string_view content) const {
  if (!result_.empty()) folder_.Write(result_ + "." + part, content);
}

}  // namespace noroshi
