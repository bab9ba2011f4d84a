namespace TradingLogging.Benchmarks;

/// <summary><c>docs/benchmarks.md</c>: what is measured stands between marks, all else is written by hand.</summary>
internal static class BenchmarkDocument
{
    /// <summary>The part of the core.</summary>
    public const string Core = "core";

    /// <summary>The part of PowerShell.</summary>
    public const string PowerShell = "powershell";

    /// <summary>The part of contexts, members and <c>ILogger</c>.</summary>
    public const string Context = "context";

    /// <summary>The part of forwarding.</summary>
    public const string Forwarding = "forwarding";

    /// <summary>The part of the dashboard.</summary>
    public const string Live = "live";

    /// <summary>The part of what grows.</summary>
    public const string Growth = "growth";

    /// <summary>The part of the Numenta Anomaly Benchmark.</summary>
    public const string Nab = "nab";

    /// <summary>The part of planted faults.</summary>
    public const string Faults = "faults";

    private const string End = "<!-- end -->";

    private static string FullName => Path.Combine(FindRepository(), "docs", "benchmarks.md");

    /// <summary>Puts a new text between the marks of a part.</summary>
    public static void Replace(string part, string text)
    {
        string mark = $"<!-- measured: {part} -->\n";
        string document = File.ReadAllText(FullName);
        int start = document.IndexOf(mark, StringComparison.Ordinal) + mark.Length;
        int end = document.IndexOf(End, start, StringComparison.Ordinal);
        File.WriteAllText(
            FullName,
            document[..start] + "\n" + text.ReplaceLineEndings("\n").Trim('\n') + "\n\n" + document[end..]);
    }

    private static string FindRepository()
    {
        string? directory = AppContext.BaseDirectory;
        while (directory is not null && !File.Exists(Path.Combine(directory, "TradingLogger.sln")))
            directory = Path.GetDirectoryName(directory);
        return directory ?? throw new InvalidOperationException("Run the benchmarks from a checkout.");
    }
}
