using System.Globalization;

namespace TradingLogging.Analytics.Tests.Simulation;

/// <summary>What happens to logs in reality.</summary>
/// <remarks>What one line says and nothing else in the log shows cannot be missed by anybody: the close of a position
/// whose exit is not logged either, and the only fee of an account. Those two are left in place; a chained log tells of
/// them.</remarks>
internal static class Mutations
{
    private static readonly Dictionary<string, string[]> OtherNames = new(StringComparer.Ordinal)
    {
        ["symbol"] = ["ticker", "instrument"],
        ["account"] = ["account_id", "Account"],
        ["order_id"] = ["orderId", "ord_id", "ORDER_ID"],
        ["side"] = ["direction", "Side"],
        ["quantity"] = ["qty", "size", "lastQty", "amount"],
        ["price"] = ["px", "fill_price", "lastPrice"],
        ["fee"] = ["commission", "fees", "Fee"],
        ["fee_currency"] = ["fee_asset", "commissionAsset"],
        ["exec_id"] = ["trade_id", "fillId", "execution_id"],
        ["position_id"] = ["positionId", "pos_id"],
        ["pnl"] = ["realized_pnl", "profit", "PnL"],
        ["strategy"] = ["strategy_name", "Strategy"],
    };

    public static IReadOnlyDictionary<string, Func<List<LogLine>, Random, bool>> All { get; } = new Dictionary<string,
        Func<List<LogLine>, Random, bool>>
    {
        ["none"] = (_, _) => true,
        ["duplicate"] = Duplicate,
        ["replayed with a new time"] = Replay,
        ["drop"] = Drop,
        ["reorder"] = Reorder,
        ["late"] = Late,
        ["late with event_time"] = LateWithEventTime,
        ["case"] = (lines, random) => ChangeAll(
            lines,
            line => (line with { Action = line.Action.ToLowerInvariant() })
                .With(member => new(Cased(member.Key, random), member.Value))),
        ["doubles"] = (lines, random) => ChangeAll(
            lines,
            line => line.With(member => member.Key == "quantity"
                ? new(member.Key, Double(member.Value, random))
                : member)),
        ["numbers as text"] = (lines, _) => ChangeAll(
            lines,
            line => line.With(member => member.Value[0] == '"' ? member : new(member.Key, $"\"{member.Value}\""))),
        ["renamed"] = (lines, random) => ChangeAll(
            lines,
            line => line.With(member => OtherNames.TryGetValue(member.Key, out string[]? names)
                ? new(names[random.Next(names.Length)], member.Value)
                : member)),
        ["renamed to what nobody knows"] = RenameToUnknown,
        ["repeated member"] = Repeat,
        ["missing member"] = Miss,
        ["two kinds of fee"] = SplitFee,
        ["wrong pnl"] = WrongPnl,
        ["full fill without quantity"] = DropLastQuantity,
        ["cumulative quantities"] = MakeCumulative,
        ["cumulative with averages"] = OrderMutations.MakeCumulativeWithAverages,
        ["averages beside limits"] = OrderMutations.PutLimitsBesideAverages,
        ["averages beside last prices"] = OrderMutations.PutLastPricesBesideAverages,
        ["averages of all or of one"] = OrderMutations.PutAveragesBesideQuantities,
        ["cumulative fees"] = OrderMutations.MakeFeesCumulative,
        ["exits without strategy"] = OrderMutations.DropStrategyOfExit,
        ["two spellings"] = OrderMutations.SpellInTwoWays,
        ["fee on the close"] = OrderMutations.PutFeeOnClose,
        ["another action"] = OrderMutations.NameAnotherAction,
        ["what is left"] = DetailMutations.NameWhatIsLeft,
        ["order without account"] = DetailMutations.DropAccount,
        ["fee of the confirmation"] = DetailMutations.RepeatFee,
    };

    /// <summary>Those that change no meaning: the figures are the same and nothing is found.</summary>
    public static IReadOnlySet<string> Harmless { get; } =
        new HashSet<string>
        {
            "none", "case", "doubles", "numbers as text", "renamed", "cumulative with averages",
            "averages beside limits", "averages beside last prices", "what is left",
        };

    internal static bool Change(
        List<LogLine> lines, Random random, Func<LogLine, bool> applies, Func<LogLine, LogLine> change)
    {
        int[] places = [.. Enumerable.Range(0, lines.Count).Where(index => applies(lines[index]))];
        if (places.Length == 0)
            return false;
        int place = places[random.Next(places.Length)];
        lines[place] = change(lines[place]);
        return true;
    }

    internal static bool ChangeAll(List<LogLine> lines, Func<LogLine, LogLine> change)
    {
        for (int i = 0; i < lines.Count; i++)
            lines[i] = change(lines[i]);
        return true;
    }

    private static bool Duplicate(List<LogLine> lines, Random random)
    {
        int place = random.Next(lines.Count);
        lines.Insert(random.Next(3) == 0 ? random.Next(place, lines.Count) + 1 : place + 1, lines[place]);
        return true;
    }

    // A bot that connects anew writes what the venue repeats, with the time of now.
    private static bool Replay(List<LogLine> lines, Random random)
    {
        int[] places = [.. Enumerable.Range(0, lines.Count).Where(
            index => lines[index].IsFill && lines[index].ValueOf("exec_id") is not null)];
        if (places.Length == 0)
            return false;
        int place = places[random.Next(places.Length)];
        lines.Insert(place + 1, lines[place] with { Time = lines[place].Time.AddMilliseconds(7) });
        return true;
    }

    private static bool Drop(List<LogLine> lines, Random random)
    {
        bool showsExits = !lines.Exists(line => line.ValueOf("exit_price") is not null);
        int[] places =
        [
            .. Enumerable.Range(0, lines.Count).Where(index =>
                lines[index].IsFill || lines[index].Action == "ORDER_PLACED" || (
                    showsExits && lines[index].Action == "POSITION_CLOSED")),
        ];
        if (places.Length == 0)
            return false;
        lines.RemoveAt(places[random.Next(places.Length)]);
        return true;
    }

    private static bool Reorder(List<LogLine> lines, Random random)
    {
        if (lines.Count < 2)
            return false;
        int place = random.Next(lines.Count - 1);
        (lines[place], lines[place + 1]) = (lines[place + 1], lines[place]);
        return true;
    }

    private static bool Late(List<LogLine> lines, Random random)
    {
        int place = random.Next(lines.Count);
        LogLine line = lines[place];
        lines.RemoveAt(place);
        lines.Insert(random.Next(place, lines.Count + 1), line);
        return true;
    }

    private static bool LateWithEventTime(List<LogLine> lines, Random random)
    {
        int place = random.Next(lines.Count);
        LogLine line = lines[place];
        lines.RemoveAt(place);
        int later = random.Next(place, lines.Count + 1);
        DateTimeOffset logged = later == 0 ? line.Time : lines[later - 1].Time.AddMilliseconds(1);
        lines.Insert(
            later, (line with { Time = logged > line.Time ? logged : line.Time }).Plus(
                "event_time", line.Time.ToString("o", CultureInfo.InvariantCulture)));
        return true;
    }

    private static string Cased(string name, Random random) => random.Next(3) switch
    {
        0 => name.ToUpperInvariant(),
        1 => string.Concat(name.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..])),
        _ => name,
    };

    // What 0.1 + 0.2 does to a quantity: the last digit of the double is off.
    private static string Double(string value, Random random)
    {
        double number = double.Parse(value.Trim('"'), CultureInfo.InvariantCulture);
        double near = random.Next(3) switch
        {
            0 => Math.BitIncrement(number),
            1 => Math.BitDecrement(number),
            _ => number,
        };
        return near.ToString("R", CultureInfo.InvariantCulture);
    }

    private static bool RenameToUnknown(List<LogLine> lines, Random random)
    {
        string[] names = ["quantity", "price", "fee", "side", "pnl"];
        string name = names[random.Next(names.Length)];
        return Change(
            lines,
            random,
            line => line.ValueOf(name) is not null,
            line => line.With(member => member.Key == name ? new("my_" + name, member.Value) : member));
    }

    private static bool Repeat(List<LogLine> lines, Random random) => Change(
        lines, random, line => line.Members.Count > 0, line =>
    {
        KeyValuePair<string, string> member = line.Members[random.Next(line.Members.Count)];
        string name = random.Next(2) == 0 ? member.Key : member.Key.ToUpperInvariant();
        string value = member.Value[0] == '"' ? "\"other\"" : "77";
        return line with { Members = [.. line.Members, new(name, value)] };
    });

    private static bool Miss(List<LogLine> lines, Random random)
    {
        string[] names = ["symbol", "account", "order_id", "side", "quantity", "price", "fee", "fee_currency",
            "exec_id", "position_id", "pnl", "strategy", "exit_price"];
        string name = names[random.Next(names.Length)];
        bool isShown = name is not ("fee" or "fee_currency");
        return Change(
            lines,
            random,
            line => line.ValueOf(name) is not null
                && (isShown || lines.Exists(other => other != line
                    && other.ValueOf(name) is not null
                    && other.ValueOf("account") == line.ValueOf("account"))),
            line => line.Without(name));
    }

    private static bool SplitFee(List<LogLine> lines, Random random) => Change(
        lines, random, line => line.ValueOf("fee") is not null, line =>
        {
            decimal fee = Number(line, "fee");
            decimal part = Math.Round(fee / 3, 3);
            return line.Without("fee").Plus("fee", part).Plus("commission", fee - part);
        });

    private static bool WrongPnl(List<LogLine> lines, Random random) => Change(
        lines, random, line => line.ValueOf("pnl") is not null, line =>
        {
            decimal pnl = Number(line, "pnl") + 5 + random.Next(50);
            return line.Without("pnl").Plus("pnl", pnl);
        });

    private static bool DropLastQuantity(List<LogLine> lines, Random random) =>
        Change(lines, random, line => line.Action == "ORDER_FILLED", line => line.Without("quantity"));

    private static bool MakeCumulative(List<LogLine> lines, Random random)
    {
        if (lines.Exists(line => line.IsFill && line.ValueOf("quantity") is null))
            return false;
        var sums = new Dictionary<string, decimal>();
        return ChangeAll(lines, line =>
        {
            if (!line.IsFill)
                return line;
            string key = line.OrderKey;
            sums[key] = sums.GetValueOrDefault(key) + Number(line, "quantity");
            return line.Without("quantity").Plus("cum_qty", sums[key]);
        });
    }

    internal static bool LackQuantities(List<LogLine> lines) => lines.Exists(
        line => (line.IsFill || line.Action == "ORDER_PLACED") && line.ValueOf("quantity") is null);

    internal static decimal Number(LogLine line, string name) =>
        decimal.Parse(line.ValueOf(name)!.Trim('"'), NumberStyles.Float, CultureInfo.InvariantCulture);
}
