namespace TradingLogging.Analytics.Tests.Simulation;

/// <summary>What venues, libraries and bots write of one order over several lines: sums and averages of all its fills,
/// its limit, a fee of all, exits in nobody's name, other spellings and other words.</summary>
internal static class OrderMutations
{
    private const int Places = 12;

    private static readonly string[] OtherActions =
    [
        "ORDER_COMPLETED", "ORDER_MATCHED", "DEAL", "STOP_OUT", "SCALE_OUT", "TP1_HIT", "FLATTENED", "REDUCED", "ROLL",
    ];

    /// <summary>Each fill names the sum and the average of all fills of its order so far, and nothing of its
    /// own.</summary>
    public static bool MakeCumulativeWithAverages(List<LogLine> lines, Random random) =>
        WithSums(lines, (line, sums) => WithoutOwn(line).Plus("filled", sums.Quantity).Plus("average", sums.Average));

    /// <summary>Each fill names the limit of its order as its price too.</summary>
    public static bool PutLimitsBesideAverages(List<LogLine> lines, Random random)
    {
        var limits = new Dictionary<string, decimal>();
        foreach (LogLine line in lines)
        {
            if (line.Action == "ORDER_PLACED" && line.ValueOf("price") is not null)
                limits[line.OrderKey] = Price(line);
        }

        return lines.TrueForAll(line => !line.IsFill || limits.ContainsKey(line.OrderKey)) && WithSums(
            lines, (line, sums) => WithoutOwn(line).Plus("executedQty", sums.Quantity).Plus("avgPrice", sums.Average)
                .Plus("price", limits[line.OrderKey]));
    }

    /// <summary>Each fill names its own price too, and the average is rounded.</summary>
    public static bool PutLastPricesBesideAverages(List<LogLine> lines, Random random) =>
        WithSums(lines, (line, sums) => WithoutOwn(line).Plus("cum_qty", sums.Quantity)
            .Plus("avg_px", decimal.Round(sums.Average, 4)).Plus("last_px", Price(line)));

    /// <summary>Each fill names its own quantity beside an average that is of all.</summary>
    public static bool PutAveragesBesideQuantities(List<LogLine> lines, Random random) =>
        WithSums(lines, (line, sums) => line.Without("price").Plus("avg_price", sums.Average));

    /// <summary>Each fill names the fees of all beside the quantity of all.</summary>
    public static bool MakeFeesCumulative(List<LogLine> lines, Random random)
    {
        var before = new Dictionary<string, (decimal Fee, decimal Quantity)>();
        foreach (LogLine line in lines.Where(line => line.IsFill))
        {
            if (line.ValueOf("exec_id") is not null || line.ValueOf("fee") is null || line.ValueOf("quantity") is null)
                return false;
            string id = line.ValueOf("order_id") ?? "";
            decimal fee = Mutations.Number(line, "fee"), quantity = Mutations.Number(line, "quantity");
            // A sum that is the same share of the last part as the fees before were of theirs may be a fee of its own.
            if (before.TryGetValue(id, out (decimal Fee, decimal Quantity) sums)
                && Math.Abs(((sums.Fee + fee) / quantity) - (sums.Fee / sums.Quantity))
                    <= 0.05m * sums.Fee / sums.Quantity)
            {
                return false;
            }

            before[id] = (sums.Fee + fee, sums.Quantity + quantity);
        }

        return WithSums(lines, (line, sums) =>
            WithoutOwn(line).Without("exec_id").Without("fee").Plus("filled", sums.Quantity)
                .Plus("average", sums.Average).Plus("fee", sums.Fees));
    }

    /// <summary>The orders that close name no strategy.</summary>
    public static bool DropStrategyOfExit(List<LogLine> lines, Random random)
    {
        if (Mutations.LackQuantities(lines))
            return false;
        var orders = new Dictionary<string, (string Book, int Sign)>();
        var open = new Dictionary<string, decimal>();
        return Mutations.ChangeAll(lines, line =>
        {
            string id = line.ValueOf("order_id") ?? "";
            if (line.IsFill && orders.TryGetValue(id, out (string Book, int Sign) order))
            {
                open[order.Book] = open.GetValueOrDefault(order.Book)
                    + (order.Sign * Mutations.Number(line, "quantity"));
            }

            if (line.Action != "ORDER_PLACED")
                return line;
            string book = $"{line.ValueOf("account")}/{line.ValueOf("symbol")}/{line.ValueOf("strategy")}";
            int sign = line.ValueOf("side") == "\"BUY\"" ? 1 : -1;
            orders[id] = (book, sign);
            return -sign * open.GetValueOrDefault(book) >= Mutations.Number(line, "quantity")
                ? line.Without("strategy") : line;
        });
    }

    /// <summary>All lines of one order spell the symbol or the account in another way than those of others.</summary>
    public static bool SpellInTwoWays(List<LogLine> lines, Random random)
    {
        LogLine[] fills = [.. lines.Where(line => line.IsFill && line.ValueOf("order_id") is not null)];
        if (fills.Length == 0)
            return false;
        LogLine one = fills[random.Next(fills.Length)];
        string chosen = one.ValueOf("order_id")!;
        if (!Array.Exists(fills, line => line.ValueOf("order_id") != chosen
            && line.ValueOf("symbol") == one.ValueOf("symbol") && line.ValueOf("account") == one.ValueOf("account")))
        {
            return false;
        }

        bool isOfAccount = random.Next(3) == 0 && lines.TrueForAll(line => line.ValueOf("account") is not null);
        bool isLower = random.Next(2) == 0;
        return Mutations.ChangeAll(lines, line => line.ValueOf("order_id") != chosen ? line : line.With(member =>
            (member.Key, isOfAccount) switch
            {
                ("account", true) => new(member.Key, member.Value.ToUpperInvariant()),
                ("symbol", false) => new(member.Key, isLower ? member.Value.ToLowerInvariant()
                    : member.Value.Replace("USDT", "/USDT", StringComparison.Ordinal)),
                _ => member,
            }));
    }

    /// <summary>The close names what its exit cost, in the place of the fill.</summary>
    public static bool PutFeeOnClose(List<LogLine> lines, Random random)
    {
        int close = lines.FindIndex(line => line.Action == "POSITION_CLOSED");
        if (close < 1 || !lines[close - 1].IsFill || lines[close - 1].ValueOf("fee") is not { } fee)
            return false;
        string currency = lines[close - 1].ValueOf("fee_currency")!.Trim('"');
        lines[close - 1] = lines[close - 1].Without("fee").Without("fee_currency");
        lines[close] = lines[close].Plus("fee", fee).Plus("fee_currency", currency);
        return true;
    }

    /// <summary>A fill has an action that nobody knows.</summary>
    public static bool NameAnotherAction(List<LogLine> lines, Random random) => Mutations.Change(
        lines,
        random,
        line => line.IsFill,
        line => line with { Action = OtherActions[random.Next(OtherActions.Length)] });

    private static bool WithSums(List<LogLine> lines, Func<LogLine, Sums, LogLine> change)
    {
        if (lines.Exists(line => line.IsFill && (line.ValueOf("quantity") is null || line.ValueOf("price") is null)))
            return false;
        var orders = new Dictionary<string, Sums>();
        return Mutations.ChangeAll(lines, line =>
        {
            if (!line.IsFill)
                return line;
            Sums before = orders.GetValueOrDefault(line.OrderKey) ?? new Sums(0, 0, 0);
            decimal quantity = Mutations.Number(line, "quantity"), fee = line.ValueOf("fee") is null ? 0
                : Mutations.Number(line, "fee");
            var sums = new Sums(before.Quantity + quantity, before.Value + (quantity * Price(line)), before.Fees + fee);
            orders[line.OrderKey] = sums;
            return change(WithExecution(line, sums), sums);
        });
    }

    // The fee of an execution is that of this one.
    private static LogLine WithExecution(LogLine line, Sums sums) => line.ValueOf("exec_id") is not null ? line
        : line.Plus("exec_id", FormattableString.Invariant($"{line.OrderKey}/{sums.Quantity}"));

    private static LogLine WithoutOwn(LogLine line) => line.Without("quantity").Without("price");

    private static decimal Price(LogLine line) => Mutations.Number(line, "price");

    private sealed record Sums(decimal Quantity, decimal Value, decimal Fees)
    {
        public decimal Average => decimal.Round(Value / Quantity, Places);
    }
}
