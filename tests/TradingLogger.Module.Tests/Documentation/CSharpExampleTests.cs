using System.Runtime.CompilerServices;
using TradingLogging.Configuration;
using TradingLogging.Logging;
using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Documentation;

public sealed class CSharpExampleTests
{
    [Fact]
    public void The_example_in_CSharp_compiles_and_runs()
    {
        using var directory = new TemporaryDirectory();
        directory.Write("configs/trading_config.ini", "[logging]\nlog_level = DEBUG\nconsole = false\n");
        var former = Directory.GetCurrentDirectory();
        Directory.SetCurrentDirectory(directory.FullName);
        try
        {
            Example();
        }
        finally
        {
            TradingLogger.Close();
            Directory.SetCurrentDirectory(former);
        }

        Assert.Equal(
            """{"timestamp": "<time>", "action": "ORDER_FILLED", "symbol": "BTCUSDT", "quantity": 0.10}""",
            TimelessText.Of(Assert.Single(File.ReadAllLines(directory.File("logs/trades.log")))));
        Assert.Contains("SMA calculation completed in ", File.ReadAllText(directory.File("logs/trading.log")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_example_is_the_one_of_the_document() =>
        Assert.Equal(Document.Load("docs/csharp.md").Block("csharp").Text, ExampleText());

    private static void Example()
    {
        // The example begins
        TradingLogger.Initialize(new ConfigManager("configs/trading_config.ini").LoggingConfig);

        Logger logger = TradingLogger.GetLogger("trading.signals");
        logger.Info("LONG signal generated for BTCUSDT");

        using (TradingLogger.MeasureTime("SMA calculation"))
        {
            TradingLogger.LogTrade("ORDER_FILLED", new Dictionary<string, object?> { ["symbol"] = "BTCUSDT", ["quantity"] = 0.10m });
        }

        TradingLogger.Close();
        // The example ends
    }

    private static string ExampleText([CallerFilePath] string file = "")
    {
        const string Indentation = "        ";
        var lines = File.ReadAllLines(file);
        var begin = Array.IndexOf(lines, Indentation + "// The example begins") + 1;
        var end = Array.IndexOf(lines, Indentation + "// The example ends");
        return string.Concat(lines[begin..end].Select(line => (line.Length == 0 ? "" : line[Indentation.Length..]) + "\n"));
    }
}
