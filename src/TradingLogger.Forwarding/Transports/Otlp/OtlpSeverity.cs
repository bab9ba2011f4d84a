using TradingLogging.Formatting;

namespace TradingLogging.Forwarding.Transports.Otlp;

/// <summary>How severe a record is: the number of OpenTelemetry and the name of this log.</summary>
internal sealed class OtlpSeverity
{
    private static readonly OtlpSeverity[] Known =
    [
        new("debug", 5), new("info", 9), new("warning", 13), new("warn", 13), new("error", 17), new("critical", 21),
        new("fatal", 21), new("trace", 1), new("information", 9),
    ];

    private readonly byte[] _lowerCase;

    private OtlpSeverity(string name, byte number)
    {
        _lowerCase = System.Text.Encoding.ASCII.GetBytes(name);
        Name = System.Text.Encoding.ASCII.GetBytes(name.ToUpperInvariant());
        Number = number;
    }

    /// <summary>That of an event that has none.</summary>
    public static OtlpSeverity Info { get; } = Known[1];

    /// <summary>The number of OpenTelemetry, 1 to 24.</summary>
    public byte Number { get; }

    /// <summary>The name in upper case.</summary>
    public byte[] Name { get; }

    /// <summary>Whether a member is known to tell the severity by its name.</summary>
    public static bool IsNamed(ReadOnlySpan<byte> name) => name.Length switch
    {
        5 => TradeLineFormat.IsSameName(name, "level"u8),
        8 => TradeLineFormat.IsSameName(name, "severity"u8),
        _ => false,
    };

    /// <summary>Finds a severity by its name; null when the text is none, as that of a price level.</summary>
    public static OtlpSeverity? Find(ReadOnlySpan<byte> text)
    {
        foreach (OtlpSeverity severity in Known)
        {
            if (text.Length == severity._lowerCase.Length && TradeLineFormat.IsSameName(text, severity._lowerCase))
                return severity;
        }

        return null;
    }
}
