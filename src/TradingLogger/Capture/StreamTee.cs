using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using System.Runtime.ExceptionServices;
using TradingLogging.PowerShell.Arguments;
using TradingLogging.PowerShell.Output;

namespace TradingLogging.PowerShell.Capture;

/// <summary>Runs a block in the scope of the caller of a cmdlet and hands everything on to the streams of the cmdlet,
/// in order; who listens sees it before.</summary>
/// <param name="cmdlet">The cmdlet.</param>
/// <param name="seen">Called with each object, and whether an inner tee has seen it already.</param>
internal sealed class StreamTee(PSCmdlet cmdlet, Action<object, bool> seen)
{
    // A redirection is the only public way to see all streams in order.
    private const string RunInCallersScope = ". $args[0] *>&1 | & $args[1] $args[2]";

    // The preferences decided when the block wrote. They must not decide a second time.
    private const string HandOn =
        """
        param($HandOn)
        begin {
            $ErrorActionPreference = $WarningPreference = $VerbosePreference = $DebugPreference = 'Continue'
        }
        process { $HandOn.Invoke($_) }
        """;

    // WriteError gives a record the position and the id of its cmdlet, unless this is set, as Write-Error does. There
    // is no public way: a trap writes to the stream of the block. Without it an error has the position of the cmdlet.
    private static readonly PropertyInfo? KeepsPosition = typeof(ErrorRecord).GetProperty(
        "PreserveInvocationInfoOnce", BindingFlags.Instance | BindingFlags.NonPublic);

    // What is on its way through an inner tee to the tee around it.
    [ThreadStatic]
    private static object? t_handedOn;

    private RuntimeException? _obstacle;

    /// <summary>The text of the scripts that run blocks.</summary>
    public static IReadOnlyList<string> Scripts { get; } = [RunInCallersScope, HandOn];

    /// <summary>Whether the block ended because a command behind the cmdlet threw.</summary>
    public bool IsObstructed => _obstacle is not null;

    /// <summary>Runs a block.</summary>
    /// <param name="block">The block.</param>
    public void Run(ScriptBlock block)
    {
        try
        {
            cmdlet.InvokeCommand.InvokeScript(
                RunInCallersScope,
                useNewScope: false,
                PipelineResultTypes.Output | PipelineResultTypes.Error,
                input: null,
                block,
                ScriptBlock.Create(HandOn),
                new Action<object?>(Take));
        }
        catch (PipelineStoppedException) when (_obstacle is not null)
        {
            ExceptionDispatchInfo.Capture(_obstacle).Throw();
        }
    }

    // An exception that leaves a method is wrapped on its way through the script, unless it stops the pipeline.
    private void Take(object? item)
    {
        try
        {
            object? plain = ArgumentValue.Of(item);
            if (plain is ErrorRecord { InvocationInfo: { } call } && ScriptCaller.IsOwn(call))
                call.DisplayScriptPosition = ScriptCaller.Position() ?? call.DisplayScriptPosition;
            if (plain is not null && !LogLineMessage.IsIn(item))
                seen(item!, IsHandedOn(plain));
            object? former = t_handedOn;
            t_handedOn = plain;
            try
            {
                Forward(item, plain);
            }
            finally
            {
                t_handedOn = former;
            }
        }
        catch (RuntimeException exception) when (exception is not PipelineStoppedException)
        {
            _obstacle = exception;
            throw new PipelineStoppedException();
        }
    }

    // Records of text are made anew on their way.
    private static bool IsHandedOn(object item) => (t_handedOn, item) switch
    {
        (null, _) => false,
        (InformationalRecord former, InformationalRecord record) =>
            former.GetType() == record.GetType() && former.Message == record.Message,
        (ErrorRecord former, ErrorRecord record) => ReferenceEquals(former.Exception, record.Exception),
        var (former, _) => ReferenceEquals(former, item),
    };

    private void Forward(object? item, object? plain)
    {
        switch (plain)
        {
            case ErrorRecord record:
                if (record.InvocationInfo is not null)
                    KeepsPosition?.SetValue(record, true);
                cmdlet.WriteError(record);
                break;
            case WarningRecord record:
                cmdlet.WriteWarning(record.Message);
                break;
            case VerboseRecord record:
                cmdlet.WriteVerbose(record.Message);
                break;
            case DebugRecord record:
                cmdlet.WriteDebug(record.Message);
                break;
            case InformationRecord record:
                cmdlet.WriteInformation(record);
                break;
            default:
                cmdlet.WriteObject(item);
                break;
        }
    }
}
