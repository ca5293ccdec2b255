// RuleCache: rule sets that were loaded before, and whatever was compiled of them.
//
// Two kinds of files in one folder:
//   <request>.sources   what was asked for (engine, options, paths) -> the files that were read for
//                       it, how they looked, and the name of the result
//   <result>.<part>     an image, named after engine, options and the contents of all those files
// A start looks up its request, takes the images, and checks meanwhile, on all its threads, that
// the files are still those (stamp_check.h, and where that leaves a doubt source_check.h) and that
// the images are as they were written. Nothing is ever wrong by a file that is missing, old,
// damaged, or written by another process meanwhile: the name of an image says all that it depends
// on.
//
// Silent in every failure. Touches the disk. One owner; not thread-safe.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/cache_folder.h"
#include "base/result.h"
#include "rules/cache/source_table.h"
#include "rules/rule_set.h"

namespace noroshi {

// All that decides which rules a load gives, the contents of the files aside.
struct RuleCacheRequest {
  // "" = no cache: nothing is found, nothing kept.
  std::string folder;
  // Where files without a name may lie that take the place of what cannot be kept; "" = nowhere.
  std::string spill_folder = {};
  // Tells programs apart that lay images out differently or read rules differently.
  std::string engine;
  // Every choice that changes the result, in one text.
  std::string options;
  // Files and folders, as ListRuleFiles takes them.
  std::vector<std::string> rule_paths;
  // Other files that are read, each there or not.
  std::vector<std::string> list_files;
  // Since 1970, before anything is read.
  std::uint64_t now_ns = 0;
  // To look at the files with; changes no answer.
  unsigned threads = 1;
};

class RuleCache {
 public:
  explicit RuleCache(RuleCacheRequest request);

  // Gives `take` the set that the same request gave before (`sources` is empty), with another part
  // of the result, such as the matcher's, where it is there. Says whether every file is as it was
  // and the images are whole: if not, what was taken is to be thrown away. `take` runs while other
  // threads look at files and images, so what takes time belongs there, and so does care: the bytes
  // may be anything. Without an image of the set it is not called, and the answer is false. Call
  // Find before the load reads anything.
  using Take = std::function<void(RuleSet set, const std::optional<CacheImage>& part)>;
  [[nodiscard]] bool Find(const std::string& part, const Take& take);
  // A part of the result. REQUIRES: after Find or Name().
  [[nodiscard]] std::optional<CacheImage> FindPart(const std::string& part) const;

  // Whether KeepPart keeps anything.
  [[nodiscard]] bool keeps() const noexcept { return !result_.empty(); }
  // Makes what a load has given the result, to look up its parts or to keep it. `set.sources` are
  // the files it read.
  void Name(const RuleSet& set);
  // Remembers the rules of the set that was named last, and gives the set back as the next start
  // will find it: in the file, where it takes no memory; or packed, where there is no folder at
  // all. Its `sources` stay; what it holds for who still adds rules (`idle`) goes.
  [[nodiscard]] RuleSet KeepRules(RuleSet set) const;
  // Remembers what the request was answered from: the last step, for whatever is found behind the
  // request has to be there by then.
  void KeepSources(const RuleSet& set) const;
  void KeepPart(const std::string& part, std::string_view content) const;
  // The same, and gives the content back as it lies in the file: where none can be kept, in one
  // without a name; and in memory where that fails too.
  [[nodiscard]] CacheImage KeptPart(const std::string& part, std::string content) const;

 private:
  // What a request was answered from. `files`: the lists are behind, not among the others.
  // `folders`: all that were walked for them; empty = not known.
  struct Sources {
    std::vector<SourceFile> files, folders;
  };
  // The same as it lies in its file, without a path or a number made of it.
  struct KnownSources {
    CacheImage image;
    SourceTable rules, lists, folders;
    std::string result;
  };
  // The images of a result.
  struct Images {
    CacheImage rules;
    std::optional<CacheImage> part;
  };

  [[nodiscard]] std::optional<Sources> SourcesNow() const;
  [[nodiscard]] std::optional<KnownSources> Remembered() const;
  [[nodiscard]] bool HasSameLists(const KnownSources& remembered) const;
  [[nodiscard]] bool TakeWhileChecking(const KnownSources& remembered, const Images& images,
                                       const Take& take) const;
  // Reads what the stamps leave in doubt.
  [[nodiscard]] bool IsFresh(const KnownSources& remembered) const;
  [[nodiscard]] std::string RequestName() const;
  void NameResult(const std::vector<SourceFile>& sources);
  // In path order, each once, the lists behind; nothing where a file was read twice and differed.
  [[nodiscard]] std::optional<std::vector<SourceFile>> SourcesOf(const RuleSet& set) const;
  [[nodiscard]] std::vector<SourceFile> FoldersOf(const std::vector<SourceFile>& files) const;
  void WriteSources(Sources sources) const;

  RuleCacheRequest request_;
  CacheFolder folder_;
  // As they were before the load could read them.
  std::vector<SourceFile> lists_;
  // The images' name; "" = none yet.
  std::string result_;
};

}  // namespace noroshi
