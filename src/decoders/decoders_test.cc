#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include "decoders/base64.h"
#include "decoders/lodeinfo_beacon.h"
#include "decoders/request_forms.h"

namespace noroshi::decoders {
namespace {

// An encoder of the test's own.
std::string Encode(const std::vector<std::uint8_t>& bytes, std::string_view last, char pad) {
  const std::string alphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" + std::string(last);
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t bits = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      bits = bits << 8 | (i + k < bytes.size() ? bytes[i + k] : 0U);
    }
    const std::size_t digits = std::min<std::size_t>(bytes.size() - i, 3) + 1;
    for (std::size_t k = 0; k < 4; ++k)
      text += k < digits ? alphabet[bits >> (18 - 6 * k) & 63] : pad;
  }
  return text;
}

std::vector<std::uint8_t> BytesOf(std::string_view text) { return {text.begin(), text.end()}; }

TEST(Base64, DecodesWhatItShould) {
  struct Case {
    const char* text;
    Base64Form form;
    bool ok;
    const char* decoded;
  };
  const Case cases[] = {
      {"", Base64Form::kStandard, true, ""},
      {"TQ==", Base64Form::kStandard, true, "M"},
      {"TWE=", Base64Form::kStandard, true, "Ma"},
      {"TWFu", Base64Form::kStandard, true, "Man"},
      {"TWE", Base64Form::kStandard, true, "Ma"},  // without padding
      {"TWE.", Base64Form::kUrlDots, true, "Ma"},
      {"TWE=", Base64Form::kUrlDots, false, ""},    // the other padding
      {"TWF", Base64Form::kStandard, true, "Ma"},   // bits left over are ignored
      {"T", Base64Form::kStandard, false, ""},      // six bits are no byte
      {"TW=E", Base64Form::kStandard, false, ""},   // something follows padding
      {"TWFu=", Base64Form::kStandard, false, ""},  // padding that nothing needs
      {"-_-_", Base64Form::kStandard, false, ""},
  };
  for (const Case& row : cases) {
    std::vector<std::uint8_t> bytes;
    EXPECT_EQ(DecodeBase64(row.text, row.form, bytes), row.ok) << row.text;
    if (!row.ok) continue;
    EXPECT_EQ(bytes, BytesOf(row.decoded)) << row.text;
  }
  std::vector<std::uint8_t> bytes;
  EXPECT_TRUE(DecodeBase64("-_-_", Base64Form::kUrlDots, bytes));
  EXPECT_EQ(bytes, (std::vector<std::uint8_t>{0xFB, 0xFF, 0xBF}));
}

// A beacon made by the rules of the form, its content of no meaning.
std::string Beacon(bool masked, std::uint32_t cipher_bytes, int length_error = 0) {
  std::vector<std::uint8_t> body(0x30, 0x11);
  const std::uint8_t mask = masked ? 0x5A : 0;
  for (int i = 0; i < 4; ++i) {
    body.push_back(static_cast<std::uint8_t>((cipher_bytes >> (8 * i) & 0xFF) ^ mask));
  }
  if (masked) body.push_back(mask);
  body.insert(body.end(), cipher_bytes, 0xC3);
  const std::string text = Encode(body, "-_", '.');
  std::vector<std::uint8_t> head(16, 0x77);
  const auto size = static_cast<std::uint32_t>(static_cast<int>(text.size()) + length_error);
  for (int i = 0; i < 4; ++i) head.push_back(static_cast<std::uint8_t>(size >> (8 * i) & 0xFF));
  head.push_back(0);
  return Encode(head, "-_", '.') + text;
}

// Vigenere over letters and digits, as the newer versions put on the head.
std::string Cipher(std::string text, std::string_view key) {
  const std::string_view alphabet =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  for (std::size_t i = 0; i < kLodeinfoHeadCharacters; ++i) {
    const std::size_t at = alphabet.find(text[i]);
    const std::size_t by = alphabet.find(key[i % key.size()]);
    if (at != std::string_view::npos) text[i] = alphabet[(at + by) % alphabet.size()];
  }
  return text;
}

TEST(Lodeinfo, FitsOnlyWhenBothIdentitiesDo) {
  // The sizes of the published beacon: 272 characters, 128 bytes encrypted.
  const std::string newer = Beacon(true, 128);
  EXPECT_EQ(newer.size(), 272U);
  const auto beacon = ReadLodeinfoBeacon("k3y", Cipher(newer, "k3y"));
  ASSERT_TRUE(beacon.has_value());
  EXPECT_TRUE(beacon->head_is_ciphered);
  EXPECT_TRUE(beacon->length_is_masked);
  EXPECT_EQ(beacon->body_characters, 244U);
  EXPECT_EQ(beacon->cipher_bytes, 128U);

  const auto older = ReadLodeinfoBeacon("data", Beacon(false, 64));
  ASSERT_TRUE(older.has_value());
  EXPECT_FALSE(older->head_is_ciphered);
  EXPECT_FALSE(older->length_is_masked);

  EXPECT_FALSE(ReadLodeinfoBeacon("data", Beacon(true, 128, 1)).has_value());
  EXPECT_FALSE(ReadLodeinfoBeacon("data", Beacon(true, 127)).has_value());  // no whole blocks
  EXPECT_FALSE(ReadLodeinfoBeacon("wrong", Cipher(newer, "k3y")).has_value());
  EXPECT_FALSE(ReadLodeinfoBeacon("", newer).has_value());
  EXPECT_FALSE(ReadLodeinfoBeacon("data", newer.substr(0, 28)).has_value());
  EXPECT_FALSE(ReadLodeinfoBeacon("data", newer.substr(0, 200)).has_value());
}

// 8d0e540f is what zlib says of "0123abcd".
TEST(Datper, ChecksTheSum) {
  EXPECT_TRUE(IsDatperParameter("abc", "0123abcd8d0e540f1"));
  EXPECT_TRUE(IsDatperParameter("abcdefgh", "0123abcd8d0e540f2more"));
  EXPECT_FALSE(IsDatperParameter("abc", "0123abcd8d0e540f3"));
  EXPECT_FALSE(IsDatperParameter("abc", "0123abcd8d0e540e1"));
  EXPECT_FALSE(IsDatperParameter("ab", "0123abcd8d0e540f1"));
  EXPECT_FALSE(IsDatperParameter("abc", "0123ABCD8d0e540f1"));
  EXPECT_FALSE(IsDatperParameter("abc", "0123abcd8d0e540f"));
}

TEST(Vsingle, ReadsTheThreeFields) {
  const auto request = ReadVsingleRequest(Encode(BytesOf("192.0.2.7|6.1.7601|3.0.1"), "+/", '='));
  ASSERT_TRUE(request.has_value());
  EXPECT_EQ(request->address, "192.0.2.7");
  EXPECT_EQ(request->version, "3.0.1");
  EXPECT_FALSE(ReadVsingleRequest(Encode(BytesOf("192.0.2|6.1|3"), "+/", '=')).has_value());
  EXPECT_FALSE(ReadVsingleRequest(Encode(BytesOf("192.0.2.7|6.1"), "+/", '=')).has_value());
  EXPECT_FALSE(ReadVsingleRequest("not base64!").has_value());
}

std::string FormsIn(const std::string& bytes) {
  std::string text;
  FindRequests(bytes, [&](const FoundRequest& request) {
    text += std::to_string(static_cast<int>(request.form)) + "@" + std::to_string(request.offset) +
            "+" + std::to_string(request.bytes) + " ";
  });
  return text;
}

TEST(Requests, AreFoundAmongOtherBytes) {
  const std::string beacon = "data=" + Beacon(true, 128);
  EXPECT_EQ(FormsIn(std::string(7, '\0') + beacon + "\r\n"), "0@7+277 ");
  EXPECT_EQ(FormsIn("GET /a.php?x=1&abc=0123abcd8d0e540f1 HTTP/1.1"), "1@15+21 ");
  EXPECT_EQ(FormsIn("ufw=" + Encode(BytesOf("192.0.2.7|6.1|3"), "+/", '=') + "&uis=1"), "2@0+24 ");
  EXPECT_EQ(FormsIn("User-Agent: TW96aWxsYS81LjA="), "3@0+22 ");
  EXPECT_EQ(FormsIn("a=b&c=d: e=" + std::string(300, 'A')), "");
  EXPECT_EQ(FormsIn("==:=:"), "");
}

TEST(Requests, OneParameterInsideAnotherCostsNoMore) {
  // Each value would reach to the end of the bytes: 2^18 of them in a megabyte.
  std::string bytes;
  while (bytes.size() < (std::size_t{1} << 20)) bytes += "ufw=";
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(FormsIn(bytes), "");
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20));
}

TEST(Requests, AreBoundedBySizeAndStillFoundBelowIt) {
  const std::string fields = Encode(BytesOf("192.0.2.7|6.1|3"), "+/", '=');
  EXPECT_TRUE(ReadVsingleRequest(fields).has_value());
  const std::string long_version =
      Encode(BytesOf("192.0.2.7|6.1|" + std::string(178, '3')), "+/", '=');
  EXPECT_EQ(long_version.size(), 256U);
  EXPECT_TRUE(ReadVsingleRequest(long_version).has_value());
  EXPECT_FALSE(ReadVsingleRequest(long_version + "Mw==").has_value());
}

TEST(Vsingle, TakesEscapedPadding) {
  std::string escaped = Encode(BytesOf("192.0.2.7|6.1|30"), "+/", '=');
  ASSERT_TRUE(escaped.ends_with("=="));
  escaped.replace(escaped.size() - 2, 2, "%3D%3D");
  const auto request = ReadVsingleRequest(escaped);
  ASSERT_TRUE(request.has_value());
  EXPECT_EQ(request->version, "30");
}

TEST(Vsingle, WantsAnAddressAndPrintableText) {
  const auto reads = [](std::string_view text) {
    return ReadVsingleRequest(Encode(BytesOf(text), "+/", '=')).has_value();
  };
  EXPECT_TRUE(reads("10.0.0.1|10.0|1"));
  EXPECT_FALSE(reads("1000.0.0.1|10.0|1"));
  EXPECT_FALSE(reads("10..0.1|10.0|1"));
  EXPECT_FALSE(reads("10.0.0.1|\x01|1"));
  EXPECT_FALSE(reads("10.0.0.1||1"));
  EXPECT_FALSE(reads("10.0.0.1|10.0|"));
}

}  // namespace
}  // namespace noroshi::decoders
