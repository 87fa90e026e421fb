#include "voygen/plugin_abi.h"

#include <type_traits>

static_assert(std::is_standard_layout_v<voygen_host> && std::is_trivial_v<voygen_host>);
static_assert(std::is_standard_layout_v<voygen_plugin> && std::is_trivial_v<voygen_plugin>);
static_assert(std::is_trivially_copyable_v<voygen_text> && sizeof(voygen_text) == 2 * sizeof(void*));
