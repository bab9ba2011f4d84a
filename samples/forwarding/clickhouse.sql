-- Trade events of many hosts in ClickHouse, and three questions to them. Send with:
--
--   Send-TradeEvent -Protocol Ndjson -LogDirectory logs -Name clickhouse -Uri ('http://clickhouse:8123/?query=' +
--       'INSERT%20INTO%20trade_events%20FORMAT%20JSONEachRow&input_format_skip_unknown_fields=1')
--
-- A member without a column is left out: add a column for each one that is wanted. A line of which a member does not
-- fit its column is refused by ClickHouse and kept in the forwarder's dead letters; later versions read a number given
-- as text, and a text given as number, with &input_format_json_read_numbers_as_strings=1. Tested with version 18.16.
--
-- A number is refused, not rounded, when it has digits behind the 22nd decimal or more than 16 before the point. What
-- PowerShell makes of doubles, such as 0.1 + 0.2 = 0.30000000000000004, fits down to 0.000001; a smaller one fits when
-- it has fewer digits. Where smaller or larger numbers are traded, move the point, or take Float64, whose sums are not
-- exact.

-- An event that was sent twice has the same _event_id. FINAL shows it once, also before the rows are merged.
CREATE TABLE IF NOT EXISTS trade_events
(
    _event_id   String,
    _host       String,
    _service    String,
    _log        String,
    timestamp   String,
    time        DateTime MATERIALIZED parseDateTimeBestEffort(timestamp),
    day         Date MATERIALIZED toDate(substring(timestamp, 1, 10)),
    action      String,
    symbol      Nullable(String),
    strategy    Nullable(String),
    side        Nullable(String),
    order_id    Nullable(String),
    position_id Nullable(String),
    quantity    Nullable(Decimal(38, 22)),
    price       Nullable(Decimal(38, 22)),
    pnl         Nullable(Decimal(38, 22)),
    seq         Nullable(UInt64)
)
ENGINE = ReplacingMergeTree()
PARTITION BY toYYYYMM(day)
ORDER BY _event_id;

-- Pnl by day and strategy over all hosts.
SELECT day, strategy, sum(pnl) AS total, count() AS closes
FROM trade_events FINAL
WHERE action = 'POSITION_CLOSED'
GROUP BY day, strategy
ORDER BY day, strategy;

-- Orders without a fill. Exchanges number orders per symbol.
SELECT day, _host, _log, symbol, order_id
FROM trade_events FINAL
WHERE action = 'ORDER_PLACED'
    AND (_host, _log, ifNull(symbol, ''), ifNull(order_id, '')) NOT IN
    (
        SELECT _host, _log, ifNull(symbol, ''), ifNull(order_id, '')
        FROM trade_events FINAL
        WHERE action IN ('ORDER_FILLED', 'ORDER_PARTIALLY_FILLED')
    )
ORDER BY day, _host, _log, symbol, order_id;

-- Gaps in the numbers of chained logs. A log that was begun anew in the same directory is numbered from 1 again.
SELECT _host, _log, numbers[i] + 1 AS missing_from, numbers[i + 1] - 1 AS missing_to
FROM
(
    SELECT _host, _log, arraySort(groupArray(assumeNotNull(seq))) AS numbers
    FROM trade_events FINAL
    WHERE seq IS NOT NULL
    GROUP BY _host, _log
)
ARRAY JOIN arrayEnumerate(numbers) AS i
WHERE i < length(numbers) AND numbers[i + 1] > numbers[i] + 1
ORDER BY _host, _log, missing_from;
