#define VOYGEN_INSTANTIATE
#include "instantiated.hpp"
