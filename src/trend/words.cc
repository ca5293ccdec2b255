#include "trend/words.h"

namespace noroshi {

std::string JoinList(const std::vector<std::string>& items, ReportLanguage language) {
  const std::string_view between = language == ReportLanguage::kJapanese ? "、" : ", ";
  std::string joined;
  for (const std::string& item : items) {
    if (!joined.empty()) joined += between;
    joined += item;
  }
  return joined;
}

}  // namespace noroshi
