using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Benchmarks.Contenders;

/// <summary>What a program could write for this very event and nothing else: no levels, no rotation, one process, no
/// other content.</summary>
internal abstract class LowerBound : Contender
{
    private readonly object _gate = new();
    private AppendHandle? _handle;

    public override void Open(string directory) =>
        _handle = PlatformFiles.Current.OpenForAppend(Path.Combine(directory, "bound.log"));

    public override void Log()
    {
        lock (_gate)
            _handle!.Write(Format(DateTimeOffset.Now));
    }

    public override void Dispose() => _handle?.Dispose();

    protected abstract ReadOnlySpan<byte> Format(DateTimeOffset timestamp);
}

/// <summary>The line put together by hand.</summary>
internal sealed class HandWritten : LowerBound
{
    private readonly byte[] _line = new byte[512];

    public override string Name => "hand-written UTF-8, lock, one write (a lower bound)";

    protected override ReadOnlySpan<byte> Format(DateTimeOffset timestamp)
    {
        SampleEvent data = SampleEvent.Instance;
        Span<byte> rest = _line;
        Add(ref rest, "{\"timestamp\": \""u8);
        Add(ref rest, timestamp, "yyyy-MM-ddTHH:mm:ss.ffffffzzz");
        Add(ref rest, "\", \"action\": \"ORDER_FILLED\", \"symbol\": \""u8);
        Add(ref rest, data.Symbol);
        Add(ref rest, "\", \"side\": \""u8);
        Add(ref rest, data.Side);
        Add(ref rest, "\", \"quantity\": "u8);
        Add(ref rest, data.Quantity, default);
        Add(ref rest, ", \"price\": "u8);
        Add(ref rest, data.Price, "F1");
        Add(ref rest, ", \"order_id\": "u8);
        Add(ref rest, data.OrderId, default);
        Add(ref rest, "}\n"u8);
        return _line.AsSpan(0, _line.Length - rest.Length);
    }

    private static void Add(ref Span<byte> rest, ReadOnlySpan<byte> text)
    {
        text.CopyTo(rest);
        rest = rest[text.Length..];
    }

    private static void Add(ref Span<byte> rest, string text) => rest = rest[Encoding.ASCII.GetBytes(text, rest)..];

    private static void Add<T>(ref Span<byte> rest, T value, string? format)
        where T : IUtf8SpanFormattable
    {
        value.TryFormat(rest, out int length, format, CultureInfo.InvariantCulture);
        rest = rest[length..];
    }
}

/// <summary>The line written by System.Text.Json.</summary>
internal sealed class Utf8Json : LowerBound
{
    private readonly ArrayBufferWriter<byte> _line = new(512);
    private readonly Utf8JsonWriter _writer;

    public Utf8Json() => _writer = new Utf8JsonWriter(_line);

    public override string Name => "Utf8JsonWriter, lock, one write (a lower bound)";

    public override void Dispose()
    {
        _writer.Dispose();
        base.Dispose();
    }

    protected override ReadOnlySpan<byte> Format(DateTimeOffset timestamp)
    {
        SampleEvent data = SampleEvent.Instance;
        _line.ResetWrittenCount();
        _writer.Reset();
        _writer.WriteStartObject();
        _writer.WriteString("timestamp"u8, timestamp);
        _writer.WriteString("action"u8, SampleEvent.Action);
        _writer.WriteString("symbol"u8, data.Symbol);
        _writer.WriteString("side"u8, data.Side);
        _writer.WriteNumber("quantity"u8, data.Quantity);
        _writer.WriteNumber("price"u8, data.Price);
        _writer.WriteNumber("order_id"u8, data.OrderId);
        _writer.WriteEndObject();
        _writer.Flush();
        _line.Write("\n"u8);
        return _line.WrittenSpan;
    }
}
