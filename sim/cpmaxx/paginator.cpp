#include "cpmaxx/paginator.hpp"

#include <algorithm>

#include "portal/markup.hpp"

namespace voygen::sim {

namespace {

std::string link(std::size_t page, const std::string& text, const std::string& label) {
  const std::string aria = label.empty() ? "" : " aria-label=\"" + label + "\"";
  return "<a href=\"/HotelEngine/displaySearchResults/page_num:" + std::to_string(page) + "\" class=\"ajax\"" + aria + ">" + text + "</a>";
}

std::string step(bool possible, std::size_t page, const std::string& text, const std::string& label) {
  if (!possible) return "<li class=\"disabled\"><span aria-label=\"" + label + "\">" + text + "</span></li>\n";
  return "<li>" + link(page, text, label) + "</li>\n";
}

std::string numbers(const PageOfList& page) {
  constexpr std::size_t kAround = 3;
  const std::size_t low = page.number > kAround ? page.number - kAround : 1;
  const std::size_t high = std::min(page.pages, page.number + kAround);
  std::string text;
  for (std::size_t number = low; number <= high; ++number) {
    text += number == page.number ? "<li class=\"active\">" : "<li>";
    text += link(number, std::to_string(number), "") + "</li>\n";
  }
  return text;
}

std::string displaying(const PageOfList& page) {
  const std::size_t from = page.total == 0 ? 0 : page.first() + 1;
  const auto text = [](std::size_t number) { return with_commas(static_cast<std::int64_t>(number)); };
  return "Displaying " + text(from) + " - " + text(page.last()) + " of " + text(page.total);
}

}  // namespace

PageOfList page_of_list(std::size_t wanted, std::size_t total) {
  PageOfList page;
  page.total = total;
  page.pages = std::max<std::size_t>(1, (total + kHotelsPerPage - 1) / kHotelsPerPage);
  page.number = std::clamp<std::size_t>(wanted, 1, page.pages);
  return page;
}

std::string render_paginator(const PageOfList& page) {
  const bool back = page.number > 1;
  const bool on = page.number < page.pages;
  return "<div class=\"paginator\">\n\t<div class=\"paginate-page-of\">\n\t\tPage " + std::to_string(page.number) + " of " +
         std::to_string(page.pages) + "\t</div>\n\t<ul class=\"pagination\">\n" + step(back, 1, "&laquo;", "First") +
         step(back, page.number - 1, "&lsaquo;", "Prev") + numbers(page) + step(on, page.number + 1, "&rsaquo;", "Next") +
         step(on, page.pages, "&raquo;", "Last") + "\t</ul>\n\t<div class=\"paginate-displaying\">\n\t\t" + displaying(page) +
         "\t</div>\n</div>\n";
}

}  // namespace voygen::sim
