// The bar above and below the list. Pure, any thread.
#pragma once

#include <cstddef>
#include <string>

namespace voygen::sim {

inline constexpr std::size_t kHotelsPerPage = 20;

struct PageOfList {
  std::size_t number = 1;  // from 1
  std::size_t pages = 1;
  std::size_t total = 0;  // hotels

  std::size_t first() const { return (number - 1) * kHotelsPerPage; }
  std::size_t last() const { return first() + kHotelsPerPage < total ? first() + kHotelsPerPage : total; }
};

/// A page number outside the list becomes the nearest one inside.
PageOfList page_of_list(std::size_t wanted, std::size_t total);

std::string render_paginator(const PageOfList& page);

}  // namespace voygen::sim
