using TradingLogging.Text;

namespace TradingLogging.Json.Converters;

/// <summary>Numbers, times and other values of fixed size. They run none of the caller's code, hold no secret and are
/// never cut.</summary>
internal abstract class ScalarConverter : ValueConverter
{
    /// <summary>Writes the value.</summary>
    public abstract void Write(Utf8Buffer buffer, object value);

    public sealed override void Write(JsonLine line, object value) => Write(line.Buffer, value);
}

/// <summary>The converter of one type of fixed size.</summary>
/// <param name="write">Writes a value.</param>
/// <param name="isQuoted">Whether the value is written in quotes.</param>
internal sealed class ScalarConverter<T>(Action<Utf8Buffer, T> write, bool isQuoted = false) : ScalarConverter
{
    /// <summary>Writes the value without boxing it.</summary>
    public void Write(Utf8Buffer buffer, T value)
    {
        if (isQuoted)
            buffer.Write((byte)'"');
        write(buffer, value);
        if (isQuoted)
            buffer.Write((byte)'"');
    }

    public override void Write(Utf8Buffer buffer, object value) => Write(buffer, (T)value);
}

/// <summary>The converter of a type, looked up once.</summary>
/// <remarks>It is a class of its own because the table makes converters: .NET Framework and Mono would look into the
/// table before it is there.</remarks>
internal static class ScalarConverterOf<T>
{
    /// <summary>The converter of the type; null when it is no type of fixed size.</summary>
    public static readonly ScalarConverter<T>? Instance = ScalarConverters.Find(typeof(T)) as ScalarConverter<T>;
}

/// <summary>The table of the types of fixed size.</summary>
internal static class ScalarConverters
{
    // A converter is made when its type is first seen: to make all of them would take the first event 5 ms.
    private static readonly Dictionary<Type, Func<ScalarConverter>> Table = new()
    {
        [typeof(double)] = () => new ScalarConverter<double>(JsonNumberWriter.Write),
        [typeof(float)] = () => new ScalarConverter<float>(JsonNumberWriter.Write),
        [typeof(decimal)] = () => new ScalarConverter<decimal>(JsonNumberWriter.Write),
        [typeof(int)] = () => new ScalarConverter<int>((buffer, value) => NumberText.Write(buffer, value)),
        [typeof(long)] = () => new ScalarConverter<long>(NumberText.Write),
        [typeof(byte)] = () => new ScalarConverter<byte>((buffer, value) => NumberText.Write(buffer, (uint)value)),
        [typeof(sbyte)] = () => new ScalarConverter<sbyte>((buffer, value) => NumberText.Write(buffer, value)),
        [typeof(short)] = () => new ScalarConverter<short>((buffer, value) => NumberText.Write(buffer, value)),
        [typeof(ushort)] = () => new ScalarConverter<ushort>((buffer, value) => NumberText.Write(buffer, (uint)value)),
        [typeof(uint)] = () => new ScalarConverter<uint>((buffer, value) => NumberText.Write(buffer, value)),
        [typeof(ulong)] = () => new ScalarConverter<ulong>(NumberText.Write),
        [typeof(nint)] = () => new ScalarConverter<nint>((buffer, value) => NumberText.Write(buffer, (long)value)),
        [typeof(nuint)] = () => new ScalarConverter<nuint>((buffer, value) => NumberText.Write(buffer, (ulong)value)),
        [typeof(bool)] = () => new ScalarConverter<bool>((buffer, value) => buffer.Write(value ? "true"u8 : "false"u8)),
        [typeof(DateTime)] = () => Quoted<DateTime>(IsoTimeWriter.Write),
        [typeof(DateTimeOffset)] = () => Quoted<DateTimeOffset>(IsoTimeWriter.Write),
        [typeof(TimeSpan)] = () => Quoted<TimeSpan>((buffer, value) => InvariantText.Write(buffer, value, "c")),
        [typeof(Guid)] = () => Quoted<Guid>((buffer, value) => InvariantText.Write(buffer, value, "D")),
    };

    /// <summary>The converter of a type; null when it is no type of fixed size.</summary>
    public static ScalarConverter? Find(Type type) =>
        Table.TryGetValue(type, out Func<ScalarConverter>? make) ? make() : NewerScalars.Find(type);

    /// <summary>A converter that puts the value in quotes.</summary>
    public static ScalarConverter<T> Quoted<T>(Action<Utf8Buffer, T> write) => new(write, isQuoted: true);
}
