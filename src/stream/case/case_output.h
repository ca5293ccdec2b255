// CaseOutput: writes a hunt into a case store while its findings are merged.
//
// The file is opened when the hunt begins, so that a wrong one is told at once, and written to from
// the first finding on, so that people can write into a case while a long hunt still reads.
//
// The case may exist: then the hunt joins those before, and incidents are made anew over all of
// them. The hunt is one transaction: nothing is there before Commit, and a file that was made for
// it goes away again without one.
//
// Order of calls as HuntOutputs: Open, Take for each finding, Finish, Commit. One owner.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "attribution/attribution.h"
#include "base/result.h"
#include "casestore/case_writer.h"
#include "incident/incident.h"
#include "stream/hunt.h"
#include "stream/hunt_summary.h"
#include "stream/visibility/hunt_visibility.h"

namespace noroshi {

// All that a hunt knows at its end.
struct CaseHuntResult {
  const HuntSummary& summary;
  const RuleSet& rules;
  const HuntOptions& options;
  const IncidentSet& incidents;
  const std::vector<Attribution>& attributions;
  const HuntVisibility& visibility;
};

class CaseOutput {
 public:
  // Makes the file if need be. `rules` must outlive this.
  [[nodiscard]] static Result<std::unique_ptr<CaseOutput>> Open(const std::string& path,
                                                                const RuleSet& rules);
  ~CaseOutput();
  CaseOutput(const CaseOutput&) = delete;
  CaseOutput& operator=(const CaseOutput&) = delete;

  [[nodiscard]] Status Take(std::uint32_t rule, std::string_view host, Timestamp time,
                            std::string_view line);
  [[nodiscard]] Status Finish(const CaseHuntResult& result);
  [[nodiscard]] Status Commit();

 private:
  CaseOutput(std::string path, const RuleSet& rules);
  [[nodiscard]] Status Begin();
  [[nodiscard]] Status AddFigures(const CaseHuntResult& result);
  [[nodiscard]] Status AddSights(const HuntVisibility& visibility);

  std::string path_;
  bool made_;  // the file was not there before
  bool committed_ = false;
  const RuleSet* rules_;
  std::unique_ptr<CaseStore> store_;    // outlives the writer
  std::unique_ptr<CaseWriter> writer_;  // null before the first finding, and once committed
  std::vector<std::uint64_t> numbers_;  // of the store, by rule index; 0 = not added yet
  bool replay_ = false;                 // incidents of the whole case are to be made anew
};

}  // namespace noroshi
