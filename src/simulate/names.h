// Names that nobody uses: of products, files, accounts and sites. Drawn anew for every seed, for
// the benign software and for the intruder's alike, so that no rule can live on a name of ours.
//
// One owner; every call draws on. Results own their texts.
#pragma once

#include <string>
#include <string_view>

#include "simulate/random.h"

namespace noroshi {

// A product as it appears on a disk.
struct ProductName {
  std::string vendor;   // "Tavori Systems"
  std::string product;  // "Tavori Print Assist"
  std::string folder;   // "Tavori" or "PrintAssist": one path component
  std::string program;  // "tavassist.exe"
  std::string library;  // "tavcore.dll"
  std::string service;  // "Tavori Print Assist Service"
};

class NameMaker {
 public:
  explicit NameMaker(SeededRandom random) : random_(random) {}

  [[nodiscard]] SeededRandom& random() noexcept { return random_; }

  // A pronounceable word of that many syllables, in lower case.
  std::string Word(std::size_t syllables);
  // "Tavori".
  std::string ProperWord(std::size_t syllables);
  // Letters and digits; as tools draw names by chance.
  std::string Random(std::size_t length);
  ProductName Product();
  // "tavori.example", "update.nelko.test": below a domain that nobody can register.
  std::string Domain();
  // A base name of a document, without extension: English or Japanese.
  std::string Document();

 private:
  SeededRandom random_;
};

}  // namespace noroshi
