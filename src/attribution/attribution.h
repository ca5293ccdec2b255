// Attribution: which intrusion sets an incident resembles, how surely, why, and what would decide
// it. It never says who did it: a set is named only above the model's threshold (and, by what rules
// name, only when something speaks for it that few share), and "not enough evidence" is the answer
// to what fits many sets, or hangs together no better than chance.
//
// An Attributor is built once for a knowledge and used for any number of incidents. It is const
// while it answers, so it may be used from several threads. Some 20 ms an incident.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "attribution/evidence.h"
#include "attribution/library_index.h"
#include "attribution/model.h"
#include "attribution/observed.h"

namespace noroshi {

// Why no set is named.
enum class Abstention : std::uint8_t {
  // A set is named.
  kNone,
  // Nothing was seen that the knowledge knows.
  kNothingKnown,
  // It hangs together no better than a mixture of several intrusions.
  kNoCoherence,
  // Several sets fit it equally well.
  kManyFit,
  // The nearest set explains too little of it.
  kWeak
};
// "none", "nothing_known", "no_coherence", "many_fit", "weak".
[[nodiscard]] std::string_view AbstentionName(Abstention reason) noexcept;

struct Resemblance {
  std::string id, name;
  double confidence = 0;  // that this set is the right answer, 0 to 1
  SetEvidence evidence;
};

struct Attribution {
  std::string incident, title;
  bool abstained = true;
  Abstention reason = Abstention::kNothingKnown;
  // That it is one intrusion at all, 0 to 1.
  double coherent = 0;
  // The nearest sets, also when none is named.
  std::vector<Resemblance> ranked;
  // What would tell the first from its rival, the second.
  std::vector<LookFor> next;
  // Techniques and software that the knowledge does not hold.
  std::vector<std::string> not_known;
  // Of the rules that aim at sets, as they were given.
  std::vector<AimTally> aims;
  // How many things that the knowledge knows were seen.
  std::size_t techniques = 0, software = 0;
};

class Attributor {
 public:
  // How many sets an answer lists.
  static constexpr std::size_t kRanked = 5;

  // `model` is used as long as this lives, `knowledge` only here.
  Attributor(const Knowledge& knowledge, const AttributionModel& model)
      : library_(knowledge), index_(library_), model_(&model) {}
  Attributor(const Attributor&) = delete;
  Attributor& operator=(const Attributor&) = delete;

  [[nodiscard]] Attribution Answer(const ObservedIncident& observed) const;
  // What it knows of sets, as long as this lives.
  [[nodiscard]] const AttributionLibrary& library() const noexcept { return library_; }

 private:
  AttributionLibrary library_;
  LibraryIndex index_;
  const AttributionModel* model_;
};

}  // namespace noroshi
