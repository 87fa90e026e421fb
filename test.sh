#!/bin/bash
# Builds and runs every test. Unit tests run under sanitizers (preset dev); whole programs with real clients run as shipped (preset
# release). The last line is "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")"

passed=0
failed=0
count() { passed=$((passed + $1)); failed=$((failed + $2)); }

# A step that cannot even run counts as one failure.
must() {
  "$@" && return 0
  echo "FAILED: $*" >&2
  count 0 1
  finish
}

finish() {
  echo "$passed passed, $failed failed"
  [[ $failed -eq 0 ]]
  exit
}

# build <preset> [target...]
build() {
  local preset=$1
  shift
  must cmake --preset "$preset" >/dev/null
  must cmake --build --preset "$preset" ${@:+--target "$@"}
}

# CTest runs one program per room; what counts are the tests in them. A program that broke off counts as one more failure.
unit_tests() {
  ctest --preset dev --parallel "$(nproc)" --timeout 900 --no-tests=error
  local ended=$?
  local log=build/dev/Testing/Temporary/LastTest.log
  local good bad
  good=$(grep -cE '^\[       OK \] .* \([0-9]+ ms\)$' "$log")
  bad=$(grep -cE '^\[  FAILED  \] .* \([0-9]+ ms\)$' "$log")
  [[ $ended -eq 0 || $bad -gt 0 ]] || bad=1
  count "$good" "$bad"
}

whole_programs() {
  must npm ci --prefix tests --no-fund --no-audit --loglevel=error
  local log
  log=$(mktemp)
  # Debian's own Node is older than the clients need; theirs comes with them.
  local node
  node=$(compgen -G "tests/node_modules/node-linux-*/bin/node") || node=node
  "$node" --test --test-reporter=tap --test-concurrency=2 tests/e2e/*.test.mjs tests/clients/*.test.mjs tests/conformance/*.test.mjs tests/librechat/*.test.mjs tests/app/*.test.mjs tests/bench/*.test.mjs | tee "$log"
  local good bad
  good=$(sed -nE 's/^# pass ([0-9]+)/\1/p' "$log")
  bad=$(sed -nE 's/^# (fail|cancelled) ([0-9]+)/\2/p' "$log" | awk '{ sum += $1 } END { print sum + 0 }')
  rm -f "$log"
  if [[ -n "$good" ]]; then count "$good" "$bad"; else count 0 1; fi
}

must scripts/install-dependencies --tests
build dev
unit_tests
build release voygen voygen-sim voygen-browser-guard voygen-fixture-server cpmaxx vax delta generic
whole_programs
finish
