#include "scan/data_sample.h"

#include <algorithm>

#include "evidence/pe/byte_histogram.h"
#include "scan/signature_forms.h"

namespace noroshi::scan {
namespace {

using namespace std::string_view_literals;

constexpr std::uint64_t kShortestPayload = 4'096;

// How files begin that are packed by nature: archives, pictures, sound, film, fonts, documents.
struct Beginning {
  std::size_t at;
  std::string_view bytes;
};
constexpr Beginning kPacked[] = {
    {0, "PK\x03\x04"sv},
    {0, "PK\x05\x06"sv},
    {0, "\x1F\x8B"sv},
    {0, "BZh"sv},
    {0, "\xFD\x37zXZ"sv},
    {0, "7z\xBC\xAF"sv},
    {0, "\x28\xB5\x2F\xFD"sv},
    {0, "Rar!"sv},
    {0, "MSCF"sv},
    {0, "ISc("sv},
    {0, "\x89PNG"sv},
    {0, "\xFF\xD8\xFF"sv},
    {0, "GIF8"sv},
    {4, "ftyp"sv},
    {0, "ID3"sv},
    {0, "\xFF\xFB"sv},
    {0, "OggS"sv},
    {0, "fLaC"sv},
    {0, "RIFF"sv},
    {0, "wOF"sv},
    {0, "%PDF"sv},
    {0, "MSWIM"sv},
    {0, "\x04\x22\x4D\x18"sv},
    {0, "!<arch>"sv},
    {0, "\xD0\xCF\x11\xE0"sv},
    {0, "\x1A\x45\xDF\xA3"sv},
    {257, "ustar"sv},
    {0, "LZIP"sv},
    {0, "\x30\x26\xB2\x75"sv},
    {0, "xar!"sv},
    {0, "SQLite"sv},
    {0,
     "\x7F"
     "ELF"sv},
    {0, "regf"sv},
    {0, "MAM\x04"sv},
    {0, "Cr24"sv},
    {0, "FLV"sv},
    {0, "\xCA\xFE\xBA\xBE"sv},
    {0, "HDF"sv},
    {0, "II*"sv},
    {0, "MM\0*"sv},
};

bool IsPacked(Bytes sample) {
  return std::any_of(std::begin(kPacked), std::end(kPacked), [&](const Beginning& beginning) {
    return sample.size() >= beginning.at + beginning.bytes.size() &&
           std::equal(beginning.bytes.begin(), beginning.bytes.end(),
                      sample.begin() + static_cast<std::ptrdiff_t>(beginning.at),
                      [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == b; });
  });
}

}  // namespace

std::optional<DataFacts> SampleData(std::string_view name, std::uint64_t size, Bytes sample) {
  if (size < kShortestPayload) return std::nullopt;
  pe::ByteHistogram histogram;
  histogram.Add(sample);
  const double entropy = histogram.Entropy();
  if (entropy < kEncryptedEntropy) return std::nullopt;
  return DataFacts{std::string(name), size, entropy, IsPacked(sample)};
}

}  // namespace noroshi::scan
