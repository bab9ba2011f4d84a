using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Commands;

public sealed class StackLevelTests : IDisposable
{
    private readonly PowerShellSession _session = LogFiles.LoggingSession();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void A_wrapper_names_the_line_of_its_caller()
    {
        File.WriteAllText(_session.File("wrapped.ps1"), """
            function Inner($m, $n) { Write-TradingLog $m -StackLevel $n; Write-TradeEvent $m -StackLevel $n;
                Measure-TradingOperation $m { } -StackLevel $n }
            function Outer($m, $n) {
                Inner $m $n
            }

            Outer one 1
            Outer two 2
            Outer three 3
            Outer far 99
            """);

        _session.Invoke("Initialize-TradingLogger logs -NoConsole -LogLevel Debug -Evidence Script; ./wrapped.ps1")
            .Succeeded();

        string[] lines = [.. _session.TextLines().Select(line => line.Split(" | ")[2])];
        Assert.Equal(
            [
                "trading:1", "trades:1", "trading:2", "trading:4", "trades:4", "trading:4",
                "trading:9", "trades:9", "trading:9", "trading:10", "trades:10", "trading:10",
            ],
            lines);
        Assert.All(_session.TradeLines(), line => Assert.Contains("wrapped.ps1", line, StringComparison.Ordinal));
        Assert.NotNull(_session.Invoke("Write-TradingLog x -StackLevel 0").Failed());
    }

    [Fact]
    public void Blocks_that_the_module_runs_count_as_one_caller()
    {
        File.WriteAllText(_session.File("blocks.ps1"), """
            function Say($m) { Write-TradingLog $m -StackLevel 3 }
            function Tell($m) { Say $m }
            Measure-TradingOperation x { Tell one }
            1 | Measure-TradingOperation x {
                Tell two
            }
            Use-TradingContext @{ a = 1 } { Tell three }
            & {
                Trace-TradingScript {
                    Write-TradingLog four -StackLevel 2
                } -Name t
            }
            """);

        _session.Invoke("./blocks.ps1").Succeeded();

        string[] lines =
        [
            .. _session.TextLines()
                .Where(line => line.EndsWith("one", StringComparison.Ordinal)
                    || line.EndsWith("two", StringComparison.Ordinal)
                    || line.EndsWith("three", StringComparison.Ordinal)
                    || line.EndsWith("four", StringComparison.Ordinal))
                .Select(line => line.Split(" | ")[2]),
        ];
        Assert.Equal(["trading:3", "trading:5", "trading:7", "trading:9"], lines);
    }
}
