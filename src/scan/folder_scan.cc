#include "scan/folder_scan.h"

#include <iterator>
#include <map>
#include <string_view>

#include "scan/name_ties.h"
#include "scan/scan_path.h"
#include "scan/side_loading.h"

namespace noroshi::scan {

void FolderJudge::Add(FileOutcome outcome) {
  if (result_.files == 0) {
    facts_.path = FolderOf(outcome.file.shown);
    if (facts_.path.empty()) facts_.path = ".";
  }
  ++result_.files;
  result_.programs += outcome.programs;
  result_.signed_programs += outcome.signed_programs;
  result_.members += outcome.members;
  result_.bytes += outcome.bytes;
  ContentOutcome& content = outcome.content;
  result_.findings.insert(result_.findings.end(), std::make_move_iterator(content.findings.begin()),
                          std::make_move_iterator(content.findings.end()));
  result_.losses.insert(result_.losses.end(), std::make_move_iterator(content.losses.begin()),
                        std::make_move_iterator(content.losses.end()));
  Hold(outcome);
}

void FolderJudge::Hold(FileOutcome& outcome) {
  ContentOutcome& content = outcome.content;
  if (content.data.has_value() && facts_.data.size() < kMaxProgramsHeld) {
    facts_.data.push_back(*std::move(content.data));
  }
  if (content.zone.has_value() && zones_.size() < kMaxProgramsHeld) {
    zones_.push_back(*std::move(content.zone));
  }
  if (!content.program.has_value()) return;
  if (facts_.programs.size() < kMaxProgramsHeld) {
    facts_.programs.push_back(*std::move(content.program));
    paths_.push_back(outcome.file.path);
  } else if (!too_many_) {
    too_many_ = true;
    result_.losses.push_back(
        {outcome.file.shown, Error{ErrorCode::kLimit, 0, "programs of one folder",
                                   "side-loading is not looked for from here on"}});
  }
}

// What Windows noted of where a file came from is the first thing that one asks.
void FolderJudge::NameOrigins() {
  if (zones_.empty()) return;
  std::map<std::string_view, const ZoneMark*> marks;
  for (const ZoneMark& mark : zones_) marks.emplace(mark.file_name, &mark);
  for (ScanFinding& finding : result_.findings) {
    const std::string name = LowerAscii(NameOf(finding.path.substr(0, finding.path.find("!/"))));
    const auto found = marks.find(name);
    if (found == marks.end()) continue;
    const ZoneMark& mark = *found->second;
    if (mark.zone >= 0) finding.reasons.push_back({"from_zone", std::to_string(mark.zone)});
    if (!mark.host_url.empty()) finding.reasons.push_back({"from_url", mark.host_url});
    if (!mark.referrer_url.empty()) finding.reasons.push_back({"from_page", mark.referrer_url});
  }
}

FolderResult FolderJudge::Finish() {
  facts_.file_count = result_.files;
  FindSideLoading(facts_, result_.findings);
  FindNameTies(facts_, paths_, result_.findings);
  NameOrigins();
  return std::move(result_);
}

FolderResult ScanFolder(const std::vector<ScanFile>& files, const ScanOptions& options) {
  FileExaminer examiner(options);
  FolderJudge judge;
  for (const ScanFile& file : files) judge.Add(examiner.Examine(file));
  return judge.Finish();
}

}  // namespace noroshi::scan
