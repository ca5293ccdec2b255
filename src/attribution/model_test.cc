#include "attribution/model.h"

#include <gtest/gtest.h>

#include <string>

#include "attribution/standing.h"
#include "attribution/values.h"

namespace noroshi {
namespace {

std::string Names() {
  std::string rows;
  for (const std::string& name : SetValueNames()) rows += "set-value\t" + name + "\n";
  for (const std::string& name : CaseValueNames()) rows += "case-value\t" + name + "\n";
  return rows;
}

const std::string kHead = "noroshi-attribution-model\t1\n";
const std::string kTree = "tree\trank\t0\t0\t1\t-1\t-2\t-5,5\n";

TEST(AttributionModel, ReadsItsRows) {
  const auto model = AttributionModel::Read(kHead + "# remark\nsource\ttext\nfigure\ttop\t0.5\n" +
                                            "folds\t2\nthreshold\t0.25\n" + Names() +
                                            "set\tG1\t1\nreport\tReport A\n" + kTree);
  ASSERT_TRUE(model.ok()) << model.error().ToString();
  EXPECT_EQ(model->folds(), 2U);
  EXPECT_EQ(model->threshold(), 0.25);
  EXPECT_EQ(model->FoldWithout("G1"), 1U);
  EXPECT_FALSE(model->FoldWithout("G2"));
  EXPECT_TRUE(model->KnowsReport("Report A"));
  EXPECT_TRUE(model->has(ForestKind::kRank));
  EXPECT_FALSE(model->has(ForestKind::kRight));
  ASSERT_EQ(model->figures().size(), 1U);
  EXPECT_EQ(model->figures()[0].name, "top");
  const std::vector<double> values(SetValueNames().size(), 2);
  EXPECT_EQ(model->Evaluate(ForestKind::kRank, 0, values), 5);
  EXPECT_EQ(model->Evaluate(ForestKind::kRank, 1, values), 0);
}

TEST(AttributionModel, HasACurveForEachKindOfEvidence) {
  const std::string row = "calibration\twith-software\t0.5\t1.5\t0.25\t6\n";
  const auto plain = AttributionModel::Read(kHead + "folds\t1\n");
  const auto model = AttributionModel::Read(kHead + "folds\t1\n" + row);
  ASSERT_TRUE(plain.ok());
  ASSERT_TRUE(model.ok()) << model.error().ToString();
  EXPECT_NEAR(plain->curve(true).Of(0.25, 1), 0.25, 1e-12);
  EXPECT_NEAR(model->curve(false).Of(0.25, 1), 0.25, 1e-12);
  const ConfidenceCurve& curve = model->curve(true);
  EXPECT_EQ(curve.offset, 0.5);
  EXPECT_EQ(curve.slope, 1.5);
  EXPECT_EQ(curve.shortage, 0.25);
  EXPECT_EQ(curve.enough, 6U);
}

TEST(AttributionModel, RefusesWhatIsNone) {
  const std::string folds = "folds\t1\n";
  const std::string bad[] = {
      "",
      "noroshi-knowledge\t1\n" + folds,
      kHead,  // no folds
      kHead + "folds\t0\n",
      kHead + "folds\t99\n",
      kHead + folds + "threshold\tnan\n",
      kHead + folds + "threshold\n",
      kHead + folds + "calibration\twith-software\t0\t1\t0\n",
      kHead + folds + "calibration\t0\t1\t0\t6\n",  // does not say of what
      kHead + folds + "calibration\twith-nothing\t0\t1\t0\t6\n",
      kHead + folds + "calibration\twith-software\t0\t0\t0\t6\n",  // would make all answers equal
      kHead + folds + "calibration\twith-software\t0\t-1\t0\t6\n",
      kHead + folds + "calibration\twith-software\tinf\t1\t0\t6\n",
      kHead + folds + "calibration\twith-software\t0\t1\t-0.1\t6\n",  // surer of less
      kHead + folds + "calibration\twith-software\t0\t1\t0\t-6\n",
      kHead + folds + "calibration\twith-software\t0\t1\t0\t6\t7\n",
      kHead + folds + "unknown\trow\n",
      kHead + folds + kTree,  // values are not named
      kHead + folds + "set-value\twrong\n",
      kHead + folds + Names() + Names(),
      kHead + folds + Names() + "tree\trank\t1\t0\t1\t-1\t-2\t-5,5\n",
      kHead + folds + Names() + "tree\tother\t0\t0\t1\t-1\t-2\t-5,5\n",
      kHead + folds + Names() + "tree\trank\t0\t99999\t1\t-1\t-2\t-5,5\n",
      kHead + folds + Names() + "tree\trank\t0\t0\n",
      kHead + folds + "set\tG1\t1\n",
  };
  for (const std::string& table : bad) {
    EXPECT_FALSE(AttributionModel::Read(table).ok()) << table.substr(0, 80);
  }
}

TEST(AttributionModel, EveryCutOfATableEndsInAnAnswer) {
  const std::string table = kHead + "folds\t1\nthreshold\t0.5\n" + Names() + kTree;
  std::size_t whole = 0;
  for (std::size_t size = 0; size <= table.size(); ++size) {
    whole += AttributionModel::Read(std::string_view(table).substr(0, size)).ok() ? 1 : 0;
  }
  EXPECT_GT(whole, 1U);
}

TEST(AttributionModel, TheShippedOneIsWhole) {
  const AttributionModel& model = ShippedModel();
  ASSERT_GT(model.folds(), 0U);
  for (const ForestKind kind : {ForestKind::kRank, ForestKind::kCoherent, ForestKind::kRight}) {
    EXPECT_TRUE(model.has(kind));
  }
  EXPECT_GT(model.threshold(), 0);
  EXPECT_LT(model.threshold(), 1);
  EXPECT_FALSE(model.sources().empty());
  EXPECT_GT(model.figures().size(), 10U);
  EXPECT_NE(model.curve(false).offset, 0);  // learned, not the default
  EXPECT_NE(model.curve(true).offset, 0);
}

}  // namespace
}  // namespace noroshi
