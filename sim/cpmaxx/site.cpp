#include "cpmaxx/site.hpp"

#include <nlohmann/json.hpp>

#include "cpmaxx/embedded.hpp"
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

DayNumber Site::today() const {
  const auto fixed = parse_iso_day(options.today.value_or(""));
  return fixed ? *fixed : today_utc();
}

PortalSession Visit::state(Site& site) const {
  PortalSession copy;
  site.sessions.with(session, [&](const PortalSession& found) { copy = found; });
  return copy;
}

std::string script_settings(const Site& site, const std::string& extra) {
  const PortalOptions& options = site.options;
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
  if (session.signed_in) chrome = fill(embedded("chrome.html"), {{"email", escaped(session.email)}});
  if (page.settings.empty()) page.settings = script_settings(site, "");
  return fill(embedded("layout.html"), {{"base", escaped(visit.origin)},
                                        {"title", page.title},
                                        {"head", page.head},
                                        {"chrome", chrome},
                                        {"content", page.content},
                                        {"settings", page.settings}});
}

}  // namespace voygen::sim
