using System.Globalization;
using TradingLogging.Configuration;
using TradingLogging.Configuration.Settings;
using TradingLogging.Formatting;
using TradingLogging.Logging;
using TradingLogging.Storage;
using TradingLogging.Storage.Compression;
using TradingLogging.Storage.Rotation;
using Xunit;

namespace TradingLogging.Tests.Configuration;

public sealed class LoggingConfigTests
{
    public static TheoryData<Func<LoggingConfig>, string> WrongValues => new()
    {
        {
            () => new() { LogLevel = (LogLevel)15 },
            "Invalid log level: 15. Must be one of DEBUG, INFO, WARNING, ERROR, CRITICAL"
        },
        {
            () => new() { LogLevel = LogLevel.NotSet },
            "Invalid log level: NotSet. Must be one of DEBUG, INFO, WARNING, ERROR, CRITICAL"
        },
        {
            () => new() { LogDirectory = "" },
            "Invalid log directory: (empty). Must be a path, not empty, without control characters, on Windows "
                + "without names of devices such as NUL or COM1"
        },
        {
            () => new() { LogDirectory = "  " },
            "Invalid log directory: (empty). Must be a path, not empty, without control characters, on Windows "
                + "without names of devices such as NUL or COM1"
        },
        {
            () => new() { LogDirectory = null! },
            "Invalid log directory: (empty). Must be a path, not empty, without control characters, on Windows "
                + "without names of devices such as NUL or COM1"
        },
        {
            () => new() { LogDirectory = "a\0b" },
            "Invalid log directory: a\\u0000b. Must be a path, not empty, without control characters, on Windows "
                + "without names of devices such as NUL or COM1"
        },
        {
            () => new() { MaxBytes = -1 },
            "Invalid max bytes: -1. Must be a whole number from 0 to 9223372036854775807"
        },
        { () => new() { BackupCount = -1 }, "Invalid backup count: -1. Must be a whole number from 0 to 100000" },
        {
            () => new() { BackupCount = 100_001 },
            "Invalid backup count: 100001. Must be a whole number from 0 to 100000"
        },
        {
            () => new() { ForwardHoldDays = 100_001 },
            "Invalid forward hold days: 100001. Must be a whole number from 0 to 100000"
        },
        {
            () => new() { CompressArchives = (ArchiveCompression)2 },
            "Invalid compress archives: 2. Must be one of none, gzip"
        },
        {
            () => new() { TradeBackupCount = -30 },
            "Invalid trade backup count: -30. Must be a whole number from 0 to 100000"
        },
        {
            () => new() { TradesOnConsole = (TradesOnConsole)9 },
            "Invalid trades on console: 9. Must be one of text, json, none"
        },
        { () => new() { Timestamp = (TimestampForm)9 }, "Invalid timestamp: 9. Must be one of offset, utc, naive" },
        { () => new() { RotationZone = (RotationZone)9 }, "Invalid rotation zone: 9. Must be one of local, utc" },
        { () => new() { Mode = (WriteMode)(-1) }, "Invalid mode: -1. Must be one of sync, async" },
        { () => new() { Durability = (Durability)(-1) }, "Invalid durability: -1. Must be one of os, disk" },
        {
            () => new() { LockTimeout = TimeSpan.Zero },
            "Invalid lock timeout: 0. Must be a number of seconds above 0, at most 3600 (decimals as in 0.5)"
        },
        {
            () => new() { LockTimeout = TimeSpan.FromHours(2) },
            "Invalid lock timeout: 7200. Must be a number of seconds above 0, at most 3600 (decimals as in 0.5)"
        },
        {
            () => new() { FileMode = "0440" },
            "Invalid file mode: 0440. Must be an octal mode such as 0640: "
                + "3 digits or 4 with a 0 in front, first 6, then two of 0, 2, 4, 6"
        },
        {
            () => new() { FileMode = "rw-r-----" },
            "Invalid file mode: rw-r-----. Must be an octal mode such as 0640: "
                + "3 digits or 4 with a 0 in front, first 6, then two of 0, 2, 4, 6"
        },
        {
            () => new() { FileMode = "0755" },
            "Invalid file mode: 0755. Must be an octal mode such as 0640: "
                + "3 digits or 4 with a 0 in front, first 6, then two of 0, 2, 4, 6"
        },
        {
            () => new() { DirectoryMode = "2750" },
            "Invalid directory mode: 2750. Must be an octal mode such as 0750: "
                + "3 digits or 4 with a 0 in front, first 7, then two of 0, 1, 2, 3, 4, 5, 6, 7"
        },
        {
            () => new() { DirectoryMode = null! },
            "Invalid directory mode: (empty). Must be an octal mode such as 0750: "
                + "3 digits or 4 with a 0 in front, first 7, then two of 0, 1, 2, 3, 4, 5, 6, 7"
        },
        {
            () => new() { MaxRecordBytes = 4095 },
            "Invalid max record bytes: 4095. Must be a whole number from 4096 to 67108864"
        },
        {
            () => new() { MaxRecordBytes = 67_108_865 },
            "Invalid max record bytes: 67108865. Must be a whole number from 4096 to 67108864"
        },
    };

    [Theory]
    [InlineData("con.d", "con.d")]
    [InlineData("logs/aux", "aux")]
    [InlineData("a/nul.txt/b", "nul.txt")]
    public void The_name_of_a_device_is_refused_on_Windows_alone_and_named(string path, string part)
    {
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(path, new LoggingConfig { LogDirectory = path, FallbackDir = path }.LogDirectory);
            return;
        }

        var error = Assert.Throws<ConfigurationException>(() => new LoggingConfig { LogDirectory = path });
        Assert.Contains($"'{part}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_defaults_are_those_of_the_specification()
    {
        var config = new LoggingConfig();

        Assert.Equal(LogLevel.Info, config.LogLevel);
        Assert.Equal("logs", config.LogDirectory);
        Assert.Equal(10_485_760, config.MaxBytes);
        Assert.Equal(5, config.BackupCount);
        Assert.Equal(30, config.TradeBackupCount);
        Assert.Equal(90, config.ForwardHoldDays);
        Assert.Equal(ArchiveCompression.None, config.CompressArchives);
        Assert.True(config.Console);
        Assert.True(config.PropagateTrades);
        Assert.Equal(TradesOnConsole.Text, config.TradesOnConsole);
        Assert.Equal(TimestampForm.Offset, config.Timestamp);
        Assert.Equal(RotationZone.Local, config.RotationZone);
        Assert.Equal(Durability.Os, config.Durability);
        Assert.Equal(WriteMode.Sync, config.Mode);
        Assert.Equal(TimeSpan.FromSeconds(5), config.LockTimeout);
        Assert.Equal(262_144, config.MaxRecordBytes);
    }

    [Theory]
    [MemberData(nameof(WrongValues), DisableDiscoveryEnumeration = true)]
    public void A_wrong_value_is_refused_with_the_valid_ones_in_every_culture(Func<LoggingConfig> make, string message)
    {
        using var culture = new CultureScope("ar-SA");

        var error = Assert.Throws<ConfigurationException>(() => make());

        Assert.Equal(message, error.Message);
        Assert.Null(error.Path);
        Assert.Null(error.LineNumber);
    }

    [Fact]
    public void A_copy_with_a_wrong_value_is_refused_too()
    {
        var config = new LoggingConfig();

        Assert.Throws<ConfigurationException>(() => config with { MaxBytes = -1 });
    }

    [Fact]
    public void The_ends_of_every_range_are_valid()
    {
        var lowest = new LoggingConfig
        {
            MaxBytes = 0,
            BackupCount = 0,
            TradeBackupCount = 0,
            LockTimeout = TimeSpan.FromTicks(1),
            MaxRecordBytes = 4096,
        };
        var highest = new LoggingConfig
        {
            MaxBytes = long.MaxValue,
            BackupCount = 100_000,
            TradeBackupCount = 100_000,
            LockTimeout = TimeSpan.FromHours(1),
            MaxRecordBytes = 64 * 1024 * 1024,
        };

        Assert.NotEqual(lowest, highest);
    }

    [Fact]
    public void Every_setting_is_read_from_text()
    {
        LoggingConfig config = LoggingConfig.FromText(
        [
            new("log_level", "debug"), new("log_dir", "/var/log/100% mine"), new("max_bytes", "0"),
            new("backup_count", "7"), new("trade_backup_count", "365"), new("forward_hold_days", "7"),
            new("compress_archives", "GZip"), new("console", "off"),
            new("propagate_trades", "No"), new("trades_on_console", "None"),
            new("text_format", "JSON"), new("text_context", "on"),
            new("timestamp", "UTC"), new("rotation_zone", "utc"),
            new("durability", "disk"), new("mode", "async"), new("lock_timeout", "0.5"),
            new("max_record_bytes", "4096"),
            new("file_mode", "0660"), new("directory_mode", " 770 "),
            new("mask", "a_b, c*"), new("mask_except", "a_b, c*"),
            new("encrypt", "account, client.*"), new("encrypt_to", "a.pem, /b/c.cer"), new("encrypt_keys", "/keys"),
            new("evidence", "host, PID,user, script, session, sent, clock"),
        ]);

        LoggingConfig expected = new()
        {
            LogLevel = LogLevel.Debug,
            LogDirectory = "/var/log/100% mine",
            MaxBytes = 0,
            BackupCount = 7,
            TradeBackupCount = 365,
            ForwardHoldDays = 7,
            CompressArchives = ArchiveCompression.Gzip,
            Console = false,
            PropagateTrades = false,
            TradesOnConsole = TradesOnConsole.None,
            TextFormat = TextFormat.Json,
            TextContext = true,
            Timestamp = TimestampForm.Utc,
            RotationZone = RotationZone.Utc,
            Durability = Durability.Disk,
            Mode = WriteMode.Async,
            LockTimeout = TimeSpan.FromMilliseconds(500),
            MaxRecordBytes = 4096,
            FileMode = "0660",
            DirectoryMode = "0770",
            Mask = ["a_b", "c*"],
            MaskExcept = ["a_b", "c*"],
            Encrypt = ["account", "client.*"],
            EncryptTo = ["a.pem", "/b/c.cer"],
            EncryptKeys = "/keys",
            Evidence = EvidenceParts.Host | EvidenceParts.Pid | EvidenceParts.User | EvidenceParts.Script
                | EvidenceParts.Session | EvidenceParts.Sent | EvidenceParts.Clock,
        };
        Assert.All(LoggingSettings.All, setting => Assert.Equal(setting.Format(expected), setting.Format(config)));
    }

    [Fact]
    public void Settings_that_are_not_given_stay_as_they_were()
    {
        var basis = new LoggingConfig { BackupCount = 9, Console = false };

        LoggingConfig config = LoggingConfig.FromText([new("CONSOLE", "true")], basis);

        Assert.Equal(basis with { Console = true }, config);
    }

    [Fact]
    public void Of_equal_keys_the_last_counts() =>
        Assert.Equal(2, LoggingConfig.FromText([new("backup_count", "1"), new("Backup_Count", "2")]).BackupCount);

    [Theory]
    [InlineData(
        "log_level", "VERBOSE",
        "log_level: Invalid log level: VERBOSE. Must be one of DEBUG, INFO, WARNING, ERROR, CRITICAL")]
    [InlineData(
        "max_bytes", "10 MB",
        "max_bytes: Invalid max bytes: 10 MB. Must be a whole number from 0 to 9223372036854775807")]
    [InlineData("max_bytes", "9223372036854775808", "max_bytes: Invalid max bytes: 9223372036854775808. Must be")]
    [InlineData("max_bytes", "1e6", "max_bytes: Invalid max bytes: 1e6. Must be")]
    [InlineData("backup_count", "100001", "backup_count: Invalid backup count: 100001. Must be")]
    [InlineData("backup_count", "4294967297", "backup_count: Invalid backup count: 4294967297. Must be")]
    [InlineData(
        "console", "maybe", "console: Invalid console: maybe. Must be one of true, false, yes, no, on, off, 1, 0")]
    [InlineData("lock_timeout", "0", "lock_timeout: Invalid lock timeout: 0. Must be a number of seconds above 0")]
    [InlineData("lock_timeout", "0.00000001", "lock_timeout: Invalid lock timeout: 0.00000001. Must be")]
    [InlineData("lock_timeout", "3600.1", "lock_timeout: Invalid lock timeout: 3600.1. Must be")]
    [InlineData("lock_timeout", "0,5", "lock_timeout: Invalid lock timeout: 0,5. Must be")]
    [InlineData("lock_timeout", "NaN", "lock_timeout: Invalid lock timeout: NaN. Must be")]
    [InlineData("log_dir", "", "log_dir: Invalid log directory: (empty). Must be")]
    [InlineData("log_dir", "logs\nmore", "log_dir: Invalid log directory: logs\\nmore. Must be")]
    [InlineData(
        "encrypt",
        "account, Event-Time",
        "encrypt: Invalid encrypt: account, Event-Time. Must be names or paths such as client.*, of letters")]
    [InlineData("encrypt", "client..name", "encrypt: Invalid encrypt: client..name. Must be names or paths")]
    [InlineData("encrypt", "a.*.b.-", "encrypt: Invalid encrypt: a.*.b.-. Must be names or paths")]
    [InlineData(
        "encrypt",
        "a*b*c*d*e*f*g.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a"
            + ".a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a",
        "encrypt: Invalid encrypt: a*b")]
    [InlineData("level", "INFO", "Unknown setting: level. Must be one of log_level, log_dir, max_bytes")]
    public void A_wrong_text_is_refused_with_its_key(string key, string text, string message)
    {
        var error = Assert.Throws<ConfigurationException>(() => LoggingConfig.FromText([new(key, text)]));

        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_or_disguised_value_is_shown_cut_and_escaped()
    {
        string text = "\u202e\u001b[31m" + new string('x', 1000);

        var error = Assert.Throws<ConfigurationException>(() => LoggingConfig.FromText([new("log_level", text)]));

        Assert.Contains("\\u202e\\u001b[31mxxx", error.Message, StringComparison.Ordinal);
        Assert.Contains("xxx…. Must be", error.Message, StringComparison.Ordinal);
        Assert.True(error.Message.Length < 400);
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    [InlineData("tr-TR")]
    public void Text_means_the_same_in_every_culture(string culture)
    {
        CultureInfo former = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo(culture);
        try
        {
            LoggingConfig config = LoggingConfig.FromText([new("LOCK_TIMEOUT", "1.5"), new("LOG_LEVEL", "info")]);

            Assert.Equal(TimeSpan.FromSeconds(1.5), config.LockTimeout);
            Assert.Equal("1.5", LoggingSettings.Find("lock_timeout")!.Format(config));
            var error = Assert.Throws<ConfigurationException>(() => config with { MaxBytes = -1 });
            Assert.StartsWith("Invalid max bytes: -1. Must be", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = former;
        }
    }

    [Fact]
    public void Missing_arguments_are_refused()
    {
        LoggingSetting setting = LoggingSettings.All[0];

        Assert.Throws<ArgumentNullException>(() => LoggingConfig.FromText(null!));
        Assert.Throws<ArgumentNullException>(() => setting.Format(null!));
        Assert.Throws<ArgumentNullException>(() => setting.Apply(null!, "INFO"));
        Assert.Throws<ArgumentNullException>(() => setting.Apply(new LoggingConfig(), null!));
    }
}
