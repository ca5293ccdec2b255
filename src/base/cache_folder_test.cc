#include "base/cache_folder.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "base/image_check.h"

namespace noroshi {
namespace {

namespace fs = std::filesystem;

// A folder on the real disk, gone with the object.
class Folder {
 public:
  Folder() : path_((fs::temp_directory_path() / "noroshi-cache-XXXXXX").string()) {
    EXPECT_NE(mkdtemp(path_.data()), nullptr);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path_); }

  [[nodiscard]] const std::string& path() const noexcept { return path_; }
  [[nodiscard]] std::string operator/(const std::string& name) const { return path_ + "/" + name; }
  std::string Write(const std::string& name, const std::string& text) const {
    std::ofstream(*this / name, std::ios::binary) << text;
    return *this / name;
  }

 private:
  std::string path_;
};

std::string Bytes(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::size_t CountFiles(const std::string& folder) {
  return static_cast<std::size_t>(
      std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

void SetAge(const std::string& path, time_t seconds) {
  const timespec when = {2'000'000'000 - seconds, 0};
  const timespec times[2] = {when, when};
  ASSERT_EQ(utimensat(AT_FDCWD, path.c_str(), times, 0), 0);
}

TEST(CacheFolder, GivesBackWhatItWasGiven) {
  const Folder root;
  const CacheFolder cache(root / "new/folder");
  EXPECT_FALSE(cache.Read("a"));
  for (const std::string& content :
       {std::string(), std::string("\0x", 2), std::string(99'999, 'y')}) {
    cache.Write("a", content);
    const auto image = cache.Read("a");
    ASSERT_TRUE(image);
    EXPECT_EQ(image->content, content);
  }
  EXPECT_FALSE(cache.Read("b"));
  EXPECT_EQ(CountFiles(root / "new/folder"), 1U) << "nothing unfinished is left";
  struct stat info {};
  ASSERT_EQ(stat((root / "new/folder").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777U, 0700U) << "what somebody hunts for is nobody else's business";
}

TEST(CacheFolder, TakesNothingThatIsNotWhole) {
  const Folder root;
  const CacheFolder cache(root.path());
  cache.Write("a", "some content of a file");
  const std::string file = root / "a.cache";
  const std::string good = Bytes(file);
  for (std::size_t size = 0; size < good.size(); ++size) {
    root.Write("a.cache", good.substr(0, size));
    EXPECT_FALSE(cache.Read("a")) << "cut to " << size;
  }
  root.Write("a.cache", good + "x");
  EXPECT_FALSE(cache.Read("a")) << "a byte too many";
  for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
    std::string bad = good;
    bad[bit / 8] = static_cast<char>(bad[bit / 8] ^ (1 << bit % 8));
    root.Write("a.cache", bad);
    EXPECT_FALSE(cache.Read("a")) << "bit " << bit;
  }
  root.Write("a.cache", good);
  EXPECT_TRUE(cache.Read("a"));
}

TEST(CacheImage, ReadsApartWhatIsMapped) {
  const Folder root;
  const CacheFolder cache(root / "folder");
  const std::string content = "first" + std::string(3 << 20, '-') + "last";
  cache.Write("a", content);
  auto image = cache.Read("a");
  ASSERT_TRUE(image);
  fs::remove_all(root / "folder");  // the open file stays
  std::string room;
  EXPECT_EQ(image->ReadApart(image->content.substr(0, 5), room), "first");
  EXPECT_EQ(image->ReadApart(image->content.substr(content.size() - 4), room), "last");
  EXPECT_EQ(image->ReadApart(image->content.substr(7, 0), room), "");
  image->ReleasePages();
  EXPECT_EQ(image->content, content);
}

TEST(CacheImage, WithoutAFileIsTheBytesThemselves) {
  const CacheImage image = HeldImage("content");
  image.ReleasePages();
  EXPECT_EQ(image.content, "content");
  std::string room;
  EXPECT_EQ(image.ReadApart(image.content.substr(3), room).data(), image.content.data() + 3);
}

TEST(CacheImage, WithoutANameLiesInAFileAllTheSame) {
  const Folder root;
  const std::string content(3 << 20, 'x');
  const CacheImage image = HeldImage(content, root.path());
  EXPECT_GE(image.handle, 0);
  EXPECT_EQ(image.content, content);
  EXPECT_EQ(CountFiles(root.path()), 0U);
  image.ReleasePages();
  EXPECT_EQ(image.content, content);
  const CacheImage held = HeldImage(content, root / "not/there");
  EXPECT_EQ(held.handle, -1);
  EXPECT_EQ(held.content, content);
}

// What is not checked yet is told from what is no such file.
TEST(CacheFolder, OpensWhatMayBeDamaged) {
  const Folder root;
  const CacheFolder cache(root.path());
  cache.Write("a", std::string(3 << 20, 'x'));
  const std::string file = root / "a.cache";
  std::string bytes = Bytes(file);
  bytes[bytes.size() / 2] = 'y';
  root.Write("a.cache", bytes);
  const auto image = cache.Open("a");
  ASSERT_TRUE(image);
  ImageCheck check(*image);
  EXPECT_EQ(check.parts(), 3U);
  for (const std::size_t part : {2U, 0U, 1U}) check.Add(part);
  EXPECT_FALSE(check.Holds());
  bytes[bytes.size() / 2] = 'x';
  root.Write("a.cache", bytes);
  const auto whole = cache.Open("a");
  ASSERT_TRUE(whole);
  for (const CheckedPages pages : {CheckedPages::kStay, CheckedPages::kGo}) {
    ImageCheck good(*whole, pages);
    for (const std::size_t part : {2U, 0U, 1U}) good.Add(part);
    EXPECT_TRUE(good.Holds());
    EXPECT_EQ(whole->content, std::string(3 << 20, 'x')) << "still there";
  }
  bytes[bytes.size() / 2] = 'y';
  root.Write("a.cache", bytes);
  EXPECT_FALSE(cache.Read("a"));
  root.Write("a.cache", bytes.substr(1));
  EXPECT_FALSE(cache.Open("a"));
}

TEST(CacheFolder, WorksWithoutAFolder) {
  const CacheFolder none("");
  none.Write("a", "b");
  none.Trim(0, 0);
  EXPECT_FALSE(none.Read("a"));
  const Folder root;
  const CacheFolder impossible(root.Write("file", "") + "/below/a/file");
  impossible.Write("a", "b");
  impossible.Trim(0, 0);
  EXPECT_FALSE(impossible.Read("a"));
}

// A folder or a link in the place of a file is not read.
TEST(CacheFolder, ReadsPlainFilesOnly) {
  const Folder root;
  const CacheFolder cache(root.path());
  fs::create_directory(root / "a.cache");
  EXPECT_FALSE(cache.Read("a"));
  cache.Write("b", "content");
  fs::create_symlink(root / "b.cache", root / "c.cache");
  EXPECT_TRUE(cache.Read("b"));
  EXPECT_FALSE(cache.Read("c"));
}

// What others may have written is not what we wrote.
TEST(CacheFolder, ReadsOnlyWhatNobodyElseCouldWrite) {
  const Folder root;
  const CacheFolder cache(root.path());
  cache.Write("a", "content");
  ASSERT_TRUE(cache.Read("a"));
  for (const mode_t mode : {0620U, 0602U, 0666U}) {
    ASSERT_EQ(chmod((root / "a.cache").c_str(), mode), 0);
    EXPECT_FALSE(cache.Read("a")) << std::oct << mode;
  }
  ASSERT_EQ(chmod((root / "a.cache").c_str(), 0644), 0);
  EXPECT_TRUE(cache.Read("a")) << "others may read it";
  for (const mode_t mode : {0770U, 0707U, 01777U}) {
    ASSERT_EQ(chmod(root.path().c_str(), mode), 0);
    EXPECT_FALSE(cache.Read("a")) << "a folder into which others may put files, " << std::oct
                                  << mode;
  }
  ASSERT_EQ(chmod(root.path().c_str(), 0700), 0);
  EXPECT_TRUE(cache.Read("a"));
  if (geteuid() != 0) return;  // only root can give files away
  ASSERT_EQ(chown((root / "a.cache").c_str(), 65534, 65534), 0);
  EXPECT_FALSE(cache.Read("a")) << "somebody else's file";
  cache.Write("a", "content");
  ASSERT_EQ(chown(root.path().c_str(), 65534, 65534), 0);
  EXPECT_FALSE(cache.Read("a")) << "somebody else's folder";
}

TEST(CacheFolder, KeepsWhatWasUsedLast) {
  const Folder root;
  const CacheFolder cache(root.path());
  for (const char* name : {"a", "b", "c", "d"}) cache.Write(name, std::string(1000, *name));
  for (int i = 0; i < 4; ++i) SetAge(root / (std::string(1, "abcd"[i]) + ".cache"), 100 - i);
  root.Write("readme.txt", "not ours");
  ASSERT_TRUE(cache.Read("a"));  // used just now: the clock of this test stands in the year 2033
  SetAge(root / "a.cache", 0);
  cache.Trim(3, 1'000'000);
  EXPECT_TRUE(cache.Read("a") && cache.Read("c") && cache.Read("d"));
  EXPECT_FALSE(cache.Read("b"));
  for (const char* name : {"a", "c", "d"}) SetAge(root / (std::string(name) + ".cache"), *name);
  cache.Trim(3, 2100);
  EXPECT_TRUE(cache.Read("a") && cache.Read("c"));
  EXPECT_FALSE(cache.Read("d")) << "three times 1024 bytes are more than 2100";
  EXPECT_TRUE(fs::exists(root / "readme.txt"));
}

TEST(CacheFolder, RemovesWhatNobodyFinished) {
  const Folder root;
  const CacheFolder cache(root.path());
  cache.Write("a", "content");
  SetAge(root / "a.cache", 0);
  SetAge(root.Write("b.cache.partAbCdEf", "half"), 2 * 3600);
  SetAge(root.Write("c.cache.partAbCdEf", "being written"), 60);
  cache.Trim(10, 1'000'000);
  EXPECT_FALSE(fs::exists(root / "b.cache.partAbCdEf"));
  EXPECT_TRUE(fs::exists(root / "c.cache.partAbCdEf"));
  EXPECT_TRUE(cache.Read("a"));
}

// Writers and readers of one name at once: a reader gets one writer's whole file.
TEST(CacheFolder, ManyAtOnceDoNoHarm) {
  const Folder root;
  const CacheFolder cache(root.path());
  cache.Write("a", std::string(50'000, 'a'));
  std::vector<std::jthread> threads;
  for (char letter = 'b'; letter < 'f'; ++letter) {
    threads.emplace_back([&cache, letter] {
      for (int i = 0; i < 20; ++i) cache.Write("a", std::string(50'000, letter));
    });
  }
  for (int i = 0; i < 100; ++i) {
    const auto image = cache.Read("a");
    ASSERT_TRUE(image);
    ASSERT_EQ(image->content, std::string(50'000, image->content.front()));
  }
}

TEST(UserCacheFolder, FollowsTheDesktopRules) {
  struct Case {
    const char *xdg, *home;
    std::string folder;
  };
  const Case cases[] = {
      {"/x", "/home/a", "/x/noroshi"},
      {nullptr, "/home/a", "/home/a/.cache/noroshi"},
      {"relative", "/home/a", "/home/a/.cache/noroshi"},  // to be ignored, says the standard
      {"", "/home/a", "/home/a/.cache/noroshi"},
      {nullptr, nullptr, ""},
      {nullptr, "", ""},
      {nullptr, "relative", ""},
  };
  for (const Case& c : cases) EXPECT_EQ(UserCacheFolder(c.xdg, c.home), c.folder);
}

}  // namespace
}  // namespace noroshi
