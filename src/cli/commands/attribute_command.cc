#include <fmt/format.h>

#include <optional>
#include <string>

#include <CLI/CLI.hpp>

#include "attribution/attribution.h"
#include "attribution/benchmark.h"
#include "attribution/incident_reader.h"
#include "cli/command.h"
#include "cli/options/knowledge_file.h"
#include "cli/options/language_option.h"
#include "cli/output.h"
#include "cli/terminal/terminal.h"
#include "cli/text/attribution_text.h"
#include "knowledge/shipped.h"
#include "knowledge/table_reader.h"
#include "stream/output/output_file.h"

namespace noroshi {
namespace {

constexpr const char* kAttributeFooter =
    R"(Says which intrusion sets an incident resembles, how surely, what speaks for and against it, and
what to look at next; or that there is not enough evidence. It never says who did it. INCIDENTS is
the incidents.json of a hunt, or a file such as

  {"techniques": ["T1190", "T1574.001"], "software": ["SodaMaster"], "blind": ["T1566"]}

Examples:
  noroshi attribute noroshi-out/incidents.json
  noroshi attribute incidents.json --lang ja
  noroshi attribute incidents.json --json | jq -r 'select(.abstained | not) | .ranked[0].name'
  noroshi attribute --benchmark cases/ --out predictions.jsonl)";

// A benchmark's variants are some hundred bytes each.
constexpr std::size_t kMostBenchmarkBytes = std::size_t{1} << 30;

class AttributeCommand final : public Command {
 public:
  void Describe(CLI::App& app) override {
    app.add_option("INCIDENTS", path_, "what was seen, as JSON");
    app.add_flag("--json", json_, "print one JSON object an incident");
    AddLanguageOption(app, language_);
    app.add_option("--knowledge", table_, "a table of import, in place of the shipped ATT&CK")
        ->option_text("FILE");
    app.add_option("--model", model_path_, "a model of tools/train_attribution.py")
        ->option_text("FILE");
    auto* benchmark =
        app.add_option("--benchmark", benchmark_, "score the cases of a folder with known answers")
            ->option_text("DIR");
    app.add_option("--out", out_, "with --benchmark: the predictions, one JSON object a line")
        ->option_text("FILE")
        ->needs(benchmark);
    app.add_option("--values", values_, "with --benchmark: what a training learns from")
        ->option_text("FILE")
        ->needs(benchmark);
    app.footer(kAttributeFooter);
  }

  int Run() override {
    if (path_.empty() == benchmark_.empty()) {
      PrintError("wants a file of incidents, or --benchmark", "see noroshi attribute --help");
      return kExitUsage;
    }
    const AttributionModel* model = LoadModel();
    if (model == nullptr) return kExitUsage;
    return benchmark_.empty() ? Answer(*model) : Benchmark(*model);
  }

 private:
  const AttributionModel* LoadModel() {
    if (model_path_.empty()) return &ShippedModel();
    const Result<std::string> text = ReadWholeFile(model_path_, AttributionModel::kMostBytes);
    if (!text.ok()) {
      PrintError(text.error());
      return nullptr;
    }
    Result<AttributionModel> read = AttributionModel::Read(*text);
    if (!read.ok()) {
      PrintError(read.error(), "make one with tools/train_attribution.py");
      return nullptr;
    }
    model_ = *std::move(read);
    return &*model_;
  }

  int Answer(const AttributionModel& model) {
    const Result<const Knowledge*> knowledge = knowledge_.Load(table_);
    if (!knowledge.ok()) {
      PrintError(knowledge.error(), "write one with: noroshi knowledge import BUNDLE");
      return kExitUsage;
    }
    const Result<std::string> text = ReadWholeFile(path_, kMostIncidentBytes);
    if (!text.ok()) {
      PrintError(text.error());
      return kExitUsage;
    }
    const Result<ReadIncidents> read = ReadIncidentsJson(*text);
    if (!read.ok()) {
      PrintError(read.error(), "the form is in noroshi attribute --help");
      return kExitUsage;
    }
    const Attributor attributor(**knowledge, model);
    const Terminal terminal = DetectTerminal();
    bool first = true;
    for (const ObservedIncident& incident : read->incidents) {
      const Attribution answer = attributor.Answer(incident);
      if (!json_ && !first) PrintOut("\n");
      first = false;
      PrintOut(json_ ? AttributionJson(answer)
                     : AttributionText(answer, LanguageOf(language_), terminal));
    }
    if (read->incidents.empty()) PrintErr("no incident in the file\n");
    if (read->not_understood > 0) {
      PrintWarning(fmt::format("{} parts of the file were not understood", read->not_understood));
    }
    if (!FlushOut()) return kExitInternal;
    return read->not_understood == 0 ? kExitOk : kExitNotAllUsed;
  }

  Result<BenchmarkTexts> ReadTexts() const {
    BenchmarkTexts texts;
    NOROSHI_TRY(texts.profiles, ReadWholeFile(benchmark_ + "/profiles.jsonl", kMostBenchmarkBytes));
    NOROSHI_TRY(texts.cases, ReadWholeFile(benchmark_ + "/cases.jsonl", kMostBenchmarkBytes));
    NOROSHI_TRY(texts.variants, ReadWholeFile(benchmark_ + "/variants.jsonl", kMostBenchmarkBytes));
    return texts;
  }

  // ATT&CK alone: what other reports say of a set may be a case's answer.
  [[nodiscard]] Result<Knowledge> BenchmarkKnowledge() const {
    if (table_.empty()) return AttackKnowledge();
    NOROSHI_TRY(const std::string table, ReadWholeFile(table_, kMostTableBytes));
    return AttackKnowledge(table);
  }

  int Benchmark(const AttributionModel& model) {
    const Result<BenchmarkTexts> texts = ReadTexts();
    if (!texts.ok()) {
      PrintError(texts.error(), "a benchmark has profiles.jsonl, cases.jsonl and variants.jsonl");
      return kExitUsage;
    }
    const Result<Knowledge> knowledge = BenchmarkKnowledge();
    if (!knowledge.ok()) {
      PrintError(knowledge.error(), "write one with: noroshi knowledge import BUNDLE");
      return kExitUsage;
    }
    const std::string& path = values_.empty() ? out_ : values_;
    if (path.empty()) {
      PrintError("--benchmark wants --out FILE");
      return kExitUsage;
    }
    Result<OutputFile> file = OutputFile::Create(path);
    if (!file.ok()) {
      PrintError(file.error());
      return kExitInternal;
    }
    const BenchmarkCounts counts =
        RunBenchmark(*knowledge, model, *texts,
                     values_.empty() ? BenchmarkOutput::kPredictions : BenchmarkOutput::kValues,
                     [&](std::string_view line) {
                       file->Write(line);
                       file->Write("\n");
                     });
    if (const Status done = file->Commit(); !done.ok()) {
      PrintError(done.error());
      return kExitInternal;
    }
    PrintErr(fmt::format("{} variants scored, {} lines not understood\n", counts.predictions,
                         counts.not_understood));
    return counts.not_understood == 0 ? kExitOk : kExitNotAllUsed;
  }

  std::string path_, language_ = "en", table_, model_path_, benchmark_, out_, values_;
  bool json_ = false;
  KnowledgeFile knowledge_;
  std::optional<AttributionModel> model_;
};

}  // namespace

std::unique_ptr<Command> NewAttributeCommand() { return std::make_unique<AttributeCommand>(); }

}  // namespace noroshi
