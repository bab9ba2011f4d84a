using System.Management.Automation;
using System.Text.RegularExpressions;
using TradingLogging.Logging;
using TradingLogging.PowerShell.Arguments;
using TradingLogging.Reading;

namespace TradingLogging.PowerShell.Reading;

/// <summary>A cmdlet that reads records of <c>trading.log</c> and chooses among them.</summary>
public abstract class TextReadingCmdlet : LogReadingCmdlet
{
    private protected TextReadingCmdlet()
    {
    }

    /// <summary>The lowest level wanted: Debug, Info, Warning, Error or Critical. Default all.</summary>
    [Parameter]
    [ValidateNotNull]
    [LogLevelArgument]
    [ArgumentCompleter(typeof(LogLevelCompleter))]
    public string? Level { get; set; }

    /// <summary>The loggers wanted, each with those below it: trading also means trading.signals. With wildcards, such
    /// as *.risk, those whose whole name is like it. Default all.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(LoggerNameCompleter))]
    public string[] Logger { get; set; } = [];

    /// <summary>A regular expression that the message must match, as -match does.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Pattern { get; set; }

    /// <summary>The first moment wanted: a time, or how long ago it was, as a TimeSpan or a text such as 90m, 1h, 2d.
    /// The text of a time must be ISO 8601; without an offset it is the machine's wall clock. Without <c>-Since</c>,
    /// the log is read from its beginning; <c>Watch-TradingLog</c> begins at its end.</summary>
    [Parameter]
    [MomentArgument]
    public DateTimeOffset? Since { get; set; }

    /// <summary>The query of the parameters.</summary>
    private protected TradingLogQuery Query() => new()
    {
        MinimumLevel = LogLevelArgument.OrNull(Level) ?? LogLevel.NotSet,
        LoggerName = Wildcards.AnyLogger(this, Logger),
        Message = MessageCondition(),
        Since = Since,
    };

    /// <summary>The log of the parameters. Without one the cmdlet ends with an error.</summary>
    private protected TradingLog OpenTextLog()
    {
        if (FindFiles(TextLogName) is { } files)
            return TradingLog.OfFiles(files);
        return TradingLog.InDirectory(RequireDirectory());
    }

    private Func<string, bool>? MessageCondition()
    {
        if (Pattern is null)
            return null;
        try
        {
            const RegexOptions options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
            return new Regex(Pattern, options, TradeConditions.LongestMatch).IsMatch;
        }
        catch (ArgumentException exception)
        {
            ThrowTerminatingError(
                ReadingErrors.InvalidCondition($"-Pattern is no regular expression: {exception.Message}", Pattern));
            return null;
        }
    }
}
