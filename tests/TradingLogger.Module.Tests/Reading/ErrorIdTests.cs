using System.Text.RegularExpressions;
using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Reading;

/// <summary>A script matches errors by their ids: one mistake has one, whichever cmdlet meets it.</summary>
public sealed partial class ErrorIdTests : IDisposable
{
    private static readonly string[] Readers =
    [
        "Get-TradeEvent", "Get-TradeEvent -Count", "Watch-TradeEvent -Timeout 0", "Get-TradingLog",
        "Watch-TradingLog -Timeout 0", "Get-TradeOrder", "Measure-TradeActivity",
        "Find-TradeAnomaly",
        "Export-TradeReport -DestinationPath page.html", "Export-TradeReport -DestinationPath table.csv",
        "Export-TradeEvent lake",
        "Test-TradeAlertRule -Rule @{ Name = 'any'; Kind = 'Count' }",
        "Test-TradeLog", "Protect-TradeLog -Current",
    ];

    private static readonly string[] ByDirectory = [.. Readers, "Compare-TradeStatement fills.csv"];

    private static readonly string[] Forwarders =
    [
        "Send-TradeEvent http://127.0.0.1:9 -Once", "Get-TradeForwarder", "Reset-TradeForwarder default",
        "Watch-TradeAlert @{ Name = 'any'; Kind = 'Count' } -PassThru -Once",
        "Start-TradeDashboard",
    ];

    private static readonly string[] Watchers = ["Show-TradeSummary -Once"];

    private readonly PowerShellSession _session = new();

    public ErrorIdTests() => File.WriteAllText(_session.File("fills.csv"), "time,symbol,side,quantity,price\n");

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("-LogDirectory nowhere", "LogDirectoryNotFound")]
    [InlineData("-LogDirectory nodrive:/logs", "DriveNotFound")]
    [InlineData("-LogDirectory env:/logs", "NotAFileSystemPath")]
    [InlineData("", "NoLogGiven")]
    public void A_log_that_is_not_found_by_its_directory_has_the_same_id_everywhere(string argument, string id) =>
        Assert.All(
            [.. ByDirectory, .. Forwarders, .. Watchers], command => Assert.Equal(id, IdOf($"{command} {argument}")));

    [Theory]
    [InlineData("-Path nowhere/trades.log", "LogFileNotFound")]
    [InlineData("-LiteralPath nowhere/trades.log", "LogFileNotFound")]
    [InlineData("-LiteralPath nowhere*", "LogFileNotFound")]
    [InlineData("-Path '['", "LogFileNotFound")]
    [InlineData("-Path nodrive:/trades.log", "DriveNotFound")]
    [InlineData("-Path env:/trades.log", "NotAFileSystemPath")]
    public void A_log_that_is_not_found_by_its_path_has_the_same_id_everywhere(string argument, string id) =>
        Assert.All(Readers, command => Assert.Equal(id, IdOf($"{command} {argument}")));

    [Fact]
    public void A_log_that_cannot_be_read_has_the_same_id_everywhere()
    {
        Directory.CreateDirectory(_session.File("logs/trades.log"));
        Directory.CreateDirectory(_session.File("logs/trading.log"));

        // A test of a log gives a proof in any case: what cannot be read is a problem.
        Assert.All(ByDirectory.Where(command => command != "Test-TradeLog"), command =>
            Assert.Equal("LogFileNotReadable", IdOf($"{command} -LogDirectory logs")));
        Assert.Equal([false], _session.Invoke("Test-TradeLog logs -Quiet").Succeeded().Values);
    }

    [Theory]
    [InlineData("Get-TradeEvent . -First 1 -Last 1")]
    [InlineData("Get-TradeEvent . -Count -First 1")]
    [InlineData("Get-TradingLog . -First 1 -Last 1")]
    [InlineData("Watch-TradeEvent . -Last 1 -Since 1h")]
    [InlineData("Watch-TradingLog . -Last 1 -Since 1h")]
    [InlineData("Initialize-TradingLogger logs -Console -NoConsole")]
    [InlineData("Initialize-TradingLogger logs -Retention 3 -RetentionDays 3")]
    [InlineData("Test-TradeLog . -SealKeyFile a -SealKey ([securestring]::new())")]
    [InlineData("'{\"timestamp\": \"2025-12-18T10:30:45Z\", \"action\": \"A\"}' | Measure-TradeActivity -Since 1h")]
    [InlineData("'{\"timestamp\": \"2025-12-18T10:30:45Z\", \"action\": \"A\"}' | Find-TradeAnomaly -Since 1h")]
    public void Parameters_that_exclude_each_other_have_one_id(string script) =>
        Assert.Equal("ContradictoryParameters", IdOf(script));

    [Theory]
    [InlineData("Get-TradeEvent . -Where @{ '' = 1 }")]
    [InlineData("Get-TradeEvent . -Symbol '[a'")]
    [InlineData("Get-TradeEvent . -OrderId '[a'")]
    [InlineData("Watch-TradeEvent . -Action '[a' -Timeout 0")]
    [InlineData("Get-TradeOrder . -Symbol '[a'")]
    [InlineData("Get-TradingLog . -Logger '[a'")]
    [InlineData("Get-TradingLog . -Pattern '('")]
    [InlineData("Watch-TradingLog . -Pattern '(' -Timeout 0")]
    public void A_condition_that_is_none_has_one_id(string script) => Assert.Equal("InvalidCondition", IdOf(script));

    [Fact]
    public void The_help_lists_every_id_of_the_module_and_no_other()
    {
        string[] ids = [.. Directory
            .EnumerateFiles(RepositoryRoot.File("src/TradingLogger"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
            .SelectMany(file => Ids().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups["id"].Value)
            .Distinct()
            .Order(StringComparer.Ordinal)];
        string page = File.ReadAllText(RepositoryRoot.File("docs/en-US/about_TradingLogger.md"));
        string table = page[page.IndexOf("## Errors", StringComparison.Ordinal)..];
        table = table[..table.IndexOf("What failed", StringComparison.Ordinal)];

        IEnumerable<string> listed = Rows().Matches(table).Select(match => match.Groups["id"].Value);
        Assert.Equal(ids, listed.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("""["](?<id>[A-Z][A-Za-z]+)["],\s*ErrorCategory\.""")]
    private static partial Regex Ids();

    [GeneratedRegex("""^\| (?<id>[A-Z][A-Za-z]+) \|""", RegexOptions.Multiline)]
    private static partial Regex Rows();

    private string IdOf(string script)
    {
        ScriptResult result = _session.Invoke(script);
        string id = (result.Failure ?? result.Errors.FirstOrDefault())?.FullyQualifiedErrorId ?? "none";
        return id.Split(',')[0];
    }
}
