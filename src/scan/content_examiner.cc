#include "scan/content_examiner.h"

#include "evidence/authenticode/signature_reader.h"
#include "evidence/pe/pe_reader.h"
#include "scan/data_sample.h"
#include "scan/file_checks.h"
#include "scan/scan_path.h"
#include "scan/yara/yara_findings.h"

namespace noroshi::scan {

ContentExaminer::ContentExaminer(const ScanOptions& options) : options_(options) {
  if (options.yara != nullptr) yara_.emplace(*options.yara, options.yara_limits);
}

void ContentExaminer::Examine(const ScanContent& content, ContentOutcome& outcome) {
  CheckName(content.path, NameOf(content.path), outcome.findings);
  if (pe::LooksLikePe(content.start)) {
    ExamineProgram(content, outcome);
  } else {
    outcome.data = SampleData(NameOf(content.path), content.bytes.size(), content.start);
    if (outcome.data.has_value()) CheckData(content.path, *outcome.data, outcome.findings);
  }
  if (yara_.has_value()) RunYara(content, outcome);
}

void ContentExaminer::ExamineProgram(const ScanContent& content, ContentOutcome& outcome) {
  pe::PeView view(content.bytes);
  const Result<pe::PeImage> image = pe::ReadPe(view);
  if (!image.ok()) {
    // DOS programs begin with "MZ" too, and are no evidence of ours.
    if (image.error().code != ErrorCode::kBadMagic) {
      outcome.losses.push_back({content.path, image.error()});
    }
    return;
  }
  const authenticode::Signature signature =
      authenticode::ReadSignature(view, *image, options_.trust);
  if (view.error().has_value()) outcome.losses.push_back({content.path, *view.error()});
  outcome.is_signed = signature.present;
  CheckProgram(content.path, NameOf(content.path), *image, signature, outcome.findings);
  if (options_.visit_program) options_.visit_program(content.path, *image, signature);
  outcome.program = FactsOf(content.path, NameOf(content.path), *image, signature);
}

void ContentExaminer::RunYara(const ScanContent& content, ContentOutcome& outcome) {
  matches_.clear();
  std::vector<Error> losses;
  const YaraNames names = YaraNamesOf(content.path, outcome.program.has_value());
  if (content.whole.empty()) {
    yara_->Scan(content.bytes, names, matches_, losses);
  } else {
    yara_->Scan(content.whole, names, matches_, losses);
  }
  AddYaraFindings(content.path, 0, *options_.yara, matches_, outcome.findings);
  for (Error& error : losses) outcome.losses.push_back({content.path, std::move(error)});
}

}  // namespace noroshi::scan
