using TradingLogging.Json;
using TradingLogging.Json.Converters;
using TradingLogging.Logging;
using TradingLogging.Masking;
using TradingLogging.Text;

namespace TradingLogging.Formatting;

/// <summary>The members of a context as they stand in lines: without secrets, within the limits, encoded when the scope
/// begins. A member of an inner scope takes the place of the one with its name of an outer scope.</summary>
internal sealed class ContextMembers
{
    private const string Owner = "a context";
    private const int MostMasks = 64;

    private static readonly TradeLineLimits Limits = new();

    private readonly SecretMask _mask;
    private readonly EncodedMember[] _members;
    private readonly bool _isTruncated;
    private ContextMembers? _others;

    private ContextMembers(SecretMask mask, EncodedMember[] members, bool isTruncated)
    {
        _mask = mask;
        _members = members;
        _isTruncated = isTruncated;
    }

    /// <summary>Begins a scope inside the current one.</summary>
    /// <param name="data">A dictionary or any object with members.</param>
    /// <param name="masks">Mask the secrets, each for the lines of one instance.</param>
    /// <param name="owner">Who begins the scope, where that decides who may end it; else null.</param>
    /// <exception cref="ArgumentException"><paramref name="data"/> is a single value or a list.</exception>
    public static LogContext Begin(object data, ReadOnlySpan<SecretMask> masks, object? owner = null)
    {
        object? content = data;
        if (ObjectConverter.Require(ref content, Owner) is null)
            throw ObjectConverter.NoMembers(data, Owner);
        LogContext scope = LogContext.Inside(content!, owner);
        foreach (SecretMask mask in masks)
            Of(scope, mask);
        scope.Resume();
        return scope;
    }

    /// <summary>Writes the members of a context that a line does not have yet.</summary>
    public static void Write(JsonLine line, LogContext context, SecretMask mask)
    {
        ContextMembers encoded = Of(context, mask);
        line.MissingMembers(encoded._members);
        if (encoded._isTruncated)
            line.MarkTruncated();
    }

    // Each instance has a mask of its own, and another one when it is initialised anew.
    private static ContextMembers Of(LogContext context, SecretMask mask)
    {
        var newest = (ContextMembers?)context.Encoded;
        int count = 0;
        for (ContextMembers? known = newest; known is not null; known = known._others)
        {
            if (ReferenceEquals(known._mask, mask))
                return known;
            count++;
        }

        ContextMembers encoded = Encode(context, mask);
        // Those of masks that are gone must not gather.
        encoded._others = count < MostMasks ? newest : null;
        context.Encoded = encoded;
        return encoded;
    }

    private static ContextMembers Encode(LogContext context, SecretMask mask)
    {
        ContextMembers? outer = context.Outer is null ? null : Of(context.Outer, mask);
        List<EncodedMember> members = [.. outer?._members ?? []];
        List<EncodedMember> own = EncodeOwn(context.Data, mask, out bool isTruncated);
        foreach (EncodedMember member in own)
        {
            int index = members.FindIndex(
                other => string.Equals(other.Name, member.Name, StringComparison.OrdinalIgnoreCase));
            if (index < 0)
                members.Add(member);
            else
                members[index] = member;
        }

        return new ContextMembers(mask, [.. members], isTruncated || outer is { _isTruncated: true });
    }

    private static List<EncodedMember> EncodeOwn(object data, SecretMask mask, out bool isTruncated)
    {
        Utf8Buffer buffer = Utf8BufferPool.Rent();
        // A line of its own: it writes names as they are, and a line remembers how names are written.
        var line = new JsonLine(buffer);
        try
        {
            line.Begin(Limits.MaxBytes, Limits.MaxDepth, Limits.MaxNodes, mask, ReservedNames.None);
            line.OpenRoot(data);
            buffer.Write((byte)'{');
            ValueConverter.Of(data).AsObject(data)!.WriteMembers(line, data);
            isTruncated = line.IsTruncated;
            line.CloseRoot(marksTruncation: false);
            return EncodedMember.Read(buffer.Written);
        }
        finally
        {
            line.End();
            Utf8BufferPool.Return(buffer);
        }
    }
}
