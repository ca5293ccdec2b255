// Reads evidence from bytes or a file and keeps all that came of it, in a form tests can compare.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "event/damage.h"
#include "evidence/evidence_walk.h"
#include "evidence/evtx/record_reader.h"
#include "evidence/source.h"

namespace noroshi::testing {

// A file in the temporary folder, removed with the object.
class TempFile {
 public:
  explicit TempFile(const std::vector<std::uint8_t>& bytes);
  ~TempFile();
  TempFile(const TempFile&) = delete;
  TempFile& operator=(const TempFile&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }
  void Write(std::size_t at, std::uint8_t byte) const;
  void Truncate(std::size_t size) const;

 private:
  std::string path_;
  int descriptor_ = -1;
};

// One event with its values as text.
struct ReadEvent {
  std::uint64_t record_id = 0, offset = 0, time = 0, written = 0;
  std::uint32_t event_id = 0;
  EventMark marks = EventMark::kNone;
  std::string channel, provider;
  // Field name -> its values in order, System fields too. Missing ones are not in it.
  std::map<std::string, std::vector<std::string>> fields;

  friend bool operator==(const ReadEvent&, const ReadEvent&) = default;
};

struct ReadResult {
  bool opened = false;
  std::vector<ReadEvent> events;
  std::uint64_t record_count = 0;
  std::vector<Damage> damage;
  ByteAccount account;
  std::uint64_t size = 0;

  [[nodiscard]] std::size_t CountOf(DamageKind kind) const;
  // used + damaged + padding = size.
  [[nodiscard]] bool AccountAddsUp() const;
};

struct ReadSettings {
  ReadOptions options;
  evtx::RecordPath path = evtx::RecordPath::kPlanned;
};

ReadResult ReadEvtx(const std::string& path, const ReadSettings& settings = {});
ReadResult ReadEvtx(const std::vector<std::uint8_t>& bytes, const ReadSettings& settings = {});

// The dump of a whole file.
std::string DumpEvtx(const std::string& path, DumpFormat format, const ReadSettings& settings = {});

// One part of an input that holds several, with all events of its source.
struct WalkedPart {
  EvidencePart::Kind kind{};
  std::uint32_t ordinal = 0;
  std::string name;
  std::vector<ReadEvent> events;
  std::vector<Damage> damage;
  ByteAccount account;
  std::string encoding;
};
// Walks through an input; the ends of sources are merged into them.
std::vector<WalkedPart> WalkEvidence(const std::string& path, const ReadOptions& options = {});
std::vector<WalkedPart> WalkEvidence(const std::vector<std::uint8_t>& bytes,
                                     const ReadOptions& options = {});

// All .evtx files of the corpus, sorted; empty when it is not there.
std::vector<std::string> CorpusFiles(const std::string& below = "evtx");

// Every n-th of them, n from NOROSHI_CORPUS_STRIDE, or all: under a sanitizer, whose question is
// not whether the answers are right, the whole corpus several times over takes many minutes.
std::vector<std::string> SampledCorpusFiles();

}  // namespace noroshi::testing
