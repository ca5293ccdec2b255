// The writers against the way by values: every type byte, every format, sizes around each rule.
#include "evidence/evtx/value_writer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <string>
#include <vector>

#include "evidence/evtx/value_types.h"

namespace noroshi::evtx {
namespace {

constexpr std::array kFormats = {ValueFormat::kXmlText, ValueFormat::kXmlAttribute,
                                 ValueFormat::kJson, ValueFormat::kJsonText};

// What the two-step way gives; nothing for an irregular value.
std::string Expected(const ValueWindow& window, ValueFormat format) {
  Value value;
  if (!ToRegularValue(window, value)) return "irregular";
  TextBuffer out;
  AppendFormatted(value, format, out);
  return std::string(out.view());
}

std::string ByWriter(const ValueWindow& window, const std::uint8_t* readable_end,
                     ValueFormat format) {
  TextBuffer out;
  if (const ShortWriter writer = ShortWriterOf(format, window.type)) {
    char* const begin = out.Reserve(kShortTextRoom);
    char* const end = writer(window, begin);
    if (end == nullptr) return "irregular";
    EXPECT_LE(static_cast<std::size_t>(end - begin), kShortTextRoom);
    out.SetEnd(end);
  } else if (!AppendWindow(window, readable_end, format, out)) {
    return "irregular";
  }
  return std::string(out.view());
}

std::vector<std::uint8_t> Filled(std::uint8_t first, std::uint8_t step) {
  std::vector<std::uint8_t> bytes(96);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    bytes[i] = static_cast<std::uint8_t>(first + step * i);
  }
  return bytes;
}

void ExpectAgreement(const std::vector<std::uint8_t>& bytes) {
  for (unsigned type = 0; type < 256; ++type) {
    for (std::uint16_t size = 0; size <= 72; ++size) {
      const ValueWindow window{bytes.data(), size, static_cast<std::uint8_t>(type)};
      for (const ValueFormat format : kFormats) {
        ASSERT_EQ(ByWriter(window, bytes.data() + bytes.size(), format), Expected(window, format))
            << "type " << type << " size " << size;
      }
    }
  }
}

TEST(ValueWriter, AgreesWithTheWayByValues) {
  ExpectAgreement(Filled(0, 0));
  ExpectAgreement(Filled(0xFF, 0));
  ExpectAgreement(Filled(0x80, 0));
  ExpectAgreement(Filled(1, 1));
  ExpectAgreement(Filled(0xF0, 7));
  auto text = Filled(0, 0);
  for (std::size_t i = 0; i < text.size(); i += 2) text[i] = static_cast<std::uint8_t>('!' + i);
  ExpectAgreement(text);
}

// Types that bytes taken at random would never keep the rules of.
TEST(ValueWriter, AgreesOnWholeValues) {
  // S-1-5-21-255-4294967295-..: a SID of as many parts as its second byte says.
  std::vector<std::uint8_t> sid(96, 0xFF);
  const std::array<std::uint8_t, 16> start = {1, 5, 0, 0, 0, 0, 0, 5, 21, 0, 0, 0, 255, 0, 0, 0};
  std::copy(start.begin(), start.end(), sid.begin());
  for (std::uint8_t parts = 0; parts <= 16; ++parts) {
    sid[1] = parts;
    ExpectAgreement(sid);
  }
  std::vector<std::uint8_t> time(96);
  for (const std::uint64_t ticks : {0ULL, 132'463'554'691'234'567ULL, 2'650'467'743'999'999'999ULL,
                                    2'650'467'744'000'000'000ULL}) {
    std::memcpy(time.data(), &ticks, sizeof(ticks));
    ExpectAgreement(time);
  }
  const std::array<std::uint16_t, 8> system_time = {2020, 2, 6, 29, 23, 59, 59, 999};
  std::memcpy(time.data(), system_time.data(), sizeof(system_time));
  ExpectAgreement(time);
}

}  // namespace
}  // namespace noroshi::evtx
