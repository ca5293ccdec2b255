#include "scan/yara/yara_compiler.h"

#include <algorithm>
#include <cstdio>
#include <iterator>
#include <span>
#include <tuple>
#include <utility>

#include "base/parallel.h"

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

constexpr const char* kExternals[] = {"filename", "filepath", "extension", "filetype", "owner"};
// Texts that one thread tries in one go: the tables of a compiler cost as much as three texts.
constexpr std::size_t kTextsATurn = 64;

// What is known of some texts, in their order.
struct Verdicts {
  std::vector<std::size_t> refused;
  std::vector<YaraProblem> problems;

  void Add(Verdicts&& more) {
    refused.insert(refused.end(), more.refused.begin(), more.refused.end());
    std::ranges::move(more.problems, std::back_inserter(problems));
  }
};

struct CompilerEnd {
  void operator()(YR_COMPILER* compiler) const noexcept { yr_compiler_destroy(compiler); }
};

// One of libyara's compilers, good until it refuses a text.
class Compiler {
 public:
  explicit Compiler(Verdicts& verdicts) : verdicts_(verdicts) {
    YR_COMPILER* made = nullptr;
    if (!YaraReady() || yr_compiler_create(&made) != ERROR_SUCCESS) return;
    compiler_.reset(made);
    for (const char* const name : kExternals) yr_compiler_define_string_variable(made, name, "");
    yr_compiler_set_callback(made, TakeProblem, this);
  }
  Compiler(const Compiler&) = delete;
  Compiler& operator=(const Compiler&) = delete;

  // libyara had the memory for it.
  [[nodiscard]] bool is_made() const noexcept { return compiler_ != nullptr; }

  // False when libyara refuses the text, which ends this compiler. `is_known`: what it warns of has
  // been told.
  [[nodiscard]] bool Add(const YaraText& text, bool is_known) {
    current_ = &text;
    is_known_ = is_known;
    if (text.text.empty()) return true;
    // As a file, so that libyara resolves what it includes beside it.
    FILE* const stream = fmemopen(const_cast<char*>(text.text.data()),  // NOLINT: read only
                                  text.text.size(), "r");
    if (stream == nullptr) return false;
    const int errors =
        yr_compiler_add_file(compiler_.get(), stream, text.file.c_str(), text.file.c_str());
    std::fclose(stream);
    return errors == 0;
  }

  [[nodiscard]] CompiledYaraRules Finish() {
    YR_RULES* rules = nullptr;
    if (yr_compiler_get_rules(compiler_.get(), &rules) != ERROR_SUCCESS) return nullptr;
    return CompiledYaraRules(rules);
  }

 private:
  static void TakeProblem(int level, const char* file, int line, const YR_RULE* rule,
                          const char* message, void* self) {
    const auto& compiler = *static_cast<const Compiler*>(self);
    const bool is_error = level == YARA_ERROR_LEVEL_ERROR;
    if (compiler.is_known_ && !is_error) return;
    std::string text = message == nullptr ? "" : message;
    if (rule != nullptr && !is_error) text = std::string("rule ") + rule->identifier + ": " + text;
    // A fault at the end of a file of one line is told for line 0.
    compiler.verdicts_.problems.push_back({file == nullptr ? compiler.current_->file : file,
                                           std::max(line, 1), std::move(text), is_error});
  }

  Verdicts& verdicts_;
  const YaraText* current_ = nullptr;
  bool is_known_ = false;
  std::unique_ptr<YR_COMPILER, CompilerEnd> compiler_;
};

// Tries each text once; `first` is the number of the first.
Verdicts Try(std::span<const YaraText> texts, std::size_t first) {
  Verdicts verdicts;
  auto compiler = std::make_unique<Compiler>(verdicts);
  for (std::size_t i = 0; i < texts.size() && compiler->is_made(); ++i) {
    if (compiler->Add(texts[i], false)) continue;
    verdicts.refused.push_back(first + i);
    compiler = std::make_unique<Compiler>(verdicts);
  }
  return verdicts;
}

// The same on several threads.
Verdicts TryAll(std::span<const YaraText> texts, std::size_t first, unsigned threads) {
  std::vector<Verdicts> turns((texts.size() - first + kTextsATurn - 1) / kTextsATurn);
  ForEachIndex(turns.size(), threads, [&](std::size_t turn) {
    const std::size_t begin = first + turn * kTextsATurn;
    turns[turn] = Try(texts.subspan(begin, std::min(kTextsATurn, texts.size() - begin)), begin);
  });
  Verdicts all;
  for (Verdicts& turn : turns) all.Add(std::move(turn));
  return all;
}

void Remove(const std::vector<std::size_t>& refused, std::vector<YaraText>& texts) {
  for (const std::size_t at : refused) texts[at].file.clear();
  std::erase_if(texts, [](const YaraText& text) { return text.file.empty(); });
}

// All of them as one set, or the number of the first that is refused. Of the first `known` texts
// all warnings have been told.
struct Whole {
  CompiledYaraRules rules;
  std::size_t added = 0;
};
Whole CompileWhole(std::span<const YaraText> texts, std::size_t known, Verdicts& verdicts) {
  Whole whole;
  Compiler compiler(verdicts);
  if (!compiler.is_made()) return {nullptr, texts.size()};
  while (whole.added < texts.size() && compiler.Add(texts[whole.added], whole.added < known)) {
    ++whole.added;
  }
  if (whole.added == texts.size()) whole.rules = compiler.Finish();
  return whole;
}

}  // namespace

bool YaraReady() {
  static const Library library;
  return library.ready();
}

CompiledYara CompileYara(std::vector<YaraText> texts, unsigned threads) {
  CompiledYara compiled;
  Verdicts verdicts;
  Whole whole;
  std::size_t known = 0;     // texts of which all is told
  std::size_t repeated = 0;  // texts added in vain
  for (;;) {
    whole = CompileWhole(texts, known, verdicts);
    if (whole.added == texts.size()) break;
    verdicts.refused = {whole.added};
    known = std::max(known, whole.added + 1);
    repeated += whole.added;
    if (repeated > texts.size() / 2) {
      verdicts.Add(TryAll(texts, known, threads));
      known = texts.size();
    }
    known -= verdicts.refused.size();  // all of them lie before it
    Remove(std::exchange(verdicts.refused, {}), texts);
  }
  compiled.rules = std::move(whole.rules);
  compiled.file_count = texts.size();
  compiled.problems = std::move(verdicts.problems);
  std::ranges::stable_sort(compiled.problems, {}, [](const YaraProblem& problem) {
    return std::tie(problem.file, problem.line);
  });
  return compiled;
}

}  // namespace noroshi::scan
