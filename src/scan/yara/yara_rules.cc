#include "scan/yara/yara_rules.h"

#include <yara.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <span>
#include <system_error>
#include <tuple>

#include "base/embedded_file.h"
#include "evidence/file.h"
#include "scan/file_facts.h"
#include "scan/scan_path.h"

namespace noroshi {
std::span<const EmbeddedFile> ShippedYaraRules();
}

namespace noroshi::scan {
namespace {

// libyara counts the calls, but not safely for threads.
class Library {
 public:
  Library() : ready_(yr_initialize() == ERROR_SUCCESS) {}
  ~Library() {
    if (ready_) yr_finalize();
  }
  [[nodiscard]] bool ready() const noexcept { return ready_; }

 private:
  bool ready_;
};

bool LibraryReady() {
  static const Library library;
  return library.ready();
}

constexpr const char* kExternals[] = {"filename", "filepath", "extension", "filetype", "owner"};

struct CompilerEnd {
  void operator()(YR_COMPILER* compiler) const noexcept { yr_compiler_destroy(compiler); }
};
using Compiler = std::unique_ptr<YR_COMPILER, CompilerEnd>;

struct ProblemSink {
  std::string file;  // where libyara names none
  std::vector<YaraProblem>* problems;
};

void TakeProblem(int level, const char* file, int line, const YR_RULE* rule, const char* message,
                 void* self) {
  const auto& sink = *static_cast<ProblemSink*>(self);
  std::string text = message == nullptr ? "" : message;
  if (rule != nullptr && level != YARA_ERROR_LEVEL_ERROR) {
    text = std::string("rule ") + rule->identifier + ": " + text;
  }
  // A fault at the end of a file of one line is told for line 0.
  line = std::max(line, 1);
  sink.problems->push_back({file == nullptr ? sink.file : std::string(file), line, std::move(text),
                            level == YARA_ERROR_LEVEL_ERROR});
}

Compiler NewCompiler() {
  YR_COMPILER* made = nullptr;
  if (!LibraryReady() || yr_compiler_create(&made) != ERROR_SUCCESS) return nullptr;
  Compiler compiler(made);
  for (const char* const name : kExternals) yr_compiler_define_string_variable(made, name, "");
  return compiler;
}

bool IsRuleFile(const std::filesystem::path& path) {
  const std::string extension = LowerAscii(path.extension().string());
  return extension == ".yar" || extension == ".yara" || extension == ".rule";
}

// The files that a path stands for, sorted. kNotFound when it does not exist.
Status ListRuleFiles(const std::string& path, std::vector<std::string>& files) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (error || !std::filesystem::exists(status)) {
    return Error{ErrorCode::kNotFound, 0, "YARA rules", path};
  }
  if (!std::filesystem::is_directory(status)) {
    files.push_back(path);
    return Ok();
  }
  std::vector<std::string> found;
  auto entry = std::filesystem::recursive_directory_iterator(path, error);
  for (const auto end = std::filesystem::recursive_directory_iterator(); !error && entry != end;
       entry.increment(error)) {
    std::error_code ignored;
    if (entry->is_regular_file(ignored) && IsRuleFile(entry->path())) {
      found.push_back(entry->path().string());
    }
  }
  if (error) return Error{ErrorCode::kIo, 0, "YARA rules", path + ": " + error.message()};
  std::sort(found.begin(), found.end());
  files.insert(files.end(), found.begin(), found.end());
  return Ok();
}

Result<std::string> ReadRuleFile(const std::string& path) {
  NOROSHI_TRY(const ReadOnlyFile file, ReadOnlyFile::Open(path));
  if (file.size() > kMaxYaraFileBytes) {
    return Error{ErrorCode::kLimit, 0, "YARA rules", "larger than 16 MiB"};
  }
  std::string text(static_cast<std::size_t>(file.size()), '\0');
  const std::span<std::uint8_t> out(
      reinterpret_cast<std::uint8_t*>(text.data()),  // NOLINT: text as bytes
      text.size());
  NOROSHI_TRY(const std::size_t read, file.ReadAt(0, out));
  text.resize(read);
  return text;
}

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
  described.is_ours = described.file.starts_with("noroshi/");
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

}  // namespace

// One rule file.
struct YaraRules::Unit {
  std::string file;
  std::string text;

  // Adds it to the compiler; false when libyara refuses it, which ends that compiler.
  bool AddTo(YR_COMPILER* compiler, std::vector<YaraProblem>& problems) const {
    ProblemSink sink{file, &problems};
    yr_compiler_set_callback(compiler, TakeProblem, &sink);
    // Text of a file, so that libyara resolves what it includes beside it.
    FILE* const stream = fmemopen(const_cast<char*>(text.data()),  // NOLINT: opened for reading
                                  text.size(), "r");
    if (stream == nullptr) return text.empty();
    const int errors = yr_compiler_add_file(compiler, stream, file.c_str(), file.c_str());
    std::fclose(stream);
    yr_compiler_set_callback(compiler, nullptr, nullptr);
    return errors == 0;
  }
};

Level YaraLevel(std::string_view word, std::int64_t score) noexcept {
  constexpr std::int64_t kHighScore = 80, kMediumScore = 60;
  if (const auto level = ParseLevel(word)) return *level;
  if (score < 0) return Level::kMedium;
  if (score >= kHighScore) return Level::kHigh;
  return score >= kMediumScore ? Level::kMedium : Level::kLow;
}

Result<std::unique_ptr<YaraRules>> YaraRules::Load(const YaraSources& sources) {
  std::vector<std::string> files;
  for (const std::string& path : sources.paths) {
    NOROSHI_TRY([[maybe_unused]] const Done listed, ListRuleFiles(path, files));
  }
  std::unique_ptr<YaraRules> rules(new YaraRules);
  std::vector<Unit> units;
  if (sources.with_ours) {
    for (const EmbeddedFile& file : ShippedYaraRules()) {
      units.push_back({"noroshi/" + std::string(file.path), std::string(file.content)});
    }
  }
  std::set<std::string> seen;
  for (const std::string& file : files) {
    if (!seen.insert(file).second) continue;
    Result<std::string> text = ReadRuleFile(file);
    if (text.ok()) {
      units.push_back({file, *std::move(text)});
    } else {
      rules->problems_.push_back({file, 0, text.error().ToString(), true});
    }
  }
  rules->Compile(std::move(units));
  if (rules->compiled_ == nullptr) {
    return Error{ErrorCode::kUnsupported, 0, "YARA rules", "libyara has no memory for them"};
  }
  rules->Describe();
  return rules;
}

// A refusal ends a compiler, so the files behind the first one refused are tried one by one, and
// those that pass are compiled again, together.
void YaraRules::Compile(std::vector<Unit> units) {
  std::size_t good = 0;
  std::vector<YaraProblem> problems;
  Compiler all = NewCompiler();
  while (all != nullptr && good < units.size() && units[good].AddTo(all.get(), problems)) ++good;
  if (good < units.size()) {
    std::vector<Unit> kept(units.begin(), units.begin() + static_cast<std::ptrdiff_t>(good));
    for (std::size_t i = good + 1; i < units.size(); ++i) {
      const Compiler alone = NewCompiler();
      if (alone != nullptr && units[i].AddTo(alone.get(), problems)) kept.push_back(units[i]);
    }
    units = std::move(kept);
    all = NewCompiler();
    std::vector<YaraProblem> told_before;
    for (const Unit& unit : units) {
      if (all == nullptr || !unit.AddTo(all.get(), told_before)) return;
    }
  }
  problems_.insert(problems_.end(), problems.begin(), problems.end());
  std::stable_sort(problems_.begin(), problems_.end(), [](const auto& a, const auto& b) {
    return std::tie(a.file, a.line) < std::tie(b.file, b.line);
  });
  file_count_ = units.size();
  if (all != nullptr) yr_compiler_get_rules(all.get(), &compiled_);
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
