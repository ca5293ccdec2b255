#include "event/shape.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

namespace noroshi {
namespace {

constexpr ShapeField kImage{static_cast<FieldId>(1), PayloadSection::kEventData};
constexpr ShapeField kUser{static_cast<FieldId>(2), PayloadSection::kEventData};
constexpr ShapeField kUserElsewhere{static_cast<FieldId>(2), PayloadSection::kUserData};

TEST(ShapeTable, SameFieldsSameShape) {
  ShapeTable table;
  const Shape* shape = table.Intern(std::vector{kImage, kUser});
  EXPECT_EQ(table.Intern(std::vector{kImage, kUser}), shape);
  EXPECT_EQ(table.size(), 1U);
}

TEST(ShapeTable, OrderRepeatsAndSectionCount) {
  ShapeTable table;
  const std::vector<const Shape*> shapes = {
      table.Intern(std::vector{kImage, kUser}),
      table.Intern(std::vector{kUser, kImage}),
      table.Intern(std::vector{kImage, kUserElsewhere}),
      table.Intern(std::vector{kImage, kImage}),
      table.Intern(std::vector{kImage}),
      table.Intern({}),
  };
  EXPECT_EQ(table.size(), shapes.size());
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    EXPECT_EQ(shapes[i]->id(), static_cast<ShapeId>(i));  // ids count up from 0
  }
}

TEST(Shape, CountsSystemFieldsAndPayload) {
  ShapeTable table;
  EXPECT_EQ(table.Intern({})->value_count(), kSystemFieldCount);
  EXPECT_EQ(table.Intern(std::vector{kImage, kUser})->value_count(), kSystemFieldCount + 2);
}

TEST(ShapeTable, ThreadsAgree) {
  ShapeTable table;
  std::vector<std::vector<const Shape*>> seen(4);
  {
    std::vector<std::jthread> threads;
    for (auto& mine : seen) {
      threads.emplace_back([&table, &mine] {
        for (std::uint32_t i = 0; i < 500; ++i) {
          const ShapeField field{static_cast<FieldId>(i), PayloadSection::kEventData};
          mine.push_back(table.Intern(std::vector{field, kUser}));
        }
      });
    }
  }
  for (const auto& mine : seen) EXPECT_EQ(mine, seen.front());
  EXPECT_EQ(table.size(), 500U);
}

// A context is full by any of its measures, and not before.
TEST(EventContext, IsFullWhenNamesOrShapesAreMadeUp) {
  EventContext few;
  for (int i = 0; i < 2'000; ++i) (void)few.fields.Intern("Field" + std::to_string(i));
  EXPECT_FALSE(few.Full());

  for (SymbolTable EventContext::*table :
       {&EventContext::fields, &EventContext::channels, &EventContext::hosts}) {
    EventContext many, long_ones;
    for (std::size_t i = 0; i <= kMaxContextNames; ++i) {
      (void)(many.*table).Intern(std::to_string(i));
    }
    EXPECT_TRUE(many.Full());
    (void)(long_ones.*table).Intern(std::string(kMaxContextNameBytes + 1, 'x'));
    EXPECT_TRUE(long_ones.Full());
  }

  EventContext shapes, wide;
  for (std::uint32_t i = 0; i <= kMaxContextShapes; ++i) {
    const ShapeField field{static_cast<Symbol>(i)};
    (void)shapes.shapes.Intern({&field, 1});
  }
  EXPECT_TRUE(shapes.Full());
  (void)wide.shapes.Intern(std::vector<ShapeField>(kMaxContextShapeFields + 1));
  EXPECT_TRUE(wide.Full());
}

}  // namespace
}  // namespace noroshi
