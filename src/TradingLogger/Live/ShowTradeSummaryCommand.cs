using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Host;
using TradingLogging.Analytics;
using TradingLogging.Live.Summaries;
using TradingLogging.PowerShell.Arguments;
using TradingLogging.PowerShell.Forwarding;
using TradingLogging.PowerShell.Output;
using TradingLogging.PowerShell.Reading;
using TradingLogging.PowerShell.Reporting;

namespace TradingLogging.PowerShell.Live;

/// <summary>Shows the figures of today, what is open and what comes in, in the terminal, and keeps them up to
/// date.</summary>
[Cmdlet(VerbsCommon.Show, "TradeSummary", DefaultParameterSetName = FollowSet)]
[OutputType(typeof(string))]
public sealed class ShowTradeSummaryCommand : PSCmdlet, IDisposable
{
    private const string FollowSet = "Follow";
    private const string OnceSet = "Once";

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _stopping = new();

    /// <summary>The log directory. Default that of the initialised logger.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? LogDirectory { get; set; }

    /// <summary>Outputs one summary and ends.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OnceSet)]
    public SwitchParameter Once { get; set; }

    /// <summary>The time from one summary to the next: a number is seconds, and a text may have a unit, such as 5m. At
    /// least 0.25 seconds. Default 1 second.</summary>
    [Parameter(ParameterSetName = FollowSet)]
    [SecondsArgument]
    [ValidateDuration(LeastSeconds = 0.25, MostSeconds = LogReadingCmdlet.MostWatchSeconds)]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long the summary is kept up to date: a number is seconds, and a text may have a unit, such as 5m.
    /// Default until stopped.</summary>
    [Parameter(ParameterSetName = FollowSet)]
    [SecondsArgument]
    [ValidateDuration(MostSeconds = LogReadingCmdlet.MostWatchSeconds)]
    public TimeSpan? Timeout { get; set; }

    /// <summary>By whose midnight the day changes, and in whose time the summary is. Default the machine's.</summary>
    [Parameter]
    [TimeZoneArgument]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    public TimeZoneInfo? TimeZone { get; set; }

    /// <inheritdoc cref="LogReadingCmdlet.Instance"/>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(InstanceNameCompleter))]
    public string? Instance { get; set; }

    /// <summary>Frees what stops the cmdlet.</summary>
    public void Dispose() => _stopping.Dispose();

    /// <inheritdoc/>
    protected override void StopProcessing() => _stopping.Cancel();

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        string directory = ForwarderLog.Require(this, LogDirectory, Instance);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        if (Timeout is { } longest)
            ending.CancelAfter(longest);
        try
        {
            using var reader = new LiveSummaryReader(new LiveSummaryOptions
            {
                LogDirectory = directory,
                Activity = new TradeActivityOptions { TimeZone = TimeZone ?? TimeZoneInfo.Local },
            });
            Show(reader, ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The time is over, or the engine ends the pipeline.
        }
        catch (IOException exception)
        {
            ThrowTerminatingError(ReadingErrors.NotReadable(exception));
        }
    }

    private void Show(LiveSummaryReader reader, CancellationToken end)
    {
        if (!Once && TerminalSize is not null)
            Refresh(reader, end);
        else
            Output(reader, end);
    }

    // What another command or a file takes is text, as from a host without a terminal.
    private Size? TerminalSize => MyInvocation.PipelinePosition < MyInvocation.PipelineLength
        ? null
        : HostColours.SizeOf(Host.UI, Console.IsOutputRedirected);

    private void Refresh(LiveSummaryReader reader, CancellationToken end)
    {
        using var screen = new TerminalScreen(Host.UI);
        while (TerminalSize is { } size)
        {
            screen.Show(SummaryText.Render(reader.Summarize(), size.Width, size.Height), size);
            ReadFor(reader, reader.IsCaughtUp ? Interval : Step, end);
        }
    }

    private void Output(LiveSummaryReader reader, CancellationToken end)
    {
        try
        {
            ReadAll(reader, end);
        }
        catch (OperationCanceledException) when (!_stopping.IsCancellationRequested)
        {
            // The summary says that it is of a part of the log.
        }

        Write(reader);
        while (!Once)
        {
            ReadFor(reader, Interval, end);
            WriteObject("");
            Write(reader);
        }
    }

    private void Write(LiveSummaryReader reader) =>
        WriteObject(SummaryText.Render(reader.Summarize()), enumerateCollection: true);

    // A log that cannot be read is never read to its end, and the summary says why.
    private static void ReadAll(LiveSummaryReader reader, CancellationToken end)
    {
        while (!reader.IsCaughtUp)
        {
            if (!reader.Read(Step, end) && reader.Summarize().Health.Troubles.Count > 0)
                return;
        }
    }

    private static void ReadFor(LiveSummaryReader reader, TimeSpan time, CancellationToken end)
    {
        var taken = Stopwatch.StartNew();
        for (TimeSpan left = time; left > TimeSpan.Zero; left = time - taken.Elapsed)
            reader.Read(left, end);
    }
}
