using System.Management.Automation;
using System.Reflection;
using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Output;

/// <summary>What every type of object looks like on a terminal of 80 columns.</summary>
public sealed class ViewWidthTests : IDisposable
{
    // With values as wide as they come.
    private const string Log = """
        Initialize-TradingLogger logs -NoConsole -Integrity Chain
        $id = '0198c2a4-7b1e-7c55-9a3e-5d2f6f0c1b7a'
        $order = @{ order_id = $id; symbol = 'BTCUSDT-PERP-LONG'; strategy = 'mean reversion of all'; account = 'own' }
        $number = 1234567.12345678d
        Write-TradeEvent SIGNAL_GENERATED $order
        Write-TradeEvent ORDER_PLACED ($order + @{ side = 'SELL'; quantity = $number; price = $number })
        Write-TradeEvent ORDER_FILLED ($order + @{ quantity = $number; price = $number; fee = 0.00012345 })
        Write-TradeEvent POSITION_CLOSED ($order + @{ pnl = -$number; quantity = 1000.1d; exit_price = 1d })
        Write-TradeEvent ORDER_FILLED @{ order_id = 'x'; symbol = 'ETHUSDT'; side = 'BUY'; quantity = 1; price = 1 }
        Write-TradingLog "A message that is longer than any terminal is wide, as some are$('!' * 80)"
        $null = Protect-TradeLog -Current
        Set-Content fills.csv 'time,symbol,side,quantity,price', '2025-12-18T10:00:00Z,ETHUSDT,SELL,7,100'
        $damaged = New-Item damaged -ItemType Directory
        try { Send-TradeEvent http://127.0.0.1:9 -Name a-name-of-some-length -Once -RetryFor 0 } catch { $null = $_ }
        Set-Content damaged/trades.log '{"timestamp": "2025-12-18T10:30:00Z", "action": "A"}', 'torn by a power cut'
        $lost = New-Item lost -ItemType Directory
        $account = "encrypted:$('k' * 22):$('v' * 40)"
        $event = [ordered]@{ timestamp = '2025-12-18T10:30:00Z'; action = 'A'; account = $account }
        Set-Content lost/trades.log ($event | ConvertTo-Json -Compress)
        """;

    private const string Anomaly = """
        [TradingLogging.Analytics.Anomalies.TradeAnomaly] @{
            Time = Get-Date; From = Get-Date; Measure = 'RejectRatio'; Subject = $_; Value = 1; UsualLow = 0
            UsualHigh = 0; Score = 10.5; History = '28.00:00:00'
            Message = "47 ORDER_REJECTED in 5 minutes; 0 to 3 are usual at this hour. Likewise $_."
        }
        """;

    private static readonly string[] Emitting =
    [
        "Get-TradeEvent",
        "Get-TradingLog",
        "Get-TradingLogger",
        "(Get-TradingLogger).Handlers",
        "Get-TradingLoggerConfig",
        "New-TradingLogger strategy.with.a.name.of.some.length -WarningAction Ignore",
        "Measure-TradingOperation 'a name of some length' { } -PassThru",
        "Test-TradeLog; Test-TradeLog damaged",
        "(Test-TradeLog damaged).FirstProblem",
        "Test-TradeLog lost -WarningAction Ignore",
        "(Test-TradeLog lost -WarningAction Ignore).KeyProblems",
        "Get-TradeOrder",
        "(Get-TradeOrder).Timeline",
        "(Get-TradeOrder).Fees",
        "Measure-TradeActivity",
        "(Measure-TradeActivity).SignalToOrder",
        "(Measure-TradeActivity).SignalToOrder.Buckets",
        "(Measure-TradeActivity).Actions",
        "(Measure-TradeActivity).BySymbol",
        "(Measure-TradeActivity).ByCurrency",
        "(Measure-TradeActivity).EquityCurve",
        "(Measure-TradeActivity).TimesOfDay",
        "(Measure-TradeActivity).OpenPositions",
        "(Measure-TradeActivity).Findings",
        "(Measure-TradeActivity).FindingCounts",
        "Compare-TradeStatement fills.csv",
        "Compare-TradeStatement fills.csv | Format-Table",
        "(Compare-TradeStatement fills.csv).Breaks",
        "'A name of some length', 'B' | ForEach-Object { " + Anomaly + " }",
        "Get-TradeForwarder",
        "Get-TradeForwarder | Format-List",
        "Test-TradeReceiver http://127.0.0.1:9",
        "New-TradeAlertRule 'a rule with a name of some length' Drawdown -Threshold 1234567.12345678 -GroupBy symbol",
        "Watch-TradeAlert @{ Name = 'no beat of some length'; Kind = 'Silence'; Window = 60; Action = 'BEAT' }"
            + " -PassThru -Once -Name \"$([guid]::NewGuid())\"",
        "Test-TradeAlertRule -Rule @{ Name = 'orders of some length'; Kind = 'Count'; GroupBy = 'symbol', 'strategy' }",
        "Start-TradeDashboard | ForEach-Object { $_; $_.Dispose() }",
        "[TradingLogging.Forwarding.ForwardSummary]::new(1000000, 100, 1, 0, 0, 0, '0:01')",
    ];

    private readonly PowerShellSession _session = new();

    public ViewWidthTests() => _session.Invoke(Log).Succeeded();

    public static TheoryData<string> Commands => [.. Emitting];

    public void Dispose() => _session.Dispose();

    [Fact]
    public void An_orders_mark_of_findings_is_seen_in_80_columns()
    {
        string table = string.Concat(_session.Invoke("""
            $order = @{ order_id = '73'; symbol = 'BTCUSDT'; side = 'SELL_SHORT' }
            Write-TradeEvent ORDER_PLACED ($order + @{ quantity = 1; price = 100 })
            Write-TradeEvent ORDER_CANCELLED $order
            Write-TradeEvent ORDER_FILLED ($order + @{ quantity = 0.5; price = 100 })
            Get-TradeOrder -OrderId 73 | Out-String -Width 80
            """).Succeeded().Values);

        Assert.Matches(@" SS +\S+ .* !\d", table);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_view_fits_80_columns_and_its_header_one_line(string command)
    {
        string[] lines = [.. _session
            .Invoke($"& {{ {command} }} | Out-String -Width 80 -Stream")
            .Succeeded()
            .Values
            .Select(line => ((string)line).TrimEnd())];

        Assert.Contains(lines, line => line.Length > 0);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 80));
        foreach (int rule in Enumerable.Range(0, lines.Length).Where(index => IsRule(lines[index])))
        {
            Assert.True(rule == 1 || lines[rule - 2].Length == 0, string.Join('\n', lines));
            Assert.Equal(Words(lines[rule]), Words(lines[rule - 1]));
        }
    }

    [Fact]
    public void Every_type_that_a_cmdlet_says_it_outputs_is_looked_at()
    {
        HashSet<string> seen = [.. Emitting.SelectMany(command =>
            _session.Invoke($"& {{ {command} }} | ForEach-Object {{ $_.GetType().FullName }}").Values.Cast<string>())];

        Assert.All(OutputTypes().Where(IsOurs), type => Assert.Contains(type.FullName!, seen));
    }

    private static bool IsRule(string line) =>
        line.Contains('-', StringComparison.Ordinal) && line.All(character => character is '-' or ' ');

    private static int Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;

    private static bool IsOurs(Type type) => type.FullName!.StartsWith("TradingLogging.", StringComparison.Ordinal);

    private static IEnumerable<Type> OutputTypes() => typeof(PowerShell.Commands.GetTradeEventCommand).Assembly
        .GetTypes()
        .SelectMany(type => type.GetCustomAttributes<OutputTypeAttribute>(inherit: false))
        .SelectMany(attribute => attribute.Type)
        .Select(type => type.Type)
        .OfType<Type>();
}
