using System.Globalization;
using System.Management.Automation;
using TradingLogging.Configuration;
using TradingLogging.Live.Alerts;
using TradingLogging.Live.Alerts.Evaluation;
using TradingLogging.PowerShell.Arguments;
using TradingLogging.PowerShell.Reading;
using TradingLogging.Reading;

namespace TradingLogging.PowerShell.Live;

/// <summary>Finds out which alerts rules would have made of a log in the past, so that rules are tuned before they wake
/// somebody. Nothing is sent.</summary>
[Cmdlet(VerbsDiagnostic.Test, "TradeAlertRule", DefaultParameterSetName = DirectorySet)]
[OutputType(typeof(AlertEpisode))]
public sealed class TestTradeAlertRuleCommand : LogReadingCmdlet
{
    private const double LongestLateness = 3600;

    /// <summary>The rules: what <c>New-TradeAlertRule</c> makes, paths of files of rules, or hashtables with the names
    /// of its parameters.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    [AlertRuleArgument]
    public AlertRule[] Rule { get; set; } = [];

    /// <summary>The first moment wanted: a time, or how long ago it was, as a TimeSpan or a text such as 90m, 1h, 2d.
    /// The text of a time must be ISO 8601; without an offset it is the machine's wall clock. What fires at that moment
    /// is given, too. Default the beginning of the log.</summary>
    [Parameter]
    [MomentArgument]
    public DateTimeOffset? Since { get; set; }

    /// <summary>The first moment no longer wanted, given as <c>-Since</c>. Default now, so that the silence since the
    /// last event counts.</summary>
    [Parameter]
    [MomentArgument]
    public DateTimeOffset? Until { get; set; }

    /// <summary>By how much an event may be older than the one above it and still count, up to 1 hour. Default 10
    /// seconds.</summary>
    [Parameter]
    [SecondsArgument]
    [ValidateDuration(MostSeconds = LongestLateness)]
    public TimeSpan Lateness { get; set; } = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        AlertReplay replay = Replay();
        WarnOfPresent();
        TradeLog trades = OpenTrades(replay.NeedsTrades);
        TradingLog? texts = replay.NeedsText ? OpenTexts() : null;
        ReadingReport report = Report("Testing alert rules");
        long alerts = 0, notifications = 0;
        ReadAll(report, () =>
        {
            foreach (AlertEpisode episode in replay.Run(trades, texts, report.Options))
            {
                alerts++;
                notifications += episode.Notifications;
                WriteObject(episode);
            }
        });
        Warn(replay.LateRecords, "older than one above it by more than the lateness");
        Warn(replay.FutureRecords, "later than this machine's clock");
        WriteVerbose(FormattableString.Invariant($"{alerts} alerts, {notifications} notifications."));
    }

    private AlertReplay Replay()
    {
        IReadOnlyList<string>? named = NamedFiles;
        string directory = named is null ? RequireDirectory()
            : named.Count == 0 ? SessionState.Path.CurrentFileSystemLocation.ProviderPath
            : Directory.Exists(named[0]) ? named[0] : System.IO.Path.GetDirectoryName(named[0])!;
        try
        {
            return new AlertReplay(Rule, directory, new AlertReplayOptions
            {
                Since = Since,
                Until = Until,
                Lateness = Lateness,
                Warn = WriteWarning,
            });
        }
        catch (ConfigurationException exception)
        {
            ThrowTerminatingError(AlertErrors.InvalidRule(exception, target: null));
            throw;
        }
    }

    private TradeLog OpenTrades(bool isNeeded)
    {
        TradeLog all = OpenTradeLog();
        if (isNeeded)
            WarnWithout(TradeLogName, "events");
        // The lines of a text log are no damaged events.
        return NamedFiles is { } named && named.Any(IsTextLog)
            ? TradeLog.OfFiles(named.Where(path => !IsTextLog(path)))
            : all;
    }

    private TradingLog? OpenTexts()
    {
        WarnWithout(TextLogName, "records");
        if (NamedFiles is not { } named)
            return TradingLog.InDirectory(RequireDirectory());
        string[] texts = [.. named.Where(path => Directory.Exists(path) || IsTextLog(path))];
        return texts.Length > 0 ? TradingLog.OfFiles(texts) : null;
    }

    private void WarnWithout(string log, string what)
    {
        if (NamedFiles is { } named)
        {
            if (!named.Any(path => Directory.Exists(path) ? Has(path, log) : IsTextLog(path) == (log == TextLogName)))
                WriteWarning($"Rules are about {what} of {log}, but none of the paths is one. They do not fire.");
        }
        else if (RequireDirectory() is var directory && Directory.Exists(directory) && !Has(directory, log))
        {
            WriteWarning($"Rules are about {what} of {log}, but '{directory}' has none.");
        }
    }

    // Archives count. What cannot be listed is told by the reading.
    private static bool Has(string directory, string log)
    {
        try
        {
            return Directory.EnumerateFiles(directory, log + "*").Any(path => IsOf(path, log));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    private static bool IsTextLog(string path) => IsOf(path, TextLogName);

    private static bool IsOf(string path, string log)
    {
        string name = System.IO.Path.GetFileName(path);
        return name.StartsWith(log, StringComparison.OrdinalIgnoreCase)
            && (name.Length == log.Length || name[log.Length] == '.');
    }

    private void WarnOfPresent()
    {
        foreach (AlertRule rule in Rule.Where(rule => rule.Kind is AlertRuleKind.Lag or AlertRuleKind.DiskSpace))
        {
            WriteWarning(
                $"The rule {rule.Name} is about the present, of which a log says nothing: it does not fire here.");
        }
    }

    private void Warn(long records, string fault)
    {
        if (records > 0)
        {
            WriteWarning(string.Format(
                CultureInfo.InvariantCulture,
                "{0} records have a timestamp {1}. No window has them; net pnl and findings do.",
                records,
                fault));
        }
    }
}
