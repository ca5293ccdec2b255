// Aims: whom the rules of an incident aim at, each name once.
//
// A rule says "LODEINFO", or with a mark how well it is founded that it meets LODEINFO:
// "LODEINFO [R1]" (own: what it meets is the family's own form, which nothing else has; R1: a text
// that was read says so, R2: an account of one, INF: our own inference, U: known by name only). Of
// several rules that aim at one name the surest one's text stays; one
// without a mark is worth an inference.
//
// Pure; one thread a list.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace noroshi {

class Aims {
 public:
  void Add(const std::vector<std::string>& texts);
  // Sorted by name.
  [[nodiscard]] std::vector<std::string> Take() const;

 private:
  std::map<std::string, std::string> text_of_name_;
};

}  // namespace noroshi
