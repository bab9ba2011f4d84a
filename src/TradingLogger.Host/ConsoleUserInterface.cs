using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace TradingLogging.ScriptHost;

/// <summary>Shows the streams where pwsh shows them: errors and progress on stderr, the others on stdout.</summary>
/// <param name="output">The standard output.</param>
/// <param name="error">The standard error.</param>
internal sealed class ConsoleUserInterface(ConsoleStream output, ConsoleStream error) : PSHostUserInterface
{
    private readonly Lock _lock = new();
    private readonly ConsoleRawUserInterface _rawUI = new();
    private readonly ProgressLine _progress = new(error);
    private ConsoleStream _output = output;

    /// <inheritdoc/>
    public override PSHostRawUserInterface RawUI => _rawUI;

    /// <summary>Whether the engine's views are coloured; each stream takes out what it does not show.</summary>
    public override bool SupportsVirtualTerminal => _output.Colours || error.Colours;

    /// <summary>From now on shows on stderr what would go to stdout.</summary>
    public void SendOutputToErrors() => _output = error;

    /// <inheritdoc/>
    public override void Write(string value) => Show(_output, value);

    /// <inheritdoc/>
    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        Show(_output, TerminalColours.Paint(value, foregroundColor, backgroundColor));

    /// <inheritdoc/>
    public override void WriteLine(string value) => ShowLine(_output, value);

    /// <inheritdoc/>
    public override void WriteLine(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        ShowLine(_output, TerminalColours.Paint(value, foregroundColor, backgroundColor));

    /// <inheritdoc/>
    public override void WriteErrorLine(string value) => ShowLine(error, value);

    /// <inheritdoc/>
    public override void WriteWarningLine(string message) => ShowNotice("WARNING: ", message);

    /// <inheritdoc/>
    public override void WriteVerboseLine(string message) => ShowNotice("VERBOSE: ", message);

    /// <inheritdoc/>
    public override void WriteDebugLine(string message) => ShowNotice("DEBUG: ", message);

    /// <inheritdoc/>
    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        lock (_lock)
            _progress.Show(record, _rawUI.WindowSize.Width);
    }

    /// <inheritdoc/>
    public override string ReadLine() => throw NotInteractive.Exception();

    /// <inheritdoc/>
    public override SecureString ReadLineAsSecureString() => throw NotInteractive.Exception();

    /// <inheritdoc/>
    public override Dictionary<string, PSObject> Prompt(
        string caption, string message, Collection<FieldDescription> descriptions) => throw NotInteractive.Exception();

    /// <inheritdoc/>
    public override int PromptForChoice(
        string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
        throw NotInteractive.Exception();

    /// <inheritdoc/>
    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        throw NotInteractive.Exception();

    /// <inheritdoc/>
    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options) => throw NotInteractive.Exception();

    private void ShowNotice(string prefix, string message) =>
        ShowLine(_output, TerminalColours.Paint(prefix + message, TerminalColours.Notice));

    private void ShowLine(ConsoleStream stream, string text) => Show(stream, text + Environment.NewLine);

    private void Show(ConsoleStream stream, string text)
    {
        lock (_lock)
        {
            _progress.Clear();
            stream.Write(text);
        }
    }
}
