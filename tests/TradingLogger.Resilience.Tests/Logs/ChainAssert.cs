using System.Diagnostics;
using TradingLogging.Integrity;
using TradingLogging.Resilience.Tests.Processes;

namespace TradingLogging.Resilience.Tests.Logs;

/// <summary>What must be true of a chained trade log, whoever wrote it.</summary>
internal static class ChainAssert
{
    public const string Log = "trades.log";

    /// <summary>The settings that chain a trade log.</summary>
    public static IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["integrity"] = "chain",
    };

    /// <summary>Every file is intact, every archived day is sealed, and the lines have the numbers from 1 on without a
    /// gap.</summary>
    public static void IsIntact(TestDirectory directory, long lines)
    {
        IReadOnlyList<TradeLogProof> proofs = Verify(directory);
        long next = 1;
        foreach (TradeLogProof proof in proofs)
        {
            Assert.True(proof.IsIntact, proof.FirstProblem?.ToString());
            Assert.Equal((next, next + proof.Lines - 1), (proof.FirstSeq, proof.LastSeq));
            next += proof.Lines;
        }

        Assert.Equal(lines, next - 1);
        Assert.All(proofs.SkipLast(1), proof => Assert.Equal(SealState.Unsigned, proof.Seal));
        Assert.Equal(directory.File(Log), proofs[^1].File);
    }

    /// <summary>docs/verify-trades.py, where there is Python, finds no problem and as many lines of unfinished
    /// batches.</summary>
    public static void IsIntactForPython(TestDirectory directory, int unfinished)
    {
        string root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "docs", "verify-trades.py")))
            root = Path.GetDirectoryName(root)!;
        var start = new ProcessStartInfo("python3")
        {
            ArgumentList = { Path.Combine(root, "docs", "verify-trades.py"), directory.FullName },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using Process python = Process.Start(start)!;
            Task<string> errors = python.StandardError.ReadToEndAsync();
            Assert.Contains(
                $"unfinished batches: {unfinished}.",
                python.StandardOutput.ReadToEndAsync().InTime() + errors.InTime(),
                StringComparison.Ordinal);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // Without Python the module's own verifier has to do.
        }
    }

    /// <summary>What Test-TradeLog says, the earliest file first.</summary>
    public static IReadOnlyList<TradeLogProof> Verify(TestDirectory directory) =>
        [.. new TradeLogVerifier(directory.File(Log)).Verify()];
}
