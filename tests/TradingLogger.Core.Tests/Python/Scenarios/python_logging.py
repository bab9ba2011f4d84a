"""Sends a scenario through Python's own logging, set up as the specification says.

Reads the scenario as JSON from stdin and writes console.txt, trading.log and trades.log, with their rotated files,
into its directory. With "adapted", the purposeful differences listed in docs/differences-from-python.md are made here
too, so that everything else can be compared byte for byte. The clock is the scenario's, the zone that of TZ.
"""

import io
import json
import logging
import logging.handlers
import os
import sys
import time
import unicodedata
from datetime import datetime

CONSOLE_FORMAT = "%(asctime)s | %(levelname)-8s | %(name)-20s | %(message)s"
FILE_FORMAT = "%(asctime)s | %(levelname)-8s | %(name)s:%(lineno)d | %(message)s"
DATE_FORMAT = "%Y-%m-%d %H:%M:%S"
INVISIBLE = {
    0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0,
    *range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0),
}

# Format characters of a Unicode version that is newer than this Python's, as the scenario names them.
newer_format_characters = set()


def is_escaped(character):
    point = ord(character)
    category = unicodedata.category(character)
    if category == "Cn":
        return (
            point in newer_format_characters
            or (point & 0xFFFE) == 0xFFFE or 0xFDD0 <= point <= 0xFDEF or 0xE0000 <= point <= 0xE0FFF
            or point == 0x2065 or 0xFFF0 <= point <= 0xFFF8
        )
    return category in ("Cc", "Cf", "Cs", "Zl", "Zp") or point in INVISIBLE


def escape(text):
    short = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}

    def shown(character):
        if not is_escaped(character):
            return character
        point = ord(character)
        return short.get(character) or ("\\u%04x" % point if point <= 0xFFFF else "\\U%08x" % point)

    return "".join(map(shown, text))


def error_lines(error):
    introduction = ""
    while error is not None:
        yield from indented(introduction + error["type"] + ": " + error["message"], "    ")
        for text in (error["position"], error["stack"]):
            if text is not None:
                yield from indented(text, "      ")
        introduction = "caused by "
        error = error["inner"]


def indented(text, indentation):
    for line in text.split("\n"):
        if line.strip():
            yield indentation + escape(line.rstrip("\r").lstrip(" "))


class EscapingFormatter(logging.Formatter):
    def formatMessage(self, record):
        return escape(super().formatMessage(record))

    def format(self, record):
        record.exc_text = "\n".join(error_lines(record.error)) if record.error else None
        return super().format(record)


class TradeLineFormatter(logging.Formatter):
    def format(self, record):
        if record.is_event:
            return record.getMessage()
        line = {"action": "MESSAGE", "level": record.levelname, "message": record.getMessage()}
        return json.dumps({"timestamp": timestamp(record.created, record.form), **line})


class ByteCountingHandler(logging.handlers.RotatingFileHandler):
    def shouldRollover(self, record):
        size = os.path.getsize(self.baseFilename) if os.path.exists(self.baseFilename) else 0
        line = (self.format(record) + "\n").encode("utf-8")
        return self.maxBytes > 0 and size > 0 and size + len(line) >= self.maxBytes


class TradeLogFilter(logging.Filter):
    def filter(self, record):
        return record.name == "trades"


class TradingLogger:
    def __init__(self, scenario):
        self.directory = scenario["directory"]
        self.adapted = scenario["adapted"]
        self.form = scenario["timestamp"]
        os.makedirs(self.directory, exist_ok=True)
        self.console = open(os.path.join(self.directory, "console.txt"), "ab")
        root = logging.getLogger()
        root.setLevel(scenario["level"])
        for handler in (self.console_handler(), self.file_handler(scenario), self.trade_handler(scenario)):
            root.addHandler(handler)
        if self.adapted:
            logging.getLogger("trades").setLevel(logging.INFO)

    def formatter(self, layout):
        return (EscapingFormatter if self.adapted else logging.Formatter)(layout, DATE_FORMAT)

    def console_handler(self):
        handler = logging.StreamHandler(io.TextIOWrapper(self.console, encoding="utf-8", newline="\n"))
        handler.setLevel(logging.INFO)
        handler.setFormatter(self.formatter(CONSOLE_FORMAT))
        return handler

    def file_handler(self, scenario):
        kind = ByteCountingHandler if self.adapted else logging.handlers.RotatingFileHandler
        handler = kind(
            os.path.join(self.directory, "trading.log"),
            maxBytes=scenario["max_bytes"],
            backupCount=scenario["backup_count"],
            encoding="utf-8",
            delay=self.adapted)
        handler.setLevel(logging.DEBUG)
        handler.setFormatter(self.formatter(FILE_FORMAT))
        return handler

    def trade_handler(self, scenario):
        # Made at once, the file would get the machine's time, by which Python would then rotate.
        handler = logging.handlers.TimedRotatingFileHandler(
            os.path.join(self.directory, "trades.log"),
            when="midnight",
            backupCount=scenario["trade_backup_count"],
            encoding="utf-8",
            delay=True,
            utc=scenario["rotation_zone"] == "utc")
        handler.setLevel(logging.INFO)
        handler.addFilter(TradeLogFilter())
        handler.setFormatter(TradeLineFormatter() if self.adapted else logging.Formatter("%(message)s"))
        return handler

    def log(self, step, moment):
        if "action" in step:
            event = {"timestamp": timestamp(moment, self.form), "action": step["action"], **step["data"]}
            self.handle("trades", logging.INFO, json.dumps(event), step, moment, is_event=True)
        else:
            self.handle(step["logger"], step["level"], step["message"], step, moment, is_event=False)

    def handle(self, name, level, message, step, moment, is_event):
        logger = logging.getLogger(name)
        if not logger.isEnabledFor(level):
            return
        error = step.get("error")
        exc_info = raised(error) if error and not self.adapted else None
        record = logger.makeRecord(name, level, "caller", step["line"], message, (), exc_info)
        record.created = moment
        record.error = error if self.adapted else None
        record.form = self.form
        record.is_event = is_event
        logger.handle(record)


def timestamp(moment, form):
    time_of_record = datetime.fromtimestamp(moment)
    if form == "offset":
        time_of_record = time_of_record.astimezone()
    return time_of_record.isoformat() if form == "python" else time_of_record.isoformat(timespec="microseconds")


def raised(error):
    try:
        raise ValueError(error["message"])
    except ValueError:
        return sys.exc_info()


def main():
    scenario = json.loads(sys.stdin.buffer.read())
    newer_format_characters.update(map(ord, scenario["format_characters"]))
    steps = scenario["steps"]
    now = steps[0]["microseconds"] / 1_000_000 if steps else 0
    time.time = lambda: now
    trading_logger = TradingLogger(scenario)
    for step in steps:
        now = step["microseconds"] / 1_000_000
        trading_logger.log(step, now)
    logging.shutdown()


main()
