#!/usr/bin/env bash
# Trades on three hosts, ships the three logs into one ClickHouse, and asks it the questions of clickhouse.sql.
#
# The hosts are network namespaces of this machine, each with a name and a wire of its own to a fourth one, in which
# clickhouse-server runs. Nothing of the machine's own network is touched, and at the end nothing is left.
#
#   sudo samples/forwarding/three-hosts.sh
#
# The module must be installed for root, or lie in a directory of PSModulePath that sudo hands over.
#
# Without pwsh:  sudo POWERSHELL='dotnet run --project src/TradingLogger.Host --' samples/forwarding/three-hosts.sh
set -euo pipefail

samples=$(cd "$(dirname "$0")/.." && pwd)
powershell=${POWERSHELL:-pwsh -NoProfile}
for program in ip unshare curl clickhouse-server clickhouse-client; do
  command -v "$program" > /dev/null || { echo "This needs $program." >&2; exit 1; }
done
[ "$(id -u)" -eq 0 ] || { echo "Network namespaces are root's to make." >&2; exit 1; }

work=$(mktemp -d)
receiver=receiver-$$
hosts=(desk-1 desk-2 desk-3)
server=

clean_up() {
  if [ -n "$server" ]; then kill "$server" && wait "$server" || true; fi
  for name in "$receiver" "${hosts[@]/%/-$$}"; do ip netns del "$name" 2> /dev/null || true; done
  rm -rf "$work"
}
trap clean_up EXIT

start_receiver() {
  ip netns add "$receiver"
  ip -n "$receiver" link set lo up
  mkdir "$work/data" "$work/tmp"
  cat > "$work/config.xml" << XML
<yandex>
  <logger><level>error</level><log>$work/server.log</log><errorlog>$work/server.err</errorlog></logger>
  <listen_host>0.0.0.0</listen_host><http_port>8123</http_port><tcp_port>9000</tcp_port>
  <path>$work/data/</path><tmp_path>$work/tmp/</tmp_path><mark_cache_size>8388608</mark_cache_size>
  <users_config>$work/users.xml</users_config>
  <default_profile>default</default_profile><default_database>default</default_database>
</yandex>
XML
  # Without a password, because nobody but the three hosts can reach it.
  cat > "$work/users.xml" << XML
<yandex>
  <profiles><default /></profiles><quotas><default /></quotas>
  <users><default>
    <password /><networks><ip>::/0</ip></networks><profile>default</profile><quota>default</quota>
  </default></users>
</yandex>
XML
  (cd "$work" && exec ip netns exec "$receiver" clickhouse-server --config-file="$work/config.xml") > /dev/null 2>&1 &
  server=$!
  ip netns exec "$receiver" curl --silent --output /dev/null --retry 60 --retry-delay 1 --retry-connrefused \
    http://127.0.0.1:8123/ping
}

# A wire between a host and the receiver, with two addresses that nobody else has.
connect() {
  local host=$1-$$ number=$2
  ip netns add "$host"
  ip -n "$host" link set lo up
  ip link add "d$number-$$" netns "$host" type veth peer name "r$number-$$" netns "$receiver"
  ip -n "$host" addr add "10.99.$number.2/30" dev "d$number-$$"
  ip -n "$host" link set "d$number-$$" up
  ip -n "$receiver" addr add "10.99.$number.1/30" dev "r$number-$$"
  ip -n "$receiver" link set "r$number-$$" up
}

trade_and_send() {
  local host=$1 number=$2
  local address="http://10.99.$number.1:8123/?query=INSERT%20INTO%20trade_events%20FORMAT%20JSONEachRow"
  mkdir "$work/$host"
  cat > "$work/$host.ps1" << PS1
\$ErrorActionPreference = 'Stop'
Import-Module TradingLogger
Set-Location '$work/$host'
Push-TradingContext @{ strategy = 'SMA 10/30' }
\$null = & '$samples/trading-session.ps1' -Seed $number 6> \$null
\$null = Send-TradeEvent -Protocol Ndjson -LogDirectory logs -Once -Uri '$address&input_format_skip_unknown_fields=1'
PS1
  # shellcheck disable=SC2016,SC2086
  ip netns exec "$host-$$" unshare --uts sh -c 'hostname "$0" && exec "$@"' "$host" \
    $powershell "$work/$host.ps1" > "$work/$host.out" 2>&1 || { cat "$work/$host.out" >&2; return 1; }
}

ask() {
  ip netns exec "$receiver" clickhouse-client --multiquery "$@"
}

start_receiver
ask < "$samples/forwarding/clickhouse.sql"

running=()
for number in 1 2 3; do
  connect "${hosts[number - 1]}" "$number"
  trade_and_send "${hosts[number - 1]}" "$number" &
  running+=($!)
done
for process in "${running[@]}"; do wait "$process"; done

echo "Events of each host:"
ask --query "SELECT _host, count() FROM trade_events FINAL GROUP BY _host ORDER BY _host"
echo "Pnl by day and strategy; orders without a fill; gaps in the numbers:"
ask < "$samples/forwarding/clickhouse.sql"
