using System.Management.Automation;
using TradingLogging.Configuration;
using TradingLogging.Live.Alerts;
using TradingLogging.Live.Notifications;
using TradingLogging.PowerShell.Arguments;
using TradingLogging.PowerShell.Forwarding;
using TradingLogging.PowerShell.Handlers;
using TradingLogging.PowerShell.Reading;

namespace TradingLogging.PowerShell.Live;

/// <summary>Tells receivers of the alerts of rules over a trade log, each at least once, and remembers what was
/// told.</summary>
[Cmdlet(VerbsCommon.Watch, "TradeAlert", DefaultParameterSetName = FollowSet, SupportsShouldProcess = true)]
[OutputType(typeof(Alert))]
public sealed class WatchTradeAlertCommand : ReceiverCmdlet
{
    private const string FollowSet = "Follow";
    private const string OnceSet = "Once";

    private readonly List<AlertRule> _rules = [];

    /// <summary>The rules: what <c>New-TradeAlertRule</c> makes, paths of files of rules, or hashtables with the names
    /// of its parameters.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [AlertRuleArgument]
    public AlertRule[] Rule { get; set; } = [];

    /// <inheritdoc cref="SendTradeEventCommand.LogDirectory"/>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? LogDirectory { get; set; }

    /// <summary>Addresses that get each notification as JSON, in the form of Alertmanager's webhook. An address that
    /// is a secret itself may be a SecureString; messages show its host alone.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public object[] Webhook { get; set; } = [];

    /// <summary>Alertmanagers, such as http://localhost:9093, which get the alerts, and the alert Watchdog, by their
    /// API v2 and decide whom they tell.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public Uri[] Alertmanager { get; set; } = [];

    /// <summary>A block that runs for each notification, in a runspace of its own, with the alert as $_ and as first
    /// argument. Values of the caller are taken with $using:. After an error it runs again for the same
    /// notification.</summary>
    [Parameter]
    [ValidateNotNull]
    public ScriptBlock? ScriptBlock { get; set; }

    /// <summary>Outputs the alert of each notification.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Addresses that get the alert Watchdog once a minute, with -Once at each run, as long as alerts are
    /// watched and told, and nothing else: they notice when it does not come. An address that is a secret itself may
    /// be a SecureString; messages show its host alone.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public object[] WatchdogWebhook { get; set; } = [];

    /// <summary>The name under which it is remembered, beside the log, who was told of what. Give each watch of a log a
    /// name of its own. Letters, digits, hyphen, underscore and dot, 64 at most. Default default.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "default";

    /// <summary>Looks at what is there, tells of it and ends, as for a scheduled task. Left out, the log is watched
    /// until the cmdlet is stopped.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OnceSet)]
    public SwitchParameter Once { get; set; }

    /// <summary>How long, with <c>-Once</c>, somebody who cannot be told is tried again: a number is seconds, and a
    /// text may have a unit, such as 5m. The first attempt gets 10 seconds at least. The next run tells who was not
    /// told. Default 1 minute.</summary>
    [Parameter(ParameterSetName = OnceSet)]
    [SecondsArgument]
    [ValidateDuration(MostSeconds = LogReadingCmdlet.MostWatchSeconds)]
    public TimeSpan RetryFor { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long to watch: a number is seconds, and a text may have a unit, such as 5m. Default until
    /// stopped.</summary>
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
    protected override void ProcessRecord() => _rules.AddRange(Rule);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        string directory = ForwarderLog.Require(this, LogDirectory, Instance);
        using AlertScript? script = Script();
        AlertWatchOptions options = Options(directory, script);
        if (!ShouldProcess(directory, "Tell of alerts"))
            return;
        try
        {
            Watch(new AlertWatch(
                options, PassThru ? told => WriteObject(AlertScript.ObjectOf(told)) : null, WriteWarning));
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            // The engine ends the pipeline by itself.
        }
        catch (ConfigurationException exception)
        {
            ThrowTerminatingError(AlertWatchErrors.Invalid(exception, Name));
        }
        catch (AlertWatchException exception)
        {
            ThrowTerminatingError(AlertWatchErrors.NotTold(exception, Name));
        }
        catch (IOException exception)
        {
            ThrowTerminatingError(AlertWatchErrors.Failed(exception, Name));
        }
    }

    private void Watch(AlertWatch watch)
    {
        if (Once)
        {
            watch.RunOnce(StopToken);
            return;
        }

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(StopToken);
        if (Timeout is { } longest)
            ending.CancelAfter(longest);
        watch.Follow(ending.Token);
    }

    private AlertWatchOptions Options(string directory, AlertScript? script)
    {
        if (Alertmanager.Any(ReceiverSecrets.IsIn))
            ThrowTerminatingError(ForwardingErrors.SecretInUri("-Alertmanager"));
        var secrets = new List<Uri>();
        return new AlertWatchOptions
        {
            LogDirectory = directory,
            Rules = _rules,
            Name = Name,
            Webhooks = Addresses(Webhook, "-Webhook", secrets),
            Alertmanagers = Alertmanager,
            Watchdogs = Addresses(WatchdogWebhook, "-WatchdogWebhook", secrets),
            SecretAddresses = secrets,
            Handlers = script is null ? [] : [new AlertHandler("script", script.Tell)],
            Headers = Headers(),
            Certificate = ClientCertificate(),
            RetryFor = RetryFor,
        };
    }

    private AlertScript? Script()
    {
        if (ScriptBlock is null)
            return null;
        try
        {
            var script = new HandlerScript();
            string text = script.Add(ScriptBlock, SessionState);
            return new AlertScript(text, HandlerRunspace.For(this, script.Variables));
        }
        catch (Exception exception) when (exception is ArgumentException or ItemNotFoundException)
        {
            ThrowTerminatingError(AlertWatchErrors.Invalid(exception, Name));
            throw;
        }
    }

    // Of many services the address is what a client is known by.
    private Uri[] Addresses(object[] given, string parameter, List<Uri> secrets)
    {
        var addresses = new List<Uri>();
        foreach (object one in given)
        {
            object? value = ArgumentValue.Of(one);
            string? text = value is Uri uri ? uri.OriginalString : ReceiverSecrets.ValueOf(value);
            if (text is null || !Uri.TryCreate(text, UriKind.Absolute, out Uri? address))
            {
                ThrowTerminatingError(AlertWatchErrors.NoAddress(parameter));
                break;
            }

            if (value is System.Security.SecureString)
                secrets.Add(address);
            else if (ReceiverSecrets.IsIn(address))
                ThrowTerminatingError(ForwardingErrors.SecretInAddress(parameter, address));
            addresses.Add(address);
        }

        return [.. addresses];
    }
}
