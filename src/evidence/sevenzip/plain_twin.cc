#include "evidence/sevenzip/plain_twin.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "base/crc32.h"
#include "evidence/container/libarchive_reader.h"
#include "evidence/sevenzip/coder_streams.h"
#include "evidence/sevenzip/directory.h"
#include "evidence/sevenzip/property_id.h"

namespace noroshi::sevenzip {
namespace {

// A run of the twin's bytes: a packed stream of the archive, to be decrypted or not.
struct TwinStream {
  std::uint64_t begin = 0, size = 0;  // in the twin
  std::uint64_t at = 0;               // in the archive
  std::uint64_t input = 0;            // that reads it
  bool encrypted = false;
  AesKey key{};
  std::array<std::uint8_t, kAesBlockBytes> start{};
};

Error Unsupported(std::string reason) {
  return {ErrorCode::kUnsupported, 0, "container", std::move(reason)};
}

struct CipherFree {
  void operator()(EVP_CIPHER_CTX* context) const noexcept { EVP_CIPHER_CTX_free(context); }
};

// Decrypts whole blocks in place.
bool DecryptBlocks(const AesKey& key, const std::uint8_t* start, std::span<std::uint8_t> blocks) {
  const std::unique_ptr<EVP_CIPHER_CTX, CipherFree> cipher(EVP_CIPHER_CTX_new());
  int size = 0;
  return cipher != nullptr &&
         EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_cbc(), nullptr, key.data(), start) == 1 &&
         EVP_CIPHER_CTX_set_padding(cipher.get(), 0) == 1 &&
         EVP_DecryptUpdate(cipher.get(), blocks.data(), &size, blocks.data(),
                           static_cast<int>(blocks.size())) == 1;
}

// The twin, from its signature to its directory. Safe from any thread.
class TwinBytes final : public RereadableBytes {
 public:
  TwinBytes(std::shared_ptr<const RereadableBytes> archive, std::vector<std::uint8_t> signature,
            std::vector<TwinStream> streams, std::vector<std::uint8_t> directory)
      : archive_(std::move(archive)),
        signature_(std::move(signature)),
        streams_(std::move(streams)),
        directory_(std::move(directory)),
        directory_at_(streams_.empty() ? kSignatureBytes
                                       : streams_.back().begin + streams_.back().size) {}

  Result<std::size_t> ReadAt(std::uint64_t offset, std::span<std::uint8_t> out) const override {
    std::size_t done = 0;
    while (done < out.size()) {
      NOROSHI_TRY(const std::size_t got, ReadPiece(offset + done, out.subspan(done)));
      if (got == 0) break;
      done += got;
    }
    return done;
  }
  Result<std::size_t> ReadAgain(std::uint64_t offset, std::span<std::uint8_t> out) const override {
    return ReadAt(offset, out);
  }
  [[nodiscard]] std::uint64_t size() const noexcept override {
    return directory_at_ + directory_.size();
  }
  [[nodiscard]] bool keeps_all() const noexcept override { return true; }

 private:
  static std::size_t Copy(Bytes from, std::uint64_t at, std::span<std::uint8_t> out) {
    const Bytes rest =
        from.subspan(static_cast<std::size_t>(std::min<std::uint64_t>(at, from.size())));
    const std::size_t size = std::min(rest.size(), out.size());
    std::copy_n(rest.begin(), size, out.begin());
    return size;
  }

  // Of one run; 0 at the end of all.
  Result<std::size_t> ReadPiece(std::uint64_t offset, std::span<std::uint8_t> out) const {
    if (offset < kSignatureBytes) return Copy(signature_, offset, out);
    if (offset >= directory_at_) return Copy(directory_, offset - directory_at_, out);
    const auto stream = std::find_if(streams_.begin(), streams_.end(), [&](const TwinStream& one) {
      return offset >= one.begin && offset - one.begin < one.size;
    });
    if (stream == streams_.end()) return std::size_t{0};
    const std::uint64_t inside = offset - stream->begin;
    const auto wanted =
        static_cast<std::size_t>(std::min<std::uint64_t>(out.size(), stream->size - inside));
    if (stream->encrypted) return ReadEncrypted(*stream, inside, out.first(wanted));
    return archive_->ReadAgain(stream->at + inside, out.first(wanted));
  }

  // A block is decrypted by the key and the block before it: nothing else has to be read.
  Result<std::size_t> ReadEncrypted(const TwinStream& stream, std::uint64_t inside,
                                    std::span<std::uint8_t> out) const {
    constexpr std::size_t kMost = std::size_t{64} << 10;
    const std::uint64_t first = inside / kAesBlockBytes * kAesBlockBytes;
    const auto skip = static_cast<std::size_t>(inside - first);
    const std::size_t wanted = std::min(out.size(), kMost);
    const std::size_t blocks = (skip + wanted + kAesBlockBytes - 1) / kAesBlockBytes;
    const std::size_t before = first == 0 ? 0 : kAesBlockBytes;
    std::vector<std::uint8_t> bytes(before + blocks * kAesBlockBytes);
    NOROSHI_TRY(const std::size_t got, archive_->ReadAgain(stream.at + first - before, bytes));
    if (got < bytes.size()) {
      return Error{ErrorCode::kTruncated, 0, "7z member", "the archive ends too early"};
    }
    const std::span<std::uint8_t> plain = std::span(bytes).subspan(before);
    std::array<std::uint8_t, kAesBlockBytes> start = stream.start;
    if (before != 0) std::copy_n(bytes.begin(), before, start.begin());
    if (!DecryptBlocks(stream.key, start.data(), plain)) {
      return Error{ErrorCode::kInvalid, 0, "7z member", "it cannot be decrypted"};
    }
    std::copy_n(plain.begin() + static_cast<std::ptrdiff_t>(skip), wanted, out.begin());
    return wanted;
  }

  std::shared_ptr<const RereadableBytes> archive_;
  std::vector<std::uint8_t> signature_;
  std::vector<TwinStream> streams_;
  std::vector<std::uint8_t> directory_;
  std::uint64_t directory_at_;
};

// Appends as the directory of a 7z archive writes.
class DirectoryWriter {
 public:
  void Byte(std::uint64_t value) { bytes_.push_back(static_cast<std::uint8_t>(value)); }
  void Put(Bytes bytes) { bytes_.insert(bytes_.end(), bytes.begin(), bytes.end()); }
  void Fixed(std::uint64_t value, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) Byte(value >> 8 * i & 0xFF);
  }
  // All nine bytes where one is not enough: any reader takes that.
  void Number(std::uint64_t value) {
    if (value < 0x80) return Byte(value);
    Byte(0xFF);
    Fixed(value, 8);
  }
  [[nodiscard]] std::vector<std::uint8_t> Take() { return std::move(bytes_); }

 private:
  std::vector<std::uint8_t> bytes_;
};

bool IsAes(const PackCoder& coder) noexcept { return coder.method == CoderMethod::kAes; }

// The folder without its encryption: coders in their order, bonds and packed streams numbered anew.
class TwinGraph {
 public:
  TwinGraph(const CoderGraph& graph, std::uint64_t packed_at, KeyRing& keys, std::size_t password)
      : graph_(graph), packed_at_(packed_at), keys_(keys), password_(password) {}

  Status Build() {
    if (graph_.outputs != graph_.coders.size())
      return Unsupported("its coders have several outputs");
    if (graph_.packed_inputs.size() != graph_.packed_sizes.size()) {
      return Error{ErrorCode::kInvalid, 0, kDirectory, "a folder without its bytes"};
    }
    std::size_t output = 0;
    for (const PackCoder& coder : graph_.coders) output_of_.push_back(IsAes(coder) ? 0 : output++);
    std::uint64_t input = 0;
    for (const PackCoder& coder : graph_.coders) {
      if (!IsAes(coder)) {
        for (std::size_t i = 0; i < coder.inputs; ++i) {
          NOROSHI_TRY([[maybe_unused]] const Done placed, PlaceInput(input + i));
        }
      }
      input += coder.inputs;
    }
    OrderStreams();
    return Ok();
  }

  [[nodiscard]] std::vector<TwinStream> TakeStreams() { return std::move(streams_); }

  [[nodiscard]] std::vector<std::uint8_t> Directory() const {
    DirectoryWriter out;
    for (const std::uint64_t id : {kIdHeader, kIdMainStreams, kIdPackInfo}) out.Byte(id);
    out.Number(0);
    out.Number(streams_.size());
    out.Byte(kIdSize);
    for (const TwinStream& stream : streams_) out.Number(stream.size);
    for (const std::uint64_t id : {kIdEnd, kIdUnpackInfo, kIdFolder}) out.Byte(id);
    out.Number(1);
    out.Byte(0);  // not external
    WriteFolder(out);
    out.Byte(kIdUnpackSizes);
    for (const PackCoder& coder : graph_.coders) {
      if (!IsAes(coder)) out.Number(coder.unpacked_bytes);
    }
    // One member, whose name is "m".
    for (const std::uint64_t id : {kIdEnd, kIdSubStreams, kIdEnd, kIdEnd, kIdFiles}) out.Byte(id);
    out.Number(1);
    constexpr std::array<std::uint8_t, 5> kName = {0, 'm', 0, 0, 0};
    out.Byte(kIdNames);
    out.Number(kName.size());
    out.Put(kName);
    out.Byte(kIdEnd);
    out.Byte(kIdEnd);
    return out.Take();
  }

 private:
  static constexpr std::string_view kDirectory = "7z directory";

  // Where an input reads from: another coder, or a packed stream, decrypted or not.
  Status PlaceInput(std::uint64_t input) {
    const std::uint64_t placed = inputs_++;
    const auto bond = std::find_if(graph_.bonds.begin(), graph_.bonds.end(),
                                   [input](const CoderBond& one) { return one.in == input; });
    if (bond == graph_.bonds.end()) return AddStream(input, placed, nullptr);
    const auto source = static_cast<std::size_t>(bond->out);
    const PackCoder& coder = graph_.coders[source];
    if (!IsAes(coder)) {
      const auto order = static_cast<std::size_t>(bond - graph_.bonds.begin());
      bonds_.emplace(order, CoderBond{placed, output_of_[source]});
      return Ok();
    }
    std::uint64_t encrypted = 0;
    for (std::size_t i = 0; i < source; ++i) encrypted += graph_.coders[i].inputs;
    return AddStream(encrypted, placed, &coder);
  }

  Status AddStream(std::uint64_t packed_input, std::uint64_t placed, const PackCoder* aes) {
    const auto& inputs = graph_.packed_inputs;
    const auto at = std::find(inputs.begin(), inputs.end(), packed_input);
    if (at == inputs.end()) return Unsupported("it is encrypted between its coders");
    const auto index = static_cast<std::size_t>(at - inputs.begin());
    TwinStream stream;
    stream.at = kSignatureBytes + packed_at_;
    for (std::size_t i = 0; i < index; ++i) stream.at += graph_.packed_sizes[i];
    stream.size = graph_.packed_sizes[index];
    if (aes != nullptr) {
      if (aes->unpacked_bytes > stream.size) {
        return Error{ErrorCode::kInvalid, 0, kDirectory,
                     "more comes out of its cipher than goes in"};
      }
      stream.size = aes->unpacked_bytes;
      stream.encrypted = true;
      NOROSHI_TRY(const AesSettings settings, ReadAesSettings(aes->properties));
      if (password_ >= keys_.size()) {
        return Unsupported("encrypted; give the password with --archive-password");
      }
      NOROSHI_TRY(stream.key, keys_.KeyOf(password_, settings));
      stream.start = settings.start;
    }
    stream.input = placed;
    streams_.push_back(stream);
    return Ok();
  }

  // In the order of the archive: libarchive knows those of a filter of several inputs by it.
  void OrderStreams() {
    std::sort(streams_.begin(), streams_.end(),
              [](const TwinStream& a, const TwinStream& b) { return a.at < b.at; });
    std::uint64_t begin = kSignatureBytes;
    for (TwinStream& stream : streams_) {
      stream.begin = begin;
      begin += stream.size;
    }
  }

  void WriteFolder(DirectoryWriter& out) const {
    constexpr std::uint64_t kIsComplex = 0x10, kHasProperties = 0x20;
    out.Number(static_cast<std::uint64_t>(
        std::count_if(graph_.coders.begin(), graph_.coders.end(),
                      [](const PackCoder& coder) { return !IsAes(coder); })));
    for (const PackCoder& coder : graph_.coders) {
      if (IsAes(coder)) continue;
      std::size_t id_bytes = 1;
      while (id_bytes < 8 && coder.id >> 8 * id_bytes != 0) ++id_bytes;
      const bool complex = coder.inputs != 1;
      const bool properties = !coder.properties.empty();
      out.Byte(id_bytes | (complex ? kIsComplex : 0) | (properties ? kHasProperties : 0));
      for (std::size_t i = id_bytes; i > 0; --i) out.Byte(coder.id >> 8 * (i - 1) & 0xFF);
      if (complex) {
        out.Number(coder.inputs);
        out.Number(1);
      }
      if (properties) {
        out.Number(coder.properties.size());
        out.Put(coder.properties);
      }
    }
    for (const auto& [order, bond] : bonds_) {
      out.Number(bond.in);
      out.Number(bond.out);
    }
    if (streams_.size() < 2) return;
    for (const TwinStream& stream : streams_) out.Number(stream.input);
  }

  const CoderGraph& graph_;
  std::uint64_t packed_at_;
  KeyRing& keys_;
  std::size_t password_;
  std::vector<std::size_t> output_of_;      // of each coder of the archive, in the twin
  std::uint64_t inputs_ = 0;                // of the twin, so far
  std::map<std::size_t, CoderBond> bonds_;  // in the order of the archive's
  std::vector<TwinStream> streams_;
};

std::vector<std::uint8_t> Signature(const std::vector<std::uint8_t>& directory,
                                    const std::vector<TwinStream>& streams) {
  constexpr std::array<std::uint8_t, 8> kMagic = {'7', 'z', 0xBC, 0xAF, 0x27, 0x1C, 0, 4};
  DirectoryWriter start;
  start.Fixed(streams.back().begin + streams.back().size - kSignatureBytes, 8);
  start.Fixed(directory.size(), 8);
  start.Fixed(Crc32Of(directory), 4);
  const std::vector<std::uint8_t> place = start.Take();
  DirectoryWriter out;
  out.Put(kMagic);
  out.Fixed(Crc32Of(place), 4);
  out.Put(place);
  return out.Take();
}

std::uint64_t Little32(Bytes bytes) noexcept {
  std::uint64_t value = 0;
  for (std::size_t i = 4; i > 0; --i) value = value << 8 | bytes[i - 1];
  return value;
}

// What libarchive would allocate for a coder, by what the coder says.
std::uint64_t MemoryOf(const PackCoder& coder) noexcept {
  const bool sized = coder.properties.size() >= 5;
  if (coder.method == CoderMethod::kPpmd || coder.method == CoderMethod::kLzma) {
    return sized ? Little32(Bytes(coder.properties).subspan(1, 4)) : 0;
  }
  if (coder.method != CoderMethod::kLzma2 || coder.properties.empty()) return 0;
  const unsigned bits = coder.properties[0];
  return bits >= 40 ? ~std::uint64_t{0} : std::uint64_t{2 | (bits & 1)} << (bits / 2 + 11);
}

// Of the methods that libarchive (3.6) undoes.
bool IsKnownToLibarchive(CoderMethod method) noexcept {
  using enum CoderMethod;
  constexpr std::array kKnown = {kCopy, kLzma, kLzma2, kDeflate, kBzip2, kPpmd, kBcj2, kX86, kAes};
  return std::find(kKnown.begin(), kKnown.end(), method) != kKnown.end();
}

}  // namespace

Status CheckTwin(const PackFolder& folder) {
  if (folder.graph == nullptr) return Ok();
  const CoderGraph& graph = *folder.graph;
  for (std::size_t i = 0; i < graph.coders.size(); ++i) {
    const PackCoder& coder = graph.coders[i];
    if (!IsKnownToLibarchive(coder.method)) {
      return Error{
          ErrorCode::kInvalid, 0, "container",
          fmt::format("packed by method {} of 7-Zip, which is not read", MethodName(coder.id))};
    }
    // What goes into a filter of several inputs is held whole.
    const bool held =
        graph.coders.size() > 2 && i != graph.main_output && graph.packed_streams() > 1;
    const std::uint64_t inner = held ? coder.unpacked_bytes : 0;
    constexpr std::uint64_t kMostHeld = std::uint64_t{1} << 30;
    if (MemoryOf(coder) > kMaxLzmaDictionaryBytes || inner > kMostHeld) {
      return Error{ErrorCode::kLimit, 0, "container", "its coders want more memory than we give"};
    }
  }
  return Ok();
}

Result<std::unique_ptr<ByteStream>> OpenTwin(const PackFolder& folder, const FolderInput& input,
                                             KeyRing& keys, std::size_t password) {
  const CoderGraph& graph = *folder.graph;
  NOROSHI_TRY([[maybe_unused]] const Done known, CheckTwin(folder));
  TwinGraph twin(graph, folder.packed_at, keys, password);
  NOROSHI_TRY([[maybe_unused]] const Done built, twin.Build());
  std::vector<std::uint8_t> directory = twin.Directory();
  std::vector<TwinStream> streams = twin.TakeStreams();
  if (streams.empty()) return Unsupported("a folder that is packed from nothing");
  std::vector<std::uint8_t> signature = Signature(directory, streams);
  auto bytes = std::make_shared<TwinBytes>(input.bytes, std::move(signature), std::move(streams),
                                           std::move(directory));
  NOROSHI_TRY(auto reader, LibarchiveReader::Open(ContainerKind::kSevenZip,
                                                  std::make_unique<ArchiveInput>(std::move(bytes)),
                                                  {}, input.budget));
  NOROSHI_TRY(const auto member, reader->Next());
  if (!member) return Error{ErrorCode::kInvalid, 0, "container", "its coders give nothing"};
  return ArchiveReader::Content(std::move(reader));
}

bool IsLibarchives(const PackFolder& folder) noexcept {
  const auto known = [](const PackCoder& coder) { return IsKnownToLibarchive(coder.method); };
  // Its filters for ARM fail on long members, and it has none of the newer ones.
  return folder.graph != nullptr
             ? std::all_of(folder.graph->coders.begin(), folder.graph->coders.end(), known)
             : std::all_of(folder.chain.begin(), folder.chain.end(), known);
}

}  // namespace noroshi::sevenzip
