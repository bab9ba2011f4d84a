"""Measures trading as a script would: python3 measure.py LOG_DIRECTORY. One pass; sums of what the log says."""
import glob, json, sys, time
from decimal import Decimal

orders, filled, closes, wins = {}, 0, 0, 0
fees = turnover = pnl = Decimal(0)
by_symbol, events = {}, 0
log = sys.argv[1] + "/trades.log"
for path in sorted(glob.glob(log + ".*")) + [log]:
    for line in open(path, encoding="utf-8"):
        event = json.loads(line, parse_float=Decimal, parse_int=Decimal)
        events += 1
        action = event["action"]
        if action == "ORDER_PLACED":
            orders[event["order_id"]] = [event["quantity"], Decimal(0)]
        elif action in ("ORDER_FILLED", "ORDER_PARTIALLY_FILLED"):
            turnover += event["price"] * event["quantity"]
            order = orders.get(event["order_id"])
            if order:
                order[1] += event["quantity"]
                filled += order[0] == order[1]
        elif action == "POSITION_CLOSED":
            pnl += event["pnl"]
            closes += 1
            wins += event["pnl"] > 0
            by_symbol[event["symbol"]] = by_symbol.get(event["symbol"], 0) + event["pnl"]
        fees += event.get("fee", 0)
print(len(orders), filled, closes, wins, turnover, fees, pnl, pnl - fees, events,
      int(time.process_time() * 1e6))
