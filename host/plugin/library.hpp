// Library: one shared library that is loaded, and its plugin table. Shared by the instances made from it; unloaded with the last of
// them (never under a sanitizer, whose reports would lose their names). The only user of Boost.DLL.
// Errors: unavailable, one sentence with file, cause and cure.
#pragma once

#include <filesystem>
#include <memory>
#include <string_view>

#include "voygen/plugin_abi.h"
#include "voygen/result.hpp"

namespace voygen::plugin {

class Library {
 public:
  // Loads, calls voygen_plugin_entry and checks the table. What can be told from the file alone (missing, no ELF, other machine, cut off) is
  // told without loading it.
  static Result<std::shared_ptr<const Library>> open(const std::filesystem::path& file);
  ~Library();
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;

  [[nodiscard]] const voygen_plugin& table() const { return *table_; }
  [[nodiscard]] std::string_view manifest_text() const { return manifest_; }  // lent by the library

 private:
  struct Handle;
  Library(std::unique_ptr<Handle> handle, const voygen_plugin* table, std::string_view manifest);

  std::unique_ptr<Handle> handle_;
  const voygen_plugin* table_;
  std::string_view manifest_;
};

// Can this file be a library for this program's machine? Reads the ELF headers only.
Outcome check_architecture(const std::filesystem::path& file);

}  // namespace voygen::plugin
