using TradingLogging.Forwarding.Transports.Lines;
using TradingLogging.Text;

namespace TradingLogging.Forwarding.Transports.Otlp;

/// <summary>Writes records as JSON in the form of the OpenTelemetry protocol: names in camel case, 64-bit numbers as
/// texts. A comma follows each part; the last one of a list is taken back.</summary>
/// <param name="buffer">Receives the records.</param>
internal readonly struct OtlpJsonWriter(Utf8Buffer buffer) : IOtlpWriter
{
    private readonly Utf8Buffer _buffer = buffer;

    /// <inheritdoc/>
    public int BeginRecord(ReadOnlySpan<byte> line, long observed)
    {
        int mark = _buffer.Length;
        WriteBody(line, observed);
        return mark;
    }

    /// <inheritdoc/>
    public void EndRecord(int mark, long time, OtlpSeverity severity, ReadOnlySpan<byte> eventName)
    {
        TakeComma();
        _buffer.Write("],\"timeUnixNano\":\""u8);
        NumberText.Write(_buffer, time);
        _buffer.Write("\",\"severityNumber\":"u8);
        NumberText.Write(_buffer, (long)severity.Number);
        _buffer.Write(",\"severityText\":\""u8);
        _buffer.Write(severity.Name);
        if (!eventName.IsEmpty)
        {
            _buffer.Write("\",\"eventName\":\""u8);
            JsonEscapes.Escape(_buffer, eventName);
        }

        _buffer.Write("\"},"u8);
    }

    /// <inheritdoc/>
    public void RestartRecord(int mark, ReadOnlySpan<byte> line, long observed)
    {
        _buffer.Truncate(mark);
        WriteBody(line, observed);
    }

    /// <inheritdoc/>
    public OtlpMark BeginMember(ReadOnlySpan<byte> name, bool isAttribute)
    {
        _buffer.Write("{\"key\":\""u8);
        JsonEscapes.Escape(_buffer, name);
        _buffer.Write("\",\"value\":{"u8);
        return default;
    }

    /// <inheritdoc/>
    public void EndMember(OtlpMark mark) => _buffer.Write("}},"u8);

    /// <inheritdoc/>
    public OtlpMark BeginMap()
    {
        _buffer.Write("\"kvlistValue\":{\"values\":["u8);
        return default;
    }

    /// <inheritdoc/>
    public void EndMap(OtlpMark mark)
    {
        TakeComma();
        _buffer.Write("]}"u8);
    }

    /// <inheritdoc/>
    public OtlpMark BeginList()
    {
        _buffer.Write("\"arrayValue\":{\"values\":["u8);
        return default;
    }

    /// <inheritdoc/>
    public void EndList(OtlpMark mark) => EndMap(mark);

    /// <inheritdoc/>
    public OtlpMark BeginItem()
    {
        _buffer.Write((byte)'{');
        return default;
    }

    /// <inheritdoc/>
    public void EndItem(OtlpMark mark) => _buffer.Write("},"u8);

    /// <inheritdoc/>
    public void Text(ReadOnlySpan<byte> text)
    {
        _buffer.Write("\"stringValue\":\""u8);
        JsonEscapes.Escape(_buffer, text);
        _buffer.Write((byte)'"');
    }

    /// <inheritdoc/>
    public void Whole(long number)
    {
        _buffer.Write("\"intValue\":\""u8);
        NumberText.Write(_buffer, number);
        _buffer.Write((byte)'"');
    }

    /// <inheritdoc/>
    public void Real(double number)
    {
        _buffer.Write("\"doubleValue\":"u8);
        InvariantText.WriteShortest(_buffer, number);
    }

    /// <inheritdoc/>
    public void Truth(bool value) => _buffer.Write(value ? "\"boolValue\":true"u8 : "\"boolValue\":false"u8);

    private void WriteBody(ReadOnlySpan<byte> line, long observed)
    {
        _buffer.Write("{\"observedTimeUnixNano\":\""u8);
        NumberText.Write(_buffer, observed);
        _buffer.Write("\",\"body\":{"u8);
        Text(line);
        _buffer.Write("},\"attributes\":["u8);
    }

    private void TakeComma()
    {
        if (_buffer.Written[_buffer.Length - 1] == ',')
            _buffer.Truncate(_buffer.Length - 1);
    }
}
