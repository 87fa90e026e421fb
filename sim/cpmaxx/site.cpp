#include "cpmaxx/site.hpp"

#include <nlohmann/json.hpp>

#include "portal/embedded.hpp"
#include "portal/markup.hpp"

namespace voygen::sim {

std::string RememberedLogins::add(const std::string& email) {
  constexpr std::size_t kMost = 10'000;
  const std::string token = random_token();
  const std::lock_guard lock{mutex_};
  if (tokens_.size() >= kMost) tokens_.clear();
  tokens_[token] = email;
  return token;
}

std::optional<std::string> RememberedLogins::find(const std::string& token) const {
  const std::lock_guard lock{mutex_};
  const auto found = tokens_.find(token);
  if (found == tokens_.end()) return std::nullopt;
  return found->second;
}

void RememberedLogins::remove(const std::string& token) {
  const std::lock_guard lock{mutex_};
  tokens_.erase(token);
}

void RememberedLogins::clear() {
  const std::lock_guard lock{mutex_};
  tokens_.clear();
}

const KnownFaults& cpmaxx_faults() {
  static const KnownFaults names = {
      {"ajax_login", "AJAX requests answer the login page"},
      {"empty_result", "the list has no hotels, and says so"},
      {"empty_without_text", "the list has no hotels and no explanation"},
      {"spinner_forever", "the list never arrives"},
      {"results_delay", "the first list takes that long (value: milliseconds, 10000)"},
      {"pages_delay", "every further page of the list takes that long (value: milliseconds, 10000)"},
      {"half_page", "the list is cut in the middle (value: clean or broken; broken also breaks the connection)"},
      {"renamed_classes", "the portal was redesigned: class names of cards differ"},
      {"supplier_error", "the list is an error text of the supplier"},
      {"duplicate_search_dialog", "a dialog about an earlier search stands in the way"},
      {"no_next_link", "the list has no paginator"},
      {"autocomplete_down", "place suggestions fail"},
  };
  return names;
}

PortalSession Visit::state(Site& site) const {
  PortalSession copy;
  site.sessions.with(session, [&](const PortalSession& found) { copy = found; });
  return copy;
}

std::string script_settings(const Site& site, const std::string& extra) {
  const CpmaxxOptions& options = site.options;
  nlohmann::json settings = {{"debounce", 200},
                             {"autofill", options.delay(1000).count()},
                             {"menuClass", options.menu_class},
                             {"itemClass", options.item_class},
                             {"needsKeys", options.suggestions_need_keys},
                             {"noPickText", options.no_pick_text}};
  if (!extra.empty()) settings.update(nlohmann::json::parse(extra));
  std::string text = settings.dump();
  for (std::size_t at = text.find("</"); at != std::string::npos; at = text.find("</", at + 3)) text.insert(at + 1, 1, '\\');
  return text;
}

std::string render_page(Site& site, const Visit& visit, Page page) {
  const PortalSession session = visit.state(site);
  std::string chrome;
  if (session.signed_in) chrome = fill(embedded("cpmaxx/chrome.html"), {{"email", escaped(session.email)}});
  if (page.settings.empty()) page.settings = script_settings(site, "");
  return fill(embedded("cpmaxx/layout.html"), {{"base", escaped(visit.origin)},
                                        {"title", page.title},
                                        {"head", page.head},
                                        {"chrome", chrome},
                                        {"content", page.content},
                                        {"settings", page.settings}});
}

}  // namespace voygen::sim
