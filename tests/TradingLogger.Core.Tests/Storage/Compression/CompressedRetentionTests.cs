using System.IO.Compression;
using System.Text.Json;
using TradingLogging.Storage;
using TradingLogging.Storage.Compression;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;
using Xunit;

namespace TradingLogging.Tests.Storage.Compression;

/// <summary>Retention counts and deletes compressed archives as it does plain ones, once a process compresses
/// them.</summary>
public sealed class CompressedRetentionTests
{
    private static readonly DateTime Today = LogFile.Today;

    [Fact]
    public void Compressed_days_count_and_go_with_their_seals()
    {
        using var log = new LogFile(Daily(2, countsCompressed: true));
        WriteDays(log, -3, -1);
        Compress(log);
        File.WriteAllText(log.Folder.PathOf("trades.log.2025-12-15.gz.seal"), "no seal of a day");
        File.WriteAllText(log.Folder.PathOf("trades.log.2025-12-15.seal"), "");

        log.AppendOn(Today);

        Assert.Equal(
            ["trades.log", "trades.log.2025-12-15.gz.seal", "trades.log.2025-12-16.gz", "trades.log.2025-12-17"],
            log.Folder.Files);
    }

    [Fact]
    public void What_somebody_else_compressed_is_left_alone_as_long_as_no_process_compresses()
    {
        using var log = new LogFile(Daily(1, countsCompressed: false));
        WriteDays(log, -4, -2);
        Compress(log);

        WriteDays(log, -1, 0);

        Assert.Equal(["trades.log", "trades.log.2025-12-15.gz", "trades.log.2025-12-17"], log.Folder.Files);
    }

    [Fact]
    public void A_process_that_does_not_compress_counts_what_another_one_compressed()
    {
        using var log = new LogFile(Daily(1, countsCompressed: false));
        using (AppendFile other = log.Open(rotation: Daily(1, countsCompressed: true)))
            LogFile.Append(other, LogFile.DayLine(Today.AddDays(-3)), Today.AddDays(-3));
        WriteDays(log, -2, -1);
        Compress(log);

        log.AppendOn(Today);

        Assert.Equal(["trades.log", "trades.log.2025-12-17"], log.Folder.Files);
    }

    [Fact]
    public void A_day_of_which_both_files_are_there_is_one_day()
    {
        using var log = new LogFile(Daily(2, countsCompressed: true));
        WriteDays(log, -3, -1);
        File.Copy(log.Folder.PathOf("trades.log.2025-12-16"), log.Folder.PathOf("trades.log.2025-12-16.gz"));
        File.Copy(log.Folder.PathOf("trades.log.2025-12-15"), log.Folder.PathOf("trades.log.2025-12-15.gz"));

        log.AppendOn(Today);

        Assert.Equal(
            ["trades.log", "trades.log.2025-12-16", "trades.log.2025-12-16.gz", "trades.log.2025-12-17"],
            log.Folder.Files);
    }

    [Fact]
    public void A_compressed_day_that_a_forwarder_has_not_sent_is_kept_and_one_that_it_sent_goes()
    {
        using var log = new LogFile(Daily(1, countsCompressed: true));
        WriteDays(log, -3, -1);
        WriteSent(log, "trades.log.2025-12-15");
        Compress(log);

        log.AppendOn(Today);

        Assert.Equal(["trades.log", "trades.log.2025-12-16.gz", "trades.log.2025-12-17"], log.Folder.Files);
    }

    [Fact]
    public void When_the_hold_is_over_the_receiver_is_told_of_a_compressed_day_once()
    {
        using var log = new LogFile(Daily(1, countsCompressed: true, forwardHoldDays: 2));
        WriteSent(log, "none");
        WriteDays(log, -3, -1);
        Compress(log);
        File.Copy(log.Folder.PathOf("trades.log.2025-12-15.gz"), log.Folder.PathOf("trades.log.2025-12-15"));

        log.AppendOn(Today.AddDays(1));

        string gap = Assert.Single(File.ReadAllLines(Path.Combine(ForwardHold.DirectoryOf(log.Path), "lake.gaps")));
        Assert.Equal("2025-12-15", DayOf(gap));
        Assert.Equal(["trades.log", "trades.log.2025-12-16.gz", "trades.log.2025-12-17"], log.Folder.Files);
    }

    [Fact]
    public void Compressed_backups_move_on_and_the_oldest_goes()
    {
        using var log = new LogFile(new SizeRotation(1, 3, countsCompressed: true));
        for (int number = 1; number <= 3; number++)
            log.Append($"{number}");
        CompressBackups(log);
        log.Append("4");
        Assert.Equal(
            ["trades.log", "trades.log.1", "trades.log.2.gz", "trades.log.3.gz"], log.Folder.Files);

        CompressBackups(log);
        log.Append("5");

        Assert.Equal(
            ["trades.log", "trades.log.1", "trades.log.2.gz", "trades.log.3.gz"], log.Folder.Files);
        Assert.Equal("5\n", log.Text);
        Assert.Equal("4\n", log.Folder.Text("trades.log.1"));
        Assert.Equal(["3\n", "2\n"], [Unzipped(log, "trades.log.2.gz"), Unzipped(log, "trades.log.3.gz")]);
    }

    [Fact]
    public void A_foreign_file_beside_a_backup_moves_on_with_it_and_is_never_taken_for_its_copy()
    {
        using var log = new LogFile(new SizeRotation(1, 3, countsCompressed: true));
        log.Append("1");
        log.Append("2");
        File.WriteAllText(log.Folder.PathOf("trades.log.1.gz"), "somebody else's");

        log.Append("3");
        log.Append("4");

        Assert.Equal(
            ["trades.log", "trades.log.1", "trades.log.2", "trades.log.3", "trades.log.3.gz"], log.Folder.Files);
        Assert.Equal("1\n", log.Folder.Text("trades.log.3"));
        Assert.Equal("somebody else's", log.Folder.Text("trades.log.3.gz"));
    }

    [Fact]
    public void A_directory_with_the_name_of_a_compressed_backup_is_left_out()
    {
        using var log = new LogFile(new SizeRotation(1, 3, countsCompressed: true));
        using var warnings = new Warnings();
        Directory.CreateDirectory(log.Folder.PathOf("trades.log.1.gz"));

        log.Append("1");
        log.Append("2");
        log.Append("3");

        Assert.Equal(["trades.log", "trades.log.2", "trades.log.3"], log.Folder.Files);
        Assert.Contains("left out", Assert.Single(warnings.All), StringComparison.Ordinal);
    }

    [Fact]
    public void That_archives_are_compressed_stands_beside_the_log()
    {
        var request = new RetentionRequest(30, 0, IsForever: false) { CountsCompressed = true };

        Assert.Equal("files 30\ncompressed\n", request.ToString());
        Assert.Equal(request, new RetentionRequest(30, 0, IsForever: false).Or(request));
    }

    private static DailyRotation Daily(int backupCount, bool countsCompressed, int forwardHoldDays = 90) => new(
        backupCount,
        LogFile.ReadDay,
        utc => utc,
        forwardHoldDays: forwardHoldDays,
        countsCompressed: countsCompressed);

    private static void WriteDays(LogFile log, int first, int last)
    {
        for (int day = first; day <= last; day++)
            log.AppendOn(Today.AddDays(day));
    }

    private static void Compress(LogFile log) => Compress(log, ArchiveName.ListDays);

    private static void CompressBackups(LogFile log) => Compress(log, ArchiveName.ListNumbers);

    private static void Compress(
        LogFile log, Func<PlatformFiles, string, IReadOnlyList<(string Path, ArchiveName Name)>> list) =>
        new ArchiveCompressor(
            PlatformFiles.Current,
            new CompressedLog(log.Path, list),
            warning => Assert.Fail(warning)).CompressAll(_ => true);

    private static string Unzipped(LogFile log, string name)
    {
        using var stream = new StreamReader(new GZipStream(
            File.OpenRead(log.Folder.PathOf(name)), CompressionMode.Decompress));
        return stream.ReadToEnd();
    }

    private static string? DayOf(string gap)
    {
        using JsonDocument json = JsonDocument.Parse(gap);
        return json.RootElement.GetProperty("day").GetString();
    }

    private static void WriteSent(LogFile log, string name)
    {
        string directory = ForwardHold.DirectoryOf(log.Path);
        Directory.CreateDirectory(directory);
        using ReadHandle? handle = ReadHandle.TryOpen(log.Folder.PathOf(name));
        string[] sent = [];
        if (handle is not null)
        {
            string hash = SentFile.HashFirstLine(handle)!;
            sent = [new SentFile(name, hash, handle.GetLength(), 1, 0, hash).ToString()];
        }

        StateFile.Write(PlatformFiles.Current, Path.Combine(directory, "lake.sent"), sent);
    }
}
