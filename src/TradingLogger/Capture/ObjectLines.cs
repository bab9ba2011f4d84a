using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;
using TradingLogging.PowerShell.Arguments;
using TradingLogging.PowerShell.Values;

namespace TradingLogging.PowerShell.Capture;

/// <summary>Shows objects whose text is nothing but the name of their type as the console shows them, line by line, by
/// <c>Out-String</c>.</summary>
internal sealed class ObjectLines : IDisposable
{
    private const string FormatNamespace = "Microsoft.PowerShell.Commands.Internal.Format.";

    // A script may have an Out-String of its own. At a usual width a long value would be broken into lines, and a
    // secret into halves that nobody knows.
    private const string Script = @"Microsoft.PowerShell.Utility\Out-String -Stream -Width 4096";

    private static readonly Regex ColourCodes =
        new(@"\u001b\[[0-9;:?]*[ -/]*[@-~]", RegexOptions.CultureInvariant);

    private SteppablePipeline? _formatter;

    /// <summary>Whether an object has no text of its own that people can read.</summary>
    /// <param name="item">The object.</param>
    /// <param name="text">Its text.</param>
    public static bool Takes(object? item, string text)
    {
        if (item is null || ArgumentValue.Of(item) is string or ValueType or Exception or ErrorRecord)
            return false;
        string type = TypeNameOf(item);
        return type.Length > 0
            && (type.StartsWith(FormatNamespace, StringComparison.Ordinal)
                || text.StartsWith(type, StringComparison.Ordinal)
                || text == $"<{type}>");
    }

    /// <summary>Formats a further object.</summary>
    /// <param name="item">The object.</param>
    /// <returns>The lines that are ready; further ones may come with the next object or at the end.</returns>
    public string[] Add(object item)
    {
        if (_formatter is null)
        {
            _formatter = ScriptBlock.Create(Script).GetSteppablePipeline(CommandOrigin.Internal);
            _formatter.Begin(expectInput: true);
        }

        return Lines(() => _formatter.Process(item));
    }

    /// <summary>Ends the table or list that the objects so far have made.</summary>
    /// <returns>The lines that are left.</returns>
    public string[] End()
    {
        if (_formatter is null)
            return [];
        string[] rest = Lines(() => _formatter.End());
        Dispose();
        return rest;
    }

    /// <summary>Lets go of the formatter, also in the middle of a table.</summary>
    public void Dispose()
    {
        _formatter?.Dispose();
        _formatter = null;
    }

    // A blank line separates tables on a screen; in a log it is a record that says nothing.
    private static string[] Lines(Func<Array> format)
    {
        CultureInfo culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            return
            [
                .. from object? line in format()
                   let text = ColourCodes.Replace(line?.ToString() ?? string.Empty, string.Empty).TrimEnd()
                   where text.Length > 0
                   select text,
            ];
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    private static string TypeNameOf(object item)
    {
        string type = PSObject.AsPSObject(item).TypeNames.FirstOrDefault() ?? string.Empty;
        return type.StartsWith(DeserialisedValue.Prefix, StringComparison.Ordinal)
            ? type.Substring(DeserialisedValue.Prefix.Length)
            : type;
    }
}
