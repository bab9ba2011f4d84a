using TradingLogging.Json;
using TradingLogging.Masking;
using TradingLogging.Text;

namespace TradingLogging.Formatting;

/// <summary>The beginning of a trade line: timestamp and action. Within a second only six digits of the timestamp change, and
/// few actions come again and again: what stays is kept as bytes and copied.</summary>
/// <remarks>Measured on an event of five members, together with <see cref="NumberText"/> and decimals by
/// <see cref="ShortDecimal"/>: 0.07 x the cost of one write(2) less.</remarks>
internal sealed class LineEnvelope
{
    private const int FractionDigits = 6;
    private const int LongestOpening = 80;
    private const int TicksPerMicrosecond = 10;

    // The action and the times are always there whole; only an absurd action is cut.
    private const int LongestAction = 1024;

    private readonly Utf8Buffer _opening = new();
    private readonly EncodedNames _actions = new();
    private long _second = -1;
    private TimeSpan _offset;
    private TimestampForm _form;
    private int _fractionIndex;

    private static ReadOnlySpan<byte> AfterTime => "\", \"action\": "u8;

    /// <summary>Writes <c>{"timestamp": "…", "action": "…"</c>.</summary>
    /// <returns>Whether the whole action was written.</returns>
    public bool TryWrite(Utf8Buffer buffer, DateTimeOffset timestamp, TimestampForm form, string action, SecretMask mask)
    {
        WriteOpening(buffer, timestamp, form);
        if (_actions.TryWrite(buffer, action))
            return true;
        int start = buffer.Length;
        if (!JsonStringWriter.TryWrite(buffer, mask.Apply(action).AsSpan(), start + LongestAction))
            return false;
        _actions.Remember(action, buffer.Written.Slice(start));
        return true;
    }

    /// <summary>Forgets how actions were written.</summary>
    public void ForgetActions() => _actions.Clear();

    /// <summary>Writes the timestamp over that of a finished line; its length does not depend on the moment.</summary>
    public void Stamp(Span<byte> line, DateTimeOffset timestamp, TimestampForm form) => CopyOpening(line, timestamp, form);

    private void WriteOpening(Utf8Buffer buffer, DateTimeOffset timestamp, TimestampForm form) =>
        buffer.Advance(CopyOpening(buffer.GetSpan(LongestOpening), timestamp, form));

    private int CopyOpening(Span<byte> target, DateTimeOffset timestamp, TimestampForm form)
    {
        long ticks = form == TimestampForm.Utc ? timestamp.UtcTicks : timestamp.Ticks;
        long second = ticks / TimeSpan.TicksPerSecond;
        if (second != _second || form != _form || timestamp.Offset != _offset)
            KeepOpening(timestamp, form, second);
        ReadOnlySpan<byte> opening = _opening.Written;
        opening.CopyTo(target);
        int microseconds = (int)(ticks - (second * TimeSpan.TicksPerSecond)) / TicksPerMicrosecond;
        NumberText.Write(target.Slice(_fractionIndex, FractionDigits), (uint)microseconds);
        return opening.Length;
    }

    private void KeepOpening(DateTimeOffset timestamp, TimestampForm form, long second)
    {
        (_second, _offset, _form) = (second, timestamp.Offset, form);
        _opening.Clear();
        _opening.Write(TradeLineFormat.Opening);
        IsoTimeWriter.WriteTimestamp(_opening, timestamp, form);
        _fractionIndex = _opening.Written.IndexOf((byte)'.') + 1;
        _opening.Write(AfterTime);
    }
}
