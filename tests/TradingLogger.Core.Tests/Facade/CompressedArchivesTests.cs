using TradingLogging.Configuration;
using TradingLogging.Integrity;
using TradingLogging.Reading;
using TradingLogging.Storage.Compression;
using Xunit;

namespace TradingLogging.Tests.Facade;

/// <summary>The setting <c>compress_archives</c>, from initialisation to the end of logging.</summary>
[Collection(FacadeCollection.Name)]
public sealed class CompressedArchivesTests : IDisposable
{
    private const string Day = "trades.log.2025-12-17";

    private readonly LogFolder _folder = new();

    public void Dispose()
    {
        TradingLogger.Close();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(IntegrityMode.None)]
    [InlineData(IntegrityMode.Chain)]
    public void A_short_lived_process_compresses_the_day_that_it_sets_aside(IntegrityMode integrity)
    {
        WriteOldDay();
        TradingLogger.Initialize(Config() with { Integrity = integrity });
        TradingLogger.LogTrade("NEW");

        CloseUntilCompressed(integrity);

        string[] expected = integrity == IntegrityMode.None ? [Day + ".gz"] : [Day + ".gz", Day + ".seal"];
        Assert.Equal(expected, _folder.Files.Where(name => name.StartsWith(Day, StringComparison.Ordinal)));
        Assert.Equal(["OLD", "NEW"], Actions());
        Assert.Equal(["trades.log"], _folder.Files.Where(name => name == "trades.log"));
        Assert.All(
            new TradeLogVerifier(_folder.PathOf("trades.log")).Verify(TestContext.Current.CancellationToken),
            proof => Assert.True(proof.IsIntact));
    }

    [Fact]
    public void What_a_former_process_left_is_compressed_without_a_rotation()
    {
        WriteOldDay();
        TradingLogger.Initialize(Config() with { CompressArchives = ArchiveCompression.None });
        TradingLogger.LogTrade("NEW");
        TradingLogger.GetLogger("trading").Info("text");
        TradingLogger.Close();
        File.WriteAllText(_folder.PathOf("trading.log.1"), "2025-12-17 10:00:00 | INFO     | trading:1 | old\n");
        Assert.Contains(Day, _folder.Files);

        TradingLogger.Initialize(Config());
        CloseUntilCompressed();

        Assert.Equal(["trades.log", Day + ".gz", "trading.log", "trading.log.1.gz"], _folder.Files);
    }

    [Fact]
    public void Backups_of_the_text_log_are_compressed_while_it_is_written()
    {
        TradingLogger.Initialize(Config() with { MaxBytes = 800, BackupCount = 100 });
        for (int number = 0; number < 40; number++)
            TradingLogger.GetLogger("trading").Info($"message {number}");

        CloseUntilCompressed();

        Assert.Equal(
            Enumerable.Range(0, 40).Select(number => $"message {number}"),
            TradingLog.InDirectory(_folder.FullName).Read().Select(entry => entry.Message));
        Assert.All(
            _folder.Files.Where(name => name != "trading.log"),
            name => Assert.EndsWith(".gz", name, StringComparison.Ordinal));
    }

    [Fact]
    public void Compressed_days_beyond_the_retention_are_deleted()
    {
        foreach (string day in (string[])["2025-12-13", "2025-12-14", "2025-12-15", "2025-12-16"])
            File.WriteAllText(_folder.PathOf($"trades.log.{day}"), Line(day));
        CloseUntilCompressed();
        WriteOldDay();

        TradingLogger.Initialize(Config() with { TradeBackupCount = 2 });
        TradingLogger.LogTrade("NEW");
        CloseUntilCompressed();

        Assert.Equal(["trades.log", "trades.log.2025-12-16.gz", Day + ".gz"], _folder.Files);
        Assert.Contains("compressed", _folder.Text(".trades.log.retention"), StringComparison.Ordinal);
    }

    [Fact]
    public void By_default_nothing_is_compressed_and_no_file_of_it_is_made()
    {
        WriteOldDay();
        TradingLogger.Initialize(Config() with { CompressArchives = ArchiveCompression.None });
        TradingLogger.LogTrade("NEW");
        TradingLogger.Close();

        Assert.Contains(Day, _folder.Files);
        Assert.DoesNotContain(
            Directory.GetFiles(_folder.FullName), path => path.Contains(".gz", StringComparison.Ordinal));
        Assert.DoesNotContain("compressed", _folder.Text(".trades.log.retention"), StringComparison.Ordinal);
    }

    // On a machine whose disk is busy, the end of logging leaves the rest to the next process.
    private void CloseUntilCompressed(IntegrityMode integrity = IntegrityMode.None)
    {
        TradingLogger.Close();
        for (int attempt = 0; attempt < 20 && !IsCompressed(); attempt++)
        {
            TradingLogger.Initialize(Config() with { Integrity = integrity });
            TradingLogger.Close();
        }
    }

    private bool IsCompressed() => _folder.Files.All(name =>
        name is "trades.log" or "trading.log"
        || name.EndsWith(".gz", StringComparison.Ordinal)
        || name.EndsWith(".seal", StringComparison.Ordinal));

    private LoggingConfig Config() => new()
    {
        LogDirectory = _folder.FullName,
        Console = false,
        PropagateTrades = false,
        CompressArchives = ArchiveCompression.Gzip,
    };

    private void WriteOldDay() => File.WriteAllText(
        _folder.PathOf("trades.log"), Line("2025-12-17"));

    private static string Line(string day) => $$"""{"timestamp": "{{day}}T10:00:00+00:00", "action": "OLD"}""" + "\n";

    private string[] Actions() =>
        [.. TradeLog.InDirectory(_folder.FullName).Read().Select(read => read.Action)];
}
