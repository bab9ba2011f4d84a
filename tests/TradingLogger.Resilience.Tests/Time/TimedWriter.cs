using TradingLogging.Resilience.Tests.Processes;
using TradingLogging.Resilience.Writer;

namespace TradingLogging.Resilience.Tests.Time;

/// <summary>A process that writes trade events by a clock of the test's own.</summary>
internal sealed class TimedWriter : IDisposable
{
    private const int TextLength = 60;

    private readonly WriterProcess _process;

    public TimedWriter(string name, TestDirectory directory, FakeClock clock, params IReadOnlyList<KeyValuePair<string, string>> settings)
    {
        WriterJob job = Jobs.Trades(name, directory, TextLength);
        _process = new WriterProcess(
            job with { Settings = job.Settings.Concat(settings).ToDictionary() },
            environment: clock.Environment);
        _process.WaitUntilReady();
    }

    /// <summary>How many events it has written.</summary>
    public int Written { get; private set; }

    public void Write(int count = 1)
    {
        Begin(count);
        End();
    }

    /// <summary>Lets it write without waiting.</summary>
    public void Begin(int count) => _process.Write(count);

    /// <summary>Waits for what <see cref="Begin"/> began.</summary>
    public void End()
    {
        WriterReport report = _process.WaitForReport();
        Assert.Equal(0, report.Failed);
        Written += report.Written;
    }

    public void Dispose()
    {
        _process.Finish();
        _process.Dispose();
    }
}
