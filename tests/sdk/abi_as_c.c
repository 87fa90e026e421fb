#include "voygen/plugin_abi.h"

_Static_assert(offsetof(voygen_host, size) == 0 && offsetof(voygen_plugin, size) == 0, "both tables begin with their size");
_Static_assert(sizeof(voygen_code) == sizeof(int32_t), "a code fits where it is passed");

int voygen_abi_as_c(void);
int voygen_abi_as_c(void) { return (int)VOYGEN_ABI; }
