using System.Collections;
using System.Collections.Specialized;
using System.Globalization;
using System.Net;
using System.Numerics;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using TradingLogging.Logging;

namespace TradingLogging.Json.Converters;

/// <summary>Finds the converter of a type. Asked once for each type.</summary>
internal static class ConverterTable
{
    private static readonly Dictionary<Type, ValueConverter> Exact = new()
    {
        [typeof(char)] = new CharConverter(),
        [typeof(BigInteger)] = new BigIntegerConverter(),
        [typeof(StringBuilder)] = new StringBuilderConverter(),
        [typeof(byte[])] = new BytesConverter(value => (byte[])value),
        [typeof(ArraySegment<byte>)] = new BytesConverter(value => (ArraySegment<byte>)value),
        [typeof(Memory<byte>)] = new BytesConverter(value => (Memory<byte>)value),
        [typeof(ReadOnlyMemory<byte>)] = new BytesConverter(value => (ReadOnlyMemory<byte>)value),
        [typeof(ErrorDetails)] = ErrorDetailsConverter.Instance,
        [typeof(WholeError)] = new WholeErrorConverter(),
    };

    // Also for types that derive from these.
    private static readonly Dictionary<Type, ValueConverter> Derived = new()
    {
        [typeof(Type)] = new TextConverter(value => ((Type)value).FullName ?? ((Type)value).Name),
        [typeof(Uri)] = new TextConverter(value => ((Uri)value).OriginalString),
        [typeof(Version)] = new TextConverter(value => value.ToString()),
        [typeof(IPAddress)] = new TextConverter(value => value.ToString()),
        [typeof(EndPoint)] = new TextConverter(value => value.ToString()),
        [typeof(CultureInfo)] = new TextConverter(value => ((CultureInfo)value).Name),
        [typeof(TimeZoneInfo)] = new TextConverter(value => ((TimeZoneInfo)value).Id),
        [typeof(FileSystemInfo)] = new TextConverter(value => ((FileSystemInfo)value).FullName),
        [typeof(Regex)] = new TextConverter(value => value.ToString()),
        [typeof(FormattableString)] = new TextConverter(
            value => ((FormattableString)value).ToString(CultureInfo.InvariantCulture)),
        [typeof(Enum)] = EnumConverter.Instance,
        [typeof(Exception)] = ExceptionConverter.Instance,
        [typeof(IMemberSource)] = new MemberSourceConverter(),
        [typeof(Encoding)] = new TextConverter(value => ((Encoding)value).WebName),
        [typeof(X509Certificate)] = CertificateConverter.Instance,
    };

    /// <summary>Finds the converter of a type.</summary>
    /// <remarks>Dictionaries come before the listed types: most first events have one, and need not wait until the
    /// assemblies of those types are loaded.</remarks>
    public static ValueConverter Find(Type type) =>
        ScalarConverters.Find(type)
        ?? OpaqueConverter.TryFind(type)
        ?? JsonDocumentConverters.TryFind(type)
        ?? XmlAndTableConverters.TryFind(type)
        ?? PairsConverter.TryFind(type)
        ?? FindListed(type)
        ?? FindContainer(type)
        ?? FindObject(type);

    private static ValueConverter? FindListed(Type type)
    {
        if (Exact.TryGetValue(type, out ValueConverter? exact))
            return exact;
        foreach (KeyValuePair<Type, ValueConverter> entry in Derived)
        {
            if (entry.Key.IsAssignableFrom(type))
                return entry.Value;
        }

        return null;
    }

    private static ValueConverter? FindContainer(Type type)
    {
        if (typeof(NameValueCollection).IsAssignableFrom(type))
            return NameValueConverter.Instance;
        if (typeof(IConvertible).IsAssignableFrom(type))
            return ConvertibleConverter.Instance;
        return typeof(IEnumerable).IsAssignableFrom(type) ? ListConverter.Of(type) : null;
    }

    // A struct with a text form of its own (an instant, a complex number) is written as that text. A class with one is
    // more often an object with members of interest.
    private static ValueConverter FindObject(Type type)
    {
        if (type.IsValueType && typeof(IFormattable).IsAssignableFrom(type))
            return new TextConverter(value => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture));
        return new ReflectedConverter(type);
    }
}
