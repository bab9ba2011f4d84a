namespace TradingLogging.Resilience.Tests.Processes;

/// <summary>A log directory of one test, gone with it.</summary>
internal sealed class TestDirectory : IDisposable
{
    public string FullName { get; } = Directory.CreateTempSubdirectory("tradinglogger-").FullName;

    public string File(string name) => Path.Combine(FullName, name);

    public void Dispose()
    {
        if (Directory.Exists(FullName))
            Directory.Delete(FullName, recursive: true);
    }
}
