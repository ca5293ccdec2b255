#include "report/json_members.h"

#include <gtest/gtest.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

namespace noroshi {
namespace {

using StringWriter = rapidjson::Writer<rapidjson::StringBuffer>;

// What `fill` writes into one object.
template <class Fill>
std::string Written(Fill fill) {
  rapidjson::StringBuffer buffer;
  StringWriter writer(buffer);
  JsonMembers<StringWriter> json(writer);
  json.Object([&] { fill(json); });
  return {buffer.GetString(), buffer.GetSize()};
}

TEST(JsonMembers, WritesEachKindOfValue) {
  EXPECT_EQ(Written([](auto& json) {
              json.Member("text", "a");
              json.Member("number", std::uint64_t{7});
              json.Member("list", std::vector<std::string>{"a", "b"});
              json.Member("none", std::optional<std::string>());
              json.Member("some", std::optional<std::string>("x"));
              json.Member("no_list", std::optional<std::vector<std::string>>());
              json.Flag("flag", true);
            }),
            R"({"text":"a","number":7,"list":["a","b"],"none":null,"some":"x","no_list":null,)"
            R"("flag":true})");
}

TEST(JsonMembers, NestsObjectsAndLists) {
  const std::vector<int> numbers = {1, 2};
  EXPECT_EQ(Written([&](auto& json) {
              json.Object("inside", [&] { json.Member("a", "b"); });
              json.Objects("rows", numbers, [&](int number) {
                json.Member("n", static_cast<std::uint64_t>(number));
              });
              json.Array("empty", std::vector<int>(), [](int) {});
            }),
            R"({"inside":{"a":"b"},"rows":[{"n":1},{"n":2}],"empty":[]})");
}

TEST(JsonMembers, AnyBytesMakeValidJson) {
  EXPECT_EQ(Written([](auto& json) { json.Member("a\"\xff", "\xc0\n\x1b"); }),
            "{\"a\\\"\xEF\xBF\xBD\":\"\xEF\xBF\xBD\\n\\u001B\"}");
}

}  // namespace
}  // namespace noroshi
