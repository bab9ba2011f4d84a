using System.Diagnostics;
using TradingLogging.Logging;
using TradingLogging.Storage;
using TradingLogging.Storage.Fallback;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;
using Xunit;

namespace TradingLogging.Tests.Storage.Rotation;

public sealed class RefusedArchiveTests : IDisposable
{
    private readonly LogFolder _outside = new();
    private readonly Warnings _warnings;

    public RefusedArchiveTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights there that a test may not have.");
        // Nobody disposes of a test that is skipped here: the thread would keep them.
        _warnings = new Warnings();
    }

    public static TheoryData<string> Things => ["link", "dangling link", "directory", "pipe"];

    public void Dispose()
    {
        _warnings.Dispose();
        _outside.Dispose();
    }

    [Theory]
    [MemberData(nameof(Things))]
    public void A_number_whose_name_is_no_file_is_left_out(string thing)
    {
        using var log = new LogFile(new SizeRotation(1, 3));
        log.Append("1");
        Put(thing, log.Folder.PathOf("trades.log.1"));

        log.Append("2");
        log.Append("3");

        AssertWarned(log, "trades.log.1");
        Assert.Equal("3\n", log.Text);
        Assert.Equal("2\n", log.Folder.Text("trades.log.2"));
        Assert.Equal("1\n", log.Folder.Text("trades.log.3"));
    }

    [Theory]
    [MemberData(nameof(Things))]
    public void A_day_whose_name_is_no_file_is_set_aside_under_the_next_one(string thing)
    {
        using var log = new LogFile(LogFile.Daily());
        log.AppendOn(LogFile.Today.AddDays(-1));
        Put(thing, log.Folder.PathOf("trades.log.2025-12-17"));

        log.AppendOn(LogFile.Today);

        AssertWarned(log, "trades.log.2025-12-17");
        Assert.Equal("2025-12-18 record\n", log.Text);
        Assert.Equal("2025-12-17 record\n", log.Folder.Text("trades.log.2025-12-17.1"));
    }

    [Theory]
    [MemberData(nameof(Things))]
    public void A_late_record_whose_archive_is_no_file_goes_to_the_log(string thing)
    {
        using var log = new LogFile(LogFile.Daily());
        log.AppendOn(LogFile.Today);
        Put(thing, log.Folder.PathOf("trades.log.2025-12-17"));

        log.AppendOn(LogFile.Today.AddDays(-1), "late");
        log.AppendOn(LogFile.Today.AddDays(-1), "later");

        AssertRefused(log, "trades.log.2025-12-17");
        Assert.Equal("2025-12-18 record\n2025-12-17 late\n2025-12-17 later\n", log.Text);
    }

    [Theory]
    [MemberData(nameof(Things))]
    public void A_fallback_that_is_no_file_is_refused(string thing)
    {
        Put(thing, _outside.PathOf("trades.log.fallback"));
        using var log = new LogFile();
        using var fallback = new FallbackFile(
            _outside.FullName, log.Engine, new AppendFileOptions(HostOutput.Warn), log.Files);
        log.Files.Fail(FileOperation.Write);

        var error = Assert.Throws<FileOperationException>(
            () => fallback.Append(new AppendRequest("record\n"u8, default)));

        Assert.Contains("No space left on device", error.Message, StringComparison.Ordinal);
        Assert.Contains("trades.log.fallback", error.Message, StringComparison.Ordinal);
        AssertUntouched();
    }

    [Theory]
    [MemberData(nameof(Things))]
    public void A_lock_that_is_no_file_is_refused(string thing)
    {
        using var log = new LogFile();
        Put(thing, log.LockPath);

        var error = Assert.Throws<FileOperationException>(() => log.Append("record"));

        Assert.Contains(log.LockPath, error.Message, StringComparison.Ordinal);
        AssertUntouched();
    }

    [Fact]
    public void Retention_takes_a_link_away_and_not_what_it_leads_to()
    {
        using var log = new LogFile(LogFile.Daily(1));
        Put("link", log.Folder.PathOf("trades.log.2025-11-01"));
        log.AppendOn(LogFile.Today.AddDays(-1));

        log.AppendOn(LogFile.Today);

        Assert.Equal(["trades.log", "trades.log.2025-12-17"], log.Folder.Files);
        AssertUntouched();
    }

    private void Put(string thing, string path)
    {
        File.WriteAllText(_outside.PathOf("precious"), "untouched");
        switch (thing)
        {
            case "link":
                File.CreateSymbolicLink(path, _outside.PathOf("precious"));
                break;
            case "dangling link":
                File.CreateSymbolicLink(path, _outside.PathOf("missing"));
                break;
            case "directory":
                Directory.CreateDirectory(path);
                break;
            default:
                Process.Start("mkfifo", path).EndInTime();
                break;
        }
    }

    private void AssertRefused(LogFile log, string name)
    {
        AssertWarned(log, name);
        Assert.NotEqual(0, log.Engine.GetState().Failures);
    }

    private void AssertWarned(LogFile log, string name)
    {
        string warning = Assert.Single(_warnings.All);
        Assert.Contains($"'{log.Folder.PathOf(name)}'", warning, StringComparison.Ordinal);
        Assert.Contains("not an ordinary file", warning, StringComparison.Ordinal);
        AssertUntouched();
    }

    private void AssertUntouched()
    {
        Assert.Equal("untouched", _outside.Text("precious"));
        Assert.False(File.Exists(_outside.PathOf("missing")));
    }
}
