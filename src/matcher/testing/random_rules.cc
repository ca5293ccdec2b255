#include "matcher/testing/random_rules.h"

#include <array>

namespace noroshi {
namespace {

using Kind = PatternPart::Kind;

const std::vector<std::string> kPieces = {"a",
                                          "b",
                                          "A",
                                          "ab",
                                          "aab",
                                          "powershell",
                                          ".exe",
                                          "\\cmd.exe",
                                          " -enc ",
                                          "-",
                                          "/",
                                          "\u2013",
                                          "\u00C0",
                                          "\u00E0",
                                          "\u212A",
                                          "k",
                                          "\u017F",
                                          "s",
                                          "*",
                                          "?",
                                          " ",
                                          "\t",
                                          "",
                                          "\n",
                                          "10",
                                          "0x10",
                                          "16",
                                          "\U0001F600",
                                          "\u4E2D",
                                          "C:\\Windows\\System32\\",
                                          "aaaaaaaaaaaaaaaaaaaa",
                                          "%%1904",
                                          "10.1.2.3",
                                          "::ffff:10.1.2.3",
                                          "2020-10-05T02:11:09Z",
                                          "true",
                                          "\u0130",
                                          "ABCD"};

const std::vector<std::string> kFields = {
    "Image", "CommandLine", "image",   "Threat Name", "ThreatName",    "Data",     "Hashes",
    "User",  "ProcessId",   "Channel", "EventID",     "Provider_Name", "Computer", "Missing",
    "md5",   "Message",     ""};

const std::vector<std::string> kEventFields = {
    "Image",   "CommandLine",     "Threat Name",       "Data",         "Hashes",        "ProcessId",
    "Channel", "SubjectUserName", "SubjectDomainName", "NewProcessId", "NewProcessName"};

const std::vector<std::string> kChannels = {
    "Security", "System", "security", "Windows PowerShell", "Sysmon/Operational", "System "};
const std::vector<std::string> kEventIds = {"1", "4688", "104", "400"};

const std::vector<std::string> kRegexes = {"a+b",
                                           "^a",
                                           "powershell.*enc",
                                           "(?i)POWERSHELL",
                                           "[ab]{2,}$",
                                           "\\d+",
                                           "(a|b)\\s",
                                           "\\\\cmd\\.exe$",
                                           "foo|abc?|a{2}",
                                           "\\bab\\b",
                                           "(?:aab)?k",
                                           "x{0}ab",
                                           "a.b"};

const std::array<std::string, 3> kValueTexts = {"a", "%%1904", "10"};

Number RandomNumber(Random& random) {
  const std::uint64_t magnitude = random.Below(20);
  const bool negative = random.OneIn(4);
  const double real = static_cast<double>(magnitude);
  return {
      .whole = true, .negative = negative, .magnitude = magnitude, .real = negative ? -real : real};
}

AddressRange RandomRange(Random& random) {
  AddressRange range;
  range.address = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 10, 1, 2, 3};
  range.prefix_bits = static_cast<std::uint8_t>(random.OneIn(2) ? 104 : 128);
  range.is_v4 = true;
  return range;
}

TestOp RandomOp(Random& random) {
  if (!random.OneIn(3)) return TestOp::kGlob;
  return static_cast<TestOp>(random.Below(static_cast<std::size_t>(TestOp::kTimePart) + 1));
}

// Tests of the gate's fields that have a chance to hold.
Pattern GatePattern(Random& random, const std::string& field) {
  Pattern pattern;
  if (field == "Channel") pattern.parts = {{Kind::kLiteral, random.Pick(kChannels)}};
  if (field == "EventID") pattern.parts = {{Kind::kLiteral, random.Pick(kEventIds)}};
  return pattern;
}

Test RandomTest(Random& random) {
  Test test;
  test.op = RandomOp(random);
  test.field = random.Pick(kFields);
  test.other_field = random.Pick(kFields);
  if (random.OneIn(10)) test.scope = FieldScope::kPayload;
  test.pattern = GatePattern(random, test.field);
  if (test.pattern.parts.empty() || random.OneIn(3)) test.pattern = RandomPattern(random);
  test.pattern.cased = random.OneIn(8);
  test.regex.expression = random.Pick(kRegexes);
  test.regex.ignore_case = random.OneIn(2);
  test.regex.dot_all = random.OneIn(4);
  test.range = RandomRange(random);
  test.number = RandomNumber(random);
  test.cased = random.OneIn(4);
  test.part = static_cast<TimePart>(random.Below(6));
  test.comparison = static_cast<Comparison>(random.Below(5));
  return test;
}

void AddParent(Random& random, Rule& rule) {
  ExprNode node;
  node.kind =
      std::array{ExprNode::Kind::kNot, ExprNode::Kind::kAnd, ExprNode::Kind::kOr}[random.Below(3)];
  const std::size_t children = node.kind == ExprNode::Kind::kNot ? 1 : 1 + random.Below(4);
  for (std::size_t i = 0; i < children; ++i) {
    node.children.push_back(static_cast<std::uint32_t>(random.Below(rule.condition.size())));
  }
  rule.condition.push_back(std::move(node));
}

GateAlternative RandomAlternative(Random& random) {
  GateAlternative alternative;
  if (!random.OneIn(3)) alternative.channels = {random.Pick(kChannels), random.Pick(kChannels)};
  alternative.channel_prefix = random.OneIn(5);
  if (random.OneIn(3)) alternative.event_ids = {4688, 1};
  if (random.OneIn(5)) {
    alternative.value_field = random.Pick(kEventFields);
    alternative.values = {random.Pick(kPieces), kValueTexts[random.Below(kValueTexts.size())]};
  }
  if (random.OneIn(2)) {
    alternative.aliases = static_cast<FieldAliases>(random.Below(kFieldAliasesCount));
  }
  return alternative;
}

Gate RandomGate(Random& random) {
  Gate gate;
  gate.kind = random.OneIn(2) ? Gate::Kind::kAny : Gate::Kind::kAlternatives;
  if (gate.kind == Gate::Kind::kAny) return gate;
  const std::size_t count = 1 + random.Below(3);
  for (std::size_t i = 0; i < count; ++i) gate.alternatives.push_back(RandomAlternative(random));
  return gate;
}

// Number types, whose bytes live as long as the program.
Value RandomTypedValue(Random& random) {
  static constexpr std::array<std::uint32_t, 4> kNumbers = {0, 10, 16, 4688};
  static constexpr std::array kTypes = {ValueType::kInt,  ValueType::kUInt,   ValueType::kHex,
                                        ValueType::kBool, ValueType::kBinary, ValueType::kNull};
  return {&kNumbers[random.Below(kNumbers.size())], sizeof(std::uint32_t),
          kTypes[random.Below(kTypes.size())]};
}

Value RandomList(Random& random) {
  static constexpr std::u16string_view kWide = u"powershell -enc \u00C0";
  static const std::array<Value, 3> kItems = {
      Value::Utf8("a"),
      Value{kWide.data(), static_cast<std::uint32_t>(kWide.size() * 2), ValueType::kUtf16},
      Value::Utf8("HostApplication=ab\n\tMD5=10")};
  return {kItems.data(), static_cast<std::uint32_t>(random.Below(kItems.size() + 1)),
          ValueType::kList};
}

}  // namespace

std::uint64_t Random::Next() noexcept {
  std::uint64_t x = state_ += 0x9E3779B97F4A7C15ULL;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31);
}

std::string RandomText(Random& random) {
  std::string text;
  for (std::size_t pieces = random.Below(5); pieces > 0; --pieces) text += random.Pick(kPieces);
  return text;
}

Pattern RandomPattern(Random& random) {
  Pattern pattern;
  for (std::size_t parts = random.Below(5); parts > 0; --parts) {
    const auto kind = random.OneIn(2) ? Kind::kLiteral : static_cast<Kind>(random.Below(4));
    const bool second_run = kind == Kind::kAnyRun && !pattern.parts.empty() &&
                            pattern.parts.back().kind == Kind::kAnyRun;
    if (second_run) continue;
    pattern.parts.push_back({kind, kind == Kind::kLiteral ? random.Pick(kPieces) : std::string()});
  }
  return pattern;
}

Rule RandomRule(Random& random) {
  Rule rule;
  rule.gate = RandomGate(random);
  rule.channel_matches_either = random.OneIn(4);
  rule.selections = {"selection"};
  const std::size_t tests = 1 + random.Below(5);
  for (std::uint32_t i = 0; i < tests; ++i) {
    rule.tests.push_back(RandomTest(random));
    rule.condition.push_back({ExprNode::Kind::kTest, i, {}});
  }
  if (random.OneIn(10)) rule.condition.push_back({ExprNode::Kind::kTrue, 0, {}});
  if (random.OneIn(10)) rule.condition.push_back({ExprNode::Kind::kFalse, 0, {}});
  for (std::size_t parents = random.Below(6); parents > 0; --parents) AddParent(random, rule);
  return rule;
}

RuleSet RandomRules(Random& random, std::size_t count) {
  RuleSet set;
  for (std::size_t i = 0; i < count; ++i) set.rules.push_back(RandomRule(random));
  return set;
}

void AddRandomEvent(Random& random, EventBuilder& builder) {
  if (!random.OneIn(10)) builder.Add("Channel", random.Pick(kChannels));
  builder.Add("EventID", random.Pick(kEventIds));
  if (random.OneIn(2)) builder.Add("Provider_Name", random.Pick(kPieces));
  builder.Add("Computer", random.Pick(kPieces));
  for (std::size_t fields = random.Below(6); fields > 0; --fields) {
    const std::string& name = random.Pick(kEventFields);
    if (random.OneIn(6)) {
      builder.AddPayload(name, RandomTypedValue(random));
    } else if (random.OneIn(12)) {
      builder.AddPayload(name, RandomList(random));
    } else {
      builder.AddPayload(name, RandomText(random));
    }
  }
}

}  // namespace noroshi
