#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include <CLI/CLI.hpp>

#include "base/version.h"
#include "casestore/case_store.h"
#include "cli/command.h"
#include "cli/machine.h"
#include "cli/output.h"
#include "cli/terminal/safe_text.h"
#include "exchange/finding_line.h"
#include "exchange/format.h"
#include "knowledge/shipped.h"
#include "stream/case/case_replay.h"
#include "stream/output/output_file.h"

namespace noroshi {
namespace {

namespace fs = std::filesystem;

constexpr const char* kExportFooter =
    R"(Writes the findings of a hunt for other programs: an ATT&CK Navigator layer, a STIX 2.1 bundle, a
MISP event, a SARIF log, Timesketch timelines. FINDINGS is the findings.jsonl of a hunt, its folder, or
a case store, of which findings that are suppressed are left out.

Examples:
  noroshi export noroshi-out
  noroshi export noroshi-out --format navigator --attack-version 19
  noroshi export noroshi-out --format stix,misp --out exchange
  noroshi export case.db --format stix)";

// Technique ids of the wanted version of ATT&CK, and their names.
class TechniqueIds {
 public:
  explicit TechniqueIds(const std::string& version) : newest_(version == "19") {
    for (const auto& [old_id, new_id] : knowledge_.moves()) old_.emplace(new_id, old_id);
  }

  [[nodiscard]] std::string IdOf(const std::string& id) const {
    if (newest_) return std::string(knowledge_.CurrentId(id));
    if (knowledge_.moves().contains(id)) return id;
    const auto old_id = old_.find(id);
    return old_id == old_.end() ? id : old_id->second;
  }
  [[nodiscard]] std::string NameOf(std::string_view id) const {
    const auto index = knowledge_.FindId(id);
    return index ? knowledge_.entity(*index).name : std::string();
  }

 private:
  const Knowledge& knowledge_ = ShippedKnowledge();
  bool newest_;
  std::map<std::string, std::string, std::less<>> old_;  // new id -> first old one
};

class ExportCommand final : public Command {
 public:
  void Describe(CLI::App& app) override {
    std::vector<std::string> names;
    for (const ExchangeRow& row : ExchangeFormats()) names.emplace_back(row.name);
    app.add_option("FINDINGS", path_, "findings.jsonl, the folder of a hunt, or a case store")
        ->required();
    app.add_option("--format", formats_, "what to write (default: all)")
        ->option_text("LIST")
        ->delimiter(',')
        ->check(CLI::IsMember(names));
    app.add_option("--out", out_, "folder to write into (default: noroshi-exchange)")
        ->option_text("DIR");
    app.add_option("--attack-version", attack_version_, "version of technique ids: 18 or 19")
        ->option_text("VERSION")
        ->check(CLI::IsMember({"18", "19"}));
    app.footer(kExportFooter);
  }

  int Run() override {
    fs::path path(path_);
    std::error_code no_folder;
    if (fs::is_directory(path, no_folder)) path /= "findings.jsonl";
    const TechniqueIds ids(attack_version_);
    const ExchangeContext context{std::string(Version()), Now(), attack_version_,
                                  [&](std::string_view id) { return ids.NameOf(id); }};
    ids_ = &ids;
    const bool is_case = LooksLikeCaseStore(path.string());
    return is_case ? ExportCase(path.string(), context) : ExportLines(path, context);
  }

 private:
  int ExportLines(const fs::path& path, const ExchangeContext& context) {
    std::ifstream in(path, std::ios::binary);
    if (!in) {
      PrintError(path.string() + ": cannot be read", "name the folder of a hunt");
      return kExitUsage;
    }
    if (!Open(context)) return kExitInternal;
    if (!TakeLines(in)) {
      PrintError(path.string() + ": cannot be read to its end");
      return kExitInternal;
    }
    return Close();
  }

  // False when the file could not be read to its end. A line that no finding can have, which may be
  // as long as the file, is passed over and counted.
  bool TakeLines(std::istream& in) {
    std::vector<char> buffer(kMostFindingBytes + 2);  // and a line end, and a NUL
    while (true) {
      in.getline(buffer.data(), static_cast<std::streamsize>(buffer.size()));
      if (in.bad()) return false;
      if (in.fail() && in.eof()) return true;
      if (in.fail()) {
        ++bad_;
        in.clear();
        in.ignore(std::numeric_limits<std::streamsize>::max(), '\n');
        continue;
      }
      const auto taken = static_cast<std::size_t>(in.gcount());
      const std::string_view line(buffer.data(), in.eof() ? taken : taken - 1);
      if (line.find_first_not_of(" \t\r") != std::string_view::npos) Take(line);
    }
  }

  int ExportCase(const std::string& path, const ExchangeContext& context) {
    Result<CaseStore> store = CaseStore::Open(path, DatabaseMode::kRead);
    if (!store.ok()) {
      PrintError(store.error());
      return kExitUsage;
    }
    CaseReplayOptions options;
    options.now = context.now;
    Result<CaseReplay> replay = CaseReplay::Open(*store, options);
    if (!replay.ok()) {
      PrintError(replay.error());
      return kExitUsage;
    }
    if (!Open(context)) return kExitInternal;
    const Status read = replay->ForEach([this](const CaseFinding& finding) {
      Take(finding.line);
      return true;
    });
    if (!read.ok()) {
      PrintError(read.error());
      return kExitUsage;
    }
    return Close();
  }

  void Take(std::string_view line) {
    std::optional<ExchangeFinding> finding = ReadFindingLine(line);
    if (!finding) {
      ++bad_;
      return;
    }
    ++taken_;
    if (!finding->has_time) ++timeless_;
    for (std::string& technique : finding->techniques) technique = ids_->IdOf(technique);
    for (Target& target : targets_) target.Add(*finding);
  }

  // One file, under its hidden name until all are whole.
  struct Target {
    std::string path;
    OutputFile file;
    std::unique_ptr<ExchangeFormat> format;
    std::string buffer;

    void Add(const ExchangeFinding& finding) {
      format->Add(finding, buffer);
      Spill();
    }
    [[nodiscard]] Status Finish() {
      format->Finish(buffer);
      Spill();
      return file.Flush();
    }
    void Spill() {
      file.Write(buffer);
      buffer.clear();
    }
  };

  // False, with a message, when one of the files cannot be made.
  bool Open(const ExchangeContext& context) {
    std::error_code error;
    fs::create_directories(out_, error);
    if (error) {
      PrintError(out_ + ": " + error.message(), "name another folder with --out");
      return false;
    }
    for (const ExchangeRow& row : ExchangeFormats()) {
      const bool wanted = formats_.empty() ||
                          std::find(formats_.begin(), formats_.end(), row.name) != formats_.end();
      if (!wanted) continue;
      std::string path = (fs::path(out_) / row.file).string();
      Result<OutputFile> file = OutputFile::Create(path);
      if (!file.ok()) {
        PrintError(file.error());
        return false;
      }
      targets_.push_back({std::move(path), *std::move(file), row.make(context), {}});
    }
    return true;
  }

  // All of them, or none when the disk is full.
  int Close() {
    for (Target& target : targets_) {
      if (const Status done = target.Finish(); !done.ok()) return CannotWrite(done.error());
    }
    for (Target& target : targets_) {
      if (const Status done = target.file.Commit(); !done.ok()) return CannotWrite(done.error());
      PrintOut(SafeText(target.path) + "\n");
    }
    PrintErr(fmt::format("{} findings, {} lines not understood\n", taken_, bad_));
    if (timeless_ != 0 && WritesTimelines()) {
      PrintWarning(fmt::format("{} findings have no time and are in no timeline", timeless_));
    }
    if (!FlushOut()) return kExitInternal;
    return bad_ == 0 ? kExitOk : kExitNotAllUsed;
  }

  static int CannotWrite(const Error& error) {
    PrintError(error);
    return kExitInternal;
  }

  [[nodiscard]] bool WritesTimelines() const {
    return formats_.empty() || std::ranges::any_of(formats_, [](const std::string& name) {
             return name.starts_with("timesketch");
           });
  }

  std::string path_, out_ = "noroshi-exchange", attack_version_ = "18";
  std::vector<std::string> formats_;
  std::vector<Target> targets_;
  const TechniqueIds* ids_ = nullptr;  // of the run
  std::uint64_t taken_ = 0, bad_ = 0, timeless_ = 0;
};

}  // namespace

std::unique_ptr<Command> NewExportCommand() { return std::make_unique<ExportCommand>(); }

}  // namespace noroshi
