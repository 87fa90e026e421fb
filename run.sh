#!/bin/bash
# Builds voygen, starts the simulated CPMaxx portal and the host, makes one real search through MCP in a real Chromium and shows it.
#   ./run.sh          keeps serving afterwards; Ctrl-C ends
#   ./run.sh --once   ends after the table
# VOYGEN_PORT chooses the host's port (default 8920); arguments after --once go to the search, e.g. --destination "Paris".
set -euo pipefail
cd "$(dirname "$0")"

scripts/install-dependencies
[[ -f build/release/build.ninja ]] || cmake --preset release >&2
cmake --build build/release --target voygen voygen-sim voygen-browser-guard cpmaxx >&2

exec build/release/bin/voygen demo --config config/voygen.json "$@"
