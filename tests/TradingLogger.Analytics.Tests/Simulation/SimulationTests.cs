using System.Globalization;
using TradingLogging.Analytics.Figures;
using TradingLogging.Analytics.Orders;
using Xunit;

namespace TradingLogging.Analytics.Tests.Simulation;

/// <summary>Random sessions of an exchange with a ledger of its own, changed as logs are in reality. The figures equal
/// that ledger, or a finding names the damage: there is no third case.</summary>
/// <remarks>Run with <c>TRADINGLOGGER_SESSIONS=1000000</c> for more sessions than the usual ones, and with
/// <c>TRADINGLOGGER_SEED</c> for one session of a failure's message.</remarks>
public sealed class SimulationTests(ITestOutputHelper output)
{
    private const decimal Rounding = 1e-6m;
    private const string Two = "two at once";

    [Fact]
    public void No_figure_is_silently_wrong()
    {
        int sessions = int.TryParse(Environment.GetEnvironmentVariable("TRADINGLOGGER_SESSIONS"), out int wanted)
            ? wanted : LongTests.AreWanted ? 6_000 : 2_000;
        string[] names = [.. Mutations.All.Keys, Two];
        var counts = names.ToDictionary(name => name, _ => new long[4]);
        var silent = new List<string>();
        int first = int.TryParse(Environment.GetEnvironmentVariable("TRADINGLOGGER_SEED"), out int seed) ? seed : 1;
        int last = seed != 0 ? seed : sessions;
        Parallel.For(
            first, last + 1, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, number =>
        {
            string mutation = names[number % names.Length];
            Outcome outcome = Try(number, mutation, out string report);
            lock (counts)
            {
                counts[mutation][(int)outcome]++;
                if (outcome == Outcome.Silent && silent.Count < 20)
                    silent.Add(report);
            }
        });

        output.WriteLine($"{"mutation",-32}{"equal",10}{"named",10}{"shown",12}{"silent",10}");
        foreach (var (name, count) in counts)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name,-32}{count[0],10}{count[1],10}{count[2],12}{count[3],10}"));
        }

        Assert.True(silent.Count == 0, string.Join("\n\n", silent.Take(12)));
    }

    private static Outcome Try(int seed, string mutation, out string report)
    {
        report = "";
        Exchange exchange = Exchange.Trade(seed);
        List<LogLine> lines = [.. exchange.Lines];
        var random = new Random(~seed);
        if (lines.Count == 0 || !Mutate(lines, random, ref mutation))
            return Outcome.Equal;

        var meter = new TradeActivityMeter(
            new TradeActivityOptions { TimeZone = TradeScript.Zone, CostMethod = exchange.CostMethod });
        foreach (LogLine line in lines)
            meter.Add(line.ToEvent());
        TradeActivity activity = meter.Measure();
        string[] differences = [.. Differences(exchange.Ledger, activity)];
        bool isFalseAlarm = Mutations.Harmless.Contains(mutation) && activity.Findings.Count > 0;
        if (!isFalseAlarm && differences.Length == 0)
            return activity.Findings.Count == 0 ? Outcome.Equal : Outcome.Named;
        if (!isFalseAlarm && activity.Findings.Count > 0)
            return Outcome.Named;
        // What the exchange has ended and the result lists as open shows that a line is missing, and pnl of no strategy
        // that a strategy is. What is open in no account shows that an account is missing.
        bool isMoreOpen = activity.OpenPositions.Sum(
            position => position.Quantity) > exchange.Ledger.OpenInAll + Rounding;
        bool isOfNobody = activity.ByStrategy.Any(figures => figures.Name.Length == 0 && PnlOf(figures) != 0);
        bool isOfNoAccount = activity.OpenPositions.Any(position => position.Account is null)
            && exchange.Lines.Exists(line => line.ValueOf("account") is not null)
            && differences.All(difference => difference.StartsWith("open", StringComparison.Ordinal)
                || difference.StartsWith("order", StringComparison.Ordinal));
        if (!isFalseAlarm && (isOfNoAccount || activity.OrdersOpen > 0 || isMoreOpen || isOfNobody))
            return Outcome.Shown;

        report = $"seed {seed}, {mutation}{(isFalseAlarm ? ", false alarm: " + activity.Findings[0] : "")}: "
            + $"{string.Join("; ", differences)}\n"
            + string.Join("\n", exchange.Lines) + "\n--- as logged\n" + string.Join("\n", lines);
        return Outcome.Silent;
    }

    // What one change hides of another: a fee that is repeated and renamed is a second kind of fee, an order_id beside
    // an OrderId a second id, and one of two fees is missed by nobody. A wrong pnl is shown by prices alone. A fill
    // that is lost is part of the next one, if that names the sum or nothing.
    private static bool Hides(string first, string second) => (first, second) is
        ("repeated member", "renamed" or "case")
        or ("two kinds of fee", "missing member")
        or ("missing member", "wrong pnl")
        or ("wrong pnl", "missing member")
        or ("drop", "full fill without quantity" or "cumulative quantities")
        or ("full fill without quantity" or "cumulative quantities", "drop");

    private static bool Mutate(List<LogLine> lines, Random random, ref string mutation)
    {
        if (mutation != Two)
            return Mutations.All[mutation](lines, random);

        string[] names = [.. Mutations.All.Keys.Where(name => name != "none")];
        string first = names[random.Next(names.Length)], second;
        do
            second = names[random.Next(names.Length)];
        while (second == first || Hides(first, second));
        mutation = $"{first}, {second}";
        return Mutations.All[first](lines, random) & (lines.Count > 0 && Mutations.All[second](lines, random))
            && !LosesAFill(first, second, lines);
    }

    // A fill that names no quantity is of all that is left, what a lost line had filled included.
    private static bool LosesAFill(string first, string second, List<LogLine> lines) =>
        (first, second) is ("drop", "missing member") or ("missing member", "drop")
        && lines.Exists(line => line.IsFill && line.ValueOf("quantity") is null);

    private static IEnumerable<string> Differences(ExchangeLedger ledger, TradeActivity activity)
    {
        TradeAmounts(activity, "USDT", out decimal gross, out decimal turnover);
        if (Differs(ledger.GrossPnl, gross))
            yield return $"pnl {gross} instead of {ledger.GrossPnl}";
        if (Differs(ledger.Turnover, turnover))
            yield return $"turnover {turnover} instead of {ledger.Turnover}";
        foreach (var (currency, fee) in ledger.Fees)
        {
            decimal measured = activity.ByCurrency.FirstOrDefault(amounts => amounts.Currency == currency)?.Fees ?? 0;
            if (Differs(fee, measured))
                yield return $"fees {measured} {currency} instead of {fee}";
        }

        foreach (var (key, filled) in ledger.Filled)
        {
            TradeOrder? order = activity.Orders.FirstOrDefault(order => KeyOf(order) == key);
            if (order is null || Differs(filled, order.FilledQuantity))
                yield return $"order {key} filled with {order?.FilledQuantity} instead of {filled}";
        }

        foreach (var (strategy, pnl) in ledger.PnlByStrategy)
        {
            decimal measured = activity.ByStrategy.Where(figures => figures.Name == strategy).Sum(PnlOf);
            if (Differs(pnl, measured))
                yield return $"strategy {strategy} earned {measured} instead of {pnl}";
        }

        foreach (var (key, pnl) in ledger.PnlByOrder)
        {
            decimal measured = activity.Orders.Where(order => KeyOf(order) == key).Sum(order => order.Pnl ?? 0);
            if (Differs(pnl, measured))
                yield return $"order {key} earned {measured} instead of {pnl}";
        }

        Dictionary<string, decimal> open = OpenOf(activity);
        foreach (string key in ledger.Open.Keys.Union(open.Keys))
        {
            if (Differs(ledger.Open.GetValueOrDefault(key), open.GetValueOrDefault(key)))
            {
                yield return $"open {key} {open.GetValueOrDefault(key)} "
                    + $"instead of {ledger.Open.GetValueOrDefault(key)}";
            }
        }
    }

    private static string KeyOf(TradeOrder order) => $"{order.Account}/{order.Symbol}/{order.OrderId}";

    private static decimal PnlOf(TradeFigures figures) =>
        figures.ByCurrency.Where(amounts => amounts.Currency == "USDT").Sum(amounts => amounts.GrossPnl);

    private static Dictionary<string, decimal> OpenOf(TradeActivity activity) => activity.OpenPositions
        .GroupBy(position => $"{position.Account}/{position.Symbol}")
        .ToDictionary(
            group => group.Key,
            group => group.Sum(position => position.Side == "SHORT" ? -position.Quantity : position.Quantity) ?? 0);

    private static void TradeAmounts(TradeActivity activity, string currency, out decimal gross, out decimal turnover)
    {
        var amounts = activity.ByCurrency.FirstOrDefault(amounts => amounts.Currency == currency);
        gross = amounts?.GrossPnl ?? 0;
        turnover = amounts?.Turnover ?? 0;
    }

    private static bool Differs(decimal expected, decimal actual) => Math.Abs(expected - actual) > Rounding;

    private enum Outcome
    {
        Equal,
        Named,
        Shown,
        Silent,
    }
}
