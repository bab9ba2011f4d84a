#!/usr/bin/env bash
# Runs the built quick tests again and again and prints a line for each run: of four runs, two are beside busy processes and
# one has another language, time zone and home. The exit code is 0 when no test failed in any.
#
#   dotnet build && tests/repeat.sh [runs]
set -u
cd "$(dirname "$0")/.."
runs=${1:-20}
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en
export NUGET_PACKAGES=${NUGET_PACKAGES:-$HOME/.nuget/packages}

places=(
  'de_DE.UTF-8 Europe/Berlin' 'tr_TR.UTF-8 Asia/Kolkata' 'ar_SA.UTF-8 America/St_Johns'
  'th_TH.UTF-8 Pacific/Chatham' 'fa_IR.UTF-8 Pacific/Apia'
)
logs=$(mktemp -d "${TMPDIR:-/tmp}/tradinglogger-repeat-XXXXXX")
busy=()
trap 'for process in "${busy[@]:-}"; do [ -n "$process" ] && kill "$process"; done' EXIT

start_busy() {
  for _ in 1 2 3 4; do
    while :; do :; done &
    busy+=($!)
  done
}

stop_busy() {
  for process in "${busy[@]}"; do
    kill "$process"
    wait "$process" 2> /dev/null
  done
  busy=()
}

# The sum of a count over the last lines of all projects: "Passed!  - Failed:     0, Passed:   297, Skipped:     1, Total: …".
count() {
  grep -E '^(Passed|Failed|Skipped)! +- Failed: ' "$2" | grep -oE "$1: +[0-9]+" | awk '{ sum += $2 } END { print sum + 0 }'
}

echo "Logs: $logs"
printf '%3s  %-32s %7s %7s %7s %7s\n' run condition seconds passed failed skipped
failures=0
for run in $(seq 1 "$runs"); do
  log=$logs/$run.log
  condition=plain
  place=()
  case $((run % 4)) in
    0 | 2)
      condition='4 busy processes'
      start_busy
      ;;
    3)
      read -r language zone <<< "${places[$((run / 4 % ${#places[@]}))]}"
      condition="$language $zone"
      mkdir -p "$logs/home"
      place=(env -u LC_ALL "LANG=$language" "TZ=$zone" "HOME=$logs/home")
      ;;
  esac
  began=$SECONDS
  "${place[@]}" dotnet test --no-build -p:CollectCoverage=false < /dev/null > "$log" 2>&1
  exit_code=$?
  [ ${#busy[@]} -eq 0 ] || stop_busy
  printf '%3s  %-32s %7s %7s %7s %7s\n' \
    "$run" "$condition" $((SECONDS - began)) "$(count Passed "$log")" "$(count Failed "$log")" "$(count Skipped "$log")"
  if [ "$exit_code" -ne 0 ] || [ "$(count Passed "$log")" -eq 0 ]; then
    failures=$((failures + 1))
    grep -E '^ +Failed |error' "$log" | sed 's/^/     /' | head -20
  fi
done
echo "$failures of $runs runs failed"
[ "$failures" -eq 0 ]
