// A stranger's case store: any bytes as the file, or, when they are no database, as every text in a
// sound one. Either way a report comes out, or an error; never a crash, and never markup.
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "casestore/case_store.h"
#include "casestore/case_writer.h"
#include "report/render.h"
#include "stream/case/case_replay.h"

namespace {

void Require(bool holds) {
  if (!holds) std::abort();
}

void Replay(noroshi::CaseStore& store) {
  noroshi::Result<noroshi::CaseReplay> replay =
      noroshi::CaseReplay::Open(store, {noroshi::Timestamp{1}, "en", "0", 1});
  if (!replay.ok()) return;
  const auto answer = replay->Run(noroshi::CaseReplay::Want::kReport);
  if (!answer.ok()) return;
  Require(noroshi::ToJson(answer->report).find_first_of("<>&") == std::string::npos);
}

// The bytes are the file.
void TryFile(std::string_view bytes) {
  char path[] = "/tmp/noroshi-fuzz-case-XXXXXX";
  const int file = ::mkstemp(path);
  if (file < 0) return;
  const bool written = ::write(file, bytes.data(), bytes.size()) >= 0;
  ::close(file);
  if (written) {
    noroshi::Result<noroshi::CaseStore> store =
        noroshi::CaseStore::Open(path, noroshi::DatabaseMode::kWrite);
    if (store.ok()) Replay(*store);
  }
  for (const char* end : {"", "-wal", "-shm", "-journal"}) {
    ::unlink((std::string(path) + end).c_str());
  }
}

// The bytes are the line of a finding, the body of a rule, and what people wrote.
void TryTexts(const std::string& text) {
  noroshi::Result<noroshi::CaseStore> store =
      noroshi::CaseStore::Open(":memory:", noroshi::DatabaseMode::kCreate);
  Require(store.ok());
  {
    noroshi::Result<noroshi::CaseWriter> writer = noroshi::CaseWriter::Begin(*store);
    Require(writer.ok());
    const auto rule = writer->AddRule({0, text, text, text, text, noroshi::Level::kHigh});
    Require(rule.ok());
    Require(writer->AddFinding({text, text, text, {2}, *rule}).ok());
    noroshi::CaseHunt hunt;
    hunt.key = hunt.inputs = hunt.rules_by_source = text;
    Require(writer->SetHunt(hunt).ok());
    Require(writer->AddMissing({text, text, 1, 2, 3}).ok());
    Require(writer->Commit().ok());
  }
  static_cast<void>(store->AddNote({0, text, text, text, text, {1}}));
  Replay(*store);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (bytes.starts_with("SQLite format 3")) {
    TryFile(bytes);
  } else {
    TryTexts(std::string(bytes));
  }
  return 0;
}
