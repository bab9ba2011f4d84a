using System.Globalization;
using System.Text.Json;
using TradingLogging.Resilience.Writer;

namespace TradingLogging.Resilience.Tests.Processes;

/// <summary>A process that writes events when it is told to.</summary>
internal sealed class WriterProcess : AcknowledgingProcess
{
    private const string Done = "done";

    /// <param name="job">What it writes.</param>
    /// <param name="launcher">Commands in front of it, such as one that changes the user.</param>
    /// <param name="environment">Variables to set.</param>
    /// <param name="program">The command that starts the program; null for <see cref="Program"/>.</param>
    public WriterProcess(
        WriterJob job,
        IEnumerable<string>? launcher = null,
        IReadOnlyDictionary<string, string>? environment = null,
        IEnumerable<string>? program = null)
        : base([.. launcher ?? [], .. program ?? Program, "write", JsonSerializer.Serialize(job)], environment)
    {
        Job = job;
    }

    /// <summary>The command that starts the program.</summary>
    public static IReadOnlyList<string> Program { get; } =
        ["dotnet", Path.Combine(AppContext.BaseDirectory, "TradingLogger.Resilience.Writer.dll")];

    public WriterJob Job { get; }

    public void WaitUntilReady() => WaitForLine("ready");

    /// <summary>Tells it to write so many events, and does not wait for them.</summary>
    public void Write(int count) => Command(count.ToString(CultureInfo.InvariantCulture));

    /// <summary>Waits for what <see cref="Write"/> began, of which no event may have failed.</summary>
    public WriterReport WaitForSuccess()
    {
        while (true)
        {
            string line = WaitForLine("");
            Assert.False(line.StartsWith("failed", StringComparison.Ordinal), $"{Job.Writer}: {line}");
            if (line.StartsWith(Done, StringComparison.Ordinal))
                return JsonSerializer.Deserialize<WriterReport>(line[Done.Length..])!;
        }
    }

    /// <summary>Waits for what <see cref="Write"/> began.</summary>
    public WriterReport WaitForReport() => JsonSerializer.Deserialize<WriterReport>(WaitForLine(Done))!;
}
