using System.Management.Automation;
using TradingLogging.Logging;

namespace TradingLogging.PowerShell.Output;

/// <summary>Shows console lines the way <c>Write-Host</c> does, and warnings in the warning stream.</summary>
/// <remarks>Lines are kept until the core's call has ended: a stream may stop the pipeline by an exception, and that must
/// not keep a record from the handlers that come after the console.</remarks>
internal sealed class CmdletOutput(PSCmdlet cmdlet) : HostOutput
{
    private static readonly string[] ConsoleTags = ["PSHOST"];

    // Most cmdlets show nothing, and each call is a new one.
    private List<HostLine>? _lines;
    private bool? _showsColours;

    /// <inheritdoc/>
    public override string? ScriptName => cmdlet.MyInvocation.ScriptName;

    private bool ShowsColours => _showsColours ??= HostColours.AreShownBy(cmdlet.Host.UI);

    /// <summary>Makes this the output of the current thread until the result is disposed of.</summary>
    public Scope PutInPlace()
    {
        HostOutput? former = Current;
        Current = this;
        return new Scope(this, former);
    }

    /// <inheritdoc/>
    public override void WriteConsoleLine(LogLevel level, string line) => Keep(new HostLine(level, line));

    /// <inheritdoc/>
    public override void WriteWarning(string message) => Keep(new HostLine(Level: null, message));

    private void Keep(HostLine line) => (_lines ??= []).Add(line);

    private void Show(List<HostLine> lines)
    {
        _lines = null;
        foreach (HostLine line in lines)
        {
            if (line.Level is { } level)
                cmdlet.WriteInformation(Message(level, line.Text), ConsoleTags);
            else
                cmdlet.WriteWarning(line.Text);
        }
    }

    private HostInformationMessage Message(LogLevel level, string text)
    {
        var message = new HostInformationMessage { Message = text };
        if (ShowsColours && HostColours.Of(level) is { } colour)
            message.ForegroundColor = colour;
        return message;
    }

    /// <summary>The time during which a <see cref="CmdletOutput"/> is in place.</summary>
    internal readonly struct Scope(CmdletOutput output, HostOutput? former) : IDisposable
    {
        /// <summary>Puts the former output back and shows what has come in.</summary>
        public void Dispose()
        {
            Current = former;
            if (output._lines is { } lines)
                output.Show(lines);
        }
    }

    private readonly record struct HostLine(LogLevel? Level, string Text);
}
