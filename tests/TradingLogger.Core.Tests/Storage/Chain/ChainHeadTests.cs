using System.IO.Compression;
using System.Text.Json;
using TradingLogging.Handlers;
using TradingLogging.Integrity;
using Xunit;

namespace TradingLogging.Tests.Storage.Chain;

/// <summary>A new process finds the end of the chain, whatever became of the archives; or it says that it
/// cannot.</summary>
[Collection(FacadeCollection.Name)]
public sealed class ChainHeadTests : IDisposable
{
    private const string Monday = "2025-12-15 10:00";
    private const string Tuesday = "2025-12-16 10:00";

    private readonly ChainedLog _log = new();

    private string Archive => _log.Path + ".2025-12-15";

    private string Note => _log.Folder.PathOf(".trades.log.head");

    public void Dispose() => _log.Dispose();

    [Theory]
    [InlineData("compressed")]
    [InlineData("compressed, without its seal")]
    [InlineData("compressed, without the note")]
    [InlineData("compressed, without its seal and the note")]
    [InlineData("moved away")]
    [InlineData("moved away with its seal")]
    [InlineData("moved away without the note")]
    public void After_a_midnight_a_new_process_goes_on_behind_an_archive_that_was(string fate)
    {
        WriteUntilMidnight();
        string last = _log.Folder.Lines("trades.log.2025-12-15")[^1];
        Befall(fate);

        _log.Write(Tuesday, "D");

        Assert.Equal((4, LineChainTests.HashOf(last)), MembersOf(_log.Folder.Lines("trades.log").Single()));
    }

    [Fact]
    public void When_the_end_of_the_chain_cannot_be_read_a_warning_says_that_it_begins_again()
    {
        using var output = new RecordingHostOutput();
        WriteUntilMidnight();
        File.Delete(Note);
        File.Delete(Archive + ".seal");
        File.Delete(Archive);
        File.WriteAllText(Archive + ".gz", "no gzip");

        _log.Write(Tuesday, "D");

        Assert.Equal(1, MembersOf(_log.Folder.Lines("trades.log").Single()).Seq);
        Assert.Contains("continues with number 1.", Assert.Single(output.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_note_that_is_older_than_the_newest_archive_does_not_count()
    {
        WriteUntilMidnight();
        string old = File.ReadAllText(Note);
        _log.Write(Tuesday, "D");
        _log.Write("2025-12-17 10:00", "E");
        File.WriteAllText(Note, old);
        File.Delete(_log.Path);

        _log.Write("2025-12-17 11:00", "F");

        Assert.Equal(5, MembersOf(_log.Folder.Lines("trades.log").Single()).Seq);
    }

    [Fact]
    public void An_older_archive_does_not_stand_in_for_a_newer_one_without_a_word()
    {
        using var output = new RecordingHostOutput();
        WriteUntilMidnight();
        _log.Write(Tuesday, "D");
        _log.Write("2025-12-17 10:00", "E");
        File.Delete(_log.Path);
        File.Delete(Note);
        File.Delete(_log.Path + ".2025-12-16.seal");
        File.Delete(_log.Path + ".2025-12-16");
        File.WriteAllText(_log.Path + ".2025-12-16.gz", "no gzip");

        _log.Write("2025-12-17 11:00", "F");

        Assert.Contains("continues with number 4.", Assert.Single(output.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void After_a_day_without_the_chain_the_numbers_go_on_behind_its_last_line()
    {
        WriteUntilMidnight();
        using (TimedRotatingFileHandler unchained = _log.Open(isChained: false))
        {
            ChainedLog.Write(unchained, Tuesday, "D");
            ChainedLog.Write(unchained, "2025-12-17 10:00", "E");
        }

        File.Delete(_log.Path);
        _log.Write("2025-12-17 11:00", "F");

        string last = _log.Folder.Lines("trades.log.2025-12-16")[^1];
        Assert.Equal((4, LineChainTests.HashOf(last)), MembersOf(_log.Folder.Lines("trades.log").Single()));
    }

    [Fact]
    public void A_pipe_with_the_name_of_an_archive_costs_no_event()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no pipes in a directory.");
        System.Diagnostics.Process.Start("mkfifo", $"\"{Archive}\"").EndInTime();

        _log.Write(Tuesday, "A");

        Assert.Single(_log.Folder.Lines("trades.log"));
    }

    [Theory]
    [InlineData("9223372036854775807")]
    [InlineData("9223372036854775806")]
    [InlineData("9007199254740993")]
    [InlineData("999999999999999")]
    [InlineData("100000000000001")]
    public void A_forged_number_at_the_edge_is_warned_of_and_the_numbers_go_on(string forged)
    {
        using var output = new RecordingHostOutput();
        _log.Write(Monday, "A", "B");
        File.AppendAllText(
            _log.Path,
            "{\"timestamp\": \"2025-12-15T10:00:00+01:00\", \"action\": \"X\", "
            + $"\"seq\": {forged}, \"prev\": \"{new string('0', 64)}\"}}\n");

        _log.Write(Monday, "C", "D");

        string[] lines = _log.Folder.Lines("trades.log");
        Assert.Equal([3L, 4L], lines.Skip(3).Select(line => MembersOf(line).Seq));
        Assert.Equal(LineChainTests.HashOf(lines[2]), MembersOf(lines[3]).Prev);
        Assert.Single(output.Warnings);
        TradeLogProof proof = new TradeLogVerifier(_log.Path).Verify(TestContext.Current.CancellationToken).Single();
        Assert.Equal(3, proof.FirstProblem?.Location.Line);
    }

    private static (long Seq, string Prev) MembersOf(string line)
    {
        using JsonDocument json = JsonDocument.Parse(line);
        return (json.RootElement.GetProperty("seq").GetInt64(), json.RootElement.GetProperty("prev").GetString()!);
    }

    // The day is archived, and its process is killed before it writes the first line of the next.
    private void WriteUntilMidnight()
    {
        _log.Write(Monday, "A", "B", "C");
        using (TimedRotatingFileHandler handler = _log.Open())
            ChainedLog.Write(handler, Tuesday, "LOST");
        File.Delete(_log.Path);
    }

    private void Befall(string fate)
    {
        if (fate.StartsWith("moved", StringComparison.Ordinal))
        {
            File.Delete(Archive);
        }
        else
        {
            using (var compressed = new GZipStream(File.Create(Archive + ".gz"), CompressionLevel.Fastest))
                compressed.Write(File.ReadAllBytes(Archive));
            File.Delete(Archive);
        }

        if (fate.Contains("seal", StringComparison.Ordinal))
            File.Delete(Archive + ".seal");
        if (fate.Contains("note", StringComparison.Ordinal))
            File.Delete(Note);
    }
}
