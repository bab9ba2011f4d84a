using TradingLogging.Logging;

namespace TradingLogging.Tests.Specification;

/// <summary>Takes what this thread's logging would show on the console, and its warnings.</summary>
internal sealed class CapturedConsole : HostOutput, IDisposable
{
    private readonly HostOutput? _former = Current;

    public CapturedConsole() => Current = this;

    public List<string> Lines { get; } = [];

    public List<string> Warnings { get; } = [];

    public override void WriteConsoleLine(LogLevel level, string line, Action<Exception> failed) => Lines.Add(line);

    public override void WriteWarning(string message) => Warnings.Add(message);

    public void Dispose() => Current = _former;
}
