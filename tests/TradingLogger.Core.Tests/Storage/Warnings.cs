using TradingLogging.Logging;

namespace TradingLogging.Tests.Storage;

/// <summary>Collects the warnings of this thread.</summary>
internal sealed class Warnings : HostOutput, IDisposable
{
    private readonly List<string> _all = [];

    public Warnings() => Current = this;

    public IReadOnlyList<string> All => _all;

    public override void WriteConsoleLine(LogLevel level, string line, Action<Exception> failed)
    {
    }

    public override void WriteWarning(string message) => _all.Add(message);

    public void Dispose()
    {
        if (Current != this)
            throw new InvalidOperationException("It was made on another thread, which would keep it.");
        Current = null;
    }
}
