// EseFacts: what the tables of one kind of ESE database stand for. One file a kind.
//
// A kind reads what it needs of small tables when it is opened (names that others refer to by
// number) and then writes one row of its tables after the other as records.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "evidence/artefacts/ese/ese_table.h"
#include "evidence/artefacts/record_writer.h"

namespace noroshi::ese {

// Borrows all of it.
struct EseDatabase {
  EseFile& file;
  const EseCatalogue& catalogue;
  std::string_view path;  // "" for members of archives and streams
  DamageSink& damage;
};

class EseFacts {
 public:
  virtual ~EseFacts() = default;

  // Tables whose rows are written, in this order. Literals.
  [[nodiscard]] virtual std::span<const std::string_view> tables() const noexcept = 0;
  // Writes the records of the row at hand of tables()[table].
  virtual void Write(std::size_t table, EseRows& row, artefacts::RecordWriter& records) = 0;
};

// Null when the database is of another kind. The database outlives what is returned.
[[nodiscard]] std::unique_ptr<EseFacts> OpenSrum(const EseDatabase& database);  // srum.cc
[[nodiscard]] std::unique_ptr<EseFacts> OpenAccessLog(
    const EseDatabase& database);  // access_log.cc
[[nodiscard]] std::unique_ptr<EseFacts> OpenBitsDatabase(
    const EseDatabase& database);  // bits_database.cc

// "{10A9226F-50EE-49D8-A393-9A501D47CE04}"; "" for other than 16 bytes.
[[nodiscard]] std::string GuidText(Bytes guid);
// "S-1-5-18"; "" for bytes that are no SID.
[[nodiscard]] std::string SidText(Bytes sid);

}  // namespace noroshi::ese
