using System.Security.Cryptography;
using TradingLogging.Benchmarks.Contenders;
using TradingLogging.Configuration;
using TradingLogging.Formatting;
using TradingLogging.Logging;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Benchmarks.Core;

/// <summary>What a context, members of messages and encrypted members cost, unused and used, and messages by
/// <c>ILogger</c>.</summary>
/// <param name="output">Where the table goes, in Markdown.</param>
internal sealed class ContextReport(TextWriter output) : FloorReport(output)
{
    private const int Calls = 1000;
    private const int Reads = 100_000;
    private const int Repeats = 100;

    /// <summary>Measures some seconds and writes its part of <c>docs/benchmarks.md</c>.</summary>
    public static void WriteAll()
    {
        using var table = new StringWriter();
        InDirectory(new ContextReport(table).Write);
        BenchmarkDocument.Replace(BenchmarkDocument.Context, table.ToString());
        Console.WriteLine(table);
    }

    private void Write(string directory)
    {
        Head("context, members, encryption, `ILogger`");
        // First, because it is true only as long as no scope was begun in this process.
        WriteUnused();
        TradingLogger.Initialize(new LoggingConfig
        {
            LogDirectory = directory,
            Console = false,
            PropagateTrades = false,
            MaxBytes = 0,
            TextFormat = TextFormat.Json,
        });
        WriteEvents(directory);
        WriteMessages(directory);
        WriteEncrypted(directory);
        TradingLogger.Close();
        WriteFramework(directory);
    }

    private void WriteFramework(string directory)
    {
        using AppendHandle floor = PlatformFiles.Current.OpenForAppend(Path.Combine(directory, "floor3.log"));
        WriteFramework(directory, floor, TextFormat.Text, "2.5 x");
        WriteFramework(directory, floor, TextFormat.Json, "stated");
        using var serilog = new MicrosoftLoggingOverSerilog();
        serilog.Open(directory);
        double[] times = Turns.Measure(Calls, () => floor.Write(Line), serilog.Log);
        Row("the same as JSON over Serilog's file", $"{times[1] / times[0]:F2} x one write", "");
    }

    private void WriteFramework(string directory, AppendHandle floor, TextFormat format, string target)
    {
        using var own = new MicrosoftLoggingOverTradingLogger(format);
        own.Open(directory);
        double[] times = Turns.Measure(Calls, () => floor.Write(Line), own.Log);
        Row(
            $"`ILogger`, source-generated, six members, `text_format = {format.ToString().ToLowerInvariant()}`",
            $"{times[1] / times[0]:F2} x one write",
            target);
    }

    private void WriteUnused()
    {
        int begun = 0;
        double[] times = Turns.Measure(
            10,
            () =>
            {
                for (int read = 0; read < Reads; read++)
                {
                    if (LogContext.Current is not null)
                        begun++;
                }
            });
        if (begun > 0)
            throw new InvalidOperationException("A scope was begun before.");
        Row("asking for a context where no scope was ever begun", $"{times[0] / Reads:F1} ns", "5 ns");
    }

    private void WriteEvents(string directory)
    {
        using AppendHandle floor = PlatformFiles.Current.OpenForAppend(Path.Combine(directory, "floor1.log"));
        double[] times = Turns.Measure(
            Calls / Repeats,
            () => Repeat(() => floor.Write(Line)),
            () => Repeat(LogEvent),
            () =>
            {
                using LogContext scope = TradingLogger.BeginScope(new { strategy = "SMA", run = 17 });
                Repeat(LogEvent);
            },
            () => Repeat(() => TradingLogger.BeginScope(new { order_id = 1 }).Dispose()));
        Row(
            "a typed event inside a scope of two members",
            $"{times[2] / times[0]:F2} x one write, {times[2] / times[1]:F2} x outside",
            "stated");
        Row("`BeginScope` with one member, and its end", $"{times[3] / Repeats:F0} ns", "stated");
    }

    private void WriteEncrypted(string directory)
    {
        using var reader = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        string publicKey = Path.Combine(directory, "reader.pem");
        File.WriteAllText(publicKey, reader.ExportSubjectPublicKeyInfoPem());
        LoggerInstance one = Encrypting("one", "order_id");
        LoggerInstance three = Encrypting("three", "order_id", "symbol", "price");
        double[] times = Turns.Measure(
            Calls,
            LogEvent,
            () => one.LogTrade(SampleEvent.Action, SampleEvent.Instance),
            () => three.LogTrade(SampleEvent.Action, SampleEvent.Instance));
        one.Close();
        three.Close();
        Row("one encrypted member, beside the same event in plain", $"+{times[1] - times[0]:F0} ns", "2500 ns");
        Row("three encrypted members, each", $"+{(times[2] - times[0]) / 3:F0} ns", "2500 ns");

        LoggerInstance Encrypting(string name, params string[] members)
        {
            LoggerInstance instance = TradingLogger.GetInstance(name);
            instance.Initialize(new LoggingConfig
            {
                LogDirectory = Path.Combine(directory, name),
                Console = false,
                PropagateTrades = false,
                Encrypt = members,
                EncryptTo = [publicKey],
            });
            return instance;
        }
    }

    private static void LogEvent() => TradingLogger.LogTrade(SampleEvent.Action, SampleEvent.Instance);

    private static void Repeat(Action action)
    {
        for (int number = 0; number < Repeats; number++)
            action();
    }

    private void WriteMessages(string directory)
    {
        using AppendHandle floor = PlatformFiles.Current.OpenForAppend(Path.Combine(directory, "floor2.log"));
        Logger logger = TradingLogger.GetLogger("trading.signals");
        double[] times = Turns.Measure(
            Calls,
            () => floor.Write(Line),
            () => logger.Info("LONG signal generated for BTCUSDT"),
            () => logger.LogStructured(
                LogLevel.Info, "{side} signal for {symbol}", new { side = "LONG", symbol = "BTCUSDT" }));
        Row("`text_format = json`, one message", $"{times[1] / times[0]:F2} x one write", "stated");
        Row("the same with a template of two members", $"{times[2] / times[0]:F2} x one write", "stated");
    }
}
