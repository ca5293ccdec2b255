#include "casestore/database.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmath>
#include <fstream>
#include <limits>

#include "casestore/testing/temp_case.h"

namespace noroshi {
namespace {

// An empty database with one table of a number, a real and a text.
class DatabaseTest : public ::testing::Test {
 protected:
  void SetUp() override {
    Result<Database> opened = Database::Open(temp_.path(), DatabaseMode::kCreate);
    ASSERT_TRUE(opened.ok()) << opened.error().ToString();
    database_.emplace(*std::move(opened));
    ASSERT_TRUE(database_->Run("CREATE TABLE t(n INTEGER NOT NULL, r REAL NOT NULL, s TEXT)").ok());
  }
  Status Insert(std::uint64_t number, double real, std::string_view text) {
    NOROSHI_TRY(Statement insert, database_->Prepare("INSERT INTO t VALUES(?, ?, ?)"));
    return insert.Bind(number).Bind(real).Bind(text).Run();
  }

  TempCase temp_;
  std::optional<Database> database_;
};

TEST_F(DatabaseTest, ValuesComeBackAsTheyWere) {
  const std::string text("a\0'b\xff", 5);
  ASSERT_TRUE(Insert(7, 1.5, text).ok());
  Result<Statement> row = database_->Prepare("SELECT n, r, s FROM t");
  ASSERT_TRUE(*row->Step());
  EXPECT_EQ(row->Number(0), 7U);
  EXPECT_EQ(row->Real(1), 1.5);
  EXPECT_EQ(row->View(2), text);
  EXPECT_FALSE(*row->Step());
}

TEST_F(DatabaseTest, WhatSqliteCannotHoldIsStoredAsTheNearest) {
  ASSERT_TRUE(Insert(~std::uint64_t{0}, std::nan(""), {}).ok());
  Result<Statement> row = database_->Prepare("SELECT n, r, s FROM t");
  ASSERT_TRUE(*row->Step());
  EXPECT_EQ(row->Number(0), static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()));
  EXPECT_EQ(row->Real(1), 0.0);
  EXPECT_EQ(row->View(2), "");
}

TEST_F(DatabaseTest, NegativeNumbersOfAStrangersFileReadAsZero) {
  ASSERT_TRUE(database_->Run("INSERT INTO t VALUES(-5, 0, NULL)").ok());
  Result<Statement> row = database_->Prepare("SELECT n, s FROM t");
  ASSERT_TRUE(*row->Step());
  EXPECT_EQ(row->Number(0), 0U);
  EXPECT_EQ(row->Text(1), "");  // NULL
}

TEST_F(DatabaseTest, AStatementIsUsedAgainAfterAFailure) {
  ASSERT_TRUE(database_->Run("CREATE UNIQUE INDEX once ON t(n)").ok());
  Result<Statement> insert = database_->Prepare("INSERT INTO t VALUES(?, 0, '')");
  EXPECT_TRUE(insert->Bind(std::uint64_t{1}).Run().ok());
  EXPECT_EQ(insert->Bind(std::uint64_t{1}).Run().error().code, ErrorCode::kInvalid);
  EXPECT_TRUE(insert->Bind(std::uint64_t{2}).Run().ok());
  EXPECT_EQ(*database_->Number("SELECT count(*) FROM t"), 2);
  EXPECT_EQ(database_->last_id(), 2);
}

TEST_F(DatabaseTest, TooManyValuesAreAnErrorOfThatCallOnly) {
  Result<Statement> insert = database_->Prepare("INSERT INTO t VALUES(?, 0, '')");
  EXPECT_FALSE(insert->Bind(std::uint64_t{1}).Bind(std::uint64_t{2}).Run().ok());
  EXPECT_TRUE(insert->Bind(std::uint64_t{1}).Run().ok());
  EXPECT_EQ(*database_->Number("SELECT count(*) FROM t"), 1);
}

TEST_F(DatabaseTest, ATransactionIsTakenBackUnlessCommitted) {
  {
    const Result<Transaction> lost = Transaction::Begin(*database_);
    ASSERT_TRUE(lost.ok());
    ASSERT_TRUE(Insert(1, 0, "").ok());
  }
  EXPECT_EQ(*database_->Number("SELECT count(*) FROM t"), 0);
  Result<Transaction> kept = Transaction::Begin(*database_);
  ASSERT_TRUE(Insert(1, 0, "").ok());
  EXPECT_FALSE(Transaction::Begin(*database_).ok());  // one at a time
  ASSERT_TRUE(kept->Commit().ok());
  EXPECT_EQ(*database_->Number("SELECT count(*) FROM t"), 1);
}

TEST_F(DatabaseTest, ErrorsNameTheFileAndWhatSqliteSays) {
  const Result<Statement> wrong = database_->Prepare("SELECT absent FROM t");
  ASSERT_FALSE(wrong.ok());
  EXPECT_NE(wrong.error().detail.find(temp_.path()), std::string::npos);
  EXPECT_NE(wrong.error().detail.find("no such column"), std::string::npos) << wrong.error().detail;
}

TEST(DatabaseFile, IsNotMadeByLookingForIt) {
  const TempCase temp;
  for (const DatabaseMode mode : {DatabaseMode::kRead, DatabaseMode::kWrite}) {
    EXPECT_EQ(Database::Open(temp.path(), mode).error().code, ErrorCode::kNotFound);
  }
  EXPECT_NE(::access(temp.path().c_str(), F_OK), 0);
}

TEST(DatabaseFile, OfAnotherKindIsRefused) {
  const TempCase temp;
  std::ofstream(temp.path()) << std::string(5'000, 'x');
  EXPECT_EQ(Database::Open(temp.path(), DatabaseMode::kWrite).error().code,
            ErrorCode::kUnsupported);
  EXPECT_FALSE(Database::Open(temp.folder(), DatabaseMode::kRead).ok());  // a folder
}

TEST(DatabaseFile, ThatNobodyMayWriteIsReadAlone) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may write everywhere";
  const TempCase temp;
  {
    Result<Database> made = Database::Open(temp.path(), DatabaseMode::kCreate);
    ASSERT_TRUE(made->Run("CREATE TABLE t(n INTEGER); INSERT INTO t VALUES(3)").ok());
  }
  ASSERT_EQ(::chmod(temp.path().c_str(), 0400), 0);
  Result<Database> read = Database::Open(temp.path(), DatabaseMode::kRead);
  ASSERT_TRUE(read.ok());
  EXPECT_FALSE(read->writable());
  EXPECT_EQ(*read->Number("SELECT n FROM t"), 3);
  EXPECT_EQ(read->Run("INSERT INTO t VALUES(4)").error().code, ErrorCode::kIo);
}

}  // namespace
}  // namespace noroshi
