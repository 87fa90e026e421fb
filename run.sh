#!/bin/bash
# Builds voygen, starts the simulated CPMaxx portal and the host, makes one real search through MCP in a real Chromium and shows it.
#   ./run.sh          keeps serving afterwards; Ctrl-C ends
#   ./run.sh --once   ends after the table
# VOYGEN_PORT chooses the host's port (default 8920).
set -euo pipefail
cd "$(dirname "$0")"

once=false
case "${1:-}" in
  "") ;;
  --once) once=true ;;
  *) echo "usage: ./run.sh [--once]" >&2; exit 2 ;;
esac

scripts/install-dependencies
bin=build/release/bin
cmake --preset release >/dev/null
cmake --build build/release --target voygen voygen-sim voygen-browser-guard cpmaxx >&2

# Everything started here ends with this script, in the order in which it depends on each other.
host_pid="" sim_pid=""
stop_all() {
  trap - EXIT INT TERM
  for pid in $host_pid $sim_pid; do
    kill "$pid" 2>/dev/null || true
    while kill -0 "$pid" 2>/dev/null; do sleep 0.05; done
  done
}
trap stop_all EXIT
trap 'stop_all; echo "stopped"; exit 0' INT TERM

# Waits for the line with which a program says that it is ready.
ready_line() {
  local line
  while read -r line <&"$1"; do
    [[ "$line" == *"$2"* ]] && { echo "$line"; return 0; }
  done
  return 1
}

exec {sim_out}< <(exec "$bin/voygen-sim" --portal cpmaxx --port 0 2>/dev/null)
sim_pid=$!
portal=$(ready_line "$sim_out" "cpmaxx http") || { echo "the simulated portal did not start" >&2; exit 1; }
portal=${portal#cpmaxx }

# The simulation's own invented login.
export CPMAXX_BASE_URL="$portal" VOYGEN_SECRET_CPMAXX_USERNAME=agent@example.com VOYGEN_SECRET_CPMAXX_PASSWORD=blue-harbour-7
export VOYGEN_LOG_LEVEL="${VOYGEN_LOG_LEVEL:-warn}"
exec {host_out}< <(exec "$bin/voygen" serve --config config/voygen.json)
host_pid=$!
mcp=$(ready_line "$host_out" "serves MCP at") || exit 1
mcp=${mcp##* }

echo "Searching hotels in Miami on the simulated CPMaxx portal ($portal) through $mcp"
"$bin/voygen" search --url "$mcp" --destination "Miami, FL" --max-results 25 --force-refresh \
  --check-in "$(date -d '+30 days' +%F)" --check-out "$(date -d '+34 days' +%F)"

if ! $once; then
  echo
  echo "MCP:    $mcp"
  echo "Health: ${mcp%/mcp}/health"
  echo "Portal: $portal (agent@example.com / blue-harbour-7)"
  echo "Stop with Ctrl-C."
  wait "$host_pid" || true
fi
