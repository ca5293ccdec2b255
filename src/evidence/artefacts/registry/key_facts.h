// Keys that stand for something: a service, a task, a program that ran. Each kind is one function
// that writes a record of its own besides those of the key's values.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "evidence/artefacts/record_writer.h"
#include "evidence/artefacts/registry/hive_names.h"

namespace noroshi::registry {

// A key under the walk. Borrows everything; lives for one call.
struct KeyPlace {
  Hive& hive;
  const HiveNames& names;
  const Key& key;
  const std::vector<RegistryValue>& values;
  const std::vector<std::string_view>& path;  // CommonPath
  std::string_view shown;                     // as in TargetObject
};

// Writes what the key stands for, if it stands for anything. Cost: a look at a table of ten rows
// for other keys. Facts that contradict themselves are left out as far as they do; the values they
// were to be read from are records anyhow.
void WriteKeyFacts(const KeyPlace& place, artefacts::RecordWriter& records);

// The kinds with forms of their own; one file each.
void WriteShimCache(const KeyPlace& place,
                    artefacts::RecordWriter& records);                        // app_compat_cache.cc
void WriteTask(const KeyPlace& place, artefacts::RecordWriter& records);      // task_cache.cc
void WriteTreeTask(const KeyPlace& place, artefacts::RecordWriter& records);  // task_cache.cc
void WriteAmcacheFile(const KeyPlace& place, artefacts::RecordWriter& records);     // amcache.cc
void WriteOldAmcacheFile(const KeyPlace& place, artefacts::RecordWriter& records);  // amcache.cc

// What all records of a place begin with; the time is the key's last write.
void BeginKeyFact(std::string_view channel, const KeyPlace& place,
                  artefacts::RecordWriter& records);

}  // namespace noroshi::registry
