using System.Text;
using TradingLogging.Configuration;
using TradingLogging.Logging;
using Xunit;

namespace TradingLogging.Tests.Configuration;

public sealed class ConfigManagerTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("config [1] ä ").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_missing_file_gives_the_defaults()
    {
        var manager = new ConfigManager(Path.Combine(_directory, "missing", "none.ini"));

        manager.Validate();
        Assert.Equal(new LoggingConfig(), manager.LoggingConfig);
        Assert.Empty(manager.Warnings);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing here\n\n")]
    [InlineData("[exchange]\nname = x\nlog_level = DEBUG\n")]
    [InlineData("[DEFAULT]\nlog_level = DEBUG\n")]
    public void A_missing_section_gives_the_defaults(string content)
    {
        ConfigManager manager = Manager(content);

        Assert.Equal(new LoggingConfig(), manager.LoggingConfig);
        Assert.Empty(manager.Warnings);
    }

    [Theory]
    [InlineData("log_dir = logs # here", "# here is part of the value of log_dir")]
    [InlineData("fallback_dir = x ; other disk", "; other disk is part of the value of fallback_dir")]
    [InlineData("mask = a, b # mine", "# mine is part of the value of mask")]
    public void A_comment_behind_a_value_is_warned_of(string line, string warning)
    {
        ConfigManager manager = Manager($"[logging]\n{line}\n");

        Assert.Contains(manager.Warnings, one => one.Contains($"line 2: {warning}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("log_dir = logs#1")]
    [InlineData("# log_dir = logs # here")]
    public void A_sign_of_comments_within_a_word_is_no_comment(string line) =>
        Assert.Empty(Manager($"[logging]\n{line}\n").Warnings);

    [Theory]
    [InlineData("/dev/zero")]
    [InlineData("pipe")]
    [InlineData("link")]
    public void What_is_no_ordinary_file_is_refused_at_once(string path)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The files are those of Linux.");
        System.Diagnostics.Process.Start("mkfifo", $"\"{Path.Combine(_directory, "pipe")}\"").EndInTime();
        File.CreateSymbolicLink(Path.Combine(_directory, "link"), "/dev/zero");

        var error = Assert.Throws<ConfigurationException>(
            () => new ConfigManager(Path.Combine(_directory, path)).Validate());

        Assert.Contains("not an ordinary file", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_to_a_file_is_followed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows lets few users make links.");
        Mono.Skip("only .NET 10 tells where a link leads.");
        File.WriteAllText(Path.Combine(_directory, "target.ini"), "[logging]\nlog_level = DEBUG\n");
        File.CreateSymbolicLink(Path.Combine(_directory, "link.ini"), "target.ini");

        Assert.Equal(LogLevel.Debug, new ConfigManager(Path.Combine(_directory, "link.ini")).LoggingConfig.LogLevel);
    }

    [Fact]
    public void A_file_of_more_than_a_megabyte_is_refused()
    {
        string path = Path.Combine(_directory, "large.ini");
        using (FileStream file = File.Create(path))
            file.SetLength((1024 * 1024) + 1);

        var error = Assert.Throws<ConfigurationException>(() => new ConfigManager(path).Validate());

        Assert.Contains("1048577 bytes, more than 1048576", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_former_settings_of_evidence_lead_to_the_present_one()
    {
        ConfigManager manager = Manager("[logging]\nevidence_host = true\nevidence = pid, User\n");

        Assert.Contains(
            "evidence_host is ignored. Did you mean evidence?",
            Assert.Single(manager.Warnings),
            StringComparison.Ordinal);
        Assert.Equal(
            TradingLogging.Formatting.EvidenceParts.Pid | TradingLogging.Formatting.EvidenceParts.User,
            manager.LoggingConfig.Evidence);
    }

    [Fact]
    public void Keys_of_the_section_are_read_and_the_others_keep_their_defaults()
    {
        ConfigManager manager = Manager("[logging]\r\nLog_Level: debug\r\nlog_dir = C:\\logs\\100%\r\n");

        Assert.Equal(
            new LoggingConfig { LogLevel = LogLevel.Debug, LogDirectory = "C:\\logs\\100%" },
            manager.LoggingConfig);
    }

    [Fact]
    public void The_section_inherits_from_the_default_section()
    {
        ConfigManager manager = Manager(
            "[DEFAULT]\nlog_level = DEBUG\nbackup_count = 2\nbase = /srv\n[logging]\nbackup_count = 3\n");

        Assert.Equal(new LoggingConfig { LogLevel = LogLevel.Debug, BackupCount = 3 }, manager.LoggingConfig);
        Assert.Empty(manager.Warnings);
    }

    [Fact]
    public void Without_a_path_the_file_of_the_specification_is_read()
    {
        var manager = new ConfigManager();

        Assert.Equal(Path.GetFullPath("configs/trading_config.ini"), manager.ConfigPath);
    }

    [Fact]
    public void The_file_is_read_at_the_first_use_and_once()
    {
        string path = Path.Combine(_directory, "late.ini");
        var manager = new ConfigManager(path);
        File.WriteAllText(path, "[logging]\nbackup_count = 8\n");

        Assert.Equal(8, manager.LoggingConfig.BackupCount);

        File.WriteAllText(path, "[logging]\nbackup_count = 9\n");
        Assert.Equal(8, manager.LoggingConfig.BackupCount);
    }

    [Fact]
    public void A_wrong_value_names_file_line_key_value_and_the_valid_values()
    {
        ConfigManager manager = Manager("[logging]\n\nlog_level = VERBOSE\n");

        var error = Assert.Throws<ConfigurationException>(() => manager.LoggingConfig);

        Assert.Equal(
            $"{manager.ConfigPath}, line 3: log_level: Invalid log level: VERBOSE. "
            + "Must be one of DEBUG, INFO, WARNING, ERROR, CRITICAL",
            error.Message);
        Assert.Equal(manager.ConfigPath, error.Path);
        Assert.Equal(3, error.LineNumber);
    }

    [Fact]
    public void Validate_finds_a_wrong_value_and_the_warnings_do_not_hide_it()
    {
        ConfigManager manager = Manager("[logging]\nmax_bytes = many\n");

        Assert.Throws<ConfigurationException>(manager.Validate);
        Assert.Throws<ConfigurationException>(() => manager.Warnings);
    }

    [Fact]
    public void A_wrong_inherited_value_names_the_line_where_it_stands()
    {
        ConfigManager manager = Manager("[DEFAULT]\nconsole = perhaps\n[logging]\n");

        Assert.Equal(2, Assert.Throws<ConfigurationException>(manager.Validate).LineNumber);
    }

    [Fact]
    public void A_comment_behind_a_value_is_explained()
    {
        ConfigManager manager = Manager("[logging]\nlog_level = INFO  ; the usual\n");

        var error = Assert.Throws<ConfigurationException>(manager.Validate);

        Assert.EndsWith("(a comment needs a line of its own)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_malformed_file_names_file_line_and_cause()
    {
        ConfigManager manager = Manager("[logging]\nlog_level\n");

        var error = Assert.Throws<ConfigurationException>(manager.Validate);

        Assert.Equal(
            $"{manager.ConfigPath}, line 2: \"log_level\" is neither a section header nor a setting. "
                + "Write key = value.",
            error.Message);
        Assert.Equal(2, error.LineNumber);
    }

    [Theory]
    [InlineData("log_levl", " Did you mean log_level?")]
    [InlineData("loglevel", " Did you mean log_level?")]
    [InlineData("log-dir", " Did you mean log_dir?")]
    [InlineData("log_directory", " Did you mean log_dir?")]
    [InlineData("maxBytes", " Did you mean max_bytes?")]
    [InlineData("tade_backup_counts", " Did you mean trade_backup_count?")]
    [InlineData("backup", "")]
    [InlineData("email", "")]
    [InlineData("_", "")]
    public void An_unknown_key_is_warned_of_by_name(string key, string suggestion)
    {
        ConfigManager manager = Manager($"[logging]\nlog_level = DEBUG\n{key} = x\n");

        Assert.Equal(
            [$"{manager.ConfigPath}, line 3: the unknown setting {key.ToLowerInvariant()} is ignored.{suggestion}"],
            manager.Warnings);
        Assert.Equal(LogLevel.Debug, manager.LoggingConfig.LogLevel);
    }

    [Theory]
    [InlineData("Logging")]
    [InlineData(" logging ")]
    public void A_misspelled_section_is_warned_of(string name)
    {
        ConfigManager manager = Manager($"[{name}]\nlog_level = DEBUG\n");

        Assert.Equal(
            [$"{manager.ConfigPath}, line 1: the section [{name}] is ignored. Did you mean [logging]?"],
            manager.Warnings);
        Assert.Equal(LogLevel.Info, manager.LoggingConfig.LogLevel);
    }

    [Fact]
    public void A_directory_in_the_place_of_the_file_is_refused()
    {
        var manager = new ConfigManager(_directory);

        var error = Assert.Throws<ConfigurationException>(manager.Validate);

        Assert.Equal($"The configuration file {_directory} cannot be read: it is a directory", error.Message);
        Assert.Equal(_directory, error.Path);
        Assert.Null(error.LineNumber);
    }

    [Fact]
    public void A_file_that_another_program_keeps_to_itself_is_refused_with_the_cause()
    {
        ConfigManager manager = Manager("[logging]\n");
        using FileStream holder = new(manager.ConfigPath, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        var error = Assert.Throws<ConfigurationException>(manager.Validate);

        Assert.StartsWith(
            $"The configuration file {manager.ConfigPath} cannot be read: ",
            error.Message,
            StringComparison.Ordinal);
        Assert.Equal(
            error.InnerException!.Message,
            error.Message[(error.Message.IndexOf("read: ", StringComparison.Ordinal) + 6)..]);
    }

    [Theory]
    [InlineData("666", 1)]
    [InlineData("664", 0)]
    public void A_file_that_every_user_may_change_is_warned_of(string mode, int warnings)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        ConfigManager manager = Manager("[logging]\nlog_level = DEBUG\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(manager.ConfigPath, (UnixFileMode)Convert.ToInt32(mode, 8));

        Assert.Equal(warnings, manager.Warnings.Count);
        Assert.All(manager.Warnings, warning => Assert.Contains(manager.ConfigPath, warning, StringComparison.Ordinal));
        Assert.Equal(LogLevel.Debug, manager.LoggingConfig.LogLevel);
    }

    [Fact]
    public void A_file_without_permission_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "root may read everything.");
        ConfigManager manager = Manager("[logging]\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(manager.ConfigPath, UnixFileMode.None);

        Assert.Throws<ConfigurationException>(manager.Validate);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public void What_cannot_be_a_path_is_refused(string path)
    {
        var error = Assert.Throws<ConfigurationException>(() => new ConfigManager(path));

        Assert.StartsWith("The path of the configuration file, ", error.Message, StringComparison.Ordinal);
        Assert.Equal(path, error.Path);
    }

    [Fact]
    public void No_path_at_all_is_refused() => Assert.Throws<ArgumentNullException>(() => new ConfigManager(null!));

    private ConfigManager Manager(string content)
    {
        string path = Path.Combine(_directory, "trading.ini");
        File.WriteAllText(path, content, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return new ConfigManager(path);
    }
}
