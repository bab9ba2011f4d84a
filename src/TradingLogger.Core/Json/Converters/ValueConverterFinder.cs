using System.Collections;
using System.Collections.Specialized;
using System.Globalization;
using System.Net;
using System.Reflection;
using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using TradingLogging.Logging;

namespace TradingLogging.Json.Converters;

/// <summary>Finds the shape of a type; asked once for each.</summary>
internal static class ValueConverterFinder
{
    private static readonly Type[] Secrets =
    [
        typeof(SecureString), typeof(ICredentials), typeof(AsymmetricAlgorithm), typeof(SymmetricAlgorithm),
        typeof(KeyedHashAlgorithm), typeof(DeriveBytes), typeof(RSAParameters), typeof(ECParameters), typeof(DSAParameters),
        typeof(Cookie), typeof(CookieContainer), typeof(CookieCollection),
    ];

    // By name: the core must not load these assemblies to ask.
    private static readonly string[] SecretsByName =
    [
        "System.Net.Http.Headers.AuthenticationHeaderValue", "System.Security.Cryptography.CngKey",
        "System.Security.Cryptography.MLKem", "System.Security.Cryptography.MLDsa", "System.Security.Cryptography.AesGcm",
    ];

    // Things that do rather than tell: reading their properties costs much, says little and may act.
    private static readonly Type[] Opaque =
    [
        typeof(Delegate), typeof(Task), typeof(Stream), typeof(TextReader), typeof(TextWriter), typeof(WaitHandle),
        typeof(System.Runtime.InteropServices.SafeHandle), typeof(Thread), typeof(Assembly), typeof(Module),
        typeof(MemberInfo), typeof(Pointer), typeof(System.Diagnostics.Process),
    ];

    private static readonly Dictionary<Type, Func<object, string?>> Texts = new()
    {
        [typeof(Type)] = value => ((Type)value).FullName ?? ((Type)value).Name,
        [typeof(Uri)] = value => ((Uri)value).OriginalString,
        [typeof(Version)] = value => value.ToString(),
        [typeof(IPAddress)] = value => value.ToString(),
        [typeof(EndPoint)] = value => value.ToString(),
        [typeof(CultureInfo)] = value => ((CultureInfo)value).Name,
        [typeof(TimeZoneInfo)] = value => ((TimeZoneInfo)value).Id,
        [typeof(FileSystemInfo)] = value => ((FileSystemInfo)value).FullName,
        [typeof(System.Text.RegularExpressions.Regex)] = value => value.ToString(),
        [typeof(FormattableString)] = value => ((FormattableString)value).ToString(CultureInfo.InvariantCulture),
    };

    public static ValueConverter Find(Type type) =>
        FindNote(type)
        ?? JsonDocumentConverters.TryFind(type)
        ?? XmlAndTableConverters.TryFind(type)
        ?? FindText(type)
        ?? FindContainer(type)
        ?? FindObject(type);

    private static OpaqueConverter? FindNote(Type type)
    {
        if (Array.Exists(Secrets, secret => secret.IsAssignableFrom(type)))
            return OpaqueConverter.Secret;
        if (Array.IndexOf(SecretsByName, type.FullName) >= 0)
            return OpaqueConverter.Secret;
        bool isOpaque = !typeof(Type).IsAssignableFrom(type) && Array.Exists(Opaque, kind => kind.IsAssignableFrom(type));
        return isOpaque ? new OpaqueConverter(type.FullName ?? type.Name) : null;
    }

    private static ValueConverter? FindText(Type type)
    {
        if (type.IsEnum)
            return EnumConverter.Instance;
        if (type == typeof(StringBuilder))
            return StringBuilderConverter.Instance;
        foreach (KeyValuePair<Type, Func<object, string?>> text in Texts)
        {
            if (text.Key.IsAssignableFrom(type))
                return new TextConverter(text.Value);
        }

        return BytesConverter.TryFind(type);
    }

    private static ValueConverter? FindContainer(Type type)
    {
        if (typeof(Exception).IsAssignableFrom(type))
            return ExceptionConverter.Instance;
        if (typeof(X509Certificate).IsAssignableFrom(type))
            return CertificateConverter.Instance;
        if (type == typeof(ErrorDetails))
            return ErrorDetailsConverter.Instance;
        if (PairsConverter.TryFind(type) is { } pairs)
            return pairs;
        if (typeof(NameValueCollection).IsAssignableFrom(type))
            return NameValueConverter.Instance;
        if (typeof(IConvertible).IsAssignableFrom(type))
            return ConvertibleConverter.Instance;
        return typeof(IEnumerable).IsAssignableFrom(type) ? ListConverter.Of(type) : null;
    }

    // A struct that has a text form of its own (an instant, a complex number) means that text. A class with one is
    // more often an object of the caller's with members worth having.
    private static ValueConverter FindObject(Type type)
    {
        if (type.IsValueType && typeof(IFormattable).IsAssignableFrom(type))
            return new TextConverter(value => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture));
        return new ReflectedConverter(type);
    }
}
