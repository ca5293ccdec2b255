#include "stream/input/scanned_files.h"

#include <gtest/gtest.h>

#include "stream/input/input_list.h"
#include "stream/input/loss_ledger.h"

namespace noroshi {
namespace {

InputList Inputs() {
  InputList inputs;
  for (const char* const name : {"a.exe", "m.zip"}) {
    inputs.files.push_back({std::string("/ev/") + name, name, 0, false, {}});
  }
  return inputs;
}

TEST(AddUnscanned, PutsEachPartIntoTheBooksOfItsFile) {
  LossLedger ledger;
  AddUnscanned({{"m.zip!/in/x.exe", 7, "encrypted"}, {"a.exe", 0, "cut"}, {"m.zip", 3, "damaged"}},
               Inputs(), ledger);
  ASSERT_EQ(ledger.rows().size(), 2U);
  const LossSum& program = ledger.rows().at({{0, 0}, DamageKind::kNotScanned});
  EXPECT_EQ(program.detail, "cut");
  EXPECT_TRUE(program.is_loss());
  const LossSum& archive = ledger.rows().at({{1, 0}, DamageKind::kNotScanned});
  EXPECT_EQ(archive.count, 2U);
  EXPECT_EQ(archive.detail, "damaged");  // that of the first place
  EXPECT_EQ(archive.first_offset, 3U);
  EXPECT_TRUE(ledger.has_losses());
}

TEST(AddUnscanned, NamesTheMember) {
  LossLedger ledger;
  AddUnscanned({{"m.zip!/in/x.exe", 7, "encrypted"}}, Inputs(), ledger);
  EXPECT_EQ(ledger.rows().begin()->second.detail, "in/x.exe: encrypted");
}

// A file that got another name since is told of all the same.
TEST(AddUnscanned, LosesNothingThatNobodyKnows) {
  LossLedger ledger;
  AddUnscanned({{"gone.exe", 0, "cut"}}, Inputs(), ledger);
  ASSERT_EQ(ledger.rows().size(), 1U);
  EXPECT_EQ(ledger.rows().begin()->second.detail, "gone.exe: cut");
  LossLedger none;
  AddUnscanned({{"gone.exe", 0, "cut"}}, {}, none);
  EXPECT_TRUE(none.rows().empty());  // no inputs: the hunt is refused
}

}  // namespace
}  // namespace noroshi
