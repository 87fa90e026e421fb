// What is searched for: one query per kind. The host has checked everything here before a plugin sees it.
// The JSON shapes are docs/schemas/query.schema.json.
#pragma once

#include "voygen/flight_query.hpp"
#include "voygen/hotel_query.hpp"
#include "voygen/package_query.hpp"
