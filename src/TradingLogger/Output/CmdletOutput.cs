using System.Management.Automation;
using System.Management.Automation.Host;
using TradingLogging.Logging;
using TradingLogging.PowerShell.Arguments;

namespace TradingLogging.PowerShell.Output;

/// <summary>Shows console lines the way <c>Write-Host</c> does, and warnings in the warning stream.</summary>
/// <remarks>Lines are kept until the core's call has ended: a stream may stop the pipeline by an exception, and that
/// must not keep a record from the handlers that come after the console.</remarks>
internal sealed class CmdletOutput(PSCmdlet cmdlet, Func<Exception, string, ErrorRecord> consoleError) : HostOutput
{
    private static readonly string[] ConsoleTags = ["PSHOST"];

    // Names of members may be data: their number has no bound.
    private const int MostRepeated = 64;

    // Most cmdlets show nothing, and each call is a new one.
    private List<HostLine>? _lines;
    private Dictionary<string, long>? _repeated;
    private bool? _showsColours;

    /// <inheritdoc/>
    public override string? ScriptName => Caller is { } caller ? caller.Script : cmdlet.MyInvocation.ScriptName;

    /// <summary>The caller that records name; null for that of the cmdlet.</summary>
    public ScriptCaller? Caller { get; set; }

    /// <summary>Whether lines are not shown; warnings always are.</summary>
    public bool HidesLines { get; set; }

    private bool ShowsColours => _showsColours ??= HostColours.AreShownBy(cmdlet.Host.UI);

    // Only this host writes to the process's own stdout and stderr.
    private bool IsConsoleHost => cmdlet.Host.Name == "ConsoleHost";

    /// <summary>Makes this the output of the current thread until the result is disposed of.</summary>
    public Scope PutInPlace()
    {
        HostOutput? former = Current;
        Current = this;
        return new Scope(this, former);
    }

    /// <inheritdoc/>
    public override int? TerminalWidth => HostColours.WidthOf(cmdlet.Host.UI, Console.IsOutputRedirected);

    /// <inheritdoc/>
    public override void WriteConsoleLine(LogLevel level, string line, Action<Exception> failed) =>
        KeepLine(HostColours.Of(level), line, failed);

    /// <inheritdoc/>
    public override void WriteTradeLine(TradeTone tone, string line, Action<Exception> failed) =>
        KeepLine(HostColours.Of(tone), line, failed);

    /// <inheritdoc/>
    public override void WriteWarning(string message) => Keep(new HostLine(message, Colour: null, Failed: null));

    /// <inheritdoc/>
    public override void WriteWarning(string subject, string message)
    {
        _repeated ??= new Dictionary<string, long>(StringComparer.Ordinal);
        if (_repeated.TryGetValue(message, out long times))
        {
            _repeated[message] = times + 1;
            return;
        }

        if (_repeated.Count < MostRepeated)
            _repeated.Add(message, 0);
        WriteWarning($"{subject}: {message}");
    }

    /// <summary>Tells for how many further events of the pipeline a warning held.</summary>
    public void TellRepeated()
    {
        if (_repeated is null)
            return;
        foreach (KeyValuePair<string, long> warning in _repeated)
        {
            if (warning.Value > 0)
                ShowWarning(FormattableString.Invariant($"{warning.Value} further trade events: {warning.Key}"));
        }
    }

    private void KeepLine(ConsoleColor? colour, string line, Action<Exception> failed)
    {
        if (!HidesLines)
            Keep(new HostLine(line, colour, failed));
    }

    private void Keep(HostLine line) => (_lines ??= []).Add(line);

    private void Show(List<HostLine> lines)
    {
        _lines = null;
        foreach (HostLine line in lines)
        {
            if (line.Failed is null)
                ShowWarning(line.Text);
            else
                ShowLine(line);
        }
    }

    // What was logged is in the files: a console that is full, closed or read by nobody must not make a script believe
    // the opposite.
    private void ShowLine(HostLine line)
    {
        try
        {
            if (IsConsoleHost && FindObstacleOfStandardOutput() is { } obstacle)
                throw new IOException(obstacle);
            if (IsStopping("InformationPreference", "InformationAction"))
                ShowOnHost(line);
            else
                cmdlet.WriteInformation(Message(line), ConsoleTags);
        }
        catch (Exception exception)
            when (exception is IOException or ObjectDisposedException or UnauthorizedAccessException or HostException)
        {
            line.Failed!(exception);
            if (!IsConsoleHost || FindObstacleOfStandardError() is null)
                cmdlet.WriteError(consoleError(exception, line.Text));
        }
    }

    // A preference of Stop or Inquire would end the script although the record is written, and a second attempt would
    // double it.
    private void ShowWarning(string text)
    {
        if (IsConsoleHost && FindObstacleOfStandardOutput() is not null)
            return;
        try
        {
            if (IsStopping("WarningPreference", "WarningAction"))
                cmdlet.Host.UI.WriteWarningLine(text);
            else
                cmdlet.WriteWarning(text);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or HostException)
        {
            // The console is gone; the handlers count what they could not do.
        }
    }

    private bool IsStopping(string variable, string parameter)
    {
        object? preference = cmdlet.MyInvocation.BoundParameters.TryGetValue(parameter, out object? given)
            ? given
            : cmdlet.GetVariableValue(variable);
        return LanguagePrimitives.TryConvertTo(preference, out ActionPreference action)
            && action is ActionPreference.Stop or ActionPreference.Inquire;
    }

    private void ShowOnHost(HostLine line)
    {
        PSHostUserInterface screen = cmdlet.Host.UI;
        if (ShowsColours && line.Colour is { } colour)
            screen.WriteLine(colour, screen.RawUI.BackgroundColor, line.Text);
        else
            screen.WriteLine(line.Text);
    }

    private LogLineMessage Message(HostLine line)
    {
        var message = new LogLineMessage { Message = line.Text };
        if (ShowsColours && line.Colour is { } colour)
        {
            message.ForegroundColor = colour;
            // Left out, the host takes black, whatever the terminal has.
            message.BackgroundColor = HostColours.BackgroundOf(cmdlet.Host.UI);
        }

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

    /// <param name="Text">The line, or the warning.</param>
    /// <param name="Colour">The colour of the line; null for the host's own.</param>
    /// <param name="Failed">Counts a line that could not be shown; null for a warning.</param>
    private readonly record struct HostLine(string Text, ConsoleColor? Colour, Action<Exception>? Failed);
}

/// <summary>A line of the log in the information stream.</summary>
internal sealed class LogLineMessage : HostInformationMessage
{
    /// <summary>Whether an object of that stream is such a line: who logs what a stream has must not log it
    /// again.</summary>
    /// <param name="item">The object; null for nothing.</param>
    public static bool IsIn(object? item) =>
        ArgumentValue.Of(item) is InformationRecord record && ArgumentValue.Of(record.MessageData) is LogLineMessage;
}
