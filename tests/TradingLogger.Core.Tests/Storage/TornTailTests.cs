using System.Text;
using Xunit;

namespace TradingLogging.Tests.Storage;

/// <summary>A file as a power cut leaves it.</summary>
public sealed class TornTailTests
{
    private const string Whole = "{\"action\": \"FIRST\"}\n";
    private const string Last = "{\"action\": \"LAST\", \"symbol\": \"BTCUSDT\", \"note\": \"äöü\"}\n";

    [Fact]
    public void A_file_cut_at_any_byte_of_its_last_record_goes_on_on_a_fresh_line()
    {
        byte[] last = Encoding.UTF8.GetBytes(Last);
        for (int kept = 0; kept <= last.Length; kept++)
        {
            bool isTorn = kept > 0 && kept < last.Length;
            AssertGoesOn([.. Encoding.UTF8.GetBytes(Whole), .. last.AsSpan(0, kept)], isTorn);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4096)]
    [InlineData(5 * 1024 * 1024)]
    public void Zeros_at_the_end_stay_and_the_next_record_does_not_share_their_line(int zeros) =>
        AssertGoesOn([.. Encoding.UTF8.GetBytes(Whole), .. new byte[zeros]], isTorn: true);

    [Fact]
    public void Garbage_at_the_end_stays_and_the_next_record_does_not_share_its_line()
    {
        byte[] garbage = new byte[10_000];
        new Random(1).NextBytes(garbage);
        garbage[^1] = 0xFF;

        AssertGoesOn([.. Encoding.UTF8.GetBytes(Whole), .. garbage], isTorn: true);
    }

    [Fact]
    public void A_file_of_nothing_but_damage_goes_on_too() => AssertGoesOn("{\"act"u8.ToArray(), isTorn: true);

    [Fact]
    public void A_torn_tail_that_another_process_leaves_in_mid_run_is_seen()
    {
        using var log = new LogFile();
        log.Append("one");
        SharedFile.AppendAllText(log.Path, "tor");

        log.Append("two");

        Assert.Equal("one\ntor\ntwo\n", log.Text);
        Assert.Equal(1, log.Engine.GetState().RecoveredTails);
    }

    [Fact]
    public void A_torn_tail_is_ended_and_counted_also_when_its_file_is_rotated_at_once()
    {
        using var log = new LogFile(LogFile.Daily());
        File.WriteAllText(log.Path, "2025-12-17 whole\n2025-12-17 tor");

        log.AppendOn(LogFile.Today);

        Assert.Equal("2025-12-17 whole\n2025-12-17 tor\n", log.Folder.Text("trades.log.2025-12-17"));
        Assert.Equal("2025-12-18 record\n", log.Text);
        Assert.Equal(1, log.Engine.GetState().RecoveredTails);
    }

    [Fact]
    public void A_torn_tail_that_cannot_be_ended_is_an_error_and_ended_later()
    {
        using var log = new LogFile();
        File.WriteAllText(log.Path, "tor");
        log.Files.Fail(FileOperation.Write);
        Assert.ThrowsAny<IOException>(() => log.Append("one"));
        Assert.Equal("tor", log.Text);

        log.Files.Mend();
        log.Append("two");

        Assert.Equal("tor\ntwo\n", log.Text);
        Assert.Equal(1, log.Engine.GetState().RecoveredTails);
    }

    private static void AssertGoesOn(byte[] before, bool isTorn)
    {
        using var log = new LogFile(LogFile.Daily());
        File.WriteAllBytes(log.Path, before);
        File.SetLastWriteTimeUtc(log.Path, LogFile.Today.AddHours(1));

        log.AppendOn(LogFile.Today);
        log.AppendOn(LogFile.Today, "second");

        string expected = (isTorn ? "\n" : "") + "2025-12-18 record\n2025-12-18 second\n";
        Assert.Equal([.. before, .. Encoding.UTF8.GetBytes(expected)], SharedFile.ReadAllBytes(log.Path));
        Assert.Equal(isTorn ? 1 : 0, log.Engine.GetState().RecoveredTails);
    }
}
