#include "attribution/benchmark.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "attribution/observed.h"
#include "attribution/standing.h"

namespace noroshi {
namespace {

using Json = simdjson::dom::element;

// How many sets a prediction names: a reader wants the first few, the score needs some more.
constexpr std::size_t kRanked = 20;
// Libraries are kept while the variants of a case come one after the other.
constexpr std::size_t kLibrariesKept = 4;
// Of the sets that a training looks at: the likely ones, and every so many-th of the others.
constexpr std::size_t kLikelySets = 28, kEverySet = 9;

std::string_view Text(const Json& object, const char* key) {
  std::string_view text;
  return object[key].get(text) == simdjson::SUCCESS ? text : std::string_view();
}

std::vector<std::string> Texts(const Json& object, const char* key) {
  std::vector<std::string> texts;
  simdjson::dom::array list;
  if (object[key].get(list) != simdjson::SUCCESS) return texts;
  for (const Json item : list) {
    std::string_view text;
    if (item.get(text) == simdjson::SUCCESS) texts.emplace_back(text);
  }
  return texts;
}

// Calls `use` with each line that is an object; returns how many were not.
template <class Use>
std::size_t ForObjects(std::string_view text, Use use) {
  simdjson::dom::parser parser;
  std::size_t bad = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string line(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    Json object;
    const bool good = parser.parse(line).get(object) == simdjson::SUCCESS && object.is_object();
    if (!good || !use(object)) ++bad;
  }
  return bad;
}

std::string Quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20)
      out += fmt::format("\\u{:04x}", byte);
    else if (c == '"' || c == '\\')
      (out += '\\') += c;
    else
      out += c;
  }
  return out += '"';
}

struct Case {
  Withheld withheld;
  std::vector<std::string> sources;
  std::string truth;
  std::optional<std::size_t> fold;  // a case of the training says who judges it
};

class Runner {
 public:
  Runner(const Knowledge& knowledge, const AttributionModel& model, BenchmarkOutput output,
         const LineSink& sink)
      : knowledge_(knowledge), model_(model), output_(output), sink_(sink) {}

  BenchmarkCounts Run(const BenchmarkTexts& texts) {
    if (output_ == BenchmarkOutput::kValues) sink_(NamesLine());
    counts_.not_understood += ForObjects(texts.profiles, [&](const Json& o) { return Profile(o); });
    counts_.not_understood += ForObjects(texts.cases, [&](const Json& o) { return OneCase(o); });
    counts_.not_understood += ForObjects(texts.variants, [&](const Json& o) { return Variant(o); });
    return counts_;
  }

 private:
  bool Profile(const Json& object) {
    const std::string set(Text(object, "id"));
    if (set.empty()) return false;
    for (const char* kind : {"techniques", "software"}) {
      simdjson::dom::array list;
      if (object[kind].get(list) != simdjson::SUCCESS) continue;
      for (const Json use : list) {
        uses_.emplace(Text(use, "rel"), UseName{set, std::string(Text(use, "id"))});
      }
    }
    return true;
  }

  bool OneCase(const Json& object) {
    const std::string id(Text(object, "id"));
    if (id.empty()) return false;
    Case& one = cases_[id];
    one.truth = Text(object, "truth");
    one.sources = Texts(object, "sources");
    std::uint64_t fold = 0;
    if (object["fold"].get(fold) == simdjson::SUCCESS && fold < model_.folds()) one.fold = fold;
    one.withheld.reports.insert(one.sources.begin(), one.sources.end());
    for (const std::string& campaign : Texts(object, "exclude_campaigns")) {
      one.withheld.campaigns.insert(campaign);
    }
    for (const std::string& relation : Texts(object, "strip")) {
      const auto use = uses_.find(relation);
      if (use != uses_.end()) one.withheld.uses.insert(use->second);
    }
    return true;
  }

  bool Variant(const Json& object) {
    const std::string id(Text(object, "case"));
    if (id.empty()) return false;
    const Case& one = cases_[id];  // a mixture has none: nothing is withheld
    const std::vector<std::string> withhold = Texts(object, "withhold");
    const LibraryIndex& index = IndexOf(id, one, withhold);
    const SeenItems seen =
        SeenIn(index.library(), Texts(object, "techniques"), Texts(object, "software"));
    const std::string head =
        "{\"case\":" + Quoted(id) + ",\"variant\":" + Quoted(Text(object, "variant"));
    ++counts_.predictions;
    if (output_ == BenchmarkOutput::kValues && !model_.has(ForestKind::kRank)) {
      sink_(head + SetLines(index, seen, one.truth));
      return true;
    }
    const Standing standing = StandingOf(index, model_, seen, FoldOf(one));
    sink_(head + (output_ == BenchmarkOutput::kValues ? CaseLine(index, standing)
                                                      : RankedLine(index, standing)));
    return true;
  }

  // Who judges a case that was part of the training: the fold that never saw its set.
  [[nodiscard]] std::optional<std::size_t> FoldOf(const Case& one) const {
    if (one.fold) return one.fold;
    const bool known = std::any_of(one.sources.begin(), one.sources.end(),
                                   [&](const std::string& s) { return model_.KnowsReport(s); });
    return known ? model_.FoldWithout(one.truth) : std::nullopt;
  }

  const LibraryIndex& IndexOf(const std::string& id, const Case& one,
                              const std::vector<std::string>& withhold) {
    std::string key = id;
    for (const std::string& set : withhold) (key += '\n') += set;
    if (one.withheld.reports.empty() && withhold.empty()) key.clear();  // one for all mixtures
    auto found = kept_.find(key);
    if (found != kept_.end()) return *found->second.index;
    if (kept_.size() >= kLibrariesKept) kept_.clear();
    Withheld withheld = one.withheld;
    withheld.sets.insert(withhold.begin(), withhold.end());
    Kept kept;
    kept.library = std::make_unique<AttributionLibrary>(knowledge_, withheld);
    kept.index = std::make_unique<LibraryIndex>(*kept.library);
    return *kept_.emplace(key, std::move(kept)).first->second.index;
  }

  static std::string RankedLine(const LibraryIndex& index, const Standing& standing) {
    std::string out = ",\"ranked\":[";
    for (std::size_t i = 0; i < std::min(kRanked, standing.order.size()); ++i) {
      const std::uint32_t set = standing.order[i];
      out += fmt::format("{}{{\"group\":{},\"confidence\":{:.6f}}}", i == 0 ? "" : ",",
                         Quoted(index.library().sets()[set].id), standing.ConfidenceOf(set));
    }
    return out + "]}";
  }

  static std::string Numbers(const double* from, std::size_t count) {
    std::string out = "[";
    for (std::size_t i = 0; i < count; ++i) {
      out += fmt::format("{}{:.9g}", i == 0 ? "" : ",", from[i]);
    }
    return out + "]";
  }

  static std::string NamesLine() {
    std::string sets, values;
    for (const std::string& name : SetValueNames())
      sets += (sets.empty() ? "" : ",") + Quoted(name);
    for (const std::string& name : CaseValueNames()) {
      values += (values.empty() ? "" : ",") + Quoted(name);
    }
    return "{\"set-value\":[" + sets + "],\"case-value\":[" + values + "]}";
  }

  static std::string CaseLine(const LibraryIndex& index, const Standing& standing) {
    if (standing.order.empty()) return ",\"first\":\"\",\"values\":[]}";
    return ",\"first\":" + Quoted(index.library().sets()[standing.order[0]].id) +
           ",\"values\":" + Numbers(standing.case_values.data(), standing.case_values.size()) + "}";
  }

  // The likely sets, some others, and the right one.
  static std::string SetLines(const LibraryIndex& index, const SeenItems& seen,
                              const std::string& truth) {
    const ValueTable table = SetValues(index, seen);
    const auto sets = index.library().sets();
    std::vector<std::pair<double, std::uint32_t>> likely;
    const std::vector<std::string>& names = SetValueNames();
    for (std::uint32_t g = 0; g < sets.size(); ++g) {
      double most = -1e9, sum = 0;
      for (std::size_t i = 0; i < names.size(); ++i) {
        if (!names[i].starts_with("z_")) continue;
        most = std::max(most, table.row(g)[i]);
        sum += table.row(g)[i];
      }
      likely.emplace_back(-(most + 0.1 * sum), g);
    }
    std::sort(likely.begin(), likely.end());
    std::set<std::uint32_t> chosen;
    for (std::size_t i = 0; i < likely.size(); ++i) {
      if (i < kLikelySets || i % kEverySet == 0) chosen.insert(likely[i].second);
    }
    if (const auto right = index.library().FindSet(truth)) chosen.insert(*right);
    std::string ids, rows;
    for (const std::uint32_t g : chosen) {
      ids += (ids.empty() ? "" : ",") + Quoted(sets[g].id);
      rows += (rows.empty() ? "" : ",") + Numbers(table.row(g), table.columns);
    }
    return ",\"sets\":[" + ids + "],\"values\":[" + rows + "]}";
  }

  struct Kept {
    std::unique_ptr<AttributionLibrary> library;
    std::unique_ptr<LibraryIndex> index;
  };

  const Knowledge& knowledge_;
  const AttributionModel& model_;
  BenchmarkOutput output_;
  const LineSink& sink_;
  BenchmarkCounts counts_;
  std::map<std::string, UseName, std::less<>> uses_;  // by relationship id
  std::map<std::string, Case, std::less<>> cases_;
  std::map<std::string, Kept, std::less<>> kept_;
};

}  // namespace

BenchmarkCounts RunBenchmark(const Knowledge& knowledge, const AttributionModel& model,
                             const BenchmarkTexts& texts, BenchmarkOutput output,
                             const LineSink& sink) {
  return Runner(knowledge, model, output, sink).Run(texts);
}

}  // namespace noroshi
