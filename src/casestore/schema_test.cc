#include "casestore/schema.h"

#include <gtest/gtest.h>

#include <fstream>

#include "casestore/case_store.h"
#include "casestore/testing/temp_case.h"

namespace noroshi {
namespace {

// A case as an older noroshi wrote it: the first one with a case, or a later one.
void WriteOldCase(const std::string& path, std::int64_t version) {
  Result<Database> database = Database::Open(path, DatabaseMode::kCreate);
  ASSERT_TRUE(database.ok());
  ASSERT_TRUE(PrepareSchema(*database, version).ok());
  ASSERT_TRUE(database
                  ->Run("INSERT INTO hunts VALUES(1, 'k', 5, '0.1.0', 'h', '[\"a\"]', '{}', 1, 0, "
                        "10, 0, 0, 1, 2, 0, '{}');"
                        "INSERT INTO rules VALUES(1, 'r-1', 'r.yml', 3, 'A rule', '{}');"
                        "INSERT INTO findings VALUES(1, 'f-1', 7, 1, 'SRV01', '{}', 1, 1);"
                        "INSERT INTO losses VALUES(1, 'a.evtx', 'budget', 1, 2, 3, 4, '');")
                  .ok());
}

TEST(CaseSchema, AnOlderCaseOpensWithAllItHeld) {
  for (const std::int64_t version : {1, 2}) {
    const TempCase temp;
    WriteOldCase(temp.path(), version);
    Result<CaseStore> store = CaseStore::Open(temp.path(), DatabaseMode::kRead);
    ASSERT_TRUE(store.ok()) << store.error().ToString();
    EXPECT_EQ(*store->database().Number("PRAGMA user_version"), kCaseSchemaVersion);
    EXPECT_EQ(*store->FindingCount(), 1U);
    EXPECT_EQ(store->Hunts()->at(0).engine_version, "0.1.0");
    EXPECT_EQ(store->Losses()->size(), 1U);
    // What the old one did not have is empty and can be written.
    EXPECT_TRUE(store->Notes()->empty());
    EXPECT_TRUE(store->Sights()->empty());
    EXPECT_EQ(*store->SuspectFileCount(), 0U);
    EXPECT_EQ(store->Hunts()->at(0).suspect_files_not_listed, 0U);
    EXPECT_TRUE(store->AddNote({0, "f-1", "f-1", "", "checked", {9}}).ok());
    EXPECT_EQ(store->Notes()->size(), 1U);
  }
}

TEST(CaseSchema, AnUpgradedCaseIsWhatANewOneIs) {
  const TempCase old_case, new_case;
  WriteOldCase(old_case.path(), 1);
  const auto shape = [](const std::string& path) {
    Result<CaseStore> store = CaseStore::Open(path, DatabaseMode::kCreate);
    EXPECT_TRUE(store.ok());
    Result<Statement> rows = store->database().Prepare(
        "SELECT coalesce(sql, name) FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY 1");
    std::string text;
    while (*rows->Step()) text += rows->Text(0) + "\n";
    return text;
  };
  EXPECT_EQ(shape(old_case.path()), shape(new_case.path()));
}

TEST(CaseSchema, ANewCaseKeepsALogAndForeignKeys) {
  const TempCase temp;
  Result<CaseStore> store = CaseStore::Open(temp.path(), DatabaseMode::kCreate);
  ASSERT_TRUE(store.ok());
  Result<Statement> mode = store->database().Prepare("PRAGMA journal_mode");
  ASSERT_TRUE(*mode->Step());
  EXPECT_EQ(mode->Text(0), "wal");
  EXPECT_EQ(*store->database().Number("PRAGMA foreign_keys"), 1);
  EXPECT_FALSE(
      store->database().Run("INSERT INTO findings VALUES(1, 'f', 1, 99, 'h', '{}', 99, 99)").ok());
}

TEST(CaseSchema, OtherFilesAreRefusedInWords) {
  const TempCase temp;
  struct Case {
    const char* name;
    const char* sql;
    const char* words;
  };
  for (const Case& one :
       {Case{"a.db", "CREATE TABLE t(x)", "database of another program"},
        Case{"b.db", "PRAGMA application_id=7", "database of another program"},
        Case{"c.db", "PRAGMA application_id=1314016067; PRAGMA user_version=99", "newer noroshi"},
        Case{"d.db",
             "PRAGMA application_id=1314016067; CREATE TABLE t(x); CREATE VIEW v AS "
             "SELECT * FROM t",
             "triggers, views"}}) {
    const std::string path = temp.folder() + "/" + one.name;
    {
      Result<Database> database = Database::Open(path, DatabaseMode::kCreate);
      ASSERT_TRUE(database.ok());
      // The store's own safeguards would not let this be made.
      ASSERT_TRUE(database->Run(one.sql).ok()) << one.sql;
    }
    const Result<CaseStore> store = CaseStore::Open(path, DatabaseMode::kWrite);
    ASSERT_FALSE(store.ok()) << one.name;
    EXPECT_EQ(store.error().code, ErrorCode::kUnsupported);
    EXPECT_NE(store.error().ToString().find(one.words), std::string::npos)
        << store.error().ToString();
  }
}

TEST(CaseSchema, WhatIsNoDatabaseIsRefused) {
  const TempCase temp;
  std::ofstream(temp.path()) << std::string(5000, 'x');
  const Result<CaseStore> store = CaseStore::Open(temp.path(), DatabaseMode::kRead);
  ASSERT_FALSE(store.ok());
  EXPECT_EQ(store.error().code, ErrorCode::kUnsupported);
  EXPECT_FALSE(LooksLikeCaseStore(temp.path()));
  const Result<CaseStore> none = CaseStore::Open(temp.folder() + "/none.db", DatabaseMode::kRead);
  ASSERT_FALSE(none.ok());
  EXPECT_EQ(none.error().code, ErrorCode::kNotFound);
}

// Every cut and a flipped byte in every page end in an answer.
TEST(CaseSchema, ADamagedCaseIsAnErrorAndNoCrash) {
  const TempCase temp;
  {
    Result<CaseStore> store = CaseStore::Open(temp.path(), DatabaseMode::kCreate);
    ASSERT_TRUE(store.ok());
    ASSERT_TRUE(WriteHunt(*store, "k", {"f-1", "f-2", "f-3"}).ok());
  }
  std::ifstream in(temp.path(), std::ios::binary);
  const std::string whole((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  const auto try_bytes = [&](const std::string& bytes) {
    const std::string path = temp.folder() + "/damaged.db";
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
    Result<CaseStore> store = CaseStore::Open(path, DatabaseMode::kRead);
    if (!store.ok()) return;
    static_cast<void>(store->ReadFindings([](const CaseFinding&) { return true; }));
    static_cast<void>(store->Incidents());
    static_cast<void>(store->Losses());
    static_cast<void>(store->Missing());
    static_cast<void>(store->SuspectFiles(10));
  };
  for (std::size_t size = 0; size < whole.size(); size += 1531) try_bytes(whole.substr(0, size));
  for (std::size_t at = 0; at < whole.size(); at += 997) {
    std::string bytes = whole;
    bytes[at] = static_cast<char>(bytes[at] ^ 0x5A);
    try_bytes(bytes);
  }
}

}  // namespace
}  // namespace noroshi
