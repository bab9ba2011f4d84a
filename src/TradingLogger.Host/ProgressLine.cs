using System.Globalization;
using System.Management.Automation;

namespace TradingLogging.ScriptHost;

/// <summary>The progress of a script as one line at the terminal's bottom; nothing at all in a file or a pipe.</summary>
/// <param name="stream">The stream to show it on.</param>
internal sealed class ProgressLine(ConsoleStream stream)
{
    private const string EraseLine = "\r\e[K";

    private bool _isShown;

    /// <summary>Shows a record in place of the one before, or takes the line away when the activity is complete.</summary>
    /// <param name="record">What the script reports.</param>
    /// <param name="width">The terminal's width in characters.</param>
    public void Show(ProgressRecord record, int width)
    {
        if (!stream.Colours)
            return;

        Clear();
        if (record.RecordType == ProgressRecordType.Completed)
            return;

        var text = Text(record).ReplaceLineEndings(" ");
        // One column stays free, or the terminal would wrap and the line could not be erased.
        stream.Write(text[..Math.Min(text.Length, width - 1)]);
        _isShown = true;
    }

    /// <summary>Takes the line away before something else is written.</summary>
    public void Clear()
    {
        if (!_isShown)
            return;

        stream.Write(EraseLine);
        _isShown = false;
    }

    private static string Text(ProgressRecord record)
    {
        var percent = record.PercentComplete < 0
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $" {record.PercentComplete}%");
        return $"{record.Activity}: {record.StatusDescription}{percent}";
    }
}
