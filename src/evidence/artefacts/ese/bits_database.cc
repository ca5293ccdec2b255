// qmgr.db: the jobs of the Background Intelligent Transfer Service since Windows 10. Jobs and files
// are rows of two tables, each a GUID and a blob; a job names its files by their GUIDs.
#include <array>
#include <unordered_map>
#include <unordered_set>

#include "evidence/artefacts/bits/bits_job.h"
#include "evidence/artefacts/ese/ese_facts.h"

namespace noroshi::ese {
namespace {

using artefacts::RecordWriter;

constexpr std::array<std::string_view, 2> kTables = {"Jobs", "Files"};
// Windows allows 60 jobs a user and 200 files a job by default.
constexpr std::size_t kMaxFiles = 1 << 16;

class BitsDatabaseFacts final : public EseFacts {
 public:
  explicit BitsDatabaseFacts(const EseDatabase& database) {
    EseRows rows(database.file, *database.catalogue.Find("Files"));
    while (rows.Next() && files_.size() < kMaxFiles) {
      auto file = bits::ReadFileBlob(rows.Data("Blob"));
      if (file) files_.try_emplace(GuidText(rows.Data("Id")), *std::move(file));
    }
  }

  [[nodiscard]] std::span<const std::string_view> tables() const noexcept override {
    return kTables;
  }

  void Write(std::size_t table, EseRows& row, RecordWriter& records) override {
    table == 0 ? WriteJobRow(row, records) : WriteFileRow(row, records);
  }

 private:
  void WriteJobRow(EseRows& row, RecordWriter& records) {
    std::optional<bits::BitsJob> job = bits::ReadJobBlob(row.Data("Blob"));
    if (!job) return;
    for (const bits::JobGuid& id : job->file_ids) {
      const std::string guid = GuidText(id);
      const auto found = files_.find(guid);
      if (found == files_.end()) continue;
      job->files.push_back(found->second);
      used_.insert(guid);
    }
    bits::WriteBitsJob(*job, GuidText(job->id), row.offset(), records);
  }

  // Files are told with their jobs; those that no job names any more, alone.
  void WriteFileRow(EseRows& row, RecordWriter& records) {
    const std::string guid = GuidText(row.Data("Id"));
    const auto found = files_.find(guid);
    if (found == files_.end() || used_.contains(guid)) return;
    bits::BitsJob alone;
    alone.files.push_back(found->second);
    alone.created = found->second.created;
    bits::WriteBitsJob(alone, {}, row.offset(), records);
  }

  std::unordered_map<std::string, bits::BitsFile> files_;  // by GUID
  std::unordered_set<std::string> used_;                   // by a job
};

}  // namespace

std::unique_ptr<EseFacts> OpenBitsDatabase(const EseDatabase& database) {
  const EseTable* jobs = database.catalogue.Find("Jobs");
  const EseTable* files = database.catalogue.Find("Files");
  if (jobs == nullptr || files == nullptr || !jobs->by_name.contains("Blob") ||
      !files->by_name.contains("Blob")) {
    return nullptr;
  }
  return std::make_unique<BitsDatabaseFacts>(database);
}

}  // namespace noroshi::ese
