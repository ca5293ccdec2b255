#include "evidence/authenticode/signature_reader.h"

#include <algorithm>
#include <map>

#include "evidence/authenticode/der.h"
#include "evidence/authenticode/file_digest.h"
#include "evidence/authenticode/signed_data.h"
#include "evidence/pe/byte_histogram.h"

namespace noroshi::authenticode {
namespace {

constexpr std::size_t kMaxSigners = 8;  // nested ones in all

class Reader {
 public:
  Reader(pe::PeView& view, const pe::PeImage& image, const TrustStore* trust)
      : view_(view), image_(image), trust_(trust) {}

  Signature Read() {
    for (const pe::PeCertificate& entry : image_.certificates) {
      if (entry.type == pe::kPkcsSignedData) {
        ReadEntry(entry);
      } else {
        ++signature_.other_entries;
      }
    }
    const pe::DirectoryEntry& table = image_.header.directory(pe::Directory::kSecurity);
    const std::uint64_t end = std::uint64_t{table.address} + table.size;
    if (table.address != 0 && end < image_.file_size) {
      signature_.behind_table = image_.file_size - end;
    }
    return std::move(signature_);
  }

 private:
  void ReadEntry(const pe::PeCertificate& entry) {
    signature_.present = true;
    const std::uint64_t begin = entry.offset + pe::kCertificateHeaderBytes;
    const std::uint64_t end = std::min<std::uint64_t>(entry.offset + entry.length, view_.size());
    if (begin >= end) return Damaged("the certificate entry is empty");
    if (end - begin > kMaxTableBytes) return Damaged("the certificate entry is too large to read");
    std::vector<std::uint8_t> bytes(static_cast<std::size_t>(end - begin));
    if (!view_.Read(begin, bytes)) return Damaged("the certificate entry cannot be read");
    const auto blob = DerReader(bytes).Next(kDerSequence);
    if (!blob.has_value()) return Damaged("no PKCS #7 in the certificate entry");
    MeasureSlack(begin, Bytes(bytes).subspan(blob->whole.size()), blob->whole.size());
    AddSigners(blob->whole);
  }

  void Damaged(const char* reason) {
    if (signature_.damage.empty()) signature_.damage = reason;
  }

  void MeasureSlack(std::uint64_t begin, Bytes rest, std::size_t der_bytes) {
    pe::ByteHistogram histogram;
    histogram.Add(rest);
    const std::uint64_t nonzero = histogram.total() - histogram.zeros();
    if (rest.empty() || nonzero < signature_.slack.nonzero) return;
    signature_.slack = {begin + der_bytes, rest.size(), nonzero, histogram.Entropy()};
  }

  // The blob's first signer, then those nested in it; a list of what waits instead of recursion.
  void AddSigners(Bytes der) {
    std::vector<std::vector<std::uint8_t>> waiting = {{der.begin(), der.end()}};
    for (std::size_t i = 0; i < waiting.size() && signature_.signers.size() < kMaxSigners; ++i) {
      const auto data = SignedData::Parse(waiting[i]);
      if (!data.has_value()) {
        Damaged("the PKCS #7 in the certificate entry cannot be read");
        continue;
      }
      AddSigner(*data);
      for (const Bytes nested : data->Nested()) {
        if (waiting.size() < kMaxSigners) waiting.emplace_back(nested.begin(), nested.end());
      }
    }
  }

  void AddSigner(const SignedData& data) {
    Signer& signer = signature_.signers.emplace_back(data.Describe());
    signer.digest = CheckDigest(data);
    signer.key = data.VerifyKey();
    if (trust_ != nullptr) data.VerifyChain(*trust_, signer);
  }

  Check CheckDigest(const SignedData& data) {
    const auto claimed = data.FileDigest();
    if (!claimed.has_value() || claimed->algorithm == nullptr) return Check::kUnknown;
    auto [known, is_new] = digests_.try_emplace(EVP_MD_get_type(claimed->algorithm));
    if (is_new) known->second = FileDigest(view_, image_, claimed->algorithm);
    if (!known->second.has_value()) return Check::kUnknown;
    const std::vector<std::uint8_t>& actual = *known->second;
    return std::equal(actual.begin(), actual.end(), claimed->value.begin(), claimed->value.end())
               ? Check::kHolds
               : Check::kFails;
  }

  pe::PeView& view_;
  const pe::PeImage& image_;
  const TrustStore* trust_;
  Signature signature_;
  std::map<int, std::optional<std::vector<std::uint8_t>>> digests_;  // by algorithm
};

}  // namespace

Signature ReadSignature(pe::PeView& view, const pe::PeImage& image, const TrustStore* trust) {
  return Reader(view, image, trust).Read();
}

}  // namespace noroshi::authenticode
