using TradingLogging.Resilience.Writer;

namespace TradingLogging.Resilience.Tests.Processes;

/// <summary>Several writers of the same files, each in a process and session of its own, that begin at the same
/// time.</summary>
internal sealed class WriterGroup : IDisposable
{
    private readonly List<WriterProcess> _writers = [];

    public IEnumerable<string> Names => _writers.Select(writer => writer.Job.Writer);

    public WriterProcess Add(
        WriterJob job,
        IEnumerable<string>? launcher = null,
        IReadOnlyDictionary<string, string>? environment = null)
    {
        var writer = new WriterProcess(job, launcher, environment);
        _writers.Add(writer);
        return writer;
    }

    /// <summary>Lets all write so many events, waits for them, and lets the processes end.</summary>
    public IReadOnlyList<WriterReport> Write(int eventsPerWriter)
    {
        Begin(eventsPerWriter);
        return Finish();
    }

    /// <summary>Waits until all have written, and lets the processes end.</summary>
    public IReadOnlyList<WriterReport> Finish()
    {
        WriterReport[] reports = [.. _writers.Select(writer => writer.WaitForSuccess())];
        Assert.All(_writers, writer => Assert.Equal(0, writer.Finish()));
        return reports;
    }

    /// <summary>Waits until all are ready and lets them write so many events.</summary>
    public void Begin(int eventsPerWriter)
    {
        foreach (WriterProcess writer in _writers)
            writer.WaitUntilReady();
        foreach (WriterProcess writer in _writers)
            writer.Write(eventsPerWriter);
    }

    public void Dispose()
    {
        foreach (WriterProcess writer in _writers)
            writer.Dispose();
    }
}
