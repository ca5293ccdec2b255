// FileExaminer: judges one file and, where it is a container, all that lies in it.
//
// One owner, one thread; use it for many files. Memory: one member of an archive at a time
// (content_walk.h), and facts of at most kMaxProgramsHeld programs of an archive.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "evidence/container/content_walk.h"
#include "scan/content_examiner.h"
#include "scan/document/document_facts.h"

namespace noroshi::scan {

// Side-loading is looked for among so many programs of a folder, or of an archive; the ones behind
// are checked by themselves only, and the result says so.
inline constexpr std::size_t kMaxProgramsHeld = 8'192;

// Archives behind programs that are opened in one file: each may unpack to as much again.
inline constexpr std::size_t kMaxOverlays = 64;
inline constexpr std::uint64_t kMaxOverlayUnpacked = std::uint64_t{512} << 20;

struct ScanFile {
  std::string path;   // to open
  std::string shown;  // in results; '/' between folders
};

// What one file gave, with the members of the archive that it is.
struct FileOutcome {
  ScanFile file;
  ContentOutcome content;  // findings of the members behind the file's own
  std::uint64_t programs = 0, signed_programs = 0, members = 0, bytes = 0;
};

class FileExaminer {
 public:
  // `options` must outlive it.
  explicit FileExaminer(const ScanOptions& options) : options_(options), examiner_(options) {}

  // Reads the file and, where it is a container or a self-extracting program, all that lies in it.
  // Cost: one reading of the first 64 KiB for a file that is nothing in particular, of all of it
  // where options ask for bytes. Never fails: what cannot be opened is a loss of the outcome.
  [[nodiscard]] FileOutcome Examine(const ScanFile& file);

 private:
  // An archive under way: what it is as a document, and as a container.
  struct OpenArchive {
    std::string name;  // as the walk calls it
    DocumentFacts document;
    ArchiveFacts archive;
  };

  // Whose members these are: a file's, or those of an archive behind a program, which is opened
  // once and not inside itself again.
  enum class Holder : std::uint8_t { kFile, kProgram };

  void OpenFileContents(const std::shared_ptr<const ReadOnlyFile>& bytes, Bytes start,
                        FileOutcome& outcome);
  // Which members have to be seen whole.
  [[nodiscard]] ContentFilter FilterFor(const std::string& holder) const;
  void WalkMembers(ContentWalk walk, const std::string& holder, Holder kind, FileOutcome& outcome);
  void OpenOverlay(const std::string& shown, const RereadableBytes& program,
                   const ContentOutcome& content, FileOutcome& outcome);
  // One step of a walk: an archive begins or ends, a member is there.
  void TakePart(const ContentPart& part, const std::string& shown, FileOutcome& outcome);
  static void EndArchive(const OpenArchive& archive, const std::string& shown,
                         FileOutcome& outcome);
  void ExamineMember(const std::string& shown, const ContentPart& part, FileOutcome& outcome);
  // Keeps what a member is judged by together with its neighbours.
  void HoldMember(const std::string& shown, ContentOutcome& member, FileOutcome& outcome);
  void JudgeMembers(FileOutcome& outcome);

  const ScanOptions& options_;
  ContentExaminer examiner_;
  std::vector<std::uint8_t> sample_;
  std::map<std::string, FolderFacts> folders_;  // of the archive at hand
  std::size_t programs_held_ = 0;               // in folders_
  std::vector<OpenArchive> archives_;           // one inside the other
  Holder holder_ = Holder::kFile;               // of the members at hand
  std::size_t overlays_ = 0;                    // opened in the file at hand
};

}  // namespace noroshi::scan
