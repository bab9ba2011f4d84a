namespace TradingLogging.Forwarding.Transports.Otlp;

/// <summary>The names of the attributes that each record has beside the members of its event.</summary>
internal static class OtlpNames
{
    /// <summary>The id of the event.</summary>
    public static ReadOnlySpan<byte> Id => "log.record.uid"u8;

    /// <summary>The name of the file that the line stands in.</summary>
    public static ReadOnlySpan<byte> FileName => "log.file.name"u8;

    /// <summary>The path of that file.</summary>
    public static ReadOnlySpan<byte> FilePath => "log.file.path"u8;

    /// <summary>The name that a member without a name gets.</summary>
    public static ReadOnlySpan<byte> Unnamed => "(unnamed)"u8;

    /// <summary>What is put before the name of a member that is one of these.</summary>
    public static ReadOnlySpan<byte> DataPrefix => "data."u8;

    /// <summary>Whether a member of this name gets the prefix. So does one that has it already, so that no two names of
    /// an event become the same one.</summary>
    public static bool IsOwn(ReadOnlySpan<byte> name)
    {
        while (name.StartsWith(DataPrefix))
            name = name.Slice(DataPrefix.Length);
        return name.SequenceEqual(Id) || name.SequenceEqual(FileName) || name.SequenceEqual(FilePath)
            || name.SequenceEqual(Unnamed);
    }
}
