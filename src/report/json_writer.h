// JsonWriter: the members of the report document and of incidents.json, one overload of Value per
// type. Private to the renderers; render.h is the way in.
//
// One owner, one document. Members whose value is empty are left out of samples and rules, which
// are many; everything else is always there.
#pragma once

#include <rapidjson/writer.h>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/time.h"
#include "report/json_text.h"
#include "report/report_document.h"

namespace noroshi {

// An incident with the answer to whom it resembles; null: nobody asked.
struct AnsweredIncident {
  const Incident& incident;
  const Attribution* answer = nullptr;
};

// Each incident with the answer at its place; `answers` may be shorter.
[[nodiscard]] std::vector<AnsweredIncident> WithAnswers(const std::vector<Incident>& incidents,
                                                        const std::vector<Attribution>& answers);

class JsonWriter {
 public:
  explicit JsonWriter(HtmlSafeStream& stream) : writer_(stream) {}

  void Value(std::string_view text) {
    const std::string_view valid = ValidUtf8(text, scratch_);
    writer_.String(valid.data(), static_cast<rapidjson::SizeType>(valid.size()));
  }
  void Value(const std::string& text) { Value(std::string_view(text)); }
  void Value(bool value) { writer_.Bool(value); }
  void Value(std::uint32_t value) { writer_.Uint(value); }
  void Value(std::uint64_t value) { writer_.Uint64(value); }
  void Value(Timestamp time) {
    if (time.ticks == 0) {
      writer_.Null();
      return;
    }
    char text[kIso8601Bytes];
    Value(std::string_view(text, WriteIso8601(time, text)));
  }
  template <std::size_t kSize>
  void Value(const std::array<std::uint64_t, kSize>& counts) {
    writer_.StartArray();
    for (const std::uint64_t count : counts) Value(count);
    writer_.EndArray();
  }
  template <class Item>
  void Value(const std::vector<Item>& items) {
    writer_.StartArray();
    for (const Item& item : items) Value(item);
    writer_.EndArray();
  }
  template <class Item>
  void Value(const std::map<std::string, Item>& items) {
    writer_.StartObject();
    for (const auto& [name, item] : items) Member(name, item);
    writer_.EndObject();
  }
  void Value(const std::pair<std::string, std::string>& field) {
    writer_.StartArray();
    Value(field.first);
    Value(field.second);
    writer_.EndArray();
  }
  void Value(const ReportReason& reason);
  void Value(const ReportMember& member);
  void Value(const ReportFinding& finding);
  void Value(const ReportGroup& group);
  void Value(const ReportRule& rule);
  void Value(const ReportHost& host);
  void Value(const ReportTactic& tactic);
  void Value(const ReportTimeline& timeline);
  void Value(const ReportLoss& loss);
  void Value(const ReportRuleNotUsed& rule);
  void Value(const ReportRun& run);
  void Value(const ReportDocument& document);
  void Value(const TwoLanguages& text);
  void Value(const IncidentStage& stage);
  void Value(const IncidentTechnique& technique);
  void Value(const IncidentEntity& entity);
  void Value(const IncidentRule& rule);
  void Value(const IncidentStep& step);
  void Value(const IncidentPlace& place);
  void Value(const AnsweredIncident& incident);
  void Value(const EvidenceItem& item);
  void Value(const AimTally& tally);
  void Value(const ReportTechnique& technique);
  void Value(const ReportMitigation& mitigation);
  void Value(const ReportIndicator& indicator);
  void Value(const ReportMissingEvidence& missing);
  void Value(const ReportVisibility& visibility);
  void Value(const SuspectFileFinding& finding);
  void Value(const SuspectFileSection& section);
  void Value(const SuspectFileImport& import);
  void Value(const SuspectFileSigner& signer);
  void Value(const SuspectFileSignature& signature);
  void Value(const SuspectFileProgram& program);
  void Value(const ReportSuspectFile& file);
  void Value(const ReportNote& note);
  void Value(const ReportState& state);
  void Value(const ReportSuppression& suppression);
  void Value(const ReportCase& case_file);

 private:
  void AttributionMembers(const Attribution& attribution);
  void RankedSet(const Attribution& attribution, std::size_t place);
  void Look(const LookFor& look, const Attribution& attribution);
  void SetName(const Resemblance& set);
  // Three digits: weights of evidence, which people compare and nobody adds up again.
  void Weight(double value) { writer_.Double(std::round(value * 1000) / 1000); }
  // Of 64 bits, as text: numbers of JavaScript are exact up to 2^53 only.
  void Place(std::string_view name, std::uint64_t offset) { Member(name, std::to_string(offset)); }
  void Entropy(std::string_view name, double bits) {
    Value(name);
    Weight(bits);
  }

  template <class Item>
  void Member(std::string_view name, const Item& item) {
    Value(name);
    Value(item);
  }
  template <class Container>
  void MemberUnlessEmpty(std::string_view name, const Container& item) {
    if (!item.empty()) Member(name, item);
  }

  rapidjson::Writer<HtmlSafeStream> writer_;
  std::string scratch_;
};

}  // namespace noroshi
