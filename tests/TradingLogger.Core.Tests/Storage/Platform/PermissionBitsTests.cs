using System.Diagnostics;
using TradingLogging.Configuration;
using TradingLogging.Integrity;
using TradingLogging.Logging;
using TradingLogging.Storage;
using TradingLogging.Storage.Fallback;
using TradingLogging.Storage.Paths;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;
using Xunit;

namespace TradingLogging.Tests.Storage.Platform;

public sealed class PermissionBitsTests : IDisposable
{
    private static readonly DateTime Day = new(2025, 12, 18);
    private static readonly string[] AllFiles = [".a.log.lock", "a.log", "a.log.1", "a.log.2", "a.log.3"];

    private readonly LogFolder _folder = new();

    public PermissionBitsTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no permission bits.");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rotation_makes_the_seal_of_a_chained_day_with_the_mode_of_the_log()
    {
        var now = new DateTime(2025, 12, 17, 10, 0, 0, DateTimeKind.Utc);
        var clock = new LogClock(() => now, () => TimeZoneInfo.Utc);
        var config = new LoggingConfig
        {
            LogDirectory = _folder.FullName,
            Console = false,
            FileMode = "0600",
            Integrity = IntegrityMode.Chain,
        };
        using (var session = new LoggingSession(new LoggerHierarchy(clock), config))
        {
            session.Attach();
            session.LogTrade("A", data: null, eventTime: null, lineNumber: 0);
            now = now.AddDays(1);
            session.LogTrade("B", data: null, eventTime: null, lineNumber: 0);
        }

        Assert.Equal(Less("600"), ModeOf(_folder.PathOf("trades.log.2025-12-17.seal")));
    }

    [Fact]
    public void Logs_locks_and_archives_are_made_0640_and_directories_0750()
    {
        using (AppendFile log = Open(new AppendFileOptions(HostOutput.Warn), new SizeRotation(1, 3)))
        {
            for (int record = 0; record < 4; record++)
                log.Append("record\n"u8, Day);
        }

        Assert.Equal(
            AllFiles.Select(name => $"{(IsLock(name) ? "600" : Less("640"))} {name}"),
            Modes("new/logs").Where(file => !file.EndsWith(".queue", StringComparison.Ordinal)
                && !file.EndsWith(".retention", StringComparison.Ordinal)));
        Assert.Equal(Less("750"), ModeOf(_folder.PathOf("new")));
        Assert.Equal(Less("750"), ModeOf(_folder.PathOf("new/logs")));
    }

    [Theory]
    [InlineData("0600", "0700")]
    [InlineData("640", "700")]
    [InlineData("0660", "0770")]
    [InlineData("0666", "0777")]
    public void The_settings_decide_less_the_umask(string file, string directory)
    {
        var options = new AppendFileOptions(HostOutput.Warn)
        {
            Modes = OctalModes.Of(file, directory),
            Durability = Durability.Disk,
        };
        using (AppendFile log = Open(options, LogFile.Daily()))
        {
            log.Append("2025-12-18 a\n"u8, Day);
            log.Append("2025-12-19 b\n"u8, Day.AddDays(1));
        }

        string mode = Less(file);
        Assert.Equal(
            [$"{ForWriters(mode)} .a.log.lock", $"{mode} a.log", $"{mode} a.log.2025-12-18"],
            Modes("new/logs").Where(name => !name.EndsWith(".queue", StringComparison.Ordinal)
                && !name.EndsWith(".retention", StringComparison.Ordinal)));
        Assert.Equal(Less(directory), ModeOf(_folder.PathOf("new")));
    }

    [Theory]
    [InlineData("640")]
    [InlineData("644")]
    public void A_lock_that_readers_of_the_log_could_take_is_taken_from_them(string mode)
    {
        string path = _folder.PathOf(".a.log.lock");
        File.WriteAllText(path, "");
        SetMode(".a.log.lock", mode);

        PlatformFiles.Current.OpenLock(path).Dispose();

        Assert.Equal("600", ModeOf(path));
    }

    [Fact]
    public void A_lock_that_another_process_has_just_created_can_be_opened_to_write()
    {
        string path = _folder.PathOf(".a.log.lock");
        File.WriteAllText(path, "");
        SetMode(".a.log.lock", "200");

        using LockHandle handle = PlatformFiles.Current.OpenLock(path);

        Assert.True(handle.TryLock());
        Assert.Equal("600", ModeOf(path));
    }

    [Fact]
    public void What_exists_keeps_its_permissions_and_a_new_file_gets_the_settings()
    {
        Directory.CreateDirectory(_folder.PathOf("new/logs"));
        SetMode("new/logs", "711");
        File.WriteAllText(_folder.PathOf("new/logs/a.log"), "2025-12-17 a\n");
        SetMode("new/logs/a.log", "604");
        using (AppendFile log = Open(new AppendFileOptions(HostOutput.Warn), LogFile.Daily()))
            log.Append("2025-12-18 b\n"u8, Day);

        Assert.Equal("711", ModeOf(_folder.PathOf("new/logs")));
        Assert.Equal("604", ModeOf(_folder.PathOf("new/logs/a.log.2025-12-17")));
        Assert.Equal(Less("640"), ModeOf(_folder.PathOf("new/logs/a.log")));
    }

    [Fact]
    public void The_fallback_has_the_modes_of_the_settings()
    {
        var options = new AppendFileOptions(HostOutput.Warn) { Modes = OctalModes.Of("0600", "0700") };
        Directory.CreateDirectory(_folder.PathOf("a.log"));
        using (var log = new AppendFile(_folder.PathOf("a.log"), LogFile.NoRotation, options))
        using (var fallback = new FallbackFile(_folder.PathOf("fallback"), log, options))
        {
            using var warnings = new Warnings();
            fallback.Append(new AppendRequest("record\n"u8, default));
        }

        Assert.Equal("700", ModeOf(_folder.PathOf("fallback")));
        Assert.Equal("600", ModeOf(_folder.PathOf("fallback/a.log.fallback")));
    }

    [Fact]
    public void A_log_directory_is_made_with_its_mode()
    {
        string wanted = _folder.PathOf("x/y");

        LogDirectory.Create(wanted, isSynced: false, new CreationModes(0x180, 0x1C0));

        Assert.Equal("700", ModeOf(_folder.PathOf("x")));
        Assert.Equal("700", ModeOf(wanted));
    }

    [Fact]
    public void Nothing_is_made_through_a_link()
    {
        File.CreateSymbolicLink(_folder.PathOf("a"), _folder.PathOf("missing"));

        PlatformFiles.Current.CreateFile(_folder.PathOf("a"));

        Assert.False(File.Exists(_folder.PathOf("missing")));
    }

    [Fact]
    public void A_file_that_cannot_be_made_is_an_error_that_names_it()
    {
        var error = Assert.Throws<FileOperationException>(
            () => PlatformFiles.Current.CreateFile(_folder.PathOf("missing/a")));

        Assert.Contains(_folder.PathOf("missing/a"), error.Message, StringComparison.Ordinal);
    }

    private static string Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEndAsync().InTime();
        process.EndInTime();
        return output.Trim();
    }

    // What the umask of this process leaves of a mode.
    private static string Less(string mode)
    {
        int mask = Convert.ToInt32(Run("sh", "-c", "umask"), 8);
        return Convert.ToString(Convert.ToInt32(mode, 8) & ~mask, 8);
    }

    private static bool IsLock(string name) => name.EndsWith(".lock", StringComparison.Ordinal);

    private static string ForWriters(string mode) =>
        Convert.ToString(CreationModes.ForWriters(Convert.ToInt32(mode, 8)), 8);

    private static string ModeOf(string path) =>
        Convert.ToString(PlatformFiles.Current.GetStatus(path)!.Value.Permissions, 8);

    private void SetMode(string name, string mode) => Run("chmod", mode, _folder.PathOf(name));

    private IEnumerable<string> Modes(string directory) =>
        from path in Directory.GetFiles(_folder.PathOf(directory)).OrderBy(path => path, StringComparer.Ordinal)
        select $"{ModeOf(path)} {Path.GetFileName(path)}";

    private AppendFile Open(AppendFileOptions options, RotationPolicy rotation) =>
        new(_folder.PathOf("new/logs/a.log"), rotation, options);
}
