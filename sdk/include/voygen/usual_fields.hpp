// Fields that a portal shows for practically every offer. When none of several offers has one, the page has changed, and the answer says
// so: an absent field is otherwise taken for one that this hotel does not have.
#pragma once

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

namespace voygen {

template <class Offer>
struct UsualField {
  std::string name;   // "commission"
  std::string where;  // what it is found by, e.g. the key of its selectors; may be empty
  std::function<bool(const Offer&)> is_there;
};

// One sentence for each field that none of the offers has. Of fewer than five offers nothing can be said.
template <class Offer>
std::vector<std::string> missing_everywhere(const std::vector<Offer>& offers, const std::string& what, const std::vector<UsualField<Offer>>& fields) {
  constexpr std::size_t kEnough = 5;
  std::vector<std::string> sentences;
  if (offers.size() < kEnough) return sentences;
  for (const UsualField<Offer>& field : fields) {
    if (std::any_of(offers.begin(), offers.end(), field.is_there)) continue;
    std::string sentence = "none of " + std::to_string(offers.size()) + " " + what;
    sentence.append(" has its ").append(field.name);
    if (!field.where.empty()) sentence.append(" (").append(field.where).append(")");
    sentence.append(": the page seems to have changed");
    sentences.push_back(std::move(sentence));
  }
  return sentences;
}

}  // namespace voygen
