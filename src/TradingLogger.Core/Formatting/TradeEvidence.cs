using System.Globalization;
using TradingLogging.Configuration;
using TradingLogging.Json;
using TradingLogging.Logging;
using TradingLogging.Masking;
using TradingLogging.Text;

namespace TradingLogging.Formatting;

/// <summary>Writes who wrote an event, from where and when: the member <c>evidence</c>. What stays the same for the process is
/// encoded once.</summary>
internal sealed class TradeEvidence
{
    // The shortest line has 4,096 bytes; the event's own members need room too.
    private const int LongestText = 512;

    private readonly LoggingConfig _config;
    private readonly SecretMask _mask;
    private readonly byte[] _constants;
    private readonly string _program = Environment.GetCommandLineArgs()[0];

    private TradeEvidence(LoggingConfig config, SecretMask mask)
    {
        _config = config;
        _mask = mask;
        var buffer = new Utf8Buffer();
        buffer.Write(", \"evidence\": {"u8);
        if (config.EvidenceHost)
            WriteText(buffer, "\"host\": "u8, Environment.MachineName);
        if (config.EvidencePid)
            WriteNumber(buffer, "\"pid\": "u8, ProcessId());
        if (config.EvidenceUser)
            WriteText(buffer, "\"user\": "u8, Environment.UserName);
        if (config.EvidenceSession)
            WriteText(buffer, "\"session\": "u8, Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture));
        _constants = buffer.Written.ToArray();
    }

    /// <summary>What a configuration wants to be told; null for nothing.</summary>
    public static TradeEvidence? From(LoggingConfig config, SecretMask mask)
    {
        bool isAny = config.EvidenceHost || config.EvidencePid || config.EvidenceUser || config.EvidenceScript
            || config.EvidenceSession || config.EvidenceSent || config.EvidenceClock;
        return isAny ? new TradeEvidence(config, mask) : null;
    }

    /// <summary>Writes the member.</summary>
    /// <param name="buffer">Where it goes, behind another member.</param>
    /// <param name="timestamp">The moment of logging; a batch does not know it yet.</param>
    /// <param name="lineNumber">The line of the caller; 0 when unknown.</param>
    public void Write(Utf8Buffer buffer, DateTimeOffset timestamp, int lineNumber)
    {
        buffer.Write(_constants);
        if (_config.EvidenceScript)
            WriteScript(buffer, lineNumber);
        if (_config.EvidenceSent)
            WriteSent(buffer, timestamp == default ? DateTimeOffset.UtcNow : timestamp);
        if (_config.EvidenceClock)
            WriteText(buffer, "\"clock\": "u8, ClockState.Current);
        buffer.Write((byte)'}');
    }

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
        IsoTimeWriter.WriteTimestamp(buffer, time, TimestampForm.Utc);
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
        string script = HostOutput.Current is { } host ? host.ScriptName ?? string.Empty : _program;
        if (script.Length > 0)
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
