// YaraRules: YARA rules of files and folders, and our own, compiled to one set by libyara.
//
// A file that libyara refuses is left out whole and named with its line; the others are used. Every
// file is a namespace of its own, so equal rule names in two files do not clash. The names THOR and
// LOKI give to rules are known: filename, filepath, extension, filetype, owner.
//
// Build it once, then share it: const access is safe from any thread, one YaraScanner each. Memory:
// what libyara compiles to, some 20 MB for 800 files. Cost of those: half a second, up to twice
// that when a file is refused (yara_compiler.h), a tenth of it from the cache (yara_image.h).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "finding/level.h"
#include "scan/yara/anchor_gate.h"
#include "scan/yara/yara_problem.h"

struct YR_RULES;

namespace noroshi::scan {

struct CompiledYara;

// What a rule says of itself.
struct YaraRule {
  std::string name;
  std::string file;                           // as given, or "noroshi/x.yar" for our own
  std::string tags;                           // separated by blanks
  std::string title, title_ja;                // meta title or description, else its name
  std::string techniques;                     // ATT&CK ids found in its meta, separated by blanks
  std::string author, reference;              // of meta
  std::string other_causes, other_causes_ja;  // of meta; ours have them
  Level level = Level::kMedium;
  bool is_ours = false;
  // Of meta, ours only: the rule does not match where none of these is (anchor_gate.h).
  std::vector<std::string> needs;
};

struct YaraSources {
  std::vector<std::string> paths;  // files, and folders with all *.yar, *.yara, *.rule below
  bool with_ours = true;
  // Where compiled rules are kept for the next time (base/cache_folder.h); "" = nowhere.
  std::string cache_folder = {};
  // Tells programs apart that compile otherwise.
  std::string engine = {};
  unsigned threads = 1;  // to compile on, where a file is refused
};

class YaraRules {
 public:
  // kNotFound for a path that does not exist. Rules that cannot be used are problems().
  static Result<std::unique_ptr<YaraRules>> Load(const YaraSources& sources);
  ~YaraRules();
  YaraRules(const YaraRules&) = delete;
  YaraRules& operator=(const YaraRules&) = delete;

  // In the order in which matches are reported: ours first, then by file and place.
  [[nodiscard]] const std::vector<YaraRule>& rules() const noexcept { return rules_; }
  [[nodiscard]] const std::vector<YaraProblem>& problems() const noexcept { return problems_; }
  [[nodiscard]] std::size_t file_count() const noexcept { return file_count_; }
  [[nodiscard]] YR_RULES* compiled() const noexcept { return compiled_; }
  // Whether a content can match any rule at all. Always, as soon as one rule does not say what it
  // needs, as those of other people do not.
  [[nodiscard]] bool MayMatch(Bytes content) const noexcept {
    return !gate_.has_value() || gate_->MayMatch(content);
  }
  [[nodiscard]] bool has_gate() const noexcept { return gate_.has_value(); }

 private:
  YaraRules() = default;
  void Take(CompiledYara compiled);
  void Describe();
  void BuildGate();

  YR_RULES* compiled_ = nullptr;
  std::vector<YaraRule> rules_;
  std::vector<YaraProblem> problems_;
  std::size_t file_count_ = 0;
  std::optional<AnchorGate> gate_;
};

// The level that a rule's meta states: `level` or `severity` as a word, or `score` of 0 to 100 as
// THOR has it (80 high, 60 medium, less low). Medium where it states none.
[[nodiscard]] Level YaraLevel(std::string_view word, std::int64_t score) noexcept;

}  // namespace noroshi::scan
