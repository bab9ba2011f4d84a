using TradingLogging.Configuration.Settings;
using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Commands;

public sealed class InitializeTradingLoggerTests
{
    private const string Thumbprint = "0123456789abcdef0123456789abcdef01234567";

    public static TheoryData<string, string, string> Settings => new()
    {
        { "-LogLevel debug", "log_level", "DEBUG" },
        { "-MaxBytes 1MB", "max_bytes", "1048576" },
        { "-BackupCount 7", "backup_count", "7" },
        { "-TradeBackupCount 0", "trade_backup_count", "0" },
        { "-Retention Forever", "retention", "forever" },
        { "-Retention 1827", "retention", "1827" },
        { "-Retention '90'", "retention", "90" },
        { "-RetentionDays 1827", "retention", "1827" },
        { "-ForwardHoldDays 365", "forward_hold_days", "365" },
        { "-CompressArchives Gzip", "compress_archives", "gzip" },
        { "-Console:$false", "console", "false" },
        { "-NoConsole", "console", "false" },
        { "-NoConsole:$false", "console", "true" },
        { "-PropagateTrades:$false", "propagate_trades", "false" },
        { "-TextFormat Json", "text_format", "json" },
        { "-TextContext", "text_context", "true" },
        { "-TradesOnConsole Json", "trades_on_console", "json" },
        { "-Timestamp Utc", "timestamp", "utc" },
        { "-RotationZone Utc", "rotation_zone", "utc" },
        { "-Durability Disk", "durability", "disk" },
        { "-Mode Async", "mode", "async" },
        { "-Integrity Chain", "integrity", "chain" },
        { "-LockTimeout 0.5", "lock_timeout", "0.5" },
        { "-LockTimeout '7'", "lock_timeout", "7" },
        { "-LockTimeout ([TimeSpan]::FromMinutes(1))", "lock_timeout", "60" },
        { "-LockTimeout 00:00:09", "lock_timeout", "9" },
        { "-MaxRecordBytes 64KB", "max_record_bytes", "65536" },
        { "-FileMode 0660", "file_mode", "0660" },
        { "-DirectoryMode '770'", "directory_mode", "0770" },
        { "-Mask a_b, c*", "mask", "a_b, c*" },
        { "-MaskExcept a_b, c*", "mask_except", "a_b, c*" },
        { "-Encrypt @()", "encrypt", "" },
        { $"-EncryptTo {Thumbprint}", "encrypt_to", Thumbprint },
        { "-EncryptKeys ''", "encrypt_keys", "" },
        { "-Evidence 'Host, Clock'", "evidence", "host, clock" },
        { "-Evidence Host, Pid, clock", "evidence", "host, pid, clock" },
        { "-Evidence None", "evidence", "none" },
        { "-FallbackDir ''", "fallback_dir", "" },
    };

    [Theory]
    [MemberData(nameof(Settings))]
    public void A_parameter_sets_its_setting_in_every_culture(string parameter, string key, string expected)
    {
        using var session = new PowerShellSession("de-DE");

        var state = (TradingLoggerState)session.Invoke($"Initialize-TradingLogger -PassThru {parameter}")
            .Succeeded().Values
            .Single();

        Assert.Equal(expected, LoggingSettings.Find(key)!.Format(state.Configuration!));
    }
}
