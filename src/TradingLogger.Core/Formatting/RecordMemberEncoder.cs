using TradingLogging.Json;
using TradingLogging.Json.Converters;
using TradingLogging.Logging;
using TradingLogging.Masking;
using TradingLogging.Text;

namespace TradingLogging.Formatting;

/// <summary>Writes the members of text messages as JSON, without their secrets and within the limits, before any
/// handler gets them, and the messages of templates.</summary>
/// <param name="mask">Masks the secrets.</param>
/// <param name="maxRecordBytes">The longest line; the members have half of it.</param>
internal sealed class RecordMemberEncoder(SecretMask mask, int maxRecordBytes) : RecordMemberWriter
{
    private const string Owner = "a message";

    private static readonly string[] OwnNames =
        ["timestamp", "level", "logger", "line", "message", "event", "error", TradeLineFormat.Truncated];

    private static readonly TradeLineLimits Limits = new();

    // The names of the line with text_format = json, in which these members stand.
    private static readonly ReservedNames Reserved = new(TradeLineFormat.DataPrefix, IsOwn, IsOwn);

    public override void Require(object data)
    {
        object? content = data;
        ObjectConverter.Require(ref content, Owner);
    }

    public override RecordMembers Write(
        Utf8Buffer buffer,
        ref string message,
        object? data,
        LogContext? context,
        bool isTemplate)
    {
        int own = WriteObject(buffer, data, context, out bool isTruncated);
        int length = buffer.Length;
        int contextStart = context is null ? length - 1 : EndOf(buffer.Written, own);
        if (isTemplate)
            message = MessageTemplate.Render(message, buffer, contextStart, maxRecordBytes);
        ReadOnlySpan<byte> written = buffer.Written;
        // An object without members is two brackets.
        return length == 2
            ? default
            : new RecordMembers(written[..length], contextStart, written[length..], isTruncated);
    }

    private static bool IsOwn(string name)
    {
        foreach (string own in OwnNames)
        {
            if (TradeLineFormat.Same(name, own))
                return true;
        }

        return false;
    }

    // The number of members that are the caller's own. Their end is known when the object is closed: closing may mask a
    // value.
    private static int EndOf(ReadOnlySpan<byte> json, int members)
    {
        var scan = new MemberScan(json);
        while (members-- > 0)
            scan.TryNext();
        return scan.End;
    }

    private static int Count(ReadOnlySpan<byte> json)
    {
        int count = 0;
        var scan = new MemberScan(json);
        while (scan.TryNext())
            count++;
        return count;
    }

    private static void Warn(List<RenamedMember>? renamed)
    {
        if (renamed is not null)
            HostOutput.Warn("Log record", TradeLineWarning.Describe(new TradeLineNotes(renamed, IsTruncated: false)));
    }

    private int WriteObject(Utf8Buffer buffer, object? data, LogContext? context, out bool isTruncated)
    {
        ObjectConverter? converter = ObjectConverter.Require(ref data, Owner);
        LineTools tools = LineTools.Rent(buffer);
        JsonLine line = tools.Members;
        try
        {
            line.Begin(maxRecordBytes / 2, Limits.MaxDepth, Limits.MaxNodes, mask, Reserved);
            line.OpenRoot(data, hasMembers: false);
            buffer.Write((byte)'{');
            converter?.WriteMembers(line, data!);
            Warn(line.RenamedMembers);
            int own = context is null || converter is null ? 0 : Count(buffer.Written);
            if (context is not null)
                ContextMembers.Write(line, context, mask);
            line.CloseRoot(marksTruncation: false);
            isTruncated = line.IsTruncated;
            return own;
        }
        finally
        {
            tools.Return(line);
        }
    }
}
