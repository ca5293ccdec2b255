#include "simulate/names.h"

#include <fmt/format.h>

#include <cctype>

namespace noroshi {
namespace {

constexpr std::string_view kConsonants[] = {"b",  "d",  "f",  "g",  "h", "k", "l",  "m",  "n",
                                            "p",  "r",  "s",  "t",  "v", "z", "br", "dr", "kl",
                                            "st", "tr", "sh", "ch", "y", "w", "nd", "rk", "lm"};
constexpr std::string_view kVowels[] = {"a", "e", "i", "o", "u", "ai", "ea", "io"};
constexpr std::string_view kKinds[] = {
    "Print",   "Display", "Audio",  "Media", "Network", "Power",  "Storage", "Update", "Desktop",
    "License", "Backup",  "Device", "Font",  "Session", "Report", "Catalog", "Sync",   "Data"};
constexpr std::string_view kUses[] = {"Assist",  "Manager", "Helper",  "Monitor",
                                      "Service", "Agent",   "Support", "Host",
                                      "Viewer",  "Control", "Tray",    "Connector"};
constexpr std::string_view kForms[] = {"Systems", "Software", "Technologies",
                                       "Works",   "Lab",      "Co."};
constexpr std::string_view kLibraryEnds[] = {"core", "lib",  "base", "rt",   "util",
                                             "api",  "ctrl", "res",  "conn", "32"};
constexpr std::string_view kEndings[] = {"example", "test", "example", "invalid"};
constexpr std::string_view kHostWords[] = {"www",  "cdn", "api",    "update",
                                           "mail", "img", "static", "portal"};
constexpr std::string_view kDocuments[] = {"meeting-minutes",
                                           "quarterly-plan",
                                           "estimate",
                                           "drawing-list",
                                           "supplier-contact",
                                           "quality-report",
                                           "budget",
                                           "schedule",
                                           "\u8b70\u4e8b\u9332",
                                           "\u898b\u7a4d\u66f8",
                                           "\u4f1a\u8b70\u8cc7\u6599",
                                           "\u5c65\u6b74\u66f8",
                                           "\u8b1b\u6f14\u4f9d\u983c",
                                           "\u4e88\u7b97\u6848",
                                           "\u51fa\u5f35\u5831\u544a"};

}  // namespace

std::string NameMaker::Word(std::size_t syllables) {
  std::string word;
  for (std::size_t i = 0; i < syllables; ++i) {
    word += random_.Pick(kConsonants);
    word += random_.Pick(kVowels);
  }
  return word;
}

std::string NameMaker::ProperWord(std::size_t syllables) {
  std::string word = Word(syllables);
  word[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(word[0])));
  return word;
}

std::string NameMaker::Random(std::size_t length) {
  return random_.Letters("abcdefghijklmnopqrstuvwxyz0123456789", length);
}

ProductName NameMaker::Product() {
  ProductName name;
  const std::string maker = ProperWord(random_.Between(2, 3));
  const std::string_view kind = random_.Pick(kKinds);
  const std::string_view use = random_.Pick(kUses);
  name.vendor = fmt::format("{} {}", maker, random_.Pick(kForms));
  name.product = random_.Chance(50) ? fmt::format("{} {} {}", maker, kind, use)
                                    : fmt::format("{} {}", maker, use);
  name.folder = random_.Chance(50) ? maker : fmt::format("{}{}", kind, use);
  std::string base = random_.Chance(50) ? maker.substr(0, 3) + std::string(use)
                                        : std::string(kind) + std::string(use);
  for (char& c : base) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  name.program = base + ".exe";
  name.library = fmt::format("{}{}.dll", base.substr(0, 3), random_.Pick(kLibraryEnds));
  name.service = fmt::format("{} {} {}", maker, kind, use);
  return name;
}

std::string NameMaker::Domain() {
  const std::string name =
      fmt::format("{}.{}", Word(random_.Between(2, 3)), random_.Pick(kEndings));
  if (random_.Chance(40)) return name;
  return fmt::format("{}.{}", random_.Pick(kHostWords), name);
}

std::string NameMaker::Document() {
  return fmt::format("{}{}", random_.Pick(kDocuments), random_.Between(1, 99));
}

}  // namespace noroshi
