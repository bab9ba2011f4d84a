using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using TradingLogging.Text;

namespace TradingLogging.Forwarding.Transports.Otlp;

/// <summary>Writes records as protobuf. The length of a part stands before it and is not known then: one byte is kept
/// free for it, two for a record, and the part is moved in the rare case that this does not do.</summary>
/// <param name="buffer">Receives the records.</param>
internal readonly struct OtlpProtobufWriter(Utf8Buffer buffer) : IOtlpWriter
{
    private const int LongestVarint = 10;
    private const int RecordLengthSize = 2;

    private readonly Utf8Buffer _buffer = buffer;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int BeginRecord(ReadOnlySpan<byte> line, long observed)
    {
        _buffer.Write(OtlpFields.LogRecord);
        int mark = _buffer.Length;
        _buffer.GetSpan(RecordLengthSize);
        _buffer.Advance(RecordLengthSize);
        WriteBody(line, observed);
        return mark;
    }

    /// <inheritdoc/>
    public void EndRecord(int mark, long time, OtlpSeverity severity, ReadOnlySpan<byte> eventName)
    {
        Fixed(OtlpFields.Time, (ulong)time);
        _buffer.Write(OtlpFields.SeverityNumber);
        _buffer.Write(severity.Number);
        Bytes(OtlpFields.SeverityText, severity.Name);
        if (!eventName.IsEmpty)
            Bytes(OtlpFields.EventName, eventName);
        End(mark, RecordLengthSize);
    }

    /// <inheritdoc/>
    public void RestartRecord(int mark, ReadOnlySpan<byte> line, long observed)
    {
        _buffer.Truncate(mark + RecordLengthSize);
        WriteBody(line, observed);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public OtlpMark BeginMember(ReadOnlySpan<byte> name, bool isAttribute)
    {
        int outer = Begin(isAttribute ? OtlpFields.Attribute : OtlpFields.MapEntry);
        Bytes(OtlpFields.Key, name);
        return new OtlpMark(outer, Begin(OtlpFields.Value));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void EndMember(OtlpMark mark)
    {
        End(mark.Inner, 1);
        End(mark.Outer, 1);
    }

    /// <inheritdoc/>
    public OtlpMark BeginMap() => new(Begin(OtlpFields.MapValue), 0);

    /// <inheritdoc/>
    public void EndMap(OtlpMark mark) => End(mark.Outer, 1);

    /// <inheritdoc/>
    public OtlpMark BeginList() => new(Begin(OtlpFields.ListValue), 0);

    /// <inheritdoc/>
    public void EndList(OtlpMark mark) => End(mark.Outer, 1);

    /// <inheritdoc/>
    public OtlpMark BeginItem() => new(Begin(OtlpFields.Item), 0);

    /// <inheritdoc/>
    public void EndItem(OtlpMark mark) => End(mark.Outer, 1);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Text(ReadOnlySpan<byte> text) => Bytes(OtlpFields.TextValue, text);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Whole(long number)
    {
        Span<byte> target = _buffer.GetSpan(LongestVarint + 1);
        target[0] = OtlpFields.WholeValue;
        _buffer.Advance(1 + Varint(target.Slice(1), (ulong)number));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Real(double number) => Fixed(OtlpFields.RealValue, (ulong)BitConverter.DoubleToInt64Bits(number));

    /// <inheritdoc/>
    public void Truth(bool value)
    {
        _buffer.Write(OtlpFields.TruthValue);
        _buffer.Write(value ? (byte)1 : (byte)0);
    }

    /// <summary>Writes a number in the form of protobuf.</summary>
    /// <returns>The number of bytes that were written.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Varint(Span<byte> target, ulong value)
    {
        int length = 0;
        for (; value >= 0x80; value >>= 7)
            target[length++] = (byte)(value | 0x80);
        target[length++] = (byte)value;
        return length;
    }

    private void WriteBody(ReadOnlySpan<byte> line, long observed)
    {
        Fixed(OtlpFields.ObservedTime, (ulong)observed);
        int value = Begin(OtlpFields.Body);
        Bytes(OtlpFields.TextValue, line);
        End(value, 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Fixed(byte field, ulong value)
    {
        Span<byte> target = _buffer.GetSpan(1 + sizeof(ulong));
        target[0] = field;
        BinaryPrimitives.WriteUInt64LittleEndian(target.Slice(1), value);
        _buffer.Advance(1 + sizeof(ulong));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Bytes(byte field, ReadOnlySpan<byte> bytes)
    {
        Span<byte> target = _buffer.GetSpan(bytes.Length + LongestVarint + 1);
        target[0] = field;
        int length = 1 + Varint(target.Slice(1), (ulong)bytes.Length);
        bytes.CopyTo(target.Slice(length));
        _buffer.Advance(length + bytes.Length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Begin(byte field)
    {
        Span<byte> target = _buffer.GetSpan(2);
        target[0] = field;
        _buffer.Advance(2);
        return _buffer.Length - 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void End(int mark, int size)
    {
        int length = _buffer.Length - mark - size;
        if (size == 1 && length < 0x80)
            _buffer.WrittenForChange[mark] = (byte)length;
        else
            EndLong(mark, size, length);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void EndLong(int mark, int size, int length)
    {
        Span<byte> varint = stackalloc byte[LongestVarint];
        int needed = Varint(varint, (ulong)length);
        if (needed > size)
        {
            _buffer.GetSpan(needed - size);
            _buffer.Advance(needed - size);
        }

        Span<byte> part = _buffer.WrittenForChange.Slice(mark);
        if (needed != size)
            part.Slice(size, length).CopyTo(part.Slice(needed));
        varint.Slice(0, needed).CopyTo(part);
        _buffer.Truncate(mark + needed + length);
    }
}

/// <summary>The keys of the fields, as <c>opentelemetry/proto</c> numbers them: the number times 8, and 0 for a varint,
/// 1 for 8 bytes, 2 for a part with its length before it.</summary>
internal static class OtlpFields
{
    public const byte ResourceLogs = (1 << 3) | 2;
    public const byte Resource = (1 << 3) | 2;
    public const byte ResourceAttribute = (1 << 3) | 2;
    public const byte ScopeLogs = (2 << 3) | 2;
    public const byte Scope = (1 << 3) | 2;
    public const byte ScopeName = (1 << 3) | 2;
    public const byte LogRecord = (2 << 3) | 2;

    public const byte Time = (1 << 3) | 1;
    public const byte SeverityNumber = 2 << 3;
    public const byte SeverityText = (3 << 3) | 2;
    public const byte Body = (5 << 3) | 2;
    public const byte Attribute = (6 << 3) | 2;
    public const byte ObservedTime = (11 << 3) | 1;
    public const byte EventName = (12 << 3) | 2;

    public const byte Key = (1 << 3) | 2;
    public const byte Value = (2 << 3) | 2;
    public const byte MapEntry = (1 << 3) | 2;
    public const byte Item = (1 << 3) | 2;

    public const byte TextValue = (1 << 3) | 2;
    public const byte TruthValue = 2 << 3;
    public const byte WholeValue = 3 << 3;
    public const byte RealValue = (4 << 3) | 1;
    public const byte ListValue = (5 << 3) | 2;
    public const byte MapValue = (6 << 3) | 2;
}
