using System.Management.Automation;
using System.Text.RegularExpressions;
using TradingLogging.Logging;
using TradingLogging.PowerShell.Arguments;
using TradingLogging.PowerShell.Reading;
using TradingLogging.Reading;

namespace TradingLogging.PowerShell.Commands;

/// <summary>Reads the records of <c>trading.log</c> and its backups back.</summary>
[Cmdlet(VerbsCommon.Get, "TradingLog", DefaultParameterSetName = DirectorySet)]
[OutputType(typeof(TradingLogEntry))]
public sealed class GetTradingLogCommand : LogReadingCmdlet
{
    // A pattern that would run for ever must not.
    private static readonly TimeSpan LongestMatch = TimeSpan.FromSeconds(5);

    /// <summary>The lowest level wanted: Debug, Info, Warning, Error or Critical. Default all.</summary>
    [Parameter]
    [ValidateNotNull]
    [LogLevelArgument]
    [ValidateSet("Debug", "Info", "Warning", "Error", "Critical")]
    public LogLevel? Level { get; set; }

    /// <summary>The logger wanted, with those below it: trading is also meant by trading.signals. Default
    /// all.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(LoggerNameCompleter))]
    public string? Logger { get; set; }

    /// <summary>A regular expression that the message must match, as -match does.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Pattern { get; set; }

    /// <inheritdoc cref="TradeReadingCmdlet.Since"/>
    [Parameter]
    [EventTimeArgument]
    public DateTimeOffset? Since { get; set; }

    /// <inheritdoc cref="TradeInputCmdlet.Until"/>
    [Parameter]
    [EventTimeArgument]
    public DateTimeOffset? Until { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var query = new TradingLogQuery
        {
            MinimumLevel = Level ?? LogLevel.NotSet,
            Logger = Logger,
            Message = MessageCondition(),
            Since = Since,
            Until = Until,
        };
        TradingLog log = Log();
        ReadingReport report = Report("Reading log records");
        ReadAll(report, () =>
        {
            foreach (TradingLogEntry entry in log.Read(query, report.Options))
                WriteObject(entry);
        });
    }

    private TradingLog Log()
    {
        if (FindFiles("trading.log") is { } files)
            return TradingLog.OfFiles(files);
        return TradingLog.InDirectory(RequireDirectory());
    }

    private Func<string, bool>? MessageCondition()
    {
        if (Pattern is null)
            return null;
        try
        {
            return new Regex(Pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, LongestMatch).IsMatch;
        }
        catch (ArgumentException exception)
        {
            ThrowTerminatingError(
                ReadingErrors.InvalidCondition($"-Pattern is no regular expression: {exception.Message}", Pattern));
            return null;
        }
    }
}
