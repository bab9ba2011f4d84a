using System.Numerics;
using System.Runtime.CompilerServices;
using TradingLogging.Json.Converters;
using TradingLogging.Text;

namespace TradingLogging.Json;

/// <summary>Writes one value: what is simple at once, all else by the shape of its type.</summary>
internal static class JsonValueWriter
{
    /// <summary>Writes a value of a type that is known when the code is compiled, so that a number is never boxed.</summary>
    /// <remarks>For a value type the comparisons are decided by the JIT and one branch is left.</remarks>
    public static void Write<T>(JsonLine line, T value)
    {
        if (typeof(T) == typeof(decimal))
            JsonNumberWriter.Write(line.Buffer, (decimal)(object)value!);
        else if (typeof(T) == typeof(double))
            JsonNumberWriter.Write(line.Buffer, (double)(object)value!);
        else if (typeof(T) == typeof(int))
            NumberText.Write(line.Buffer, (int)(object)value!);
        else if (typeof(T) == typeof(long))
            NumberText.Write(line.Buffer, (long)(object)value!);
        else if (typeof(T) == typeof(bool))
            WriteBoolean(line.Buffer, (bool)(object)value!);
        else if (typeof(T) == typeof(DateTime))
            WriteDateTime(line.Buffer, (DateTime)(object)value!);
        else if (typeof(T) == typeof(DateTimeOffset))
            WriteDateTime(line.Buffer, (DateTimeOffset)(object)value!);
        else
            WriteBoxed(line, value);
    }

    /// <summary>Writes nothing as JSON has it.</summary>
    public static void WriteNull(Utf8Buffer buffer) => buffer.Write("null"u8);

    /// <summary>Writes an object that is none of the simple values.</summary>
    public static void WriteObject(JsonLine line, object value)
    {
        object? content = ValueConverter.Unwrap(value);
        if (ReferenceEquals(content, value) || !TryWriteSimple(line, content))
            ValueConverter.Of(content!).Write(line, content!);
    }

    /// <summary>Writes a number, a time or another value of fixed size.</summary>
    /// <returns>Whether the value is one.</returns>
    public static bool TryWriteFixed(Utf8Buffer buffer, object value) =>
        TryWriteCommon(buffer, value) || TryWriteRare(buffer, value) || RuntimeValues.TryWrite(buffer, value);

    private static void WriteBoxed(JsonLine line, object? value)
    {
        if (!TryWriteSimple(line, value))
            line.Guarded(value!);
    }

    private static bool TryWriteSimple(JsonLine line, object? value)
    {
        switch (value)
        {
            case string text: line.Text(text); return true;
            case null: WriteNull(line.Buffer); return true;
            case char letter: line.Text([letter]); return true;
            case BigInteger number: WriteBigInteger(line, number); return true;
            default: return TryWriteFixed(line.Buffer, value);
        }
    }

    private static bool TryWriteCommon(Utf8Buffer buffer, object value)
    {
        switch (value)
        {
            case double number: JsonNumberWriter.Write(buffer, number); return true;
            case int number: NumberText.Write(buffer, number); return true;
            case decimal number: JsonNumberWriter.Write(buffer, number); return true;
            case long number: NumberText.Write(buffer, number); return true;
            case bool flag: WriteBoolean(buffer, flag); return true;
            case DateTime time: WriteDateTime(buffer, time); return true;
            case DateTimeOffset time: WriteDateTime(buffer, time); return true;
            default: return false;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryWriteRare(Utf8Buffer buffer, object value)
    {
        switch (value)
        {
            case float number: JsonNumberWriter.Write(buffer, number); return true;
            case byte number: NumberText.Write(buffer, number); return true;
            case sbyte number: NumberText.Write(buffer, number); return true;
            case short number: NumberText.Write(buffer, number); return true;
            case ushort number: NumberText.Write(buffer, number); return true;
            case uint number: NumberText.Write(buffer, number); return true;
            case ulong number: NumberText.Write(buffer, number); return true;
            case nint number: NumberText.Write(buffer, (long)number); return true;
            case nuint number: NumberText.Write(buffer, (ulong)number); return true;
            case Guid guid: WriteQuoted(buffer, guid, "D"); return true;
            case TimeSpan span: WriteQuoted(buffer, span, "c"); return true;
            default: return false;
        }
    }

    private static void WriteBoolean(Utf8Buffer buffer, bool value) => buffer.Write(value ? "true"u8 : "false"u8);

    private static void WriteBigInteger(JsonLine line, BigInteger value)
    {
        if (!JsonNumberWriter.TryWrite(line.Buffer, value))
            line.MarkTruncated();
    }

    private static void WriteDateTime(Utf8Buffer buffer, DateTime value)
    {
        buffer.Write((byte)'"');
        IsoTimeWriter.Write(buffer, value);
        buffer.Write((byte)'"');
    }

    private static void WriteDateTime(Utf8Buffer buffer, DateTimeOffset value)
    {
        buffer.Write((byte)'"');
        IsoTimeWriter.Write(buffer, value);
        buffer.Write((byte)'"');
    }

    private static void WriteQuoted(Utf8Buffer buffer, Guid value, string format)
    {
        buffer.Write((byte)'"');
        InvariantText.Write(buffer, value, format);
        buffer.Write((byte)'"');
    }

    private static void WriteQuoted(Utf8Buffer buffer, TimeSpan value, string format)
    {
        buffer.Write((byte)'"');
        InvariantText.Write(buffer, value, format);
        buffer.Write((byte)'"');
    }
}
