#include "evidence/testing/sevenzip_bytes.h"

#include <bzlib.h>
#include <lzma.h>
#include <openssl/evp.h>
#include <zlib.h>

#include <array>
#include <cstdio>
#include <cstdlib>

#include "base/crc32.h"

namespace noroshi::testing {
namespace {

void Must(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "making a 7z archive: %s\n", what);
  std::abort();
}

const std::uint8_t* Data(const std::string& text) {
  return reinterpret_cast<const std::uint8_t*>(text.data());
}

std::uint32_t CrcOfText(const std::string& text) { return Crc32Of({Data(text), text.size()}); }

std::string Little(std::uint64_t value, unsigned bytes) {
  std::string out;
  for (unsigned i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i));
  return out;
}

// Always the long form, but for small values.
std::string Number(std::uint64_t value) {
  if (value < 0x80) return std::string(1, static_cast<char>(value));
  return "\xFF" + Little(value, 8);
}

// One folder under way: its packed bytes and how its directory describes it.
struct MadeFolder {
  std::string packed;
  std::string coders;  // their descriptions, plain side first
  std::size_t coder_count = 0;
  std::vector<std::uint64_t> sizes;  // of their outputs
};

void Describe(MadeFolder& folder, const std::string& id, const std::string& properties,
              std::uint64_t unpacked) {
  const unsigned flags = static_cast<unsigned>(id.size()) | (properties.empty() ? 0u : 0x20u);
  folder.coders += static_cast<char>(flags);
  folder.coders += id;
  if (!properties.empty()) folder.coders += Number(properties.size()) + properties;
  folder.sizes.push_back(unpacked);
  ++folder.coder_count;
}

std::string Deflated(const std::string& plain) {
  z_stream stream{};
  Must(deflateInit2(&stream, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY) == Z_OK, "deflate");
  std::string out(plain.size() + 1024, '\0');
  stream.next_in = const_cast<std::uint8_t*>(Data(plain));
  stream.avail_in = static_cast<uInt>(plain.size());
  stream.next_out = reinterpret_cast<std::uint8_t*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  Must(deflate(&stream, Z_FINISH) == Z_STREAM_END, "deflate");
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string Bzipped(const std::string& plain) {
  std::string out(plain.size() + plain.size() / 50 + 1024, '\0');
  auto size = static_cast<unsigned>(out.size());
  Must(BZ2_bzBuffToBuffCompress(out.data(), &size, const_cast<char*>(plain.data()),
                                static_cast<unsigned>(plain.size()), 1, 0, 0) == BZ_OK,
       "bzip2");
  out.resize(size);
  return out;
}

// LZMA or LZMA2 with the filters before it.
std::string LzmaPacked(const std::string& plain, std::vector<lzma_filter> chain) {
  chain.push_back({LZMA_VLI_UNKNOWN, nullptr});
  std::string out(plain.size() * 2 + 4096, '\0');
  std::size_t size = 0;
  Must(lzma_raw_buffer_encode(chain.data(), nullptr, Data(plain), plain.size(),
                              reinterpret_cast<std::uint8_t*>(out.data()), &size,
                              out.size()) == LZMA_OK,
       "lzma");
  out.resize(size);
  return out;
}

std::string PropertiesOf(const lzma_filter& filter) {
  std::uint32_t size = 0;
  Must(lzma_properties_size(&size, &filter) == LZMA_OK, "properties");
  std::string out(size, '\0');
  Must(lzma_properties_encode(&filter, reinterpret_cast<std::uint8_t*>(out.data())) == LZMA_OK,
       "properties");
  return out;
}

void PackLzma(MadeFolder& folder, const std::vector<SevenZipCoder>& coders) {
  lzma_options_lzma options{};
  lzma_lzma_preset(&options, 1);
  options.dict_size = 1 << 16;
  lzma_options_delta delta{};
  delta.type = LZMA_DELTA_TYPE_BYTE;
  delta.dist = 4;
  std::vector<lzma_filter> chain;
  for (const SevenZipCoder coder : coders) {
    std::string id;
    if (coder == SevenZipCoder::kX86) {
      chain.push_back({LZMA_FILTER_X86, nullptr});
      id = "\x03\x03\x01\x03";
    } else if (coder == SevenZipCoder::kDelta) {
      chain.push_back({LZMA_FILTER_DELTA, &delta});
      id = "\x03";
    } else if (coder == SevenZipCoder::kLzma) {
      chain.push_back({LZMA_FILTER_LZMA1, &options});
      id = "\x03\x01\x01";
    } else {
      chain.push_back({LZMA_FILTER_LZMA2, &options});
      id = "\x21";
    }
    Describe(folder, id, PropertiesOf(chain.back()), folder.packed.size());
  }
  folder.packed = LzmaPacked(folder.packed, chain);
}

std::array<std::uint8_t, 32> KeyOf(const SevenZipPlan& plan) {
  std::string input;
  for (std::uint64_t round = 0; round < std::uint64_t{1} << plan.rounds_power; ++round) {
    input += plan.salt;
    for (const char c : plan.password) input += {c, '\0'};  // tests' passwords are ASCII
    input += Little(round, 8);
  }
  std::array<std::uint8_t, 32> key{};
  unsigned size = 0;
  EVP_Digest(input.data(), input.size(), key.data(), &size, EVP_sha256(), nullptr);
  return key;
}

void Encrypt(MadeFolder& folder, const SevenZipPlan& plan) {
  const std::string start = "12345678";
  std::string properties(
      1, static_cast<char>(plan.rounds_power | 0x40u | (plan.salt.empty() ? 0u : 0x80u)));
  const std::size_t salt_rest = plan.salt.empty() ? 0 : plan.salt.size() - 1;
  properties += static_cast<char>(salt_rest << 4 | (start.size() - 1));
  properties += plan.salt + start;
  Describe(folder, "\x06\xF1\x07\x01", properties, folder.packed.size());
  folder.packed.resize((folder.packed.size() + 15) / 16 * 16, '\0');
  std::array<std::uint8_t, 16> first{};
  for (std::size_t i = 0; i < start.size(); ++i) first[i] = static_cast<std::uint8_t>(start[i]);
  EVP_CIPHER_CTX* context = EVP_CIPHER_CTX_new();
  EVP_EncryptInit_ex(context, EVP_aes_256_cbc(), nullptr, KeyOf(plan).data(), first.data());
  EVP_CIPHER_CTX_set_padding(context, 0);
  std::string out(folder.packed.size(), '\0');
  int size = 0;
  EVP_EncryptUpdate(context, reinterpret_cast<std::uint8_t*>(out.data()), &size,
                    Data(folder.packed), static_cast<int>(folder.packed.size()));
  EVP_CIPHER_CTX_free(context);
  Must(static_cast<std::size_t>(size) == out.size(), "AES");
  folder.packed = out;
}

MadeFolder MakeFolder(const std::string& content, const SevenZipPlan& plan, bool encrypt) {
  MadeFolder folder;
  folder.packed = content;
  std::vector<SevenZipCoder> lzma;
  for (const SevenZipCoder coder : plan.coders) {
    switch (coder) {
      case SevenZipCoder::kCopy:
        Describe(folder, std::string(1, '\0'), {}, folder.packed.size());
        break;
      case SevenZipCoder::kDeflate:
        Describe(folder, "\x04\x01\x08", {}, folder.packed.size());
        folder.packed = Deflated(folder.packed);
        break;
      case SevenZipCoder::kBzip2:
        Describe(folder, "\x04\x02\x02", {}, folder.packed.size());
        folder.packed = Bzipped(folder.packed);
        break;
      default:
        lzma.push_back(coder);
        if (coder == SevenZipCoder::kLzma || coder == SevenZipCoder::kLzma2) PackLzma(folder, lzma);
    }
  }
  if (encrypt) Encrypt(folder, plan);
  return folder;
}

std::string FolderText(const MadeFolder& folder) {
  std::string out = Number(folder.coder_count) + folder.coders;
  for (std::size_t i = 0; i + 1 < folder.coder_count; ++i) out += Number(i) + Number(i + 1);
  return out;
}

std::string PackInfo(const std::vector<MadeFolder>& folders, std::uint64_t at) {
  std::string out = "\x06" + Number(at) + Number(folders.size()) + "\x09";
  for (const MadeFolder& folder : folders) out += Number(folder.packed.size());
  return out + std::string(1, '\0');
}

// `crcs`: of the folders; empty = not said.
std::string UnpackInfo(const std::vector<MadeFolder>& folders,
                       const std::vector<std::uint32_t>& crcs) {
  std::string out = "\x07\x0B" + Number(folders.size()) + std::string(1, '\0');
  for (const MadeFolder& folder : folders) out += FolderText(folder);
  out += "\x0C";
  for (const MadeFolder& folder : folders) {
    for (const std::uint64_t size : folder.sizes) out += Number(size);
  }
  if (!crcs.empty()) out += "\x0A\x01";
  for (const std::uint32_t crc : crcs) out += Little(crc, 4);
  return out + std::string(1, '\0');
}

bool IsFolderName(const MemberBytes& member) { return member.name.ends_with('/'); }

std::string BitsOf(const std::vector<bool>& bits) {
  std::string out((bits.size() + 7) / 8, '\0');
  for (std::size_t i = 0; i < bits.size(); ++i) {
    if (bits[i]) out[i / 8] = static_cast<char>(out[i / 8] | (0x80 >> (i % 8)));
  }
  return out;
}

std::string Property(char id, const std::string& data) { return id + Number(data.size()) + data; }

std::string FilesInfo(const std::vector<MemberBytes>& members) {
  std::vector<bool> empty_stream, empty_file;
  std::string names(1, '\0');
  for (const MemberBytes& member : members) {
    empty_stream.push_back(member.content.empty());
    if (member.content.empty()) empty_file.push_back(!IsFolderName(member));
    for (const char c : member.name) {
      if (c != '/' || !IsFolderName(member) || &c != &member.name.back()) names += {c, '\0'};
    }
    names += std::string(2, '\0');
  }
  return "\x05" + Number(members.size()) + Property(0x19, "\0\0") +
         Property(0x0E, BitsOf(empty_stream)) + Property(0x0F, BitsOf(empty_file)) +
         Property(0x11, names) + std::string(1, '\0');
}

// How many members each folder has, their sizes and checksums.
std::string SubStreams(const std::vector<const MemberBytes*>& filled, std::size_t folders,
                       bool wrong_checksum) {
  const bool solid = folders == 1;
  std::string out = "\x08\x0D";
  for (std::size_t i = 0; i < folders; ++i) out += Number(solid ? filled.size() : 1);
  if (solid && filled.size() > 1) {
    out += "\x09";
    for (std::size_t i = 0; i + 1 < filled.size(); ++i) out += Number(filled[i]->content.size());
  }
  out += "\x0A\x01";
  for (const MemberBytes* member : filled) {
    const std::uint32_t wrong = wrong_checksum && member == filled.front() ? 1 : 0;
    out += Little(CrcOfText(member->content) ^ wrong, 4);
  }
  return out + std::string(1, '\0');
}

std::vector<MadeFolder> MakeFolders(const std::vector<const MemberBytes*>& filled,
                                    const SevenZipPlan& plan) {
  std::vector<MadeFolder> folders;
  std::string all;
  for (const MemberBytes* member : filled) {
    all += member->content;
    if (plan.solid) continue;
    folders.push_back(MakeFolder(all, plan, !plan.password.empty()));
    all.clear();
  }
  if (plan.solid && !filled.empty()) {
    folders.push_back(MakeFolder(all, plan, !plan.password.empty()));
  }
  return folders;
}

}  // namespace

std::string WrapSevenZipDirectory(const std::string& packed, const std::string& directory) {
  const std::string place =
      Little(packed.size(), 8) + Little(directory.size(), 8) + Little(CrcOfText(directory), 4);
  return std::string("7z\xBC\xAF\x27\x1C\0\4", 8) + Little(CrcOfText(place), 4) + place + packed +
         directory;
}

std::string MakeSevenZip(const std::vector<MemberBytes>& members, const SevenZipPlan& plan) {
  std::vector<const MemberBytes*> filled;
  for (const MemberBytes& member : members) {
    if (!member.content.empty()) filled.push_back(&member);
  }
  const std::vector<MadeFolder> folders = MakeFolders(filled, plan);
  std::string packed;
  for (const MadeFolder& folder : folders) packed += folder.packed;
  std::string directory = "\x01";
  if (!folders.empty()) {
    directory += "\x04" + PackInfo(folders, 0) + UnpackInfo(folders, {}) +
                 SubStreams(filled, folders.size(), plan.wrong_checksum) + std::string(1, '\0');
  }
  directory += FilesInfo(members) + std::string(1, '\0');
  if (!plan.pack_directory) return WrapSevenZipDirectory(packed, directory);
  SevenZipPlan inner = plan;
  inner.coders = {SevenZipCoder::kLzma};
  const MadeFolder folder = MakeFolder(directory, inner, plan.encrypt_directory);
  const std::string outer = "\x17" + PackInfo({folder}, packed.size()) +
                            UnpackInfo({folder}, {CrcOfText(directory)}) + std::string(1, '\0');
  return WrapSevenZipDirectory(packed + folder.packed, outer);
}

}  // namespace noroshi::testing
