#include "scan/yara/yara_rules.h"

#include <yara.h>

#include <algorithm>
#include <iterator>
#include <span>
#include <tuple>

#include "base/cache_folder.h"
#include "base/embedded_file.h"
#include "base/hash.h"
#include "scan/file_facts.h"
#include "scan/yara/yara_compiler.h"
#include "scan/yara/yara_files.h"
#include "scan/yara/yara_image.h"

namespace noroshi {
std::span<const EmbeddedFile> ShippedYaraRules();
}

namespace noroshi::scan {
namespace {

constexpr const char* kOurs = "noroshi/";  // in front of the names of our own files

bool IsTechnique(std::string_view word) {
  const auto digits = [](std::string_view text, std::size_t count) {
    return text.size() == count &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  if (word.size() < 5 || word[0] != 'T' || !digits(word.substr(1, 4), 4)) return false;
  return word.size() == 5 || (word.size() == 9 && word[5] == '.' && digits(word.substr(6), 3));
}

// The words of `text` that are ATT&CK techniques, appended to `out`.
void AddTechniques(std::string_view text, std::string& out) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find_first_of(" ,;/()[]", at), text.size());
    const std::string_view word = text.substr(at, end - at);
    if (IsTechnique(word) && out.find(word) == std::string::npos) {
      out += (out.empty() ? "" : " ") + std::string(word);
    }
    at = end + 1;
  }
}

// What meta says, collected before it is weighed.
struct MetaNotes {
  std::string title, description, level;
  std::int64_t score = -1;
};

void TakeMeta(const YR_META& meta, MetaNotes& notes, YaraRule& rule) {
  const std::string key = LowerAscii(meta.identifier);
  if (meta.type == META_TYPE_INTEGER && key == "score") notes.score = meta.integer;
  if (meta.type != META_TYPE_STRING || meta.string == nullptr) return;
  const std::string value = meta.string;
  if (key == "title") notes.title = value;
  if (key == "title_ja") rule.title_ja = value;
  if (key == "description" && notes.description.empty()) notes.description = value;
  if (key == "level" || key == "severity") notes.level = value;
  if (key == "author") rule.author = value;
  if (key == "reference" && rule.reference.empty()) rule.reference = value;
  if (key == "other_causes") rule.other_causes = value;
  if (key == "other_causes_ja") rule.other_causes_ja = value;
  if (key == "needs" && rule.is_ours) rule.needs.push_back(value);
  if (key.starts_with("technique") || key.starts_with("mitre") || key.starts_with("attack")) {
    AddTechniques(value, rule.techniques);
  }
}

YaraRule DescribeRule(const YR_RULE& rule) {
  YaraRule described;
  described.name = rule.identifier;
  described.file = rule.ns->name;
  described.is_ours = described.file.starts_with(kOurs);
  const char* tag = nullptr;
  yr_rule_tags_foreach((&rule), tag) {
    described.tags += (described.tags.empty() ? "" : " ") + std::string(tag);
  }
  MetaNotes notes;
  YR_META* meta = nullptr;
  yr_rule_metas_foreach((&rule), meta) { TakeMeta(*meta, notes, described); }
  described.title = !notes.title.empty()         ? notes.title
                    : !notes.description.empty() ? notes.description
                                                 : described.name;
  if (described.title_ja.empty()) described.title_ja = described.title;
  described.level = YaraLevel(notes.level, notes.score);
  return described;
}

// All that the compiled rules depend on; "" where that cannot be told.
std::string KeyOf(const std::vector<YaraText>& texts, const std::string& engine) {
  const std::optional<std::vector<YaraText>> included = ListYaraIncludes(texts);
  if (!included.has_value()) return {};
  std::uint64_t halves[2] = {1, 2};  // two sets that share a name would be taken for each other
  const std::string library = YaraIdentity();
  for (std::uint64_t& half : halves) {
    half = Hash64(library, Hash64(engine, half));
    for (const auto* list : {&texts, &*included}) {
      half = HashMix(half, list->size());
      for (const YaraText& text : *list) half = Hash64(text.text, Hash64(text.file, half));
    }
  }
  return ToHex(halves[0]) + ToHex(halves[1]);
}

CompiledYara FindOrCompile(std::vector<YaraText> texts, const YaraSources& sources) {
  const std::string key =
      sources.cache_folder.empty() ? std::string() : KeyOf(texts, sources.engine);
  if (key.empty()) return CompileYara(std::move(texts), sources.threads);
  const CacheFolder cache(sources.cache_folder);
  const std::string name = key + ".yara";
  if (const auto image = cache.Read(name)) {
    if (auto known = UnpackYara(key, image->content)) return *std::move(known);
  }
  CompiledYara compiled = CompileYara(std::move(texts), sources.threads);
  if (compiled.rules == nullptr) return compiled;
  if (const std::string packed = PackYara(key, compiled); !packed.empty()) {
    cache.Write(name, packed);
    cache.Trim(kMaxCacheFiles, kMaxCacheBytes);
  }
  return compiled;
}

}  // namespace

Level YaraLevel(std::string_view word, std::int64_t score) noexcept {
  constexpr std::int64_t kHighScore = 80, kMediumScore = 60;
  if (const auto level = ParseLevel(word)) return *level;
  if (score < 0) return Level::kMedium;
  if (score >= kHighScore) return Level::kHigh;
  return score >= kMediumScore ? Level::kMedium : Level::kLow;
}

Result<std::unique_ptr<YaraRules>> YaraRules::Load(const YaraSources& sources) {
  NOROSHI_TRY(const std::vector<std::string> files, ListYaraFiles(sources.paths));
  std::unique_ptr<YaraRules> rules(new YaraRules);
  std::vector<YaraText> texts;
  if (sources.with_ours) {
    for (const EmbeddedFile& file : ShippedYaraRules()) {
      texts.push_back({kOurs + std::string(file.path), std::string(file.content)});
    }
  }
  for (const std::string& file : files) {
    Result<std::string> text = ReadYaraFile(file);
    if (text.ok()) {
      texts.push_back({file, *std::move(text)});
    } else {
      rules->problems_.push_back({file, 0, text.error().ToString(), true});
    }
  }
  rules->Take(FindOrCompile(std::move(texts), sources));
  if (rules->compiled_ == nullptr) {
    return Error{ErrorCode::kUnsupported, 0, "YARA rules", "libyara has no memory for them"};
  }
  rules->Describe();
  return rules;
}

void YaraRules::Take(CompiledYara compiled) {
  compiled_ = compiled.rules.release();
  file_count_ = compiled.file_count;
  std::ranges::move(compiled.problems, std::back_inserter(problems_));
  std::ranges::stable_sort(problems_, {}, [](const YaraProblem& problem) {
    return std::tie(problem.file, problem.line);
  });
}

void YaraRules::Describe() {
  const YR_RULE* rule = nullptr;
  yr_rules_foreach(compiled_, rule) rules_.push_back(DescribeRule(*rule));
  BuildGate();
}

void YaraRules::BuildGate() {
  AnchorGate gate;
  for (const YaraRule& rule : rules_) {
    if (rule.needs.empty()) return;
    for (const std::string& needs : rule.needs) {
      if (!gate.Add(needs)) return;
    }
  }
  gate_ = std::move(gate);
}

YaraRules::~YaraRules() {
  if (compiled_ != nullptr) yr_rules_destroy(compiled_);
}

}  // namespace noroshi::scan
