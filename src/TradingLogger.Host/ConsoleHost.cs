using System.Globalization;
using System.Management.Automation.Host;

namespace TradingLogging.ScriptHost;

/// <summary>The engine's view of this program: a console that shows streams and asks no questions.</summary>
/// <param name="userInterface">Shows the streams.</param>
internal sealed class ConsoleHost(ConsoleUserInterface userInterface) : PSHost
{
    /// <summary>What the script said to <c>exit</c> with, or null while it has not.</summary>
    public int? ExitCode { get; private set; }

    /// <inheritdoc/>
    public override string Name => "TradingLogger.Host";

    /// <inheritdoc/>
    public override Version Version { get; } = typeof(ConsoleHost).Assembly.GetName().Version!;

    /// <inheritdoc/>
    public override Guid InstanceId { get; } = Guid.NewGuid();

    /// <inheritdoc/>
    public override PSHostUserInterface UI => userInterface;

    /// <inheritdoc/>
    public override CultureInfo CurrentCulture { get; } = CultureInfo.CurrentCulture;

    /// <inheritdoc/>
    public override CultureInfo CurrentUICulture { get; } = CultureInfo.CurrentUICulture;

    /// <summary>The host on the process's own standard streams.</summary>
    /// <returns>A host that colours what goes to a terminal, unless the environment says not to.</returns>
    public static ConsoleHost ForThisProcess() => new(new ConsoleUserInterface(
        Stream(Console.Out, Console.IsOutputRedirected),
        Stream(Console.Error, Console.IsErrorRedirected)));

    /// <summary>From now on shows on stderr what would go to stdout: the error that ended the script.</summary>
    public void SendOutputToErrors() => userInterface.SendOutputToErrors();

    /// <inheritdoc/>
    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    /// <inheritdoc/>
    public override void EnterNestedPrompt() => throw NotInteractive.Exception();

    /// <inheritdoc/>
    public override void ExitNestedPrompt() => throw NotInteractive.Exception();

    /// <inheritdoc/>
    public override void NotifyBeginApplication()
    {
    }

    /// <inheritdoc/>
    public override void NotifyEndApplication()
    {
    }

    private static ConsoleStream Stream(TextWriter writer, bool isRedirected) =>
        new(writer, TerminalColours.AreWanted(isRedirected, Environment.GetEnvironmentVariable));
}
