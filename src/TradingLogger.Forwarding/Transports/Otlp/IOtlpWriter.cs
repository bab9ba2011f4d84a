namespace TradingLogging.Forwarding.Transports.Otlp;

/// <summary>A form in which the OpenTelemetry protocol takes records: writes the parts of one, from left to right. What
/// a <c>Begin</c> returns is given to its <c>End</c>.</summary>
internal interface IOtlpWriter
{
    /// <summary>Begins a record.</summary>
    /// <param name="line">Its body.</param>
    /// <param name="observed">When it was read, in ns since 1970.</param>
    int BeginRecord(ReadOnlySpan<byte> line, long observed);

    /// <summary>Ends a record.</summary>
    /// <param name="mark">What <see cref="BeginRecord"/> returned.</param>
    /// <param name="time">When it happened, in ns since 1970; 0 when that is not known.</param>
    /// <param name="severity">How severe it is.</param>
    /// <param name="eventName">The name of the kind of event; may be empty.</param>
    void EndRecord(int mark, long time, OtlpSeverity severity, ReadOnlySpan<byte> eventName);

    /// <summary>Takes back what was written of a record since its body.</summary>
    /// <param name="mark">What <see cref="BeginRecord"/> returned.</param>
    /// <param name="line">Its body.</param>
    /// <param name="observed">When it was read, in ns since 1970.</param>
    void RestartRecord(int mark, ReadOnlySpan<byte> line, long observed);

    /// <summary>Begins a named value: an attribute of the record, or a member of a map.</summary>
    OtlpMark BeginMember(ReadOnlySpan<byte> name, bool isAttribute);

    /// <summary>Ends a named value.</summary>
    void EndMember(OtlpMark mark);

    /// <summary>Begins a map.</summary>
    OtlpMark BeginMap();

    /// <summary>Ends a map.</summary>
    void EndMap(OtlpMark mark);

    /// <summary>Begins a list.</summary>
    OtlpMark BeginList();

    /// <summary>Ends a list.</summary>
    void EndList(OtlpMark mark);

    /// <summary>Begins a value of a list.</summary>
    OtlpMark BeginItem();

    /// <summary>Ends a value of a list.</summary>
    void EndItem(OtlpMark mark);

    /// <summary>Writes a text, given in UTF-8.</summary>
    void Text(ReadOnlySpan<byte> text);

    /// <summary>Writes a whole number.</summary>
    void Whole(long number);

    /// <summary>Writes a double.</summary>
    void Real(double number);

    /// <summary>Writes a truth value.</summary>
    void Truth(bool value);
}

/// <summary>Where the lengths of two parts are to be written, the inner one last.</summary>
internal readonly record struct OtlpMark(int Outer, int Inner);
