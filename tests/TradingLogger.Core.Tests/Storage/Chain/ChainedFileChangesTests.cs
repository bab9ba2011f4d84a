using TradingLogging.Handlers;
using TradingLogging.Integrity;
using Xunit;

namespace TradingLogging.Tests.Storage.Chain;

/// <summary>What others do to a chained log while a writer has it open: the writer goes on, and <c>Test-TradeLog</c>
/// finds it.</summary>
[Collection(FacadeCollection.Name)]
public sealed class ChainedFileChangesTests : IDisposable
{
    private const string Yesterday = "2025-12-16 10:00";
    private const string Today = "2025-12-17 10:00";

    private readonly ChainedLog _log = new();

    public void Dispose() => _log.Dispose();

    [Theory]
    [InlineData("cut to nothing")]
    [InlineData("cut to one line")]
    [InlineData("deleted")]
    [InlineData("renamed")]
    public void Lines_that_were_taken_away_are_missed_once_the_writer_has_gone_on(string change)
    {
        _log.Write(Yesterday, "A");
        using (TimedRotatingFileHandler one = _log.Open())
        using (TimedRotatingFileHandler other = _log.Open())
        {
            // Who takes the lock from another looks at the path again.
            ChainedLog.Write(one, Today, "B");
            ChainedLog.Write(other, Today, "C");
            ChainedLog.Write(one, Today, "D");
            Change(change);
            ChainedLog.Write(other, Today, "E");
        }

        TradeLogProblem problem = FirstProblem();

        Assert.Equal(
            (_log.Path, change == "cut to one line" ? 2L : 1L), (problem.Location.File, problem.Location.Line));
        Assert.Contains("lines were removed", problem.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cut to nothing")]
    [InlineData("deleted")]
    [InlineData("renamed")]
    public void Without_an_earlier_day_the_log_says_that_it_does_not_begin_with_number_1(string change)
    {
        using (TimedRotatingFileHandler one = _log.Open())
        using (TimedRotatingFileHandler other = _log.Open())
        {
            ChainedLog.Write(one, Today, "A");
            ChainedLog.Write(other, Today, "B");
            Change(change);
            ChainedLog.Write(one, Today, "C");
        }

        TradeLogProof proof = Verify().Single();

        Assert.Equal((true, 2L), (proof.IsIntact, proof.FirstSeq));
        Assert.Contains(
            proof.NotProved,
            sentence => sentence.StartsWith("What stood before the first line", StringComparison.Ordinal));
    }

    [Fact]
    public void Lines_of_a_process_without_the_chain_are_warned_of_and_found()
    {
        using var output = new RecordingHostOutput();
        using (TimedRotatingFileHandler chained = _log.Open())
        using (TimedRotatingFileHandler unchained = _log.Open(isChained: false))
        {
            ChainedLog.Write(chained, Today, "A");
            ChainedLog.Write(unchained, Today, "B");
            ChainedLog.Write(chained, Today, "C");
            ChainedLog.Write(unchained, Today, "D");
            ChainedLog.Write(chained, Today, "E");
        }

        TradeLogProof proof = Verify().Single();

        Assert.Equal(
            (2L, "The line has no number: it was inserted, changed or damaged."),
            (proof.FirstProblem!.Location.Line, proof.FirstProblem.Reason));
        Assert.Equal((2, 3L), (proof.Problems, proof.LastSeq));
        Assert.Contains("integrity = chain", Assert.Single(output.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("99999999999999999999")]
    [InlineData("-5")]
    public void Numbers_that_begin_again_because_the_only_one_cannot_be_read_are_warned_of(string forged)
    {
        using var output = new RecordingHostOutput();
        using var log = new ChainedLog();
        log.Write("2025-12-16 10:00", "A");
        string text = File.ReadAllText(log.Path);
        File.WriteAllText(log.Path, text.Replace("\"seq\": 1", $"\"seq\": {forged}", StringComparison.Ordinal));

        log.Write("2025-12-16 10:01", "B");

        Assert.Contains("the numbers begin with 1", Assert.Single(output.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_torn_line_that_the_next_writer_found_is_told_of()
    {
        using var output = new RecordingHostOutput();
        _log.Write(Today, "A", "B");
        File.AppendAllText(_log.Path, "{\"timestamp\": \"2025-");
        _log.Write(Today, "C");

        TradeLogProof proof = Verify().Single();

        Assert.Equal((3L, 2L), (proof.FirstProblem!.Location.Line, proof.Problems));
        Assert.Single(output.Warnings);
    }

    [Fact]
    public void A_torn_line_longer_than_what_is_searched_does_not_start_the_numbers_again()
    {
        using var output = new RecordingHostOutput();
        _log.Write(Today, "A", "B");
        File.AppendAllText(_log.Path, "{\"timestamp\": \"" + new string('x', 17 * 1024 * 1024));
        _log.Write(Today, "C");

        Assert.Equal((1L, 3L), (Verify().Single().FirstSeq, Verify().Single().LastSeq));
    }

    private void Change(string change)
    {
        switch (change)
        {
            case "cut to nothing":
                Cut(0);
                break;
            case "cut to one line":
                Cut(_log.Folder.Lines("trades.log")[0].Length + 1);
                break;
            case "deleted":
                SharedFile.Delete(_log.Path);
                break;
            default:
                File.Move(_log.Path, _log.Path + ".mine");
                break;
        }
    }

    private void Cut(long length)
    {
        using var file =
            new FileStream(_log.Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        file.SetLength(length);
    }

    private TradeLogProof[] Verify() =>
        [.. new TradeLogVerifier(_log.Path).Verify(TestContext.Current.CancellationToken)];

    private TradeLogProblem FirstProblem() =>
        Verify().Select(proof => proof.FirstProblem).First(problem => problem is not null)!;
}
