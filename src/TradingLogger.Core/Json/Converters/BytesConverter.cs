namespace TradingLogging.Json.Converters;

/// <summary>Bytes, written as base64.</summary>
internal sealed class BytesConverter(Func<object, ReadOnlyMemory<byte>> toBytes) : ValueConverter
{
    private static readonly Dictionary<Type, BytesConverter> Known = new()
    {
        [typeof(byte[])] = new(value => (byte[])value),
        [typeof(ArraySegment<byte>)] = new(value => (ArraySegment<byte>)value),
        [typeof(Memory<byte>)] = new(value => (Memory<byte>)value),
        [typeof(ReadOnlyMemory<byte>)] = new(value => (ReadOnlyMemory<byte>)value),
    };

    public static BytesConverter? TryFind(Type type) => Known.TryGetValue(type, out BytesConverter? shape) ? shape : null;

    public override void Write(JsonLine line, object value) => line.Base64(toBytes(value).Span);
}
