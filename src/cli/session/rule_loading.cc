#include "cli/session/rule_loading.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <thread>
#include <utility>

#include "base/version.h"
#include "cli/machine.h"

namespace noroshi {
namespace {

namespace fs = std::filesystem;

constexpr const char* kMatcherPart = "matcher";

// The lists beside rules: each may be there or not, and either way decides what is loaded.
std::vector<std::string> ListFilesOf(const RuleOptions& options) {
  std::vector<std::string> files;
  if (!options.all_rules) {
    for (const std::string& path : options.paths) files.push_back(ExcludeListOf(path));
  }
  if (options.placeholders.empty()) return files;
  std::error_code error;
  const auto first = static_cast<std::ptrdiff_t>(files.size());
  for (fs::directory_iterator walk(options.placeholders, error);
       !error && walk != fs::directory_iterator(); walk.increment(error)) {
    files.push_back(walk->path().string());
  }
  std::sort(files.begin() + first, files.end());
  return files;
}

// Every option that changes what is loaded or how it is shown.
std::string OptionText(const RuleOptions& options) {
  std::vector<std::pair<std::string, std::string>> named;
  NoteRuleOptions(options, named);
  std::string text;
  for (const auto& [name, value] : named) text += name + '=' + value + '\n';
  for (const std::string& channel : options.mapped_channels) text += "mapped=" + channel + '\n';
  if (options.environment_hash != 0) {
    text += "environment=" + std::to_string(options.environment_hash) + '\n';
  }
  // Rules are shown below the name of their folder, which "." does not tell.
  std::error_code ignored;
  for (const std::string& path : options.paths) {
    text += fs::weakly_canonical(path, ignored).string() + '\n';
  }
  return text;
}

// Built-in rules alone are loaded faster than a cache is looked up.
std::string CacheFolderFor(const RuleOptions& options) {
  if (options.no_rule_cache || options.paths.empty()) return {};
  return UserCacheFolder(std::getenv("XDG_CACHE_HOME"), std::getenv("HOME"));
}

RuleCacheRequest RequestOf(const RuleOptions& options, unsigned threads,
                           const std::string& spill_folder) {
  return {.folder = CacheFolderFor(options),
          .spill_folder = spill_folder,
          .engine = std::string(Version()) + ' ' + ProgramIdentity(),
          .options = OptionText(options),
          .rule_paths = options.paths,
          .list_files = ListFilesOf(options),
          .now_ns = WallClockNs(),
          .threads = threads};
}

// Builds the matcher and has it lie in a file, as the next start will find it: that takes less
// memory than what was built, and none that the system could not have back.
Status MakeMatcher(const RuleCache& cache, const MatcherOptions& matching, LoadedRules& loaded) {
  NOROSHI_TRY(loaded.matcher, BuildMatcher(loaded.rules, loaded.context, matching));
  const CacheImage image = cache.KeptPart(kMatcherPart, SaveMatcher(*loaded.matcher));
  if (image.handle >= 0) {
    auto kept = LoadMatcher(image, loaded.rules, loaded.context, matching);
    if (kept != nullptr) loaded.matcher = std::move(kept);
  }
  GiveBackMemory();  // what building needed for a moment
  return Ok();
}

}  // namespace

Status LoadForRun(const RuleOptions& options, const MatcherOptions& given, unsigned threads,
                  const std::string& spill_folder, LoadedRules& loaded) {
  MatcherOptions matching = given;
  matching.build_threads = threads;
  const std::uint64_t start = MonotonicNs();
  auto cache = std::make_unique<RuleCache>(RequestOf(options, threads, spill_folder));
  const auto take = [&](RuleSet set, const std::optional<CacheImage>& image) {
    loaded.rules = std::move(set);
    if (image) loaded.matcher = LoadMatcher(*image, loaded.rules, loaded.context, matching);
  };
  const bool known = cache->Find(kMatcherPart, take);
  if (!known) {
    loaded.matcher = nullptr;
    NOROSHI_TRY(loaded.rules, LoadRequestedRules(options, threads));
    cache->Name(loaded.rules);
    loaded.rules = cache->KeepRules(std::move(loaded.rules));
    GiveBackMemory();  // what loading took, most of it in the heaps of threads that have ended
  }
  const std::uint64_t rules_done = MonotonicNs();
  loaded.rules_ns = rules_done - start;
  if (loaded.matcher == nullptr && !loaded.rules.rules.empty()) {
    NOROSHI_TRY([[maybe_unused]] const Done done, MakeMatcher(*cache, matching, loaded));
  }
  if (!known && !loaded.rules.rules.empty() && cache->keeps()) loaded.keep = std::move(cache);
  if (loaded.keep == nullptr) loaded.rules.sources = {};
  loaded.matcher_ns = MonotonicNs() - rules_done;
  return Ok();
}

void KeepForNextRun(LoadedRules& loaded) {
  const auto cache = std::exchange(loaded.keep, nullptr);
  if (cache == nullptr) return;
  cache->KeepSources(loaded.rules);
  loaded.rules.sources = {};  // nobody asks any more
  GiveBackMemory();           // paths of all files, several times over
}

}  // namespace noroshi
