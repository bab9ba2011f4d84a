using System.Diagnostics;
using System.Reflection;
using TradingLogging.Configuration;
using TradingLogging.Handlers;
using TradingLogging.Logging;
using TradingLogging.Tests.Storage;
using Xunit;

namespace TradingLogging.Tests.Facade;

/// <summary>Counts the methods of the core between the call and the write. The count is the same on every machine only
/// when the JIT inlines nothing, so the test runs in a process of its own that says so.</summary>
[Collection(FacadeCollection.Name)]
public sealed class EventPathTests(ITestOutputHelper output) : IDisposable
{
    private const int MostMethods = 11;
    private const string NoInlining = "DOTNET_JITMinOpts";

    private readonly LogFolder _folder = new();
    private readonly FaultyFiles _files = new();

    public void Dispose()
    {
        TradingLogger.Close();
        _folder.Dispose();
    }

    [Fact]
    public void An_event_passes_a_dozen_methods_from_the_call_to_the_write()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "As one program under wine it cannot start itself again.");
        if (Environment.GetEnvironmentVariable(NoInlining) is null)
        {
            RunWithoutInlining(nameof(An_event_passes_a_dozen_methods_from_the_call_to_the_write));
            return;
        }

        string[] path = Log();

        foreach (string method in path)
            output.WriteLine(method);
        Assert.Equal("TradingLogger.LogTrade", path[0]);
        Assert.Equal("AtomicAppend.Append", path[^1]);
        Assert.InRange(path.Length, 1, MostMethods);
    }

    private static string[] MethodsOfTheCore(StackTrace trace) =>
    [
        .. trace.GetFrames()
            .Select(frame => frame.GetMethod())
            .OfType<MethodBase>()
            .Where(method => method.DeclaringType?.Assembly == typeof(TradingLogger).Assembly)
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}")
            .Reverse(),
    ];

    private string[] Log()
    {
        TradingLogger.Initialize(new LoggingConfig { LogDirectory = _folder.FullName, Console = false });
        Logger trades = TradingLogger.GetLogger(TradeLogFilter.TradesLoggerName);
        LogHandler[] former = trades.AttachedHandlers;
        using var handler = new TimedRotatingFileHandler(_folder.PathOf("traced.log"), files: _files);
        string[] path = [];
        _files.Before = (operation, _) =>
        {
            if (operation == FileOperation.Write)
                path = MethodsOfTheCore(new StackTrace());
        };
        trades.ReplaceHandlers(former, [handler]);
        TradingLogger.LogTrade("ORDER_FILLED", new { price = 1 });
        trades.ReplaceHandlers([handler], former);
        return path;
    }

    private void RunWithoutInlining(string test)
    {
        Type type = typeof(EventPathTests);
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            [type.Assembly.Location, "-method", $"{type.FullName}.{test}"])
        {
            RedirectStandardOutput = true,
        };
        start.Environment[NoInlining] = "1";
        using Process process = Process.Start(start)!;
        string told = process.StandardOutput.ReadToEndAsync().InTime();
        process.EndInTime();

        output.WriteLine(told);
        Assert.True(process.ExitCode == 0, told);
        Assert.Contains("Total: 1", told, StringComparison.Ordinal);
    }
}
