using System.Globalization;
using System.Management.Automation.Host;

namespace TradingLogging.PowerShell.Handlers;

/// <summary>The host of the caller for a block that runs on its own: it shows what the block shows, and the block's
/// <c>exit</c> ends the block alone, not the process, and sets no exit code.</summary>
internal sealed class HandlerHost(PSHost host) : PSHost
{
    public override CultureInfo CurrentCulture => host.CurrentCulture;

    public override CultureInfo CurrentUICulture => host.CurrentUICulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => host.Name;

    public override PSHostUserInterface UI => host.UI;

    public override Version Version => host.Version;

    public override void EnterNestedPrompt() =>
        throw new InvalidOperationException("The block of a log handler has no prompt.");

    public override void ExitNestedPrompt()
    {
    }

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    public override void SetShouldExit(int exitCode)
    {
    }
}
