#include "stream/testing/fake_evidence.h"

#include <fstream>
#include <sstream>

#include "event/event_builder.h"
#include "event/value_text.h"

namespace noroshi {
namespace {

class FakeSource final : public Source {
 public:
  explicit FakeSource(std::string text) : text_(std::move(text)) {}
  [[nodiscard]] std::string_view format() const noexcept override { return "fake"; }
  [[nodiscard]] std::uint64_t size_bytes() const noexcept override { return text_.size(); }

  bool NextUnit(Unit& unit, DamageSink&, ByteAccount& account) override {
    if (at_ == 0) account.used += at_ = std::min(text_.find('\n') + 1, text_.size());
    const std::size_t start = at_;
    for (std::size_t i = 0; i < kFakeLinesPerUnit && at_ < text_.size(); ++i) {
      at_ = std::min(text_.find('\n', at_), text_.size() - 1) + 1;
    }
    unit.index = index_++;
    unit.offset = start;
    unit.bytes.assign(text_.begin() + static_cast<std::ptrdiff_t>(start),
                      text_.begin() + static_cast<std::ptrdiff_t>(at_));
    return at_ > start;
  }

 private:
  std::string text_;
  std::size_t at_ = 0;
  std::uint64_t index_ = 0;
};

class FakeDecoder final : public Decoder {
 public:
  explicit FakeDecoder(EventContext& context) : context_(context) {}

  void Decode(const Unit& unit, EventInterest* interest, EventBatch& batch, DamageSink& damage,
              ByteAccount& account) override {
    batch.Clear();
    builders_.clear();
    std::uint64_t offset = unit.offset;
    std::istringstream lines(std::string(unit.bytes.begin(), unit.bytes.end()));
    for (std::string line; std::getline(lines, line); offset += line.size() + 1) {
      if (line.front() == '!') {
        const std::uint64_t lost = std::stoull(line.substr(1));
        damage.OnDamage({DamageKind::kRecordSize, offset, lost, 1, 0, "a fake hole"});
        account.damaged += line.size() + 1;
        continue;
      }
      account.used += line.size() + 1;
      ++batch.record_count;
      Event event = Build(line);
      event.offset = offset;
      const EventKind kind{event.shape, event.channel, event.provider, event.event_id,
                           event.computer};
      if (interest == nullptr || interest->Wants(kind)) batch.events.push_back(event);
    }
  }

  std::uint64_t Dump(const Unit& unit, DumpFormat, std::string& out, DamageSink&,
                     ByteAccount& account) override {
    account.used += unit.bytes.size();
    out.append(unit.bytes.begin(), unit.bytes.end());
    return 1;
  }

 private:
  Event Build(const std::string& line) {
    builders_.push_back(std::make_unique<EventBuilder>(context_));
    EventBuilder& builder = *builders_.back();
    const bool suspect = line.front() == '~';
    std::istringstream words(line.substr(suspect ? 1 : 0));
    std::uint64_t id = 0, second = 0;
    std::string host, channel, event_id;
    words >> id >> second >> host >> channel >> event_id;
    builder.Add("Computer", host);
    builder.Add("Channel", channel);
    builder.Add("EventID", event_id);
    builder.Add("Provider_Name", "Fake-Provider");
    builder.SetRecordId(id);
    builder.SetTime({second == 0 ? 0 : kUnixEpochTicks + second * kTicksPerSecond});
    for (std::string field; words >> field;) {
      const std::size_t equals = field.find('=');
      builder.AddPayload(field.substr(0, equals), field.substr(equals + 1));
    }
    Event event = builder.Build();
    if (suspect) event.marks = EventMark::kSuspect;
    return event;
  }

  EventContext& context_;
  std::vector<std::unique_ptr<EventBuilder>> builders_;  // hold the values of the batch
};

class FakeSession final : public MatchSession {
 public:
  explicit FakeSession(const RuleSet& rules) : rules_(rules) {}
  bool Wants(const EventKind& kind) override { return kind.event_id != 0; }

  void Run(const Event& event, MatchSink& sink) override {
    ++stats_.events;
    for (const Value& value : event.Payload()) {
      std::string scratch;
      stats_.regex_limits_hit += TextOf(value, scratch) == kTooHard;
    }
    for (std::uint32_t i = 0; i < rules_.rules.size(); ++i) {
      const std::string& word = rules_.rules[i].tests[0].pattern.parts[0].text;
      for (const Value& value : event.Payload()) {
        std::string scratch;
        if (TextOf(value, scratch) != word) continue;
        sink.OnMatch({RuleIndex{i}, &event, {{"sel", "Tool", word, word}}});
        break;
      }
    }
  }
  [[nodiscard]] const MatcherStats& stats() const noexcept override { return stats_; }
  void StartProfile(NanosecondClock) override { profile_.bindings = 1; }
  [[nodiscard]] MatchProfile profile() const override { return profile_; }

 private:
  const RuleSet& rules_;
  MatchProfile profile_;
  MatcherStats stats_;
};

// A walk through one source, or through the members of a made-up archive.
class FakeWalk final : public EvidenceWalk {
 public:
  explicit FakeWalk(const std::string& text) : bytes_(text.size()) {
    if (text.starts_with(kArchiveLine)) {
      AddMembers(text);
    } else {
      AddSource(0, {}, text);
    }
  }
  std::optional<EvidencePart> Next() override {
    if (at_ == parts_.size()) return std::nullopt;
    return std::move(parts_[at_++]);
  }
  [[nodiscard]] std::uint64_t bytes_consumed() const noexcept override { return bytes_; }

 private:
  static constexpr std::string_view kArchiveLine = "FAKE ARCHIVE\n";
  static constexpr std::string_view kMemberLine = "== ";

  EvidencePart& Add(EvidencePart::Kind kind, std::uint32_t ordinal, std::string name) {
    EvidencePart& part = parts_.emplace_back();
    part.kind = kind;
    part.ordinal = ordinal;
    part.name = std::move(name);
    return part;
  }
  void AddSource(std::uint32_t ordinal, const std::string& name, const std::string& text) {
    EvidencePart& part = Add(EvidencePart::Kind::kSource, ordinal, name);
    part.size_bytes = text.size();
    part.source = std::make_unique<FakeSource>(text);
    Add(EvidencePart::Kind::kSourceEnd, ordinal, name);
  }
  void AddMembers(const std::string& text) {
    Add(EvidencePart::Kind::kContainer, 0, {});
    std::uint32_t ordinal = 0;
    for (std::size_t at = text.find(kMemberLine); at != std::string::npos;) {
      const std::size_t end = text.find('\n', at);
      const std::size_t next = text.find(kMemberLine, end);
      const std::string name = text.substr(at + kMemberLine.size(), end - at - kMemberLine.size());
      const std::string content = text.substr(end + 1, next - end - 1);
      if (content.starts_with("FAKE\n")) {
        AddSource(++ordinal, name, content);
      } else {
        Add(EvidencePart::Kind::kOther, ++ordinal, name).size_bytes = content.size();
      }
      at = next;
    }
    EvidencePart& end = Add(EvidencePart::Kind::kContainerEnd, 0, {});
    end.account.used = text.size();
  }

  std::uint64_t bytes_;
  std::vector<EvidencePart> parts_;
  std::size_t at_ = 0;
};

Result<std::unique_ptr<EvidenceWalk>> OpenFake(const std::string& path, const ReadOptions&) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Error{ErrorCode::kIo, 0, "fake evidence", "cannot be opened"};
  std::ostringstream text;
  text << file.rdbuf();
  const bool known = text.str().starts_with("FAKE\n") || text.str().starts_with("FAKE ARCHIVE\n");
  if (!known) return Error{ErrorCode::kUnsupported, 0, "input", ""};
  return std::unique_ptr<EvidenceWalk>(std::make_unique<FakeWalk>(text.str()));
}

}  // namespace

EvidenceReaders FakeReaders() {
  return {OpenFake, [](std::string_view, const ReadOptions&, EventContext& context) {
            return std::unique_ptr<Decoder>(std::make_unique<FakeDecoder>(context));
          }};
}

Rule FakeRule(std::string id, Level level, std::string word) {
  Rule rule;
  rule.id = std::move(id);
  rule.title = "Finds " + word;
  rule.path = "fake/" + word + ".yml";
  rule.level = level;
  rule.techniques = {"T1059"};
  rule.tactics = {"execution"};
  Test test;
  test.field = "Tool";
  test.shown = word;
  test.pattern.parts = {{PatternPart::Kind::kLiteral, std::move(word)}};
  rule.selections = {"sel"};
  rule.tests = {test};
  return rule;
}

std::unique_ptr<MatchSession> FakeMatcher::NewSession() const {
  return std::make_unique<FakeSession>(rules_);
}

}  // namespace noroshi
