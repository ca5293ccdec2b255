// Containers and marks that belong to delivery: archives and disk images made for a double click,
// and what Windows noted of where a file came from.
//
// Pure, safe from any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_reader.h"
#include "evidence/container/container_kind.h"
#include "scan/scan_finding.h"

namespace noroshi::scan {

// What an archive holds, collected while its members go by.
struct ArchiveFacts {
  ContainerKind kind{};
  bool is_self_extracting = false;  // it lies behind a program that unpacks it
  std::size_t members = 0;
  std::vector<std::string> shortcuts, scripts, programs, documents;  // names, the first few of each

  void Add(std::string_view member_name);
};

// An archive of few files with a shortcut, of nothing but scripts, or a disk image with something
// to run. Software comes with more files, or as an installer.
void CheckArchive(const std::string& path, const ArchiveFacts& facts,
                  std::vector<ScanFinding>& findings);

// Zone.Identifier, the mark of the web. `zone` as Windows numbers it: 3 the Internet.
struct ZoneMark {
  std::string file_name;  // in lower case, of the file that it belongs to
  int zone = -1;          // -1 = not stated
  std::string host_url, referrer_url;
};

// Reads an exported stream: a file whose name is that of another with "Zone.Identifier" behind a
// ':' or what tools put in its place. Nullopt for any other file.
[[nodiscard]] std::optional<ZoneMark> ReadZoneMark(std::string_view file_name, Bytes bytes);

// A mark that says "local" or "trusted" and names an address of the Internet.
void CheckZoneMark(const std::string& path, const ZoneMark& mark,
                   std::vector<ScanFinding>& findings);

}  // namespace noroshi::scan
