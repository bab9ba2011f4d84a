using System.Management.Automation;
using TradingLogging.Configuration;
using TradingLogging.Forwarding;
using TradingLogging.Forwarding.Sources;
using TradingLogging.PowerShell.Arguments;
using TradingLogging.PowerShell.Reading;

namespace TradingLogging.PowerShell.Forwarding;

/// <summary>Sends the events of a trade log to a receiver, each at least once, and remembers what the receiver
/// has.</summary>
[Cmdlet(VerbsCommunications.Send, "TradeEvent", DefaultParameterSetName = FollowSet, SupportsShouldProcess = true)]
[OutputType(typeof(ForwardSummary))]
public sealed class SendTradeEventCommand : EventReceiverCmdlet
{
    private const string FollowSet = "Follow";
    private const string OnceSet = "Once";

    private bool _isProgressShown;

    /// <summary>The log directory. Default that of the initialised logger.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? LogDirectory { get; set; }

    /// <summary>The name under which the forwarder remembers, beside the log, what the receiver has. Give each receiver
    /// a name of its own. Letters, digits, hyphen, underscore and dot, 64 at most. Default default.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ForwarderNameCompleter))]
    public string Name { get; set; } = "default";

    /// <summary>The name of the service in the receiver. Default TradingLogger.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Service { get; set; } = "TradingLogger";

    /// <summary>Sends what is there and ends, as for a scheduled task. Left out, the log is followed until the cmdlet
    /// is stopped.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OnceSet)]
    public SwitchParameter Once { get; set; }

    /// <summary>How long, with <c>-Once</c>, a request that fails for a passing reason is tried again, and the longest
    /// time that an answer is waited for, but a second at least: a number is seconds, and a text may have a unit, such
    /// as 5m. Default 1 minute.</summary>
    [Parameter(ParameterSetName = OnceSet)]
    [SecondsArgument]
    [ValidateDuration(MostSeconds = LogReadingCmdlet.MostWatchSeconds)]
    public TimeSpan RetryFor { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long the log is followed: a number is seconds, and a text may have a unit, such as 5m. Default
    /// until stopped.</summary>
    [Parameter(ParameterSetName = FollowSet)]
    [SecondsArgument]
    [ValidateDuration(MostSeconds = LogReadingCmdlet.MostWatchSeconds)]
    public TimeSpan? Timeout { get; set; }

    /// <inheritdoc cref="LogReadingCmdlet.Instance"/>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(InstanceNameCompleter))]
    public string? Instance { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        string directory = ForwarderLog.Require(this, LogDirectory, Instance);
        ForwarderOptions options = Options(directory) with { Name = Name, Service = Service, RetryFor = RetryFor };
        if (!ShouldProcess(ReceiverCheck.Shown(Uri), $"Send the events of {directory}"))
            return;
        try
        {
            ForwardSummary summary = Send(new EventForwarder(options, WriteWarning, Tell));
            if (!StopToken.IsCancellationRequested)
                WriteObject(summary);
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            // The engine ends the pipeline by itself.
        }
        catch (ConfigurationException exception)
        {
            ThrowTerminatingError(ForwardingErrors.Invalid(exception, Name));
        }
        catch (ForwardException exception)
        {
            ThrowTerminatingError(ForwardingErrors.NotSent(exception, Name));
        }
        catch (IOException exception)
        {
            ThrowTerminatingError(ForwardingErrors.Failed(exception, Name));
        }
        finally
        {
            EndProgress();
        }
    }

    private ForwardSummary Send(EventForwarder forwarder)
    {
        if (Once)
            return forwarder.SendOnce(StopToken);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(StopToken);
        if (Timeout is { } longest)
            ending.CancelAfter(longest);
        return forwarder.Follow(ending.Token);
    }

    private string Activity => $"Sending trade events to {ReceiverCheck.Shown(Uri)}";

    private void Tell(ForwardProgress progress)
    {
        _isProgressShown = true;
        ForwardLag? lag = progress.Lag;
        string left = lag?.Events is { } events
            ? FormattableString.Invariant($", {events} left")
            : lag is null ? "" : FormattableString.Invariant($", {lag.Bytes} bytes left");
        // A new one each time: streams keep what they were given.
        WriteProgress(new ProgressRecord(
            0, Activity, FormattableString.Invariant($"{progress.Summary.Events} events sent{left}"))
        {
            CurrentOperation = progress.Trouble,
            PercentComplete = lag?.Events is { } more && progress.Summary.Events + more > 0
                ? (int)(100 * progress.Summary.Events / (progress.Summary.Events + more))
                : -1,
        });
    }

    private void EndProgress()
    {
        if (_isProgressShown && !StopToken.IsCancellationRequested)
            WriteProgress(new ProgressRecord(0, Activity, " ") { RecordType = ProgressRecordType.Completed });
    }
}
