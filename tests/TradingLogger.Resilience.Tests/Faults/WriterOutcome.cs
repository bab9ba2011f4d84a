using System.Globalization;
using TradingLogging.Resilience.Tests.Processes;

namespace TradingLogging.Resilience.Tests.Faults;

/// <summary>Which events of a run were acknowledged, and why the others were not.</summary>
/// <param name="Acknowledged">Their numbers.</param>
/// <param name="Failures">The error of each of the others.</param>
internal sealed record WriterOutcome(IReadOnlyList<int> Acknowledged, IReadOnlyDictionary<int, string> Failures)
{
    /// <summary>Lets a writer write so many events more, and waits for them.</summary>
    /// <param name="writer">A writer that does not acknowledge: its events number from
    /// <paramref name="first"/>.</param>
    /// <param name="first">How many it has written before.</param>
    /// <param name="count">How many events.</param>
    public static WriterOutcome Of(WriterProcess writer, int first, int count)
    {
        writer.Write(count);
        Dictionary<int, string> failures = [];
        while (true)
        {
            string line = writer.WaitForLine("");
            if (line.StartsWith("done", StringComparison.Ordinal))
            {
                return new WriterOutcome(
                    [.. Enumerable.Range(first, count).Where(number => !failures.ContainsKey(number))], failures);
            }

            string[] parts = line.Split(' ', 4);
            if (parts[0] == "failed")
                failures.Add(int.Parse(parts[1], CultureInfo.InvariantCulture), parts[3]);
        }
    }
}
