#include "rules/cache/rule_cache.h"

#include <algorithm>
#include <atomic>
#include <iterator>

#include "base/hash.h"
#include "base/image_check.h"
#include "base/parallel.h"
#include "rules/cache/rule_set_image.h"
#include "rules/cache/source_check.h"
#include "rules/cache/stamp_check.h"
#include "rules/packed/pack_reader.h"
#include "rules/packed/pack_writer.h"
#include "rules/rule_files.h"

namespace noroshi {

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

// Nothing else becomes a part of a file's name.
bool IsResultName(std::string_view name) {
  return name.size() == 32 && name.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

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

bool RuleCache::HasSameLists(const KnownSources& remembered) const {
  const auto same = [](const SourceFile& a, const SourceFile& b) {
    return a.path == b.path && a.hash == b.hash;
  };
  return std::ranges::equal(remembered.lists.Files(), lists_, same);
}

bool RuleCache::IsFresh(const KnownSources& remembered) const {
  auto found = SourcesNow();
  if (!found) return false;
  std::vector<SourceFile> files = remembered.rules.Files();
  std::ranges::move(remembered.lists.Files(), std::back_inserter(files));
  const Freshness freshness = CheckSources(files, found->files);
  if (freshness == Freshness::kTouched) WriteSources(*std::move(found));
  return freshness != Freshness::kChanged;
}

std::optional<RuleCache::KnownSources> RuleCache::Remembered() const {
  auto image = folder_.Read(RequestName());
  if (!image) return std::nullopt;
  KnownSources known{
      .image = *std::move(image), .rules = {}, .lists = {}, .folders = {}, .result = {}};
  PackReader reader(known.image.content);
  reader(known.result);
  for (SourceTable* table : {&known.rules, &known.lists, &known.folders}) {
    SourceTable::Members(reader, *table);
    if (!reader.ok() || !table->IsSound()) return std::nullopt;
  }
  if (!reader.at_end() || !IsResultName(known.result)) return std::nullopt;
  return known;
}

// A folder that looks as before holds the same names, so that none has to be read.
bool RuleCache::TakeWhileChecking(const KnownSources& remembered, const Images& images,
                                  const Take& take) const {
  std::vector<ImageCheck> checks;
  checks.emplace_back(images.rules, CheckedPages::kGo);
  if (images.part) checks.emplace_back(*images.part);
  std::atomic<bool> untouched = remembered.folders.size() != 0 && HasSameLists(remembered);
  std::vector<std::function<void()>> work;
  for (const SourceTable* files : {&remembered.folders, &remembered.rules}) {
    for (std::size_t slice = 0; slice < StampSlices(*files); ++slice) {
      work.emplace_back([&untouched, files, slice] {
        if (untouched && !StampsHold(*files, slice)) untouched = false;
      });
    }
  }
  for (ImageCheck& check : checks) {
    for (std::size_t part = 0; part < check.parts(); ++part) {
      work.emplace_back([&check, part] { check.Add(part); });
    }
  }
  WorkBeside beside(work.size(), request_.threads, [&](std::size_t i) { work[i](); });
  auto set = UnpackRuleSet(images.rules);
  if (set) take(*std::move(set), images.part);
  beside.Finish();
  images.rules.ReleasePages();  // few rules match; heads come back by themselves
  const bool whole = std::ranges::all_of(checks, [](const ImageCheck& one) { return one.Holds(); });
  return set && whole && (untouched || IsFresh(remembered));
}

bool RuleCache::Find(const std::string& part, const Take& take) {
  if (request_.folder.empty()) return false;
  for (const std::string& path : request_.list_files) lists_.push_back(LookAt(path));
  const auto remembered = Remembered();
  if (!remembered) return false;
  result_ = remembered->result;
  auto rules = folder_.Open(result_ + "." + kRulesPart);
  if (!rules) return false;
  const Images images{.rules = *std::move(rules), .part = folder_.Open(result_ + "." + part)};
  return TakeWhileChecking(*remembered, images, take);
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
  const auto lists = sources.files.end() - static_cast<std::ptrdiff_t>(lists_.size());
  std::string bytes;
  PackWriter writer(bytes);
  writer(result_);
  for (const SourceTable& table :
       {SourceTable({sources.files.begin(), lists}), SourceTable({lists, sources.files.end()}),
        SourceTable(sources.folders)}) {
    SourceTable::Members(writer, table);
  }
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
  const CacheImage image = KeptPart(kRulesPart, PackRuleSet(set));
  auto kept = UnpackRuleSet(image);
  if (!kept) return set;
  image.ReleasePages();
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

CacheImage RuleCache::KeptPart(const std::string& part, std::string content) const {
  KeepPart(part, content);
  auto image = FindPart(part);
  return image ? *std::move(image) : HeldImage(std::move(content), request_.spill_folder);
}

}  // namespace noroshi
