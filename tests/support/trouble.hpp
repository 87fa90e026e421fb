// A fault of a simulated portal, and the error it must end as.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "voygen/result.hpp"
#include "voygen/testkit/scripted_host.hpp"

namespace voygen::test {

struct TroubleCase {
  const char* name;
  std::vector<std::string> faults;
  Code code;
  const char* says;
};
inline void PrintTo(const TroubleCase& trouble, std::ostream* out) { *out << trouble.name; }

// Called by its name, with what to do next, and without the password (of which `secret` is a part).
inline void expect_trouble(const testkit::Served& served, const TroubleCase& trouble, const char* secret) {
  ASSERT_TRUE(served.failure) << (served.answer ? served.answer->dump().substr(0, 800) : served.what());
  EXPECT_EQ(served.failure->code, trouble.code) << served.what();
  EXPECT_NE(served.failure->message.find(trouble.says), std::string::npos) << served.what();
  EXPECT_FALSE(served.failure->next_step.empty());
  EXPECT_EQ(served.failure->message.find(secret), std::string::npos);
}

}  // namespace voygen::test
