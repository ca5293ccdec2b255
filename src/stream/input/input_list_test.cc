#include "stream/input/input_list.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "stream/testing/temp_folder.h"

namespace noroshi {
namespace {

std::vector<std::string> Shown(const InputList& list) {
  std::vector<std::string> names;
  for (const InputFile& file : list.files) names.push_back(file.shown);
  return names;
}

using Names = std::vector<std::string>;

TEST(InputList, FoldersAreWalkedAndSorted) {
  const TempFolder folder;
  folder.Write("b.evtx", "12345");
  folder.Write("a/deep/x.evtx", "1");
  folder.Write("a/c.evtx", "");
  const auto list = ListInputs({folder.path()});
  ASSERT_TRUE(list.ok());
  EXPECT_EQ(Shown(*list), (Names{"a/c.evtx", "a/deep/x.evtx", "b.evtx"}));
  EXPECT_EQ(list->bytes, 6U);
  EXPECT_FALSE(list->files[0].given);
}

TEST(InputList, AFileIsShownByItsName) {
  const TempFolder folder;
  const std::string path = folder.Write("site/x.evtx", "1");
  const auto list = ListInputs({path});
  ASSERT_TRUE(list.ok());
  EXPECT_EQ(Shown(*list), (Names{"x.evtx"}));
  EXPECT_TRUE(list->files[0].given);
}

TEST(InputList, MissingPathIsAnError) {
  const auto list = ListInputs({"/nonexistent/evidence"});
  ASSERT_FALSE(list.ok());
  EXPECT_EQ(list.error().code, ErrorCode::kNotFound);
  EXPECT_NE(list.error().detail.find("/nonexistent/evidence"), std::string::npos);
}

TEST(InputList, SameNameInTwoInputsIsToldApart) {
  const TempFolder folder;
  folder.Write("site-a/Security.evtx", "1");
  folder.Write("site-b/Security.evtx", "2");
  folder.Write("site-b/only.evtx", "3");
  const auto list = ListInputs({folder.path() + "/site-a", folder.path() + "/site-b/"});
  ASSERT_TRUE(list.ok());
  EXPECT_EQ(Shown(*list), (Names{"only.evtx", "site-a/Security.evtx", "site-b/Security.evtx"}));
}

TEST(InputList, SameInputNameTwiceGetsANumber) {
  const TempFolder folder;
  folder.Write("1/logs/x.evtx", "1");
  folder.Write("2/logs/x.evtx", "2");
  const auto list = ListInputs({folder.path() + "/1/logs", folder.path() + "/2/logs"});
  ASSERT_TRUE(list.ok());
  EXPECT_EQ(Shown(*list), (Names{"logs/x.evtx", "logs/x.evtx#2"}));
}

TEST(InputList, AFileReachedTwiceIsListedOnce) {
  const TempFolder folder;
  const std::string path = folder.Write("x.evtx", "1");
  const auto list = ListInputs({folder.path(), path, folder.path() + "/."});
  ASSERT_TRUE(list.ok());
  EXPECT_EQ(list->files.size(), 1U);
}

TEST(InputList, OddThingsInAFolderAreListedWithTheirProblem) {
  const TempFolder folder;
  folder.Write("real.evtx", "1");
  ASSERT_EQ(::symlink("nowhere", (folder.path() + "/dangling.evtx").c_str()), 0);
  ASSERT_EQ(::symlink(".", (folder.path() + "/circle").c_str()), 0);
  ASSERT_EQ(::mkfifo((folder.path() + "/pipe").c_str(), 0600), 0);
  const auto list = ListInputs({folder.path()});
  ASSERT_TRUE(list.ok());
  EXPECT_EQ(Shown(*list), (Names{"dangling.evtx", "pipe", "real.evtx"}));  // no circle
  EXPECT_FALSE(list->files[0].problem.empty());
  EXPECT_EQ(list->files[1].problem, "not a regular file");
  EXPECT_TRUE(list->files[2].problem.empty());
}

// Root may read everything, so for a while root is nobody. Anybody else stays who they are.
class AsOrdinaryUser {
 public:
  AsOrdinaryUser()
      : was_root_(::geteuid() == 0), ordinary_(!was_root_ || ::seteuid(kNobody) == 0) {}
  ~AsOrdinaryUser() {
    if (was_root_ && ::seteuid(0) != 0) std::abort();
  }
  AsOrdinaryUser(const AsOrdinaryUser&) = delete;
  AsOrdinaryUser& operator=(const AsOrdinaryUser&) = delete;

  [[nodiscard]] bool ordinary() const noexcept { return ordinary_; }

 private:
  static constexpr ::uid_t kNobody = 65'534;

  bool was_root_, ordinary_;
};

TEST(InputList, AFolderThatMayNotBeReadIsListed) {
  using std::filesystem::perms;
  const TempFolder folder;
  folder.Write("closed/x.evtx", "1");
  std::filesystem::permissions(
      folder.path(), perms::owner_all | perms::others_read | perms::others_exec | perms::group_all);
  std::filesystem::permissions(folder.path() + "/closed", perms::none);
  const auto list = [&] {
    const AsOrdinaryUser user;
    EXPECT_TRUE(user.ordinary());
    return ListInputs({folder.path()});
  }();
  std::filesystem::permissions(folder.path() + "/closed", perms::owner_all);
  ASSERT_TRUE(list.ok());
  EXPECT_EQ(Shown(*list), (Names{"closed"}));
  EXPECT_FALSE(list->files[0].problem.empty());
}

}  // namespace
}  // namespace noroshi
