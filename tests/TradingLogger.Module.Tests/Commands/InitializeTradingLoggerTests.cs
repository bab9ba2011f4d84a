using System.Management.Automation;
using TradingLogging.Configuration;
using TradingLogging.Configuration.Settings;
using TradingLogging.Logging;
using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Commands;

public sealed class InitializeTradingLoggerTests
{
    private const string Passed = "Initialize-TradingLogger -PassThru | ForEach-Object Configuration";

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
        { "-Console $false", "console", "false" },
        { "-NoConsole", "console", "false" },
        { "-NoConsole:$false", "console", "true" },
        { "-PropagateTrades $false", "propagate_trades", "false" },
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
        { "-DirectoryMode '770'", "directory_mode", "770" },
        { "-Mask 'a_b, c*'", "mask", "a_b, c*" },
        { "-MaskExcept 'a_b, c*'", "mask_except", "a_b, c*" },
        { "-EvidenceHost $true", "evidence_host", "true" },
        { "-EvidencePid $true", "evidence_pid", "true" },
        { "-EvidenceUser $true", "evidence_user", "true" },
        { "-EvidenceScript $true", "evidence_script", "true" },
        { "-EvidenceSession $true", "evidence_session", "true" },
        { "-EvidenceSent $true", "evidence_sent", "true" },
        { "-EvidenceClock $true", "evidence_clock", "true" },
        { "-FallbackDir ''", "fallback_dir", "" },
    };

    [Fact]
    public void Every_setting_is_a_parameter()
    {
        using var session = new PowerShellSession();

        var parameters = session.Invoke("(Get-Command Initialize-TradingLogger).Parameters.Keys").Succeeded().Values;

        Assert.Empty(LoggingSettings.All.Select(setting => setting.PropertyName).Except(parameters.Cast<string>()));
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void A_parameter_sets_its_setting_in_every_culture(string parameter, string key, string expected)
    {
        using var session = new PowerShellSession("de-DE");

        var state = (TradingLoggerState)session.Invoke($"Initialize-TradingLogger -PassThru {parameter}").Succeeded().Values.Single();

        Assert.Equal(expected, LoggingSettings.Find(key)!.Format(state.Configuration!));
    }

    [Fact]
    public void Nothing_is_output_unless_asked_for()
    {
        using var session = new PowerShellSession();

        Assert.Empty(session.Invoke("Initialize-TradingLogger").Succeeded().Output);
    }

    [Fact]
    public void The_directory_is_created_with_its_parents_under_the_current_location()
    {
        using var session = new PowerShellSession();

        session.Invoke("Initialize-TradingLogger -LogDirectory a/b/logs").Succeeded();

        Assert.True(Directory.Exists(session.File("a/b/logs")));
    }

    [Theory]
    [InlineData("with space")]
    [InlineData("[brackets]")]
    [InlineData("Büro-日本語-🙂")]
    [InlineData("it's 100%")]
    public void A_path_may_have_any_characters(string name)
    {
        using var session = new PowerShellSession();

        session.Invoke("param($Name) Initialize-TradingLogger -LogDirectory $Name; Write-TradeEvent X", ("Name", name)).Succeeded();

        Assert.True(File.Exists(session.File(name + "/trades.log")));
    }

    [Fact]
    public void A_path_may_stand_on_a_drive_of_PowerShell()
    {
        using var session = new PowerShellSession();

        session.Invoke("""
            $provider = $ExecutionContext.SessionState.Provider.GetOne('FileSystem')
            $drive = [System.Management.Automation.PSDriveInfo]::new('TestDrive', $provider, $PWD.ProviderPath, '', $null)
            $null = $ExecutionContext.SessionState.Drive.New($drive, 'Global')
            Initialize-TradingLogger -LogDirectory TestDrive:\logs
            Write-TradeEvent X
            """).Succeeded();

        Assert.True(File.Exists(session.File("logs/trades.log")));
    }

    [Fact]
    public void The_fallback_directory_is_a_path_of_PowerShell_too()
    {
        using var session = new PowerShellSession();
        Directory.CreateDirectory(session.File("logs/trades.log"));

        session.Invoke("Initialize-TradingLogger -FallbackDir spare; Write-TradeEvent X").Succeeded();

        Assert.Single(File.ReadAllLines(session.File("spare/trades.log.fallback")));
    }

    [Fact]
    public void A_tilde_is_the_home_directory()
    {
        using var session = new PowerShellSession();
        using var home = new TemporaryDirectory();

        session.Invoke("""
            param($Directory)
            $ExecutionContext.SessionState.Provider.GetOne('FileSystem').Home = $Directory
            Initialize-TradingLogger -LogDirectory ~/logs
            """, ("Directory", home.FullName)).Succeeded();

        Assert.True(Directory.Exists(home.File("logs")));
    }

    [Theory]
    [InlineData("-LogDirectory Env:\\logs", "NotAFileSystemPath")]
    [InlineData("-ConfigPath Variable:\\PWD", "NotAFileSystemPath")]
    [InlineData("-LogDirectory NoSuchDrive:\\logs", "DriveNotFound")]
    [InlineData("-LogDirectory ''", "ParameterArgumentValidationError")]
    [InlineData("-LogDirectory $null", "ParameterArgumentValidationError")]
    [InlineData("-MaxBytes $null", "ParameterArgumentValidationError")]
    [InlineData("-MaxBytes -1", "InvalidConfiguration")]
    [InlineData("-LockTimeout 0", "InvalidConfiguration")]
    [InlineData("-LockTimeout 1e30", "ParameterArgumentTransformationError")]
    [InlineData("-LockTimeout soon", "ParameterArgumentTransformationError")]
    [InlineData("-LogLevel LOUD", "ParameterArgumentTransformationError")]
    [InlineData("-LogLevel 20", "ParameterArgumentTransformationError")]
    [InlineData("-LogLevel ([TradingLogging.Logging.LogLevel]::NotSet)", "ParameterArgumentTransformationError")]
    [InlineData("-NoConsole -Console $true", "ContradictoryParameters")]
    [InlineData("-ConfigPath missing.ini", "ConfigurationFileNotFound")]
    [InlineData("-ConfigPath .", "InvalidConfiguration")]
    public void A_wrong_argument_is_an_error_with_a_stable_id(string parameters, string id)
    {
        using var session = new PowerShellSession();

        var error = Assert.Single(session.Invoke($"Initialize-TradingLogger {parameters}").Errors);

        Assert.Equal(id + ",TradingLogging.PowerShell.InitializeTradingLoggerCommand", error.FullyQualifiedErrorId);
        Assert.False(TradingLogger.IsInitialized);
    }

    [Fact]
    public void A_wrong_level_is_told_the_valid_ones()
    {
        using var session = new PowerShellSession();

        var error = Assert.Single(session.Invoke("Initialize-TradingLogger -LogLevel LOUD").Errors);

        Assert.Contains("'LOUD' is not a log level. Must be one of DEBUG, INFO, WARNING, ERROR, CRITICAL", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_that_is_a_file_is_an_error_that_names_it_and_leaves_the_former_logger()
    {
        using var session = LogFiles.LoggingSession();
        File.WriteAllText(session.File("taken"), "");

        var error = Assert.Single(session.Invoke("Initialize-TradingLogger -LogDirectory taken").Errors);

        Assert.StartsWith("InvalidConfiguration", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(session.File("taken"), error.ToString(), StringComparison.Ordinal);
        session.Invoke("Write-TradeEvent X").Succeeded();
        Assert.Single(session.TradeLines());
    }

    [Fact]
    public void A_directory_that_may_not_be_created_is_an_error_that_names_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has a directory that forbids it to every user.");
        using var session = new PowerShellSession();

        var error = Assert.Single(session.Invoke("Initialize-TradingLogger -LogDirectory /proc/logs").Errors);

        Assert.StartsWith("InvalidConfiguration", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("/proc/logs", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_wins_over_the_defaults_and_a_parameter_over_the_file()
    {
        using var session = new PowerShellSession();
        File.WriteAllText(session.File("my.ini"), "[logging]\nlog_level = ERROR\nbackup_count = 9\nlog_dir = from-file\n");

        var state = (TradingLoggerState)session.Invoke("Initialize-TradingLogger -ConfigPath my.ini -LogLevel Debug -PassThru")
            .Succeeded().Values.Single();

        Assert.Equal((LogLevel.Debug, 9), (state.Level, state.Configuration!.BackupCount));
        Assert.Equal(session.File("from-file"), state.LogDirectory);
    }

    [Fact]
    public void A_configuration_from_the_pipeline_is_the_basis_for_the_parameters()
    {
        using var session = new PowerShellSession();
        Directory.CreateDirectory(session.File("configs"));
        File.WriteAllText(session.File("configs/trading_config.ini"), "[logging]\nlog_level = ERROR\nbackup_count = 9\n");

        var state = (TradingLoggerState)session.Invoke(
            "Get-TradingLoggerConfig | Initialize-TradingLogger -LogLevel Debug -PassThru").Succeeded().Values.Single();

        Assert.Equal((LogLevel.Debug, 9), (state.Level, state.Configuration!.BackupCount));
    }

    [Fact]
    public void No_file_is_read_unless_one_is_named()
    {
        using var session = new PowerShellSession();
        Directory.CreateDirectory(session.File("configs"));
        File.WriteAllText(session.File("configs/trading_config.ini"), "[logging]\nlog_level = ERROR\n");

        var config = (LoggingConfig)session.Invoke(Passed).Succeeded().Values.Single();

        Assert.Equal(LogLevel.Info, config.LogLevel);
    }

    [Fact]
    public void A_malformed_file_is_an_error_that_names_file_and_line()
    {
        using var session = new PowerShellSession();
        File.WriteAllText(session.File("my.ini"), "[logging]\nlog_level = INFO\nlog_level = DEBUG\n");

        var error = Assert.Single(session.Invoke("Initialize-TradingLogger -ConfigPath my.ini").Errors);

        Assert.Contains($"{session.File("my.ini")}, line 3", error.ToString(), StringComparison.Ordinal);
        Assert.Equal((ErrorCategory.InvalidData, session.File("my.ini")), (error.CategoryInfo.Category, error.TargetObject));
    }

    [Fact]
    public void An_unknown_key_of_the_file_is_warned_of()
    {
        using var session = new PowerShellSession();
        File.WriteAllText(session.File("my.ini"), "[logging]\nlog_levl = INFO\n");

        var result = session.Invoke("Initialize-TradingLogger -ConfigPath my.ini").Succeeded();

        Assert.Contains("Did you mean log_level?", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Called_again_it_writes_to_the_new_files_only()
    {
        using var session = new PowerShellSession();

        session.Invoke("""
            Initialize-TradingLogger -LogDirectory first
            Write-TradeEvent ONE
            Initialize-TradingLogger -LogDirectory second
            Write-TradeEvent TWO
            """).Succeeded();

        Assert.Single(File.ReadAllLines(session.File("first/trades.log")));
        Assert.Single(File.ReadAllLines(session.File("second/trades.log")));
    }

    [Fact]
    public void Verbose_tells_directory_level_and_files()
    {
        using var session = new PowerShellSession();
        File.WriteAllText(session.File("my.ini"), "");

        var verbose = session.Invoke("Initialize-TradingLogger -ConfigPath my.ini -Verbose").Succeeded().Verbose;

        Assert.Equal(
            [
                $"Read '{session.File("my.ini")}'.",
                $"Logging at level INFO to the directory '{session.File("logs")}'.",
                "Handler console: INFO and above.",
                $"Handler file: DEBUG and above, to '{session.File("logs/trading.log")}'.",
                $"Handler trades: INFO and above, to '{session.File("logs/trades.log")}'.",
            ],
            verbose);
    }
}
