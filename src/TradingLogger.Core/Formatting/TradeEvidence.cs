using System.Globalization;
using TradingLogging.Json;
using TradingLogging.Logging;
using TradingLogging.Masking;
using TradingLogging.Text;

namespace TradingLogging.Formatting;

/// <summary>The parts of the member <c>evidence</c>, which tells the origin of a trade event.</summary>
[Flags]
public enum EvidenceParts
{
    /// <summary>Nothing; the member is missing. The default.</summary>
    None = 0,

    /// <summary>The name of the machine, as <c>host</c>.</summary>
    Host = 1,

    /// <summary>The id of the process, as <c>pid</c>.</summary>
    Pid = 2,

    /// <summary>The user of the process, as <c>user</c>.</summary>
    User = 4,

    /// <summary>The script and the line of the call, as <c>script</c> and <c>line</c>.</summary>
    Script = 8,

    /// <summary>The id of the initialisation that wrote the event, as <c>session</c>.</summary>
    Session = 16,

    /// <summary>The moment of writing in UTC, as <c>sent</c>.</summary>
    Sent = 32,

    /// <summary>Whether the system's clock is synchronised, as <c>clock</c>.</summary>
    Clock = 64,
}

/// <summary>Writes the member <c>evidence</c>. What stays the same for the process is encoded once.</summary>
internal sealed class TradeEvidence
{
    // The shortest line has 4,096 bytes; the event's own members need room too.
    private const int LongestText = 512;

    private readonly EvidenceParts _parts;
    private readonly SecretMask _mask;
    private readonly Func<string?> _script;
    private readonly byte[] _constants;

    private TradeEvidence(EvidenceParts parts, SecretMask mask, Func<string?> script)
    {
        _parts = parts;
        _mask = mask;
        _script = script;
        var buffer = new Utf8Buffer();
        buffer.Write(", \"evidence\": {"u8);
        if (Has(EvidenceParts.Host))
            WriteText(buffer, "\"host\": "u8, Environment.MachineName);
        if (Has(EvidenceParts.Pid))
            WriteNumber(buffer, "\"pid\": "u8, ProcessId());
        if (Has(EvidenceParts.User))
            WriteText(buffer, "\"user\": "u8, Environment.UserName);
        if (Has(EvidenceParts.Session))
            WriteText(buffer, "\"session\": "u8, Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture));
        _constants = buffer.Written.ToArray();
    }

    /// <summary>The path of the program that runs, for hosts without scripts.</summary>
    public static string ProgramPath { get; } = Environment.GetCommandLineArgs()[0];

    /// <summary>Creates a writer of some parts.</summary>
    /// <param name="parts">The parts.</param>
    /// <param name="mask">Masks the secrets in it.</param>
    /// <param name="script">Gives the path of the running script; null when there is none.</param>
    /// <returns>The writer; null when there are no parts.</returns>
    public static TradeEvidence? Of(EvidenceParts parts, SecretMask mask, Func<string?> script) =>
        parts == EvidenceParts.None ? null : new TradeEvidence(parts, mask, script);

    /// <summary>Writes the member.</summary>
    /// <param name="buffer">Receives the member, after another one.</param>
    /// <param name="timestamp">The moment of logging; a batch does not know it yet.</param>
    /// <param name="lineNumber">The line of the caller; 0 when unknown.</param>
    public void Write(Utf8Buffer buffer, DateTimeOffset timestamp, int lineNumber)
    {
        buffer.Write(_constants);
        if (Has(EvidenceParts.Script))
            WriteScript(buffer, lineNumber);
        if (Has(EvidenceParts.Sent))
            WriteSent(buffer, timestamp == default ? DateTimeOffset.UtcNow : timestamp);
        if (Has(EvidenceParts.Clock))
            WriteText(buffer, "\"clock\": "u8, ClockState.Current);
        buffer.Write((byte)'}');
    }

    private bool Has(EvidenceParts part) => (_parts & part) != 0;

    private static int ProcessId()
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return process.Id;
    }

    private static void WriteNumber(Utf8Buffer buffer, ReadOnlySpan<byte> name, int value)
    {
        WriteName(buffer, name);
        NumberText.Write(buffer, value);
    }

    private static void WriteSent(Utf8Buffer buffer, DateTimeOffset time)
    {
        WriteName(buffer, "\"sent\": \""u8);
        TimestampWriter.Write(buffer, time, TimestampForm.Utc);
        buffer.Write((byte)'"');
    }

    private static void WriteName(Utf8Buffer buffer, ReadOnlySpan<byte> name)
    {
        if (buffer.Written[buffer.Length - 1] != '{')
            buffer.Write(", "u8);
        buffer.Write(name);
    }

    private void WriteScript(Utf8Buffer buffer, int lineNumber)
    {
        if (_script() is { Length: > 0 } script)
            WriteText(buffer, "\"script\": "u8, script);
        if (lineNumber > 0)
            WriteNumber(buffer, "\"line\": "u8, lineNumber);
    }

    private void WriteText(Utf8Buffer buffer, ReadOnlySpan<byte> name, string value)
    {
        WriteName(buffer, name);
        JsonStringWriter.TryWrite(buffer, _mask.Apply(value).AsSpan(), buffer.Length + LongestText);
    }
}
