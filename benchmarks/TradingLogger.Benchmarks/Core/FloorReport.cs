namespace TradingLogging.Benchmarks.Core;

/// <summary>A table of things, each measured beside its own floor: one write of a line to a file.</summary>
/// <param name="output">Where the table goes, in Markdown.</param>
internal abstract class FloorReport(TextWriter output)
{
    /// <summary>The line that a floor writes.</summary>
    public static readonly byte[] Line = [.. Enumerable.Repeat((byte)'x', 163), (byte)'\n'];

    /// <summary>Where the table goes.</summary>
    protected TextWriter Output => output;

    /// <summary>Measures in a directory of its own, and closes the logger.</summary>
    protected static void InDirectory(Action<string> action)
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("tradinglogger-bench-");
        try
        {
            action(directory.FullName);
        }
        finally
        {
            TradingLogger.Close();
            directory.Delete(recursive: true);
        }
    }

    /// <summary>Begins the table.</summary>
    protected void Head(string title)
    {
        output.WriteLine($"| {title} | measured | target |");
        output.WriteLine("|---|---|---|");
    }

    /// <summary>Adds a row.</summary>
    protected void Row(string what, FormattableString measured, string target) =>
        output.WriteLine($"| {what} | {FormattableString.Invariant(measured)} | {target} |");
}
