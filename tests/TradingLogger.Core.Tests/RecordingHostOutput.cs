using TradingLogging.Logging;

namespace TradingLogging.Tests;

/// <summary>A host's output on the thread that made it, until disposed.</summary>
internal sealed class RecordingHostOutput : HostOutput, IDisposable
{
    private readonly HostOutput? _former = Current;

    public RecordingHostOutput()
    {
        Current = this;
    }

    public List<(LogLevel Level, string Line)> Lines { get; } = [];

    public List<string> Warnings { get; } = [];

    public Exception? Failure { get; init; }

    public override void WriteConsoleLine(LogLevel level, string line, Action<Exception> failed)
    {
        if (Failure is not null)
            throw Failure;
        Lines.Add((level, line));
    }

    public override void WriteWarning(string message) => Warnings.Add(message);

    public void Dispose()
    {
        if (Current != this)
            throw new InvalidOperationException("It was made on another thread, which would keep it.");
        Current = _former;
    }
}
