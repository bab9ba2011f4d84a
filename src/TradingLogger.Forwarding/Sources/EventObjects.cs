using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Unicode;
using TradingLogging.Reading;
using TradingLogging.Reading.Parsing;
using TradingLogging.Text;

namespace TradingLogging.Forwarding.Sources;

/// <summary>Finds the JSON objects of a line. A line normally is one. It has more when the writer of an earlier one
/// died before its line feed, and none when it is damaged. Not thread-safe.</summary>
internal sealed class EventObjects
{
    private const int DeepestObject = 1000;

    private readonly TradeLineScanner _scanner = new(new TradeQuery()) { MakesTexts = false };

    /// <summary>Whether a line is one object and nothing else.</summary>
    public bool IsOne(ReadOnlySpan<byte> line) =>
        line.Length > 0 && line[0] == '{'
        && TryMeasure(LoneSurrogates.Replace(line), out int end, out _) && IsBlank(line[end..]);

    /// <summary>The timestamp of a line; null when it is no event.</summary>
    public DateTimeOffset? TimeOf(ReadOnlySpan<byte> line) =>
        TryScan(LoneSurrogates.Replace(line), out TradeLine scanned) ? scanned.Timestamp : null;

    /// <summary>Finds the next object of a line that is not one object alone.</summary>
    /// <param name="line">The line without halves of surrogate pairs.</param>
    /// <param name="index">Where to begin.</param>
    /// <param name="part">What was found.</param>
    /// <returns>False at the end of the line.</returns>
    public bool TryNext(ReadOnlySpan<byte> line, int index, out EventPart part)
    {
        int start = PlainJson.SkipSpace(line, index);
        part = default;
        if (start == line.Length)
            return false;
        if (TryMeasure(line[start..], out int length, out string? reason))
        {
            part = new EventPart(start, start + length, null);
            return true;
        }

        int end = start;
        do
            end = TradeLineParser.NextStart(line, end);
        while (end < line.Length && !IsEventAt(line, end));
        part = new EventPart(start, end, reason);
        return true;
    }

    private bool IsEventAt(ReadOnlySpan<byte> line, int start) =>
        TryMeasure(line[start..], out int length, out _) && !TradeLineParser.IsValue(line, start, start + length);

    private static bool IsBlank(ReadOnlySpan<byte> text) => PlainJson.SkipSpace(text, 0) == text.Length;

    // The scanner knows the lines that the writer makes; any other object is read as JSON.
    private bool TryMeasure(ReadOnlySpan<byte> json, out int length, [NotNullWhen(false)] out string? reason)
    {
        length = 0;
        reason = null;
        if (json[0] != '{')
            reason = "It is no JSON object: it does not begin with {.";
        else if (TryScan(json, out TradeLine line))
            length = line.End;
        else
            reason = Measure(json, out length);
        return reason is null;
    }

    // Whatever a reader thinks of a line, it must not keep the others waiting.
    private bool TryScan(ReadOnlySpan<byte> json, out TradeLine line)
    {
        try
        {
            return _scanner.TryScan(json, out line, out _);
        }
        catch (Exception exception) when (IsOfLine(exception))
        {
            line = default;
            return false;
        }
    }

    private static bool IsOfLine(Exception exception) =>
        exception is not (IOException or OutOfMemoryException or OperationCanceledException);

    private static string? Measure(ReadOnlySpan<byte> json, out int length)
    {
        length = 0;
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = DeepestObject });
        try
        {
            reader.Read();
            while (reader.CurrentDepth > 0 || reader.TokenType == JsonTokenType.StartObject)
            {
                if (!reader.Read())
                    break;
            }
        }
        catch (JsonException exception)
        {
            return FormattableString.Invariant(
                $"It is no whole JSON object: it breaks at byte {exception.BytePositionInLine + 1}.");
        }
        catch (Exception exception) when (IsOfLine(exception))
        {
            return "It cannot be read as JSON.";
        }

        length = (int)reader.BytesConsumed;
        return Utf8.IsValid(json[..length]) ? null : "It is not valid UTF-8.";
    }
}

/// <summary>A part of a line.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it has ended.</param>
/// <param name="Reason">What is wrong with it; null when it is an object.</param>
internal readonly record struct EventPart(int Start, int End, string? Reason);
