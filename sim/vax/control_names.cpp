#include "vax/control_names.hpp"

#include <algorithm>

namespace voygen::sim::vax {

std::string search_prefix(bool renumbered) {
  const std::string head = "ctl00$ctl00$ContentPlaceHolder$ContentPlaceHolder$scncc$ctl00$NavigationRepeater$";
  return head + (renumbered ? "ctl03$ctl01$SearchTool$sfc$tool$" : "ctl00$ctl00$SearchComponents$scc$rt$");
}

std::optional<std::string> form_value(const Fields& form, std::string_view name) {
  for (const bool renumbered : {false, true}) {
    if (auto value = form.find(search_prefix(renumbered) + std::string{name})) return value;
  }
  return std::nullopt;
}

std::string control_id(std::string name) {
  std::replace(name.begin(), name.end(), '$', '_');
  return name;
}

}  // namespace voygen::sim::vax
