// ContentWalk: the bytes of all that one container file holds, member by member, containers in
// containers included. The counterpart of EvidenceWalk for those who judge bytes and not events:
// a member is given whole, in memory, up to a limit.
//
//   logs.tar.gz           kArchive "logs.tar.gz!/logs.tar"... its members ... kArchiveEnd
//   mail.zip!/a.docx      kContent (the document itself), kArchive, its parts, kArchiveEnd
//
// Nothing is written but the directory of a 7z inside another container, which lies at its end: to
// an unnamed temporary file. One owner, one thread. Memory: kMaxContentBytes for the member at hand
// and kMaxHeldBytes for archives around it, besides what decompressors need. Never fails as a
// whole: what cannot be read is a part that says why.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "evidence/container/archive_reader.h"
#include "evidence/container/watched_stream.h"
#include "evidence/source.h"

namespace noroshi {

// An implant is smaller; what is larger is a film, a disk or a database, of which the beginning is
// given.
inline constexpr std::size_t kMaxContentBytes = std::size_t{64} << 20;
// Zip files inside containers are kept while their members are walked, because documents are such
// files and are judged as a whole. Larger ones, and those inside that many bytes of others, are
// walked without being given as content.
inline constexpr std::size_t kMaxHeldBytes = std::size_t{128} << 20;

// Subject of the error of a member whose bytes are all there and whose name is odd: told, no loss.
inline constexpr std::string_view kOddMemberName = "name of a member";

struct ContentPart {
  enum class Kind : std::uint8_t {
    kContent,     // `bytes` are those of a member
    kArchive,     // an archive begins; its members follow. The input itself comes first
    kArchiveEnd,  // it has no more, or cannot be read on; then `error` says why
    kFailed,      // nothing of it can be read
  };
  Kind kind{};
  std::string name;                                // "" for the input itself; "b.zip!/c.exe"
  Bytes bytes;                                     // kContent: until the next call of Next()
  bool is_whole = true;                            // kContent: `bytes` are all of it
  ContainerKind container = ContainerKind::kNone;  // of the content, or the archive's own
  // What was not read, or is odd; with kContent the bytes before it are there.
  std::optional<Error> error;
};

// Whether all of a member is wanted, by its name and its first kSniffBytes.
using ContentFilter = std::function<bool(std::string_view name, Bytes start)>;

class ContentWalk {
 public:
  // `file` begins with `start`, which SniffContainer takes for a container. Members that `filter`
  // refuses are given as their first kSniffBytes, without an error; archives are not asked about:
  // they are walked. An empty filter refuses none.
  ContentWalk(std::shared_ptr<const ReadOnlyFile> file, Bytes start, const ReadOptions& options,
              ContentFilter filter = {});
  // The same for bytes in memory, which must outlive this.
  ContentWalk(Bytes bytes, const ReadOptions& options, ContentFilter filter = {});

  // Nullopt at the end.
  [[nodiscard]] std::optional<ContentPart> Next();

  // Bytes that came out of decompressors so far, as given to the caller.
  [[nodiscard]] std::uint64_t unpacked_bytes() const noexcept { return unpacked_; }

 private:
  struct Head {
    std::uint32_t depth = 0;  // containers around it
    std::string name;
    bool encrypted = false;
  };
  struct Level {
    std::vector<std::uint8_t> held;  // before the reader, which reads from it
    std::shared_ptr<ArchiveReader> reader;
    Head head;
    ContainerKind kind{};
  };

  void Open(ContainerKind kind, std::unique_ptr<const RereadableBytes> bytes,
            std::unique_ptr<ByteStream> stream);
  ContentPart OpenStream(std::unique_ptr<ByteStream> content, Head head);
  ContentPart OpenLeaf(std::unique_ptr<SniffedStream> stream, const Head& head);
  ContentPart OpenZip(std::unique_ptr<SniffedStream> stream, const Head& head);
  ContentPart OpenSevenZip(std::unique_ptr<SniffedStream> stream, const Head& head);
  ContentPart OpenArchive(ContainerKind kind, std::unique_ptr<ArchiveInput> input, const Head& head,
                          std::vector<std::uint8_t> held);
  ContentPart OpenMember(ArchiveMember member);
  ContentPart EndArchive(std::optional<Error> error);
  Result<std::unique_ptr<ByteStream>> Unpack(ContainerKind kind,
                                             std::unique_ptr<ByteStream> packed) const;
  void TellApart(std::string& name);

  const ReadOptions options_;
  const ContentFilter filter_;
  std::shared_ptr<UnpackBudget> budget_;
  std::optional<ContentPart> first_;
  std::optional<Head> pending_zip_;  // given as content; its members are next
  std::vector<std::uint8_t> content_;
  std::vector<Level> levels_;
  std::unordered_map<std::uint64_t, std::uint32_t> seen_;  // names, by hash
  std::uint64_t unpacked_ = 0;
  std::size_t held_ = 0;  // in levels_
  std::uint32_t members_ = 0;
};

// The name of what a packed file holds: "x.gz" holds "x", "x.tgz" "x.tar", "x" "x.unpacked".
[[nodiscard]] std::string UnpackedName(std::string_view packed_name);

}  // namespace noroshi
