using TradingLogging.Json;
using TradingLogging.Masking;
using TradingLogging.Text;

namespace TradingLogging.Formatting;

/// <summary>Writes the opening of a trade line: timestamp and action. Within a second only six digits of the timestamp
/// change, and a program has few actions. So the other bytes are kept and copied. Not thread-safe.</summary>
internal sealed class TradeLineOpening
{
    private const int FractionDigits = 6;
    private const int LongestOpening = 80;
    private const int TicksPerMicrosecond = 10;

    // Action and times are not cut to make room for data. Only an action of absurd length is cut.
    private const int LongestAction = 1024;

    private readonly Utf8Buffer _opening = new();
    private readonly EncodedNames _actions = new();
    private long _second = -1;
    private TimeSpan _offset;
    private TimestampForm _form;
    private int _fractionIndex;
    private SecretMask? _mask;

    private static ReadOnlySpan<byte> AfterTime => "\", \"action\": "u8;

    /// <summary>Writes <c>{"timestamp": "…", "action": "…"</c>.</summary>
    /// <returns>Whether the whole action was written.</returns>
    public bool TryWrite(
        Utf8Buffer buffer,
        DateTimeOffset timestamp,
        TimestampForm form,
        string action,
        SecretMask mask)
    {
        buffer.Advance(Stamp(buffer.GetSpan(LongestOpening), timestamp, form));
        if (!ReferenceEquals(_mask, mask))
            Use(mask);
        if (_actions.TryWrite(buffer, action))
            return true;
        int start = buffer.Length;
        if (!JsonStringWriter.TryWrite(buffer, mask.Apply(action).AsSpan(), start + LongestAction))
            return false;
        _actions.Remember(action, buffer.Written.Slice(start));
        return true;
    }

    /// <summary>Writes the timestamp over that of a finished line; its length does not depend on the moment.</summary>
    /// <returns>The length of the opening up to the action.</returns>
    public int Stamp(Span<byte> target, DateTimeOffset timestamp, TimestampForm form)
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

    private void Use(SecretMask mask)
    {
        _mask = mask;
        _actions.Clear();
    }

    private void KeepOpening(DateTimeOffset timestamp, TimestampForm form, long second)
    {
        (_second, _offset, _form) = (second, timestamp.Offset, form);
        _opening.Clear();
        _opening.Write(TradeLineFormat.Opening);
        TimestampWriter.Write(_opening, timestamp, form);
        _fractionIndex = _opening.Written.IndexOf((byte)'.') + 1;
        _opening.Write(AfterTime);
    }
}
