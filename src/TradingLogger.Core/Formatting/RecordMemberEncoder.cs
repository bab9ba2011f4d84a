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

    private static readonly SecretMask NoMask = new([], ["*"]);

    // The names of the line with text_format = json, in which these members stand.
    private static readonly ReservedNames Reserved = new(TradeLineFormat.DataPrefix, IsOwn, IsOwn);

    public override RecordMembers Write(
        Utf8Buffer buffer,
        ref string message,
        object? data,
        LogContext? context,
        in MessageOrigin origin)
    {
        int own = WriteObject(buffer, data, context, mask, isOfALine: true, out bool isTruncated);
        int length = buffer.Length;
        int contextStart = context is null ? length - 1 : EndOf(buffer.Written, own);
        if (origin.IsTemplate)
            message = MessageTemplate.Render(message, buffer, contextStart, maxRecordBytes);
        else if (data is not null && (isTruncated || RenderedMessage.HasSecrets(buffer.Written[..contextStart])))
            message = WithoutSecrets(message, origin.Template, data, buffer.Written[..contextStart]);
        ReadOnlySpan<byte> written = buffer.Written;
        // An object without members is two brackets.
        return length == 2
            ? default
            : new RecordMembers(written[..length], contextStart, written[length..], isTruncated);
    }

    public override string WithoutSecrets(string message, string? template, object data)
    {
        Utf8Buffer buffer = Utf8BufferPool.Rent();
        try
        {
            WriteObject(buffer, data, context: null, mask, isOfALine: false, out bool isTruncated);
            return isTruncated || RenderedMessage.HasSecrets(buffer.Written)
                ? WithoutSecrets(message, template, data, buffer.Written)
                : message;
        }
        finally
        {
            Utf8BufferPool.Return(buffer);
        }
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

    private string WithoutSecrets(string message, string? template, object data, ReadOnlySpan<byte> masked)
    {
        Utf8Buffer buffer = Utf8BufferPool.Rent();
        try
        {
            WriteObject(buffer, data, context: null, NoMask, isOfALine: false, out _);
            return new RenderedMessage(masked, buffer.Written, mask).WithoutSecrets(message, template, data);
        }
        finally
        {
            Utf8BufferPool.Return(buffer);
        }
    }

    private int WriteObject(
        Utf8Buffer buffer,
        object? data,
        LogContext? context,
        SecretMask names,
        bool isOfALine,
        out bool isTruncated)
    {
        ObjectConverter? converter = ObjectConverter.Require(ref data, Owner);
        LineTools tools = LineTools.Rent(buffer);
        JsonLine line = tools.Members;
        try
        {
            line.Begin(maxRecordBytes / 2, Limits.MaxDepth, Limits.MaxNodes, names, Reserved);
            line.OpenRoot(data, hasMembers: false);
            buffer.Write((byte)'{');
            converter?.WriteMembers(line, data!);
            if (isOfALine)
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
