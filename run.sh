#!/bin/bash
# Builds voygen, starts the simulated portals and the host, makes real searches through MCP in a real Chromium and shows them: hotels on
# three portals at once, packages on two, flights on one.
#   ./run.sh          keeps serving afterwards; Ctrl-C ends
#   ./run.sh --once   ends after the tables
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
cmake --build build/release --target voygen voygen-sim voygen-browser-guard cpmaxx vax delta generic >&2

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

# One line per portal: its name and its address.
exec {sim_out}< <(exec "$bin/voygen-sim" --port 0 2>/dev/null)
sim_pid=$!
for _ in cpmaxx delta vax vax-login sites; do
  read -r portal address <&"$sim_out" || { echo "a simulated portal did not start" >&2; exit 1; }
  variable=SIM_${portal^^}
  export "${variable//-/_}=$address"
done

# The simulation's own invented logins.
export VOYGEN_SECRET_CPMAXX_USERNAME=agent@example.com VOYGEN_SECRET_CPMAXX_PASSWORD=blue-harbour-7
export VOYGEN_SECRET_VAX_AGENCY=05512340 VOYGEN_SECRET_VAX_USERNAME=harbour.desk VOYGEN_SECRET_VAX_PASSWORD=green-lantern-4
export VOYGEN_SECRET_DELTA_ARC_NUMBER=05512345 VOYGEN_SECRET_DELTA_USERNAME=harbour-agent VOYGEN_SECRET_DELTA_PASSWORD=blue-harbour-7
export VOYGEN_PLATFORMS=simulation VOYGEN_LOG_LEVEL="${VOYGEN_LOG_LEVEL:-warn}"
exec {host_out}< <(exec "$bin/voygen" serve --config config/voygen.json)
host_pid=$!
read -r line <&"$host_out" || exit 1   # "voygen ... serves MCP at http://..."
mcp=${line##* }

first=$(date -d '+30 days' +%F) last=$(date -d '+34 days' +%F)
search() { "$bin/voygen" search --url "$mcp" --destination "Miami, FL" --force-refresh "$@"; }
echo "Searching hotels in Miami on the simulated portals through $mcp"
search --check-in "$first" --check-out "$last" --max-results 25
echo
echo "Searching packages from Seattle to Miami"
search --kind packages --origin SEA --departure "$first" --return "$last" --max-results 5
echo
echo "Searching flights from Seattle to Miami"
search --kind flights --origin SEA --departure "$first" --return "$last" --max-results 5

if ! $once; then
  echo
  echo "MCP:    $mcp"
  echo "Health: ${mcp%/mcp}/health"
  echo "Portals: CPMaxx $SIM_CPMAXX, VAX $SIM_VAX, Delta $SIM_DELTA, other sites $SIM_SITES (logins: sim/README.md)"
  echo "Stop with Ctrl-C."
  wait "$host_pid" || true
fi
