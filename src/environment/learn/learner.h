// EnvironmentLearner: sums of sightings, sorted, to facts.
//
//   for (each sum, in the order of EncodeSighting's bytes) learner.Take(filed);
//   LearntFacts facts = std::move(learner).Finish();
//
// One owner. Memory: one subject with its objects at a time, and LearntFacts. The result depends on
// the sums alone.
#pragma once

#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "environment/learn/learnt.h"

namespace noroshi {

class EnvironmentLearner {
 public:
  // Pieces of one pair may follow each other. REQUIRES: the order of the encoded sums; a subject
  // that comes again later would replace what was learnt of it.
  void Take(const FiledSighting& filed);
  // Closes the last subject. The learner is spent.
  [[nodiscard]] LearntFacts Finish() &&;

 private:
  using Objects = std::vector<std::pair<std::string, SightingSum>>;
  // Of one subject; more is one crowd like another.
  static constexpr std::size_t kMaxObjects = 100'000;

  // What is to be made of the subject under way, by its kind; its objects are forgotten.
  void Close();
  // One for each kind of subject that needs more than its sum. Linear in its objects, plus a
  // look-up for each object that is an address.
  void TakeCaller(const std::string& place);
  void CloseAddresses();
  void CloseLog();
  void CloseController();
  void CloseDesktop();
  void CloseAccount();
  // The place of that name, or of the address's computer; null when there is no room.
  LearntPlace* PlaceOf(const std::string& name);
  [[nodiscard]] const std::string& Resolved(const std::string& name) const;
  // The subject itself is not among its others.
  [[nodiscard]] Fan FanOf(const Objects& objects) const;

  LearntFacts facts_;
  bool open_ = false;
  LearntKind kind_{};
  std::string subject_;
  Objects objects_;
  struct Owner {
    std::string name;
    std::uint64_t count = 0;
  };
  std::unordered_map<std::string, Owner> owners_;  // of addresses: who used it most
};

}  // namespace noroshi
