namespace TradingLogging.Formatting;

/// <summary>Bytes, written as base64.</summary>
internal sealed class BytesShape(Func<object, ReadOnlyMemory<byte>> toBytes) : ValueShape
{
    private static readonly Dictionary<Type, BytesShape> Known = new()
    {
        [typeof(byte[])] = new(value => (byte[])value),
        [typeof(ArraySegment<byte>)] = new(value => (ArraySegment<byte>)value),
        [typeof(Memory<byte>)] = new(value => (Memory<byte>)value),
        [typeof(ReadOnlyMemory<byte>)] = new(value => (ReadOnlyMemory<byte>)value),
    };

    public static BytesShape? TryFind(Type type) => Known.TryGetValue(type, out BytesShape? shape) ? shape : null;

    public override void Write(JsonLine line, object value) => line.Base64(toBytes(value).Span);
}
