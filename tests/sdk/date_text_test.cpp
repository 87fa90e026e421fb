#include "voygen/date_text.hpp"

#include <gtest/gtest.h>

namespace voygen {
namespace {

struct Case {
  const char* text;
  const char* iso;  // "" for nothing
  DateOrder order = DateOrder::unknown;
};

const Case kCases[] = {
    {"2027-03-14", "2027-03-14"},
    {"2027-03-14T15:00:00+01:00", "2027-03-14"},
    {"2027/3/14", "2027-03-14"},
    {"3/14/2027", "2027-03-14"},
    {"14/3/2027", "2027-03-14"},
    {"03/03/2027", "2027-03-03"},
    {"03/04/2027", "2027-03-04", DateOrder::month_first},
    {"03/04/2027", "2027-04-03", DateOrder::day_first},
    {"3/4/27", "2027-03-04", DateOrder::month_first},
    {"03-04-2027", "2027-04-03", DateOrder::day_first},
    {"14.3.2027", "2027-03-14"},
    {"03.04.2027", "2027-04-03"},
    {"03.04.27", "2027-04-03"},
    {"10JAN26", "2026-01-10"},
    {"Check-in - 10JAN26", "2026-01-10"},
    {"Mon 11/01/2021", "2021-11-01", DateOrder::month_first},
    {"1-Nov-21", "2021-11-01"},
    {"01-NOV-2021", "2021-11-01"},
    {"March 14, 2027", "2027-03-14"},
    {"Sunday, March 14th, 2027", "2027-03-14"},
    {"14 March 2027", "2027-03-14"},
    {"14th of March 2027", "2027-03-14"},
    {"Mar. 14 '27", "2027-03-14"},
    {"So., 14. M\u00E4rz 2027", "2027-03-14"},
    {"14. M\u00C4RZ 2027", "2027-03-14"},
    {"1. Jan. 2027", "2027-01-01"},
    {"24. Dez. 2027", "2027-12-24"},
    {"14 mars 2027", "2027-03-14"},
    {"1er ao\u00FBt 2027", "2027-08-01"},
    {"dim. 14 f\u00E9vr. 2027", "2027-02-14"},
    {"14 d\u00E9cembre 2027", "2027-12-14"},
    {"14 de marzo de 2027", "2027-03-14"},
    {"3 ene. 2027", "2027-01-03"},
    {"14 marzo 2027", "2027-03-14"},
    {"2 giugno 2027", "2027-06-02"},
    {"14 de mar\u00E7o de 2027", "2027-03-14"},
    {"1 de fevereiro de 2027", "2027-02-01"},
    {"14 maart 2027", "2027-03-14"},
    {"za 5 mei 2027", "2027-05-05"},
    {"14\u00A0mars\u00A02027", "2027-03-14"},
    {"29 February 2028", "2028-02-29"},
    {"2027-03-14, in words 14 March 2027", "2027-03-14"},
    // nothing
    {"", ""},
    {"soon", ""},
    {"03/04/2027", ""},
    {"03-04-2027", ""},
    {"14/3/2027", "", DateOrder::month_first},
    {"30 February 2027", ""},
    {"2027-02-29", ""},
    {"31.4.2027", ""},
    {"14 March", ""},
    {"14 Brumaire 2027", ""},
    {"1/1/0001 12:00:00 AM", ""},
    {"2027-03-14 to 2027-03-17", ""},
    {"10.0.0.1", ""},
    {"May 2027", ""},
    {"10JAN99", ""},
    {"1234567890", ""},
};

TEST(ReadDate, Notations) {
  for (const Case& expected : kCases) {
    const auto date = read_date(expected.text, expected.order);
    EXPECT_EQ(date ? date->iso() : "", expected.iso) << '"' << expected.text << '"';
  }
}

}  // namespace
}  // namespace voygen
