#include "scan/yara/yara_image.h"

#include <dlfcn.h>
#include <sys/stat.h>

#include <cstring>

#include "base/byte_reader.h"
#include "base/byte_text.h"
#include "base/hash.h"

namespace noroshi::scan {
namespace {

constexpr std::uint64_t kImageMark = 0x31617261796e6f72ULL;

// Both as fread and fwrite: the count of what was taken.
std::size_t AppendTo(const void* bytes, std::size_t size, std::size_t count, void* self) {
  static_cast<std::string*>(self)->append(static_cast<const char*>(bytes), size * count);
  return count;
}

std::size_t TakeFrom(void* out, std::size_t size, std::size_t count, void* self) {
  auto& rest = *static_cast<std::string_view*>(self);
  if (size == 0 || rest.size() / size < count) return 0;
  std::memcpy(out, rest.data(), size * count);
  rest.remove_prefix(size * count);
  return count;
}

class Reader {
 public:
  explicit Reader(std::string_view bytes)
      : reader_({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()}) {}

  template <class T>
  [[nodiscard]] T Number() {
    T number{};
    ok_ = reader_.TryRead(number) && ok_;
    return number;
  }
  [[nodiscard]] std::string Text() {
    Bytes bytes;
    ok_ = reader_.TryTake(Number<std::uint32_t>(), bytes) && ok_;
    return {bytes.begin(), bytes.end()};
  }
  [[nodiscard]] bool ok() const noexcept { return ok_; }
  [[nodiscard]] std::size_t position() const noexcept { return reader_.position(); }

 private:
  ByteReader reader_;
  bool ok_ = true;
};

}  // namespace

std::string PackYara(std::string_view key, const CompiledYara& compiled) {
  std::string image;
  PutRaw(kImageMark, image);
  PutText(key, image);
  PutRaw(static_cast<std::uint32_t>(compiled.problems.size()), image);
  for (const YaraProblem& problem : compiled.problems) {
    PutText(problem.file, image);
    PutRaw(static_cast<std::uint32_t>(problem.line), image);
    PutRaw(static_cast<std::uint8_t>(problem.is_error), image);
    PutText(problem.message, image);
  }
  PutRaw(static_cast<std::uint32_t>(compiled.file_count), image);
  YR_STREAM stream{};
  stream.user_data = &image;
  stream.write = AppendTo;
  if (yr_rules_save_stream(compiled.rules.get(), &stream) != ERROR_SUCCESS) return {};
  return image;
}

std::optional<CompiledYara> UnpackYara(std::string_view key, std::string_view image) {
  Reader in(image);
  CompiledYara compiled;
  if (in.Number<std::uint64_t>() != kImageMark || in.Text() != key) return std::nullopt;
  const auto problems = in.Number<std::uint32_t>();
  for (std::uint32_t i = 0; i < problems && in.ok(); ++i) {
    YaraProblem& problem = compiled.problems.emplace_back();
    problem.file = in.Text();
    problem.line = static_cast<int>(in.Number<std::uint32_t>());
    problem.is_error = in.Number<std::uint8_t>() != 0;
    problem.message = in.Text();
  }
  compiled.file_count = in.Number<std::uint32_t>();
  if (!in.ok()) return std::nullopt;
  std::string_view rest = image.substr(in.position());
  YR_STREAM stream{};
  stream.user_data = &rest;
  stream.read = TakeFrom;
  YR_RULES* rules = nullptr;
  if (!YaraReady() || yr_rules_load_stream(&stream, &rules) != ERROR_SUCCESS) return std::nullopt;
  compiled.rules.reset(rules);
  return compiled;
}

std::string YaraIdentity() {
  std::string identity = YR_VERSION;
  Dl_info place{};
  struct stat info {};
  const bool found = dladdr(reinterpret_cast<const void*>(&yr_initialize), &place) != 0 &&
                     stat(place.dli_fname, &info) == 0;
  if (!found) return identity;
  for (const auto number :
       {static_cast<std::uint64_t>(info.st_size), static_cast<std::uint64_t>(info.st_mtim.tv_sec),
        static_cast<std::uint64_t>(info.st_mtim.tv_nsec),
        static_cast<std::uint64_t>(info.st_ino)}) {
    identity += ' ' + ToHex(number);
  }
  return identity;
}

}  // namespace noroshi::scan
